"""What a run loses when Redis forgets, hangs or goes, and when a process dies in the middle: steps, never more."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
import redis

from combat.models import Battle
from combat.services.run_fights import run_fight
from combat.tests.services.runs import begun, put, visitor, way
from common.errors import Stale
from common.models import OutboxMessage
from common.tests.sample import in_threads
from common.tx import run_unit
from content.rules.catalogue import Catalogue
from players.models import LedgerEntry, Player
from players.state.ledger import Move, balances, item_asset, ledger_move
from world.errors import NothingToTake, RunOver
from world.models import DungeonReward, DungeonRun, DungeonRunMember
from world.rules.dungeon_run import Move as Go
from world.rules.dungeon_run import RunAction, Search, Take
from world.rules.dungeon_themes import DungeonThemeSpec, RoomKind
from world.selectors.runs import RunView, run_view
from world.services.runs import run_act, run_drink, run_enter, run_leave
from world.state import hot
from world.state.hot import LASTING, Hot, hot_snapshot, hot_store
from world.tasks import snapshot_runs

pytestmark = pytest.mark.usefixtures("published_world", "clean_redis")

TONIC = "herb_tonic"


class Died(BaseException):
    """The process is gone: nothing is caught, nothing is committed."""


@pytest.fixture(autouse=True)
def a_dungeon_with_every_kind_of_room(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("common.seeds.fresh", lambda bits=64: 11)


@pytest.fixture
def theme(published_world: Catalogue) -> DungeonThemeSpec:
    return min(published_world.all(DungeonThemeSpec).values(), key=lambda theme: theme.min_level)


@pytest.fixture
def hero(theme: DungeonThemeSpec) -> Player:
    player = visitor(theme)
    ledger_move(player_id=player.pk, moves=[Move(item_asset(TONIC), 3)], reason="test")
    return player


def dies(deed: Callable[[], object]) -> None:
    """The deed is done, and the process with it before the commit."""

    def done_in_vain() -> None:
        deed()
        raise Died

    with pytest.raises(Died):
        run_unit(done_in_vain)


def asked(view: RunView, action: RunAction, intent: str, *, version: int | None = None) -> RunView:
    return run_act(player_id=view.player_id, run_id=view.id, action=action, expected_version=version, intent=intent)


def seen(view: RunView) -> RunView:
    return run_view(player_id=view.player_id, run_id=view.id)


class TestAStepWhoseAnswerWasLost:
    def test_is_not_done_again(self, hero: Player, theme: DungeonThemeSpec) -> None:
        view = begun(hero, theme)
        dies(lambda: asked(view, Search(), "update:7"))
        again = asked(view, Search(), "update:7")
        assert (again.version, again.torch) == (1, view.torch - 1)
        assert again.news != ()
        assert again == asked(view, Search(), "update:7")

    def test_is_answered_even_where_the_button_is_old_by_now(self, hero: Player, theme: DungeonThemeSpec) -> None:
        view = begun(hero, theme)
        dies(lambda: asked(view, Go(way(view)), "update:7", version=0))
        again = asked(view, Go(way(view)), "update:7", version=0)
        assert (again.version, again.rooms_seen) == (1, 2)
        with pytest.raises(Stale):
            asked(view, Go(way(view)), "update:8", version=0)

    def test_another_request_is_another_step(self, hero: Player, theme: DungeonThemeSpec) -> None:
        view = begun(hero, theme)
        asked(view, Search(), "update:7")
        assert asked(view, Search(), "update:8").version == 2
        assert asked(view, Search(), "").version == 3
        assert asked(view, Search(), "").version == 4

    def test_is_known_from_the_row_when_redis_has_forgotten_it(
        self, hero: Player, theme: DungeonThemeSpec, clean_redis: redis.Redis
    ) -> None:
        view = begun(hero, theme)
        dies(lambda: asked(view, Search(), "update:7"))
        snapshot_runs()
        clean_redis.flushdb()
        assert asked(view, Search(), "update:7").torch == view.torch - 1

    def test_is_done_when_nothing_knows_of_it(
        self, hero: Player, theme: DungeonThemeSpec, clean_redis: redis.Redis
    ) -> None:
        view = begun(hero, theme)
        dies(lambda: asked(view, Search(), "update:7"))
        clean_redis.flushdb()
        assert asked(view, Search(), "update:7").torch == view.torch - 1

    def test_is_remembered_through_a_lasting_change(self, hero: Player, theme: DungeonThemeSpec) -> None:
        view = begun(hero, theme)
        dies(lambda: asked(view, Search(), "update:7"))
        drunk = run_drink(player_id=hero.pk, run_id=view.id, item=TONIC)
        again = asked(view, Search(), "update:7")
        assert (again.version, again.torch) == (drunk.version, view.torch - 1)

    def test_is_written_once_when_redis_is_gone_by_then(
        self, hero: Player, theme: DungeonThemeSpec, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        view = begun(hero, theme)
        dies(lambda: asked(view, Search(), "update:7"))
        with monkeypatch.context() as outage:
            outage.setattr("world.state.runs.hot_read", lambda run_id: None)
            outage.setattr("world.services.runs.hot_store", lambda run_id, kept: None)
            assert asked(view, Search(), "update:7").version == LASTING
        back = seen(view)
        assert (back.version, back.torch) == (LASTING, view.torch - 1)


# Whatever lasts is done in one transaction, so a death before its commit leaves everything as it was.
def enters(player: Player, theme: DungeonThemeSpec) -> Callable[[], object]:
    return lambda: run_enter(player_id=player.pk, theme=theme.key)


def takes(player: Player, theme: DungeonThemeSpec) -> Callable[[], object]:
    view = put(begun(player, theme), RoomKind.TREASURE)
    return lambda: asked(view, Take(), "update:7")


def drinks(player: Player, theme: DungeonThemeSpec) -> Callable[[], object]:
    view = begun(player, theme)
    return lambda: run_drink(player_id=player.pk, run_id=view.id, item=TONIC)


def fights(player: Player, theme: DungeonThemeSpec) -> Callable[[], object]:
    view = put(begun(player, theme), RoomKind.BOSS)
    return lambda: run_fight(player_id=player.pk, run_id=view.id)


def leaves(player: Player, theme: DungeonThemeSpec) -> Callable[[], object]:
    view = begun(player, theme)
    return lambda: run_leave(player_id=player.pk, run_id=view.id)


def everything(player: Player) -> list[Any]:
    """What a deed in a dungeon can change for good, without the numbers that a sequence does not give back."""
    player.refresh_from_db()
    held_by = player.engagement.partition(":")[0]
    return [
        (held_by, player.hp, player.energy, player.xp, player.level),
        balances(player_id=player.pk),
        list(DungeonRun.objects.values_list("result", "version", "state")),
        list(DungeonRunMember.objects.values_list("active", flat=True)),
        list(DungeonReward.objects.values_list("place", "gold", "items")),
        LedgerEntry.objects.count(),
        list(Battle.objects.values_list("version", "outcome")),
        list(OutboxMessage.objects.order_by("pk").values_list("name", flat=True)),
    ]


@pytest.mark.parametrize("deed", [enters, takes, drinks, fights, leaves])
def test_a_death_before_the_commit_leaves_everything_as_it_was(
    deed: Callable[[Player, DungeonThemeSpec], Callable[[], object]], hero: Player, theme: DungeonThemeSpec
) -> None:
    act = deed(hero, theme)
    before = everything(hero)
    dies(act)
    assert everything(hero) == before
    act()
    assert everything(hero) != before


class TestRedis:
    def test_one_that_hangs_may_have_kept_the_step_all_the_same(
        self, hero: Player, theme: DungeonThemeSpec, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        def kept_without_an_answer(run_id: int, kept: Hot) -> None:
            assert hot_store(run_id, kept)

        view = begun(hero, theme)
        monkeypatch.setattr("world.services.runs.hot_store", kept_without_an_answer)
        moved = asked(view, Search(), "update:7")
        assert (moved.version, moved.torch) == (1, view.torch - 1)
        assert seen(view).torch == view.torch - 1

    def test_a_number_that_comes_again_begins_anew(self, hero: Player, theme: DungeonThemeSpec) -> None:
        first = begun(hero, theme)
        asked(first, Search(), "update:7")
        run_leave(player_id=hero.pk, run_id=first.id)
        number = first.id + 1
        assert hot_store(number, Hot(500, {"of": "a run that the backup did not know"}))
        view = begun(hero, theme)
        assert (view.id, view.version) == (number, 0)
        assert asked(view, Search(), "update:8").version == 1

    def test_the_last_step_of_a_thousand_lasts(self, hero: Player, theme: DungeonThemeSpec) -> None:
        view = begun(hero, theme)
        DungeonRun.objects.update(version=LASTING - 2)
        assert asked(view, Search(), "update:7").version == LASTING - 1
        assert asked(view, Search(), "update:8").version == LASTING
        assert DungeonRun.objects.get().version == LASTING
        assert asked(view, Search(), "update:9").version == LASTING + 1


class TestTheSnapshot:
    def test_dies_before_redis_hears_of_it_and_is_made_again(
        self, hero: Player, theme: DungeonThemeSpec, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        view = begun(hero, theme)
        asked(view, Search(), "update:7")

        def dead() -> Any:
            raise Died

        with monkeypatch.context() as death:
            death.setattr(hot, "_stored_script", dead)
            with pytest.raises(Died):
                hot_snapshot()
        assert DungeonRun.objects.get().version == 1
        assert hot_snapshot() == 1
        assert (hot_snapshot(), DungeonRun.objects.get().version) == (0, 1)

    def test_dies_before_the_rows_are_written_and_is_made_again(
        self, hero: Player, theme: DungeonThemeSpec, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        def dead(states: list[str]) -> None:
            raise Died

        view = begun(hero, theme)
        asked(view, Search(), "update:7")
        with monkeypatch.context() as death:
            death.setattr(hot, "snapshot_write", dead)
            with pytest.raises(Died):
                hot_snapshot()
        assert DungeonRun.objects.get().version == 0
        assert hot_snapshot() == 1
        assert DungeonRun.objects.get().version == 1

    def test_leaves_what_changed_meanwhile_for_the_next_one(
        self, hero: Player, theme: DungeonThemeSpec, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        view = begun(hero, theme)
        asked(view, Search(), "update:7")
        write = hot.snapshot_write

        def one_more_step(states: list[str]) -> None:
            write(states)
            asked(view, Search(), "update:8")

        with monkeypatch.context() as meanwhile:
            meanwhile.setattr(hot, "snapshot_write", one_more_step)
            assert hot_snapshot() == 1
        assert DungeonRun.objects.get().version == 1
        assert hot_snapshot() == 1
        assert DungeonRun.objects.get().version == 2

    def test_writes_nothing_over_a_lasting_change_nor_over_the_end(self, hero: Player, theme: DungeonThemeSpec) -> None:
        view = begun(hero, theme)
        asked(view, Search(), "update:7")
        drunk = run_drink(player_id=hero.pk, run_id=view.id, item=TONIC)
        snapshot_runs()
        assert DungeonRun.objects.get().version == drunk.version == LASTING
        asked(view, Search(), "update:8")
        run_leave(player_id=hero.pk, run_id=view.id)
        snapshot_runs()
        ended = DungeonRun.objects.get()
        assert (ended.version, ended.result) == (2 * LASTING, "left")


class TestAWalkBesideALastingChange:
    """Both are of one player, at two devices. The walk may be lost; then the next thing asked is told so."""

    def test_that_is_lost_makes_the_next_step_stale_and_the_screen_true(
        self, hero: Player, theme: DungeonThemeSpec, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        view = begun(hero, theme)

        def too_late(run_id: int, kept: Hot) -> bool | None:
            run_drink(player_id=hero.pk, run_id=run_id, item=TONIC)
            return hot_store(run_id, kept)

        with monkeypatch.context() as race:
            race.setattr("world.services.runs.hot_store", too_late)
            walked = asked(view, Go(way(view)), "update:7")
        assert (walked.version, walked.rooms_seen) == (1, 2)
        with pytest.raises(Stale) as refusal:
            asked(view, Search(), "update:8", version=walked.version)
        assert refusal.value.params == {"expected": 1, "actual": LASTING}
        true = seen(view)
        assert (true.version, true.rooms_seen, true.member.hp > view.member.hp) == (LASTING, 1, True)
        assert asked(true, Go(way(true)), "update:9", version=LASTING).rooms_seen == 2

    @pytest.mark.django_db(transaction=True)
    def test_at_once_never_undoes_it(self, theme: DungeonThemeSpec) -> None:
        player = visitor(theme)
        ledger_move(player_id=player.pk, moves=[Move(item_asset(TONIC), 5)], reason="test")
        had = balances(player_id=player.pk)[item_asset(TONIC)]
        view = begun(player, theme)

        def walk(intent: str) -> Callable[[], RunView]:
            return lambda: asked(view, Search(), intent)

        results = in_threads(
            walk("update:1"),
            lambda: run_drink(player_id=player.pk, run_id=view.id, item=TONIC),
            walk("update:2"),
            walk("update:3"),
        )
        assert isinstance(results[1], RunView)
        assert balances(player_id=player.pk)[item_asset(TONIC)] == had - 1
        after = seen(view)
        assert after.version >= LASTING
        assert after.member.hp == results[1].member.hp
        assert view.torch - 3 <= after.torch <= view.torch

    @pytest.mark.django_db(transaction=True)
    def test_one_request_sent_four_times_at_once_is_one_step(self, theme: DungeonThemeSpec) -> None:
        player = visitor(theme)
        view = begun(player, theme)
        results = in_threads(*[lambda: asked(view, Search(), "update:7")] * 4)
        assert [result.version for result in results if isinstance(result, RunView)] == [1, 1, 1, 1]
        assert seen(view).torch == view.torch - 1


def test_a_treasure_taken_before_a_death_after_the_commit_is_not_given_again(
    hero: Player, theme: DungeonThemeSpec, clean_redis: redis.Redis
) -> None:
    view = put(begun(hero, theme), RoomKind.TREASURE)
    asked(view, Take(), "update:7")
    had = balances(player_id=hero.pk)
    clean_redis.flushdb()
    with pytest.raises(NothingToTake):
        asked(view, Take(), "update:7")
    run_leave(player_id=hero.pk, run_id=view.id)
    with pytest.raises(RunOver):
        asked(view, Search(), "update:8")
    assert balances(player_id=hero.pk) == had
