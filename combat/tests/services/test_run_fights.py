"""A way through a dungeon as its player lives it: walked, fought, looted, finished or lost, and nothing twice."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
import redis
from django.db import connection
from django.test.utils import CaptureQueriesContext

from combat.models import Battle
from combat.rules.actions import Attack
from combat.selectors.battles import BattleView
from combat.services.battles import IDLE_LIMIT, battle_act, battle_expire
from combat.services.run_fights import run_fight
from combat.state.battles import MONSTER_ID
from combat.tests.services.runs import begun, put, visitor, way
from common import clock
from common.errors import GameError, NotFound, Stale
from common.models import OutboxMessage
from common.tests.sample import in_threads
from content.rules.catalogue import Catalogue
from players.errors import Busy, LevelTooLow, NothingToRestore
from players.models import LedgerEntry, Player
from players.selectors.characters import character_view
from players.state.ledger import GOLD, Move, balance, item_asset, ledger_move
from world.errors import NoDungeonHere, NothingToFight, NothingToTake, RunOver
from world.models import DungeonReward, DungeonRun, DungeonRunMember, Whereabouts
from world.rules.catalogue import WorldRulesSpec
from world.rules.dungeon_run import Move as Go
from world.rules.dungeon_run import Rest, Search, Take
from world.rules.dungeon_themes import DungeonThemeSpec, RoomKind
from world.selectors.runs import RunView, run_view
from world.services.runs import run_act, run_drink, run_leave
from world.services.travel import location_travel
from world.state.hot import LASTING, Hot, hot_snapshot, hot_store
from world.state.runs import run_standing, state_to_json
from world.tasks import expire_runs, snapshot_runs

pytestmark = pytest.mark.usefixtures("published_world", "clean_redis")


@pytest.fixture(autouse=True)
def a_dungeon_with_every_kind_of_room(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("common.seeds.fresh", lambda bits=64: 11)


@pytest.fixture
def theme(published_world: Catalogue) -> DungeonThemeSpec:
    return min(published_world.all(DungeonThemeSpec).values(), key=lambda theme: theme.min_level)


@pytest.fixture
def hero(theme: DungeonThemeSpec) -> Player:
    return visitor(theme)


def strengthen(player: Player, view: BattleView, **changes: int) -> None:
    row = Battle.objects.get(pk=view.id)
    for fighter in row.state["fighters"]:
        if fighter["id"] == player.pk:
            fighter.update(changes)
    row.save(update_fields=["state"])


def fought(player: Player, view: RunView, **changes: int) -> BattleView:
    battle = run_fight(player_id=player.pk, run_id=view.id)
    strengthen(player, battle, **changes)
    while not battle.outcome:
        battle = battle_act(battle_id=battle.id, player_id=player.pk, action=Attack(MONSTER_ID))
    return battle


def told(name: str) -> list[dict[str, Any]]:
    return list(OutboxMessage.objects.filter(name=f"world.{name}").values_list("payload", flat=True))


def test_one_goes_in_at_the_entrance_and_is_held_until_one_leaves(hero: Player, theme: DungeonThemeSpec) -> None:
    view = begun(hero, theme)
    assert (view.kind, view.member.hp, view.version) == (RoomKind.ENTRANCE, 60, 0)
    hero.refresh_from_db()
    assert hero.engagement == f"run:{view.id}"
    with pytest.raises(Busy):
        location_travel(player_id=hero.pk, to="ford")
    with pytest.raises(Busy):
        begun(hero, theme)
    left = run_leave(player_id=hero.pk, run_id=view.id)
    assert left.result == "left"
    hero.refresh_from_db()
    assert hero.engagement == ""
    assert told("DungeonLeft")[0]["result"] == "left"
    with pytest.raises(RunOver):
        run_act(player_id=hero.pk, run_id=view.id, action=Search())
    begun(hero, theme)


def test_nobody_enters_elsewhere_nor_below_the_level(hero: Player, theme: DungeonThemeSpec) -> None:
    Player.objects.filter(pk=hero.pk).update(level=theme.min_level - 1)
    with pytest.raises(LevelTooLow):
        begun(hero, theme)
    Whereabouts.objects.filter(player=hero).update(location="tavern")
    with pytest.raises(NoDungeonHere):
        begun(hero, theme)
    hero.refresh_from_db()
    assert (hero.engagement, DungeonRun.objects.count()) == ("", 0)


def test_a_step_writes_nothing_to_the_database_and_is_remembered(hero: Player, theme: DungeonThemeSpec) -> None:
    view = begun(hero, theme)
    run_view(player_id=hero.pk, run_id=view.id)
    with CaptureQueriesContext(
        connection,
    ) as queries:
        moved = run_act(player_id=hero.pk, run_id=view.id, action=Go(way(view)), expected_version=0)
    wrote = [query["sql"] for query in queries if not query["sql"].startswith(("SELECT", "SAVEPOINT", "RELEASE"))]
    assert wrote == []
    assert len([query for query in queries if query["sql"].startswith("SELECT")]) == 1
    assert (moved.version, moved.rooms_seen) == (1, 2)
    assert run_view(player_id=hero.pk, run_id=view.id).rooms_seen == 2
    assert DungeonRun.objects.get().version == 0
    assert snapshot_runs() == 1
    row = DungeonRun.objects.get()
    assert (row.version, row.state["room"]) == (1, run_standing(row).state.room)
    assert hot_snapshot() == 0


def test_a_wiped_redis_costs_steps_and_no_reward(
    hero: Player, theme: DungeonThemeSpec, clean_redis: redis.Redis
) -> None:
    view = put(begun(hero, theme), RoomKind.TREASURE)
    taken = run_act(player_id=hero.pk, run_id=view.id, action=Take())
    assert taken.grant is not None
    gold = balance(player_id=hero.pk, asset=GOLD)
    run_act(player_id=hero.pk, run_id=view.id, action=Go(way(taken)))
    clean_redis.flushdb()
    back = run_view(player_id=hero.pk, run_id=view.id)
    assert (back.kind, back.done, back.version) == (RoomKind.TREASURE, True, taken.version)
    with pytest.raises(NothingToTake):
        run_act(player_id=hero.pk, run_id=view.id, action=Take())
    assert balance(player_id=hero.pk, asset=GOLD) == gold
    assert run_act(player_id=hero.pk, run_id=view.id, action=Go(way(back))).version == taken.version + 1


def test_a_treasure_is_marked_and_even_an_older_state_does_not_give_it_again(
    hero: Player, theme: DungeonThemeSpec
) -> None:
    view = put(begun(hero, theme), RoomKind.TREASURE)
    before = DungeonRun.objects.get().state
    run_act(player_id=hero.pk, run_id=view.id, action=Take())
    mark = DungeonReward.objects.get()
    assert mark.place == f"room:{before['room']}"
    entries = LedgerEntry.objects.filter(reason="dungeon").count()
    DungeonRun.objects.update(state=before)
    with pytest.raises(NothingToTake):
        run_act(player_id=hero.pk, run_id=view.id, action=Take())
    assert LedgerEntry.objects.filter(reason="dungeon").count() == entries


def test_without_redis_every_step_is_written(
    hero: Player, theme: DungeonThemeSpec, monkeypatch: pytest.MonkeyPatch
) -> None:
    def down(*args: object, **kwargs: object) -> None:
        raise redis.ConnectionError("away")

    view = begun(hero, theme)
    monkeypatch.setattr("common.redis._silent_until", 0.0)  # and again afterwards: Redis is as good as ever
    monkeypatch.setattr("common.redis.redis_client", down)
    moved = run_act(player_id=hero.pk, run_id=view.id, action=Go(way(view)))
    assert DungeonRun.objects.get().version == moved.version == LASTING
    assert run_view(player_id=hero.pk, run_id=view.id).rooms_seen == 2


def test_a_fight_returns_to_the_run_with_its_wounds(hero: Player, theme: DungeonThemeSpec) -> None:
    view = put(begun(hero, theme), RoomKind.BOSS)
    with pytest.raises(GameError):
        run_act(player_id=hero.pk, run_id=view.id, action=Search())
    battle = run_fight(player_id=hero.pk, run_id=view.id, expected_version=view.version)
    hero.refresh_from_db()
    assert hero.engagement == f"battle:{battle.id}"
    with pytest.raises(Busy):
        run_act(player_id=hero.pk, run_id=view.id, action=Search())
    with pytest.raises(Busy):
        run_leave(player_id=hero.pk, run_id=view.id)
    now = clock.now() + IDLE_LIMIT + timedelta(minutes=1)
    assert battle_expire(battle_id=battle.id, now=now)
    hero.refresh_from_db()
    assert hero.engagement == f"run:{view.id}"
    back = run_view(player_id=hero.pk, run_id=view.id)
    assert back.kind is not RoomKind.BOSS
    with pytest.raises(NothingToFight):
        run_fight(player_id=hero.pk, run_id=view.id)


def test_the_character_is_shown_as_hurt_as_it_is_by_now(hero: Player, theme: DungeonThemeSpec) -> None:
    def shown() -> tuple[int, int]:
        view = character_view(player_id=hero.pk, now=clock.now())
        return view.hp, view.energy

    standing = run_standing(DungeonRun.objects.get(pk=begun(hero, theme).id))
    member = replace(standing.state.members[0], hp=31, energy=3)
    assert hot_store(standing.row.pk, Hot(1, state_to_json(replace(standing.state, members=(member,)))))
    assert shown() == (31, 3)
    put(run_view(player_id=hero.pk, run_id=standing.row.pk), RoomKind.BOSS)
    battle = run_fight(player_id=hero.pk, run_id=standing.row.pk)
    assert shown()[0] == 31
    strengthen(hero, battle, hp=17, energy=2)
    assert shown() == (17, 2)
    hero.refresh_from_db()
    assert (hero.hp, hero.energy) == (31, 3)
    assert battle_expire(battle_id=battle.id, now=clock.now() + IDLE_LIMIT + timedelta(minutes=1))
    assert shown() == (17, 2)


def test_a_monster_beaten_clears_the_way(hero: Player, theme: DungeonThemeSpec) -> None:
    for _ in range(30):  # a dungeon of this theme need not have a lair
        view = begun(hero, theme)
        if any(
            room.kind is RoomKind.MONSTER for room in run_standing(DungeonRun.objects.latest("pk")).scene.dungeon.rooms
        ):
            break
        run_leave(player_id=hero.pk, run_id=view.id)
    view = put(view, RoomKind.MONSTER)
    battle = fought(hero, view, attack=9000)
    assert (battle.outcome, battle.returns_to) == ("victory", f"run:{view.id}")
    after = run_view(player_id=hero.pk, run_id=view.id)
    assert (after.monster, after.done, after.kind) == (None, True, RoomKind.MONSTER)
    hero.refresh_from_db()
    assert after.member.hp == hero.hp
    assert run_act(player_id=hero.pk, run_id=view.id, action=Search()).version == after.version + 1


def test_the_boss_felled_ends_it_with_the_reward(hero: Player, theme: DungeonThemeSpec) -> None:
    view = put(begun(hero, theme), RoomKind.BOSS)
    fought(hero, view, attack=9000)
    hero.refresh_from_db()
    assert hero.engagement == ""
    done = run_view(player_id=hero.pk, run_id=view.id)
    assert done.result == "victory"
    assert done.found.xp == theme.reward_xp
    assert done.found.gold == theme.reward_gold
    finished = told("DungeonFinished")[0]
    assert (finished["theme"], finished["result"], finished["rooms"]) == (theme.key, "victory", 3)
    assert DungeonReward.objects.get().place == "end"
    assert not DungeonRunMember.objects.filter(active=True).exists()


def test_a_defeat_ends_it_in_town(hero: Player, theme: DungeonThemeSpec, published_world: Catalogue) -> None:
    view = put(begun(hero, theme), RoomKind.BOSS)
    fought(hero, view, hp=1, attack=1, agility=0)
    hero.refresh_from_db()
    assert hero.engagement == ""
    assert Whereabouts.objects.get(player=hero).location == published_world.one(WorldRulesSpec).defeat_location
    assert run_view(player_id=hero.pk, run_id=view.id).result == "defeat"
    assert told("DungeonLeft")[0]["result"] == "defeat"
    assert told("DungeonFinished") == []


def test_a_potion_on_the_way_costs_one_and_helps_the_run(hero: Player, theme: DungeonThemeSpec) -> None:
    ledger_move(player_id=hero.pk, moves=[Move(item_asset("herb_tonic"), 1)], reason="test")
    Player.objects.filter(pk=hero.pk).update(hp=10, hp_at=clock.now())
    had = balance(player_id=hero.pk, asset=item_asset("herb_tonic"))
    view = begun(hero, theme)
    drunk = run_drink(player_id=hero.pk, run_id=view.id, item="herb_tonic")
    assert drunk.member.hp > view.member.hp
    assert balance(player_id=hero.pk, asset=item_asset("herb_tonic")) == had - 1
    run_leave(player_id=hero.pk, run_id=view.id)
    hero.refresh_from_db()
    assert hero.hp == drunk.member.hp


def test_a_potion_without_need_is_kept(hero: Player, theme: DungeonThemeSpec) -> None:
    Player.objects.filter(pk=hero.pk).update(hp=9999, energy=9999)
    ledger_move(player_id=hero.pk, moves=[Move(item_asset("herb_tonic"), 1)], reason="test")
    view = begun(hero, theme)
    with pytest.raises(NothingToRestore):
        run_drink(player_id=hero.pk, run_id=view.id, item="herb_tonic")


def test_somebody_elses_run_does_not_exist(hero: Player, theme: DungeonThemeSpec) -> None:
    view, other = begun(hero, theme), visitor(theme)
    for call in (
        lambda: run_view(player_id=other.pk, run_id=view.id),
        lambda: run_act(player_id=other.pk, run_id=view.id, action=Search()),
        lambda: run_leave(player_id=other.pk, run_id=view.id),
        lambda: run_fight(player_id=other.pk, run_id=view.id),
    ):
        with pytest.raises(NotFound):
            call()


def test_a_forgotten_run_lets_its_player_go(hero: Player, theme: DungeonThemeSpec) -> None:
    view = begun(hero, theme)
    run_act(player_id=hero.pk, run_id=view.id, action=Go(way(view)))
    assert expire_runs() == 0
    DungeonRun.objects.update(started_at=clock.now() - timedelta(days=3), stored_at=clock.now() - timedelta(days=2))
    snapshot_runs()  # somebody is in it after all
    assert expire_runs() == 0
    DungeonRun.objects.update(stored_at=clock.now() - timedelta(days=2))
    assert expire_runs() == 1
    hero.refresh_from_db()
    assert hero.engagement == ""
    assert run_view(player_id=hero.pk, run_id=view.id).result == "left"


@pytest.mark.django_db(transaction=True)
class TestRaces:
    def test_of_two_steps_at_once_one_is_stale(self, theme: DungeonThemeSpec) -> None:
        player = visitor(theme)
        view = begun(player, theme)

        def step() -> RunView:
            return run_act(player_id=player.pk, run_id=view.id, action=Go(way(view)), expected_version=view.version)

        results = in_threads(*[step] * 4)
        assert sum(isinstance(result, RunView) for result in results) == 1
        assert sum(isinstance(result, Stale) for result in results) == 3
        assert run_view(player_id=player.pk, run_id=view.id).version == 1

    def test_a_treasure_taken_twice_at_once_is_given_once(self, theme: DungeonThemeSpec) -> None:
        player = visitor(theme)
        view = put(begun(player, theme), RoomKind.TREASURE)
        results = in_threads(*[lambda: run_act(player_id=player.pk, run_id=view.id, action=Take())] * 4)
        assert sum(isinstance(result, RunView) for result in results) == 1
        assert sum(isinstance(result, NothingToTake) for result in results) == 3
        assert DungeonReward.objects.count() == 1
        assert len(told("DungeonLooted")) == 1

    def test_the_end_comes_once(self, theme: DungeonThemeSpec) -> None:
        player = visitor(theme)
        view = put(begun(player, theme), RoomKind.BOSS)
        battle = run_fight(player_id=player.pk, run_id=view.id)
        strengthen(player, battle, attack=9000)

        def strike() -> BattleView:
            return battle_act(battle_id=battle.id, player_id=player.pk, action=Attack(MONSTER_ID))

        in_threads(*[strike] * 4)
        while not Battle.objects.get(pk=battle.id).outcome:  # the boss may dodge a blow
            strike()
        assert len(told("DungeonFinished")) == 1
        assert DungeonReward.objects.count() == 1

    def test_leaving_and_walking_at_once_ends_in_one_place(self, theme: DungeonThemeSpec) -> None:
        player = visitor(theme)
        view = begun(player, theme)
        in_threads(
            lambda: run_leave(player_id=player.pk, run_id=view.id),
            lambda: run_act(player_id=player.pk, run_id=view.id, action=Go(way(view))),
            lambda: run_leave(player_id=player.pk, run_id=view.id),
        )
        assert DungeonRun.objects.get().result == "left"
        assert Player.objects.get(pk=player.pk).engagement == ""
        assert len(told("DungeonLeft")) == 1
        snapshot_runs()
        assert DungeonRun.objects.get().result == "left"

    def test_two_ways_in_at_once_make_one_run(self, theme: DungeonThemeSpec) -> None:
        player = visitor(theme)
        results = in_threads(*[lambda: begun(player, theme)] * 3)
        assert sum(isinstance(result, RunView) for result in results) == 1
        assert DungeonRun.objects.count() == 1


def test_resting_and_searching_are_steps_like_others(hero: Player, theme: DungeonThemeSpec) -> None:
    view = begun(hero, theme)
    with pytest.raises(GameError):
        run_act(player_id=hero.pk, run_id=view.id, action=Rest())
    searched = run_act(player_id=hero.pk, run_id=view.id, action=Search(), expected_version=0)
    assert (searched.version, searched.torch) == (1, theme.torch - 1)
    with pytest.raises(Stale):
        run_act(player_id=hero.pk, run_id=view.id, action=Search(), expected_version=0)
