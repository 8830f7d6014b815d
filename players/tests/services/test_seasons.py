"""A season from its first day to the last prize."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
from django.db import IntegrityError, transaction

from common import clock
from common.errors import Invalid, NotFound
from common.models import AuditEntry, OutboxMessage
from common.tests.sample import in_threads
from content.rules.catalogue import Catalogue
from gameproject.testing import make_player, publish_starter
from players.errors import SeasonNotRunning
from players.guards import prizes_in_use
from players.models import LedgerEntry, Player, Score, Season, SeasonPrize, SeasonStanding, SeasonStart
from players.rules.catalogue import ItemSpec
from players.rules.ranking import Board, BoardKey
from players.services import seasons
from players.services.corrections import player_ban
from players.services.seasons import GRACE, season_close, season_step, seasons_advance, seasons_purge
from players.state.grants import grant_give
from players.state.ledger import GOLD, Move, balance, item_asset, ledger_move
from players.state.scores import score_add

START = clock.now().replace(microsecond=0) - timedelta(days=40)
END = START + timedelta(days=28)
AFTER = END + GRACE
ITEM = "herb_tonic"


def planned(**columns: object) -> Season:
    values = {"name_ru": "Сезон 1", "name_en": "Season 1", "starts_at": START, "ends_at": END, "repeats": False}
    return Season.objects.create(**(values | columns))


def prize(season: Season, board: Board = Board.WINS, first: int = 1, last: int = 1, **what: object) -> None:
    SeasonPrize.objects.create(season=season, board=board, first=first, last=last, **what)


def winner(wins: int, at: datetime = START) -> Player:
    player = make_player()
    score_add(player_id=player.pk, amounts={BoardKey(Board.WINS): wins}, at=at)
    return player


def gold(player: Player) -> int:
    return balance(player_id=player.pk, asset=GOLD)


def state(season: Season) -> str:
    season.refresh_from_db()
    return season.state


def told(name: str) -> list[dict[str, object]]:
    return [row.payload for row in OutboxMessage.objects.filter(name=f"players.{name}").order_by("id")]


def standings(season: Season, board: str = "wins") -> list[tuple[int, int, int]]:
    rows = SeasonStanding.objects.filter(season=season, board=board).order_by("rank", "player_id")
    return list(rows.values_list("rank", "player_id", "score"))


@pytest.mark.django_db
@pytest.mark.usefixtures("published_world")
class TestStory:
    def test_a_season_is_counted_paid_and_closed(self) -> None:
        season = planned()
        prize(season, last=2, gold=100)
        prize(season, first=1, last=1, item=ITEM, amount=3)
        prize(season, Board.WEALTH, first=1, last=1, gold=7)
        assert seasons_advance(now=START) == 1
        first, second, tied, last = winner(9), winner(5), winner(5), winner(1)
        had = gold(first)
        ledger_move(player_id=last.pk, moves=[Move(GOLD, 10)], reason="test")
        assert seasons_advance(now=END - timedelta(seconds=1)) == 0
        seasons_advance(now=END)
        assert state(season) == "counting"
        seasons_advance(now=AFTER)
        assert state(season) == "closed"
        assert standings(season) == [(1, first.pk, 9), (2, second.pk, 5), (2, tied.pk, 5), (4, last.pk, 1)]
        assert [gold(player) - had for player in (first, second, tied, last)] == [100, 100, 100, 17]
        assert balance(player_id=first.pk, asset=item_asset(ITEM)) >= 3
        assert [event["season_id"] for event in told("SeasonClosed")] == [season.pk]
        receipts = {event["player_id"]: event for event in told("SeasonPrizeWon")}
        assert set(receipts) == {first.pk, second.pk, tied.pk, last.pk}
        assert receipts[first.pk]["items"] == [[ITEM, 3]]
        assert receipts[last.pk]["places"] == [["wealth", 1]]

    def test_wealth_is_what_came_since_the_beginning(self) -> None:
        rich, poor = make_player(), make_player()
        ledger_move(player_id=rich.pk, moves=[Move(GOLD, 1000)], reason="test")
        season = planned()
        seasons_advance(now=START)
        ledger_move(player_id=rich.pk, moves=[Move(GOLD, 5)], reason="test")
        ledger_move(player_id=poor.pk, moves=[Move(GOLD, 50)], reason="test")
        seasons_advance(now=END)
        seasons_advance(now=AFTER)
        assert standings(season, "wealth") == [(1, poor.pk, 50), (2, rich.pk, 5)]

    def test_a_late_event_counts_until_the_count_and_then_no_more(self) -> None:
        season = planned()
        seasons_advance(now=START)
        player = winner(1)
        seasons_advance(now=END)
        score_add(player_id=player.pk, amounts={BoardKey(Board.WINS): 1}, at=END - timedelta(seconds=1))
        score_add(player_id=player.pk, amounts={BoardKey(Board.WINS): 1}, at=END)
        seasons_advance(now=AFTER)
        score_add(player_id=player.pk, amounts={BoardKey(Board.WINS): 1}, at=END - timedelta(seconds=1))
        assert standings(season) == [(1, player.pk, 2)]
        assert Score.objects.get(player=player, what="wins", season_number=0).score == 4

    def test_events_that_are_still_to_be_heard_are_waited_for(self) -> None:
        season = planned()
        seasons_advance(now=START)
        OutboxMessage.objects.all().delete()
        OutboxMessage.objects.create(topic="event", name="x", payload={}, created_at=END - timedelta(minutes=1))
        seasons_advance(now=AFTER)
        assert state(season) == "counting"
        seasons_advance(now=END + timedelta(hours=1))
        assert state(season) == "closed"

    def test_the_banned_win_nothing(self) -> None:
        season = planned()
        prize(season, gold=100)
        seasons_advance(now=START)
        cheat, honest = winner(9), winner(1)
        player_ban(player_id=cheat.pk, reason="bot", actor="test")
        seasons_advance(now=END)
        seasons_advance(now=AFTER)
        assert standings(season) == [(1, honest.pk, 1)]

    def test_the_next_season_follows_with_the_same_prizes(self) -> None:
        season = planned(repeats=True)
        prize(season, last=3, gold=5, item=ITEM, amount=2)
        for now in (START, END, AFTER):
            seasons_advance(now=now)
        following = Season.objects.exclude(pk=season.pk).get()
        assert (following.name_ru, following.name_en, following.state) == ("Сезон 2", "Season 2", "running")
        assert (following.starts_at, following.ends_at) == (END, END + (END - START))
        copied = following.prizes.get()
        assert (copied.board, copied.first, copied.last, copied.gold, copied.item, copied.amount) == (
            "wins", 1, 3, 5, ITEM, 2,
        )  # fmt: skip

    def test_a_planned_season_goes_before_one_that_would_follow(self) -> None:
        planned(repeats=True)
        later = planned(name_en="Winter", starts_at=END + timedelta(days=1), ends_at=END + timedelta(days=9))
        for now in (START, END, AFTER):
            seasons_advance(now=now)
        assert Season.objects.count() == 2
        assert state(later) == "planned"
        seasons_advance(now=later.starts_at)
        assert state(later) == "running"

    def test_it_may_be_ended_by_hand_with_a_reason(self) -> None:
        now = clock.now()
        season = planned(starts_at=now - timedelta(days=1), ends_at=now + timedelta(days=27), repeats=True)
        with pytest.raises(SeasonNotRunning):
            season_close(season_id=season.pk, reason="why", actor="staff:1 ann")
        seasons_advance(now=now)
        with pytest.raises(Invalid):
            season_close(season_id=season.pk, reason=" ", actor="staff:1 ann")
        season_close(season_id=season.pk, reason="a bug in the wolves", actor="staff:1 ann")
        with pytest.raises(SeasonNotRunning):
            season_close(season_id=season.pk, reason="again", actor="staff:1 ann")
        assert AuditEntry.objects.get(action="players.season_close").reason == "a bug in the wolves"
        OutboxMessage.objects.all().delete()
        seasons_advance(now=clock.now() + GRACE)
        assert state(season) == "closed"
        following = Season.objects.exclude(pk=season.pk).get()
        assert following.ends_at - following.starts_at == timedelta(days=28)
        with pytest.raises(NotFound):
            season_close(season_id=0, reason="why", actor="staff:1 ann")

    def test_seasons_do_not_overlap(self) -> None:
        planned()
        with pytest.raises(IntegrityError), transaction.atomic():
            planned(starts_at=END - timedelta(days=1), ends_at=END + timedelta(days=1))

    def test_the_counters_of_a_closed_season_are_forgotten(self) -> None:
        season = planned()
        seasons_advance(now=START)
        player = winner(3)
        assert seasons_purge() == 0
        seasons_advance(now=END)
        seasons_advance(now=AFTER)
        assert seasons_purge() >= 1
        assert not Score.objects.exclude(season_number=0).exists()
        assert not SeasonStart.objects.filter(season=season).exists()
        assert standings(season) == [(1, player.pk, 3)]


@pytest.mark.django_db(transaction=True)
class TestRaces:
    @pytest.fixture(autouse=True)
    def _world(self, transactional_db: None) -> Catalogue:
        return publish_starter()

    def counted(self, monkeypatch: pytest.MonkeyPatch, winners: int = 7) -> tuple[Season, list[Player]]:
        """A season whose prizes are due, two winners a step."""
        monkeypatch.setattr(seasons, "WINNERS_AT_ONCE", 2)
        season = planned()
        prize(season, last=winners, gold=100)
        seasons_advance(now=START)
        players = [winner(number) for number in range(1, winners + 1)]
        seasons_advance(now=END)
        return season, players

    def paid_once(self, players: list[Player], season: Season) -> None:
        entries = LedgerEntry.objects.filter(reason="season")
        assert sorted(entries.values_list("player_id", "amount")) == [(player.pk, 100) for player in players]
        assert len(told("SeasonPrizeWon")) == len(players)
        assert len(told("SeasonClosed")) == 1
        assert state(season) == "closed"
        assert len(standings(season)) == len(players)

    def test_two_closes_at_once_pay_once(self, monkeypatch: pytest.MonkeyPatch) -> None:
        season, players = self.counted(monkeypatch)
        results = in_threads(*[lambda: seasons_advance(now=AFTER)] * 3)
        assert all(isinstance(result, int) for result in results), results
        self.paid_once(players, season)

    def test_of_two_people_who_end_it_one_does(self) -> None:
        now = clock.now()
        season = planned(starts_at=now - timedelta(days=1), ends_at=now + timedelta(days=1))
        seasons_advance(now=now)
        close = lambda: season_close(season_id=season.pk, reason="why", actor="staff:1 ann")  # noqa: E731
        results = in_threads(close, close)
        assert [type(result) for result in results if result is not None] == [SeasonNotRunning]
        assert AuditEntry.objects.filter(action="players.season_close").count() == 1

    def test_a_crash_in_the_middle_is_gone_on_from(self, monkeypatch: pytest.MonkeyPatch) -> None:
        season, players = self.counted(monkeypatch)
        give, given = grant_give, []

        def breaks(*args: object, **kwargs: object) -> object:
            given.append(kwargs)
            if len(given) == 4:  # the second of the second step
                raise RuntimeError("killed")
            return give(*args, **kwargs)  # type: ignore[arg-type]

        with monkeypatch.context() as patched:
            patched.setattr(seasons, "grant_give", breaks)
            with pytest.raises(RuntimeError):
                seasons_advance(now=AFTER)
        assert LedgerEntry.objects.filter(reason="season").count() == 2
        assert state(season) == "paying"
        seasons_advance(now=AFTER)
        self.paid_once(players, season)

    def test_a_step_that_waits_finds_what_the_other_left(self) -> None:
        season = planned()
        results = in_threads(*[lambda: season_step(now=START)] * 2)
        assert sorted(map(bool, results)) == [False, True]
        assert state(season) == "running"
        assert len(told("SeasonOpened")) == 1


@pytest.mark.django_db
def test_no_release_takes_away_a_promised_prize(published_world: Catalogue) -> None:
    season = planned()
    prize(season, item=ITEM)
    assert list(prizes_in_use(published_world)) == []
    others = {key: item for key, item in published_world.all(ItemSpec).items() if key != ITEM}
    without = Catalogue(0, {ItemSpec: others})
    (finding,) = prizes_in_use(without)
    assert (finding.code, finding.key) == ("item_is_prize", ITEM)
    Season.objects.update(state=Season.State.CLOSED)
    assert list(prizes_in_use(without)) == []
