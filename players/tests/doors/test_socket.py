from __future__ import annotations

from datetime import timedelta

import pytest
from django.conf import settings
from django.utils import timezone

from common import hub
from common.bridge import in_thread
from common.hub import running_hub
from common.models import StreamEvent
from common.realtime import push
from players.models import Player
from players.services.corrections import player_ban
from players.services.sessions import session_end, session_end_everywhere, session_refresh
from players.socket import consumer, story
from players.socket.access import Identity, identity_of_token
from players.socket.protocol import Close
from players.tests.doors.sockets import Client, append, appended, new_guest, new_session, new_ticket, until_true

pytestmark = pytest.mark.usefixtures("bridge", "clean_redis")


async def test_a_token_in_the_subprotocol_opens_it() -> None:
    player_id, token = await new_guest()
    client = Client(token=token)
    assert await client.open() == {"type": "hello", "seq": 0, "player_id": player_id, "ping_seconds": 30}
    await appended(player_id)
    assert await client.hear() == {"type": "event", "seq": 1, "name": "test.Happened", "payload": {"n": 0}}
    await client.leave()


async def test_a_ticket_opens_it_once() -> None:
    player_id, token = await new_guest()
    ticket = await new_ticket(token)
    first, second = Client(ticket=ticket), Client(ticket=ticket)
    assert (await first.open())["player_id"] == player_id
    assert await second.open() == {"type": "close", "code": Close.UNAUTHENTICATED}
    await first.leave()


@pytest.mark.parametrize("kind", ["ticket", "token"])
async def test_the_first_message_may_say_who_it_is(kind: str) -> None:
    _, token = await new_guest()
    client = Client()
    assert await client.wire.connect(5) == (True, None)
    await client.say(type="auth", **{kind: token if kind == "token" else await new_ticket(token)})
    assert (await client.hear())["type"] == "hello"
    await client.leave()


@pytest.mark.parametrize("token", ["nonsense", "eyJhbGciOiJub25lIn0.e30.", "x" * 5000])
async def test_a_forged_token_is_refused(token: str) -> None:
    assert await Client(token=token).open() == {"type": "close", "code": Close.UNAUTHENTICATED}


async def test_whoever_does_not_say_who_it_is_is_not_waited_for(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(consumer, "AUTH_SECONDS", 0.1)
    assert await Client().open() == {"type": "close", "code": Close.UNAUTHENTICATED}
    client = Client()
    await client.wire.connect(5)
    await client.say(type="ping")
    assert await client.hear() == {"type": "close", "code": Close.UNAUTHENTICATED}


@pytest.mark.parametrize("offered", [None, ("artel.v1",)])
@pytest.mark.parametrize(
    ("first", "code"),
    [
        ("", Close.UNAUTHENTICATED),
        ('{"type":"ping"}', Close.UNAUTHENTICATED),
        ('{"type":"auth"}', Close.UNAUTHENTICATED),
        ('{"type":"auth","token":""}', Close.UNAUTHENTICATED),
        ('{"type":"auth","token":7}', Close.MALFORMED),
        ("who, me?", Close.MALFORMED),
    ],
)
async def test_no_credentials_are_4401_and_noise_is_4400(
    first: str, code: Close, offered: tuple[str, ...] | None, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(consumer, "AUTH_SECONDS", 0.1 if not first else 5.0)
    client = Client(subprotocols=offered)
    await client.wire.connect(5)
    if first:
        await client.wire.send_to(text_data=first)
    assert await client.hear() == {"type": "close", "code": code}


@pytest.mark.parametrize("offered", [("artel.v9",), ("bearer.nonsense",)])
async def test_subprotocols_without_ours_are_refused(offered: tuple[str, ...]) -> None:
    client = Client(subprotocols=offered)
    assert await client.wire.connect(5) == (True, None)
    assert await client.hear() == {"type": "close", "code": Close.MALFORMED}


async def test_pages_of_other_sites_are_refused_and_our_own_are_not() -> None:
    _, token = await new_guest()
    connected, _ = await Client(token=token, origin="https://evil.example").wire.connect(5)
    assert not connected
    own = Client(token=token, origin=settings.ALLOWED_ORIGINS[0])
    assert (await own.open())["type"] == "hello"
    await own.leave()


async def test_nothing_else_is_served() -> None:
    client = Client()
    client.wire.scope["path"] = "/ws/elsewhere/"
    connected, _ = await client.wire.connect(5)
    assert not connected


async def test_a_player_hears_only_their_own_events() -> None:
    mine, token = await new_guest("guest-key-0001")
    other, _ = await new_guest("guest-key-0002")
    client = Client(token=token)
    await client.open()
    await appended(other, 3)
    await appended(mine, 1)
    assert await client.hear_events(1) == [1]
    assert await client.is_silent()
    await client.leave()


async def test_all_sockets_of_a_player_hear_everything() -> None:
    player_id, token = await new_guest()
    clients = [Client(token=token) for _ in range(3)]
    for client in clients:
        await client.open()
    await appended(player_id, 2)
    for client in clients:
        assert await client.hear_events(2) == [1, 2]
        await client.leave()


@pytest.mark.parametrize("by", ["handshake", "message"])
async def test_a_client_that_comes_back_is_told_what_it_missed(by: str) -> None:
    player_id, token = await new_guest()
    await appended(player_id, 5)
    client = Client(token=token, after=2 if by == "handshake" else None)
    assert (await client.open())["seq"] == 5
    if by == "message":
        await client.say(type="resume", after=2)
    assert await client.hear_events(3) == [3, 4, 5]
    await client.say(type="resume", after=2)
    await appended(player_id)
    assert await client.hear_events(1) == [6], "asked again, it is not told again"
    await client.leave()


async def test_a_client_may_ask_for_still_older_events_later() -> None:
    player_id, token = await new_guest()
    await appended(player_id, 6)
    client = Client(token=token, after=4)
    await client.open()
    assert await client.hear_events(2) == [5, 6]
    await client.say(type="resume", after=1)
    assert await client.hear_events(3) == [2, 3, 4]
    await client.leave()


async def test_a_lost_hint_is_made_good_by_the_next_one() -> None:
    player_id, token = await new_guest()
    client = Client(token=token)
    await client.open()
    await appended(player_id, 3, tell=False)
    await appended(player_id, 1)
    assert await client.hear_events(4) == [1, 2, 3, 4]
    await client.leave()


async def test_a_lost_hint_is_made_good_by_the_poll(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(hub, "POLL_SECONDS", 0.1)
    player_id, token = await new_guest()
    client = Client(token=token)
    await client.open()
    await appended(player_id, 300, tell=False)
    assert await client.hear_events(300) == list(range(1, 301))
    await client.leave()


async def test_hints_that_come_twice_are_told_once() -> None:
    player_id, token = await new_guest()
    client = Client(token=token)
    await client.open()
    streamed = await in_thread(append, player_id, 3)
    await in_thread(push, streamed)
    assert await client.hear_events(3) == [1, 2, 3]
    assert await client.is_silent()
    await client.leave()


async def test_a_gap_that_is_no_longer_kept_is_a_resync() -> None:
    player_id, token = await new_guest()
    await appended(player_id, 6)
    await in_thread(StreamEvent.objects.filter(seq__lte=3).delete)
    client = Client(token=token, after=1)
    await client.open()
    assert await client.hear() == {"type": "resync", "seq": 3}
    assert await client.hear_events(3) == [4, 5, 6]
    await client.leave()


async def test_a_gap_that_is_too_long_is_a_resync(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(story, "LONGEST_REPLAY", 10)
    player_id, token = await new_guest()
    await appended(player_id, 20)
    client = Client(token=token, after=1)
    await client.open()
    assert await client.hear() == {"type": "resync", "seq": 20}
    await appended(player_id)
    assert await client.hear_events(1) == [21]
    await client.leave()


async def test_a_client_that_saw_more_than_there_is_is_told_so() -> None:
    """It comes from another world: a restored backup, another stage."""
    player_id, token = await new_guest()
    await appended(player_id, 2)
    client = Client(token=token, after=9)
    await client.open()
    assert await client.hear() == {"type": "resync", "seq": 2}
    await client.leave()


async def test_ping_is_answered() -> None:
    _, token = await new_guest()
    client = Client(token=token)
    await client.open()
    await client.say(type="ping")
    assert await client.hear() == {"type": "pong"}
    await client.leave()


@pytest.mark.parametrize(
    ("text", "code"),
    [
        (" ", Close.MALFORMED),
        ("[]", Close.MALFORMED),
        ("not json", Close.MALFORMED),
        ('{"type":"attack"}', Close.MALFORMED),
        ('{"type":"resume"}', Close.MALFORMED),
        ('{"type":"resume","after":-1}', Close.MALFORMED),
        ('{"type":"resume","after":1e400}', Close.MALFORMED),
        ('{"type":"resume","after":99999999999999999999}', Close.MALFORMED),
        ("[" * 4000, Close.MALFORMED),
        ("x" * 4097, Close.TOO_BIG),
    ],
)
async def test_bad_messages_end_the_conversation_with_a_reason(text: str, code: Close) -> None:
    _, token = await new_guest()
    client = Client(token=token)
    await client.open()
    await client.wire.send_to(text_data=text)
    assert await client.hear() == {"type": "close", "code": code}


async def test_binary_frames_are_refused() -> None:
    _, token = await new_guest()
    client = Client(token=token)
    await client.open()
    await client.wire.send_to(bytes_data=b"\x00")
    assert await client.hear() == {"type": "close", "code": Close.BINARY}


async def test_a_flood_of_messages_ends_it() -> None:
    _, token = await new_guest()
    client = Client(token=token)
    await client.open()
    for _ in range(25):
        await client.say(type="ping")
    answers = [await client.hear() for _ in range(21)]
    assert answers[-1] == {"type": "close", "code": Close.TOO_FAST}


async def test_a_silent_client_is_given_up(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(consumer, "SILENCE_SECONDS", 0.1)
    _, token = await new_guest()
    client = Client(token=token)
    await client.open()
    assert await client.hear() == {"type": "close", "code": Close.SILENT}


async def test_the_sixth_socket_of_a_player_replaces_the_oldest() -> None:
    _, token = await new_guest()
    clients = [Client(token=token) for _ in range(6)]
    for client in clients:
        await client.open()
    assert await clients[0].hear() == {"type": "close", "code": Close.REPLACED}
    assert await clients[1].is_silent(0.05)
    for client in clients[1:]:
        await client.leave()


@pytest.mark.parametrize("kind", ["token", "ticket"])
@pytest.mark.parametrize("end", ["ban", "logout everywhere"])
async def test_a_ban_or_a_logout_everywhere_closes_it(kind: str, end: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(consumer, "RECHECK_SECONDS", 0.1)
    monkeypatch.setattr("players.access._GOOD_FOR", 0.0)
    player_id, token = await new_guest()
    client = Client(token=token) if kind == "token" else Client(ticket=await new_ticket(token))
    await client.open()
    assert await client.is_silent(0.3)
    if end == "ban":
        await in_thread(Player.objects.filter(pk=player_id).update, banned_at=timezone.now())
    else:
        await in_thread(session_end_everywhere, player_id=player_id)
    assert await client.hear() == {"type": "close", "code": Close.UNAUTHENTICATED}


@pytest.mark.parametrize("kind", ["token", "ticket"])
@pytest.mark.parametrize("end", ["logout", "ban", "logout everywhere"])
async def test_the_end_of_a_session_closes_its_sockets_without_waiting_for_the_next_look(kind: str, end: str) -> None:
    """RECHECK_SECONDS is what it is: only being told can close them within the five seconds of `hear`."""
    here, there = await in_thread(new_session), await in_thread(new_session)
    clients = [
        Client(token=session.access_token) if kind == "token" else Client(ticket=await new_ticket(session.access_token))
        for session in (here, there)
    ]
    for client in clients:
        await client.open()
    assert await clients[0].is_silent(0.3)
    if end == "logout":
        await in_thread(session_end, refresh_token=here.refresh_token)
    elif end == "ban":
        await in_thread(player_ban, player_id=here.player.id, reason="test", actor="test")
    else:
        await in_thread(session_end_everywhere, player_id=here.player.id)
    assert await clients[0].hear(2) == {"type": "close", "code": Close.UNAUTHENTICATED}
    if end == "logout":
        assert await clients[1].is_silent(0.3), "another sign-in of the same player goes on"
        await clients[1].leave()
    else:
        assert await clients[1].hear(2) == {"type": "close", "code": Close.UNAUTHENTICATED}


async def test_a_ticket_of_a_session_that_has_ended_opens_nothing() -> None:
    session = await in_thread(new_session)
    ticket = await new_ticket(session.access_token)
    await in_thread(session_end, refresh_token=session.refresh_token)
    assert await Client(ticket=ticket).open() == {"type": "close", "code": Close.UNAUTHENTICATED}


async def test_a_logout_while_a_socket_opens_closes_it(monkeypatch: pytest.MonkeyPatch) -> None:
    """The hint was told before the socket listened; it must not wait half a minute to find out."""
    session = await in_thread(new_session)

    def let_in_and_sign_out(token: str) -> Identity | None:
        identity = identity_of_token(token)
        session_end(refresh_token=session.refresh_token)
        return identity

    monkeypatch.setattr(consumer, "identity_of_token", let_in_and_sign_out)
    client = Client(token=session.access_token)
    assert (await client.open())["type"] == "hello"
    assert await client.hear(2) == {"type": "close", "code": Close.UNAUTHENTICATED}


async def test_a_session_goes_on_when_its_refresh_token_is_used(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(consumer, "RECHECK_SECONDS", 0.1)
    session = await in_thread(new_session)
    client = Client(ticket=await new_ticket(session.access_token))
    await client.open()
    await in_thread(session_refresh, refresh_token=session.refresh_token)
    assert await client.is_silent(0.5)
    await client.leave()


async def test_a_token_is_renewed_within_the_conversation(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(consumer, "RECHECK_SECONDS", 0.2)
    with monkeypatch.context() as short:
        short.setattr("players.tokens.ACCESS_LIFETIME", timedelta(seconds=2))
        _, token = await new_guest()
    _, newer = await new_guest()
    client, other = Client(token=token), Client(token=token)
    await client.open()
    await other.open()
    await client.say(type="auth", token=newer)
    assert await other.hear() == {"type": "close", "code": Close.UNAUTHENTICATED}, "it did not renew"
    assert await client.is_silent(0.5)
    _, stranger = await new_guest("guest-key-0002")
    await client.say(type="auth", token=stranger)
    assert await client.hear() == {"type": "close", "code": Close.UNAUTHENTICATED}


async def test_a_socket_that_left_leaves_nothing_behind() -> None:
    _, token = await new_guest()
    client = Client(token=token)
    await client.open()
    assert len(running_hub()) == 1
    await client.leave()
    await until_true(lambda: len(running_hub()) == 0)
