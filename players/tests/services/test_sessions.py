"""Signing in, refreshing, signing out; and everything a thief would try."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from typing import Any
from uuid import uuid4

import jwt
import pytest
import redis
from django.conf import settings
from django.db import close_old_connections

from common import clock
from common.models import AuditEntry
from gameproject.testing import make_player
from gameproject.tests.api.signing import signed_init_data
from players import access
from players.errors import Banned, GuestLoginOff, InitDataRefused, InitDataUsed, TokenRefused, TokenReused
from players.models import Player, RefreshToken, UsedInitData
from players.services.corrections import player_ban
from players.services.sessions import (
    SessionView,
    session_end,
    session_end_everywhere,
    session_open_guest,
    session_open_telegram,
    session_refresh,
    ws_ticket_issue,
    ws_ticket_take,
)
from players.services.ws_tickets import TicketHolder
from players.socket.access import identity_of_ticket, identity_of_token
from players.tasks import purge_sessions
from players.tokens import AccessClaims, access_token_make, access_token_read

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _nothing_remembered(clean_redis: redis.Redis) -> None:
    access._known.clear()


def open_guest(key: str = "guest-key-1") -> SessionView:
    return session_open_guest(guest_key=key, language_code="ru")


def access_token_player(token: str) -> int | None:
    """Whom a socket would take the bearer of a token for."""
    identity = identity_of_token(token)
    return None if identity is None else identity.player_id


def ticket_of(session: SessionView) -> str:
    claims = access_token_read(session.access_token)
    assert claims is not None
    return ws_ticket_issue(player_id=claims.player_id, session=claims.session)


def launch(user_id: int = 77, **fields: Any) -> str:
    return signed_init_data(settings.TELEGRAM_BOT_TOKEN, user_id, **fields)


def later(monkeypatch: pytest.MonkeyPatch, delay: timedelta) -> None:
    then = clock.now() + delay
    monkeypatch.setattr(clock, "now", lambda: then)


class TestSigningIn:
    def test_from_telegram(self) -> None:
        session = session_open_telegram(init_data=launch())
        assert Player.objects.get(pk=session.player.id).telegram_id == 77
        assert access_token_player(session.access_token) == session.player.id

    def test_again_is_the_same_player(self) -> None:
        first = session_open_telegram(init_data=launch(age=10))
        assert session_open_telegram(init_data=launch(age=5)).player.id == first.player.id

    def test_launch_data_is_good_once(self) -> None:
        raw = launch()
        session_open_telegram(init_data=raw)
        with pytest.raises(InitDataUsed):
            session_open_telegram(init_data=raw)
        assert RefreshToken.objects.count() == 1

    def test_refused_launch_data_leaves_nothing(self) -> None:
        with pytest.raises(InitDataRefused):
            session_open_telegram(init_data=launch(age=3700))
        assert not Player.objects.exists()
        assert not UsedInitData.objects.exists()

    def test_the_age_limit_is_a_setting(self, settings: Any) -> None:
        settings.INIT_DATA_MAX_AGE = timedelta(seconds=30)
        with pytest.raises(InitDataRefused):
            session_open_telegram(init_data=launch(age=40))

    def test_guests_where_they_may(self, settings: Any) -> None:
        first = open_guest()
        assert open_guest().player.id == first.player.id != open_guest("another-key").player.id
        settings.GUEST_LOGIN_ENABLED = False
        with pytest.raises(GuestLoginOff):
            open_guest()

    def test_the_banned_may_not(self) -> None:
        session = session_open_telegram(init_data=launch(age=9))
        player_ban(player_id=session.player.id, reason="cheating", actor="tests")
        with pytest.raises(Banned):
            session_open_telegram(init_data=launch(age=3))
        with pytest.raises(Banned):
            session_refresh(refresh_token=session.refresh_token)


class TestRefreshing:
    def test_each_token_gives_the_next_one(self) -> None:
        tokens = [open_guest().refresh_token]
        for _ in range(3):
            tokens.append(session_refresh(refresh_token=tokens[-1]).refresh_token)
        assert len(set(tokens)) == 4
        assert RefreshToken.objects.values("family").distinct().count() == 1

    def test_only_digests_are_stored(self) -> None:
        token = open_guest().refresh_token
        row = RefreshToken.objects.get()
        assert token not in {row.digest, str(row.family)}

    def test_a_lost_answer_can_be_asked_for_again(self) -> None:
        first = open_guest().refresh_token
        answers = {session_refresh(refresh_token=first).refresh_token for _ in range(3)}
        assert len(answers) == 1
        assert RefreshToken.objects.count() == 2

    def test_not_after_ten_seconds(self, monkeypatch: pytest.MonkeyPatch) -> None:
        session = open_guest()
        successor = session_refresh(refresh_token=session.refresh_token)
        later(monkeypatch, timedelta(seconds=11))
        self._family_ends(session.refresh_token, successor)

    def test_not_once_the_next_one_is_used(self) -> None:
        """Then the answer did arrive, and somebody else is asking."""
        session = open_guest()
        successor = session_refresh(refresh_token=session.refresh_token)
        newest = session_refresh(refresh_token=successor.refresh_token)
        self._family_ends(session.refresh_token, newest)

    def test_a_grandparent_never(self) -> None:
        first = open_guest()
        second = session_refresh(refresh_token=first.refresh_token)
        third = session_refresh(refresh_token=second.refresh_token)
        self._family_ends(first.refresh_token, third)

    def _family_ends(self, reused: str, newest: SessionView) -> None:
        stranger = open_guest("somebody-else")
        with pytest.raises(TokenReused):
            session_refresh(refresh_token=reused)
        for token in (reused, newest.refresh_token):
            with pytest.raises(TokenRefused):
                session_refresh(refresh_token=token)
        access._known.clear()
        assert access_token_player(newest.access_token) is None
        assert session_refresh(refresh_token=stranger.refresh_token).player.id == stranger.player.id

    def test_a_session_ends_after_thirty_days_however_often_it_is_refreshed(
        self, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        start = clock.now()
        session = open_guest()
        for day in (10, 20, 29):
            monkeypatch.setattr(clock, "now", lambda day=day: start + timedelta(days=day))
            session = session_refresh(refresh_token=session.refresh_token)
        monkeypatch.setattr(clock, "now", lambda: start + timedelta(days=30, seconds=1))
        with pytest.raises(TokenRefused):
            session_refresh(refresh_token=session.refresh_token)

    @pytest.mark.parametrize("token", ["", "x", "é", "A" * 43, "0" * 5000])
    def test_tokens_that_are_none(self, token: str) -> None:
        with pytest.raises(TokenRefused):
            session_refresh(refresh_token=token)


class TestSigningOut:
    def test_here_and_only_here(self) -> None:
        here, there = open_guest(), open_guest()
        assert access_token_player(here.access_token)
        session_end(refresh_token=here.refresh_token)
        access._known.clear()
        assert access_token_player(here.access_token) is None
        assert access_token_player(there.access_token) == there.player.id
        with pytest.raises(TokenRefused):
            session_refresh(refresh_token=here.refresh_token)

    def test_twice_changes_nothing(self) -> None:
        session = open_guest()
        session_end(refresh_token=session.refresh_token)
        session_end(refresh_token=session.refresh_token)
        session_end(refresh_token="never-heard-of")

    def test_everywhere(self) -> None:
        sessions = [open_guest() for _ in range(3)]
        session_end_everywhere(player_id=sessions[0].player.id)
        access._known.clear()
        assert {access_token_player(session.access_token) for session in sessions} == {None}
        assert access_token_player(open_guest().access_token)

    def test_a_ban_ends_sessions_within_seconds(self, monkeypatch: pytest.MonkeyPatch) -> None:
        session = open_guest()
        assert access_token_player(session.access_token)
        player_ban(player_id=session.player.id, reason="cheating", actor="tests")
        monkeypatch.setattr(access, "_GOOD_FOR", 0.0)  # two seconds have passed
        assert access_token_player(session.access_token) is None
        assert AuditEntry.objects.filter(action="players.ban").count() == 1


class TestAccessTokens:
    def claims(self, session: SessionView) -> dict[str, Any]:
        return dict(jwt.decode(session.access_token, options={"verify_signature": False}))

    def resigned(self, payload: dict[str, Any], key: str = "", **headers: str) -> str:
        headers = {"typ": "at+jwt", **headers}
        return jwt.encode(payload, key or settings.JWT_SIGNING_KEY, algorithm="HS256", headers=headers)

    def test_they_last_fifteen_minutes(self) -> None:
        claims = self.claims(open_guest())
        assert claims["exp"] - claims["iat"] == 900
        assert {"iss", "aud", "sub", "sid", "tv", "jti"} <= set(claims)

    def test_an_old_one_is_refused(self) -> None:
        session = open_guest()
        family = RefreshToken.objects.get().family
        old = access_token_make(
            AccessClaims(session.player.id, family, 0), now=clock.now() - timedelta(minutes=15, seconds=1)
        )
        assert access_token_player(old) is None

    @pytest.mark.parametrize(
        "change",
        [
            {"aud": "another"},
            {"iss": "another"},
            {"tv": 1},
            {"sid": uuid4().hex},
            {"sid": "x"},
            {"sub": "0"},
            {"sub": "x"},
            {"tv": "x"},
            {"exp": None},
        ],
    )
    def test_every_claim_counts(self, change: dict[str, Any]) -> None:
        session = open_guest()
        kid = jwt.get_unverified_header(session.access_token)["kid"]
        good = self.claims(session)
        assert access_token_player(self.resigned(good, kid=kid)) == session.player.id
        changed = {name: value for name, value in (good | change).items() if value is not None}
        assert access_token_player(self.resigned(changed, kid=kid)) is None

    def test_the_session_must_be_the_players_own(self) -> None:
        mine, other = open_guest(), make_session_of_another()
        kid = jwt.get_unverified_header(mine.access_token)["kid"]
        crossed = self.claims(mine) | {"sid": self.claims(other)["sid"]}
        assert access_token_player(other.access_token) == other.player.id
        assert access_token_player(self.resigned(crossed, kid=kid)) is None

    def test_foreign_keys_algorithms_and_types_are_refused(self) -> None:
        session = open_guest()
        kid, good = jwt.get_unverified_header(session.access_token)["kid"], self.claims(session)
        assert access_token_player(self.resigned(good, key="k" * 64, kid=kid)) is None
        assert access_token_player(self.resigned(good, kid="deadbeef")) is None
        assert access_token_player(self.resigned(good, kid=kid, typ="JWT")) is None
        assert (
            access_token_player(jwt.encode(good, "", algorithm="none", headers={"kid": kid, "typ": "at+jwt"})) is None
        )
        other = jwt.encode(good, settings.JWT_SIGNING_KEY, algorithm="HS512", headers={"kid": kid, "typ": "at+jwt"})
        assert access_token_player(other) is None

    def test_keys_can_be_rotated(self, settings: Any) -> None:
        session = open_guest()
        settings.JWT_OLDER_KEYS, settings.JWT_SIGNING_KEY = (settings.JWT_SIGNING_KEY,), "n" * 64
        assert access_token_player(session.access_token) == session.player.id
        assert access_token_player(open_guest().access_token) == session.player.id
        settings.JWT_OLDER_KEYS = ()
        assert access_token_player(session.access_token) is None

    @pytest.mark.parametrize("noise", ["", ".", "..", "a.b.c", "\x00", "é.é.é", "x" * 10_000, "e30.e30.e30"])
    def test_noise_is_refused(self, noise: str) -> None:
        assert access_token_player(noise) is None


def make_session_of_another() -> SessionView:
    return session_open_guest(guest_key="another-guest")


class TestTickets:
    def test_good_once(self) -> None:
        session = uuid4()
        ticket = ws_ticket_issue(player_id=7, session=session)
        assert ws_ticket_take(ticket) == TicketHolder(7, session)
        assert ws_ticket_take(ticket) is None

    def test_it_stands_for_the_session_it_was_asked_for_in(self) -> None:
        here, there = open_guest(), open_guest()
        old, other = ticket_of(here), ticket_of(there)
        session_end(refresh_token=here.refresh_token)
        assert identity_of_ticket(old) is None
        left = identity_of_ticket(other)
        assert left is not None
        assert left.player_id == there.player.id

    def test_for_thirty_seconds(self, clean_redis: redis.Redis) -> None:
        ws_ticket_issue(player_id=7, session=uuid4())
        (key,) = clean_redis.keys("*ws-ticket*")
        assert 0 < clean_redis.ttl(key) <= 30

    @pytest.mark.parametrize("noise", ["", "x", "*", "x" * 1000, "é"])
    def test_noise_is_refused(self, noise: str) -> None:
        assert ws_ticket_take(noise) is None

    def test_without_redis_nobody_gets_in(self, monkeypatch: pytest.MonkeyPatch) -> None:
        down = redis.Redis.from_url("redis://127.0.0.1:1/0")
        monkeypatch.setattr("players.services.ws_tickets.redis_client", lambda: down)
        assert ws_ticket_take("anything") is None
        with pytest.raises(redis.RedisError):
            ws_ticket_issue(player_id=7, session=uuid4())


def test_what_is_over_is_purged(monkeypatch: pytest.MonkeyPatch) -> None:
    session_open_telegram(init_data=launch())
    assert purge_sessions() == {"refresh_tokens": 0, "init_data": 0}
    later(monkeypatch, timedelta(days=31))
    assert purge_sessions() == {"refresh_tokens": 1, "init_data": 1}


def at_once(count: int, action: Any) -> list[Any]:
    """The results (or errors) of `action` in threads of their own, each with a connection of its own."""

    def run(_: int) -> Any:
        try:
            return action()
        except Exception as error:  # noqa: BLE001
            return error
        finally:
            close_old_connections()
            from django.db import connection

            connection.close()

    with ThreadPoolExecutor(count) as pool:
        return list(pool.map(run, range(count)))


@pytest.mark.django_db(transaction=True)
class TestRaces:
    def test_two_refreshes_at_once_get_the_same_next_token(self) -> None:
        token = open_guest().refresh_token
        answers = at_once(4, lambda: session_refresh(refresh_token=token).refresh_token)
        assert len(set(answers)) == 1
        assert RefreshToken.objects.count() == 2

    def test_one_launch_signs_in_once(self) -> None:
        raw = launch()
        answers = at_once(4, lambda: session_open_telegram(init_data=raw))
        assert sum(isinstance(answer, SessionView) for answer in answers) == 1
        assert sum(isinstance(answer, InitDataUsed) for answer in answers) == 3
        assert (Player.objects.count(), RefreshToken.objects.count()) == (1, 1)

    def test_no_token_slips_past_the_end_of_its_session(self) -> None:
        for _ in range(5):
            session = open_guest()
            actions = iter([session_end, session_refresh])
            at_once(2, lambda actions=actions, session=session: next(actions)(refresh_token=session.refresh_token))
            assert not RefreshToken.objects.filter(revoked_at=None).exists()


def test_players_made_by_the_bot_and_by_the_mini_app_are_one(published_world: Any) -> None:
    hero = make_player()
    assert hero.telegram_id is not None
    assert session_open_telegram(init_data=launch(hero.telegram_id)).player.id == hero.pk
