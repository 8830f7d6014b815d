"""A battle as its player lives it: met, fought, won or lost, exactly once."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from typing import Any

import pytest
from django.db import close_old_connections, connection
from django.test.utils import CaptureQueriesContext

from combat.errors import BattleOver, NoSuchTarget
from combat.models import Battle, BattleTurn
from combat.rules.actions import Action, Attack, Flee, UsePotion, action_from_json
from combat.rules.engine import act, begin, withdraw
from combat.rules.events import BattleEvent
from combat.rules.state import Battle as BattleState
from combat.rules.state import Lore, battle_from_json, fighter_from_json
from combat.selectors.battles import BattleView, battle_view
from combat.services.battles import IDLE_LIMIT, battle_act, battle_aim, battle_expire, battles_idle
from combat.services.encounters import encounter_seek
from combat.state.battles import MONSTER_ID, lore_of, turn_events
from combat.tasks import expire_battles
from common import clock
from common.errors import GameError, NotFound, Stale
from common.models import OutboxMessage
from common.rules.rng import Rng
from content.rules.catalogue import Catalogue
from gameproject.testing import make_player
from players.errors import Busy
from players.models import LedgerEntry, Player
from players.rules.catalogue import ItemSpec
from players.state.ledger import GOLD, Move, balance, item_asset, ledger_move
from world.errors import NothingToFight
from world.models import Whereabouts
from world.rules.catalogue import LocationSpec, WorldRulesSpec
from world.services.travel import location_travel
from world.state.place import player_place

pytestmark = pytest.mark.usefixtures("published_world")


def danger(catalogue: Catalogue) -> LocationSpec:
    """The easiest place with something to fight."""
    return next(place for place in catalogue.all(LocationSpec).values() if place.encounters and not place.safe)


@pytest.fixture
def hero(published_world: Catalogue) -> Player:
    player = make_player()
    player_place(player.pk, danger(published_world).key, now=clock.now())
    return player


def fight_on(view: BattleView, action: Action | None = None) -> BattleView:
    """Attack until the battle is over."""
    while not view.outcome:
        view = battle_act(
            battle_id=view.id,
            player_id=view.player_id,
            action=action or Attack(MONSTER_ID),
            expected_version=view.version,
        )
    return view


def strengthen(player: Player, view: BattleView, **changes: int) -> None:
    """Change the player's fighter in the stored state, to make the end of the battle certain."""
    row = Battle.objects.get(pk=view.id)
    for fighter in row.state["fighters"]:
        if fighter["id"] == player.pk:
            fighter.update(changes)
    row.save(update_fields=["state"])


def test_a_victory_gives_xp_gold_and_loot_through_the_ledger(hero: Player) -> None:
    gold_before = balance(player_id=hero.pk, asset=GOLD)
    view = encounter_seek(player_id=hero.pk)
    strengthen(hero, view, attack=5000)
    view = fight_on(view)

    assert view.outcome == "victory"
    assert view.rewards.xp == view.monster.xp
    assert balance(player_id=hero.pk, asset=GOLD) == gold_before + view.rewards.gold
    for item, amount in view.rewards.items:
        assert balance(player_id=hero.pk, asset=item_asset(item)) >= amount
    hero.refresh_from_db()
    assert (hero.engagement, hero.xp > 0 or hero.level > 1) == ("", True)
    ended = OutboxMessage.objects.filter(name="combat.BattleEnded").get()
    assert ended.payload["outcome"] == "victory"


def test_a_defeat_costs_gold_and_ends_in_town(hero: Player, published_world: Catalogue) -> None:
    rules = published_world.one(WorldRulesSpec)
    gold = balance(player_id=hero.pk, asset=GOLD)
    view = encounter_seek(player_id=hero.pk)
    strengthen(hero, view, hp=1, attack=1, agility=0)
    view = fight_on(view)

    assert view.outcome == "defeat"
    assert view.rewards.gold_lost == gold * rules.defeat_gold_percent // 100
    assert balance(player_id=hero.pk, asset=GOLD) == gold - view.rewards.gold_lost
    assert Whereabouts.objects.get(player=hero).location == rules.defeat_location
    hero.refresh_from_db()
    assert hero.hp >= 1


def test_a_battle_may_end_before_the_first_move(hero: Player, monkeypatch: pytest.MonkeyPatch) -> None:
    def begin_and_end(fighters: Any, *, lore: Lore, rng: Rng) -> tuple[BattleState, tuple[BattleEvent, ...]]:
        battle, _ = begin(fighters, lore=lore, rng=rng)
        return withdraw(battle, fighter_id=hero.pk, lore=lore, rng=rng)

    monkeypatch.setattr("combat.services.encounters.engine.begin", begin_and_end)
    view = encounter_seek(player_id=hero.pk)
    row = Battle.objects.get(pk=view.id)
    assert (view.outcome, row.outcome, row.ended_at is not None) == ("fled", "fled", True)
    assert not row.members.filter(fighting=True).exists()
    hero.refresh_from_db()
    assert hero.engagement == ""
    told = OutboxMessage.objects.filter(name__startswith="combat.").order_by("pk").values_list("name", flat=True)
    assert list(told) == ["combat.BattleStarted", "combat.BattleEnded"]


def test_a_new_level_brings_full_vitals_and_an_event(hero: Player) -> None:
    view = encounter_seek(player_id=hero.pk)
    Player.objects.filter(pk=hero.pk).update(xp=10_000_000)
    strengthen(hero, view, attack=5000)
    view = fight_on(view)

    hero.refresh_from_db()
    assert view.rewards.level == hero.level > 1
    gained = OutboxMessage.objects.get(name="players.LevelGained")
    assert gained.payload["level"] == hero.level


def test_a_potion_drunk_in_battle_leaves_the_bag(hero: Player, published_world: Catalogue) -> None:
    potion = next(item.key for item in published_world.all(ItemSpec).values() if item.heals)
    ledger_move(player_id=hero.pk, moves=[Move(item_asset(potion), 2)], reason="test")
    before = balance(player_id=hero.pk, asset=item_asset(potion))
    view = encounter_seek(player_id=hero.pk)
    strengthen(hero, view, hp=4000, max_hp=5000)
    battle_act(battle_id=view.id, player_id=hero.pk, action=UsePotion(potion))
    assert balance(player_id=hero.pk, asset=item_asset(potion)) == before - 1


def test_a_stale_tap_changes_nothing(hero: Player) -> None:
    view = encounter_seek(player_id=hero.pk)
    strengthen(hero, view, hp=5000, max_hp=5000, attack=1)
    battle_act(battle_id=view.id, player_id=hero.pk, action=Attack(MONSTER_ID), expected_version=view.version)
    turns = BattleTurn.objects.count()
    with pytest.raises(Stale):
        battle_act(battle_id=view.id, player_id=hero.pk, action=Attack(MONSTER_ID), expected_version=view.version)
    assert BattleTurn.objects.count() == turns


def in_company(player: Player, view: BattleView) -> None:
    """A second enemy of the same kind, -2, and nobody strong enough to end it soon."""
    strengthen(player, view, hp=5000, max_hp=5000, attack=10)
    row = Battle.objects.get(pk=view.id)
    foe = next(fighter for fighter in row.state["fighters"] if fighter["id"] == MONSTER_ID)
    foe |= {"hp": 5000, "max_hp": 5000, "agility": 0}
    row.state["fighters"].append(foe | {"id": -2})
    row.state["order"].append(-2)
    row.save(update_fields=["state"])


def test_the_aim_is_kept_for_what_names_nobody_and_takes_no_turn(hero: Player) -> None:
    view = encounter_seek(player_id=hero.pk)
    in_company(hero, view)
    aimed = battle_aim(battle_id=view.id, player_id=hero.pk, target_id=-2, expected_version=view.version)
    assert aimed.aim is not None
    assert (aimed.aim.id, aimed.version, aimed.events) == (-2, view.version, view.events)
    assert BattleTurn.objects.filter(battle_id=view.id).count() == 1
    struck = battle_act(battle_id=view.id, player_id=hero.pk, action=Attack(), expected_version=view.version)
    assert BattleTurn.objects.get(battle_id=view.id, number=struck.version).action["target_id"] == -2


def test_an_aim_is_refused_as_an_attack_would_be(hero: Player) -> None:
    view = encounter_seek(player_id=hero.pk)
    in_company(hero, view)
    before = Battle.objects.get(pk=view.id).state
    with pytest.raises(NoSuchTarget):
        battle_aim(battle_id=view.id, player_id=hero.pk, target_id=-3)
    with pytest.raises(Stale):
        battle_aim(battle_id=view.id, player_id=hero.pk, target_id=-2, expected_version=view.version + 1)
    with pytest.raises(NotFound):
        battle_aim(battle_id=view.id, player_id=make_player().pk, target_id=-2)
    assert Battle.objects.get(pk=view.id).state == before
    strengthen(hero, view, agility=5000)
    while not view.outcome:
        view = battle_act(battle_id=view.id, player_id=hero.pk, action=Flee())
    with pytest.raises(BattleOver):
        battle_aim(battle_id=view.id, player_id=hero.pk, target_id=-2)


def test_nobody_acts_in_another_players_battle(hero: Player) -> None:
    view = encounter_seek(player_id=hero.pk)
    stranger = make_player()
    with pytest.raises(NotFound):
        battle_act(battle_id=view.id, player_id=stranger.pk, action=Flee())
    with pytest.raises(NotFound):
        battle_view(battle_id=view.id, player_id=stranger.pk)
    assert Battle.objects.get(pk=view.id).version == view.version


def test_a_battle_that_is_over_stays_over(hero: Player) -> None:
    view = encounter_seek(player_id=hero.pk)
    strengthen(hero, view, attack=5000)
    view = fight_on(view)
    entries = LedgerEntry.objects.count()
    with pytest.raises(BattleOver):
        battle_act(battle_id=view.id, player_id=hero.pk, action=Attack(MONSTER_ID))
    assert LedgerEntry.objects.count() == entries


def test_who_fights_does_nothing_else(hero: Player, published_world: Catalogue) -> None:
    encounter_seek(player_id=hero.pk)
    with pytest.raises(Busy):
        encounter_seek(player_id=hero.pk)
    with pytest.raises(Busy):
        location_travel(player_id=hero.pk, to=danger(published_world).exits[0].to)


def test_safe_places_have_no_fights(hero: Player, published_world: Catalogue) -> None:
    safe = next(place for place in published_world.all(LocationSpec).values() if place.safe)
    player_place(hero.pk, safe.key, now=clock.now())
    with pytest.raises(NothingToFight):
        encounter_seek(player_id=hero.pk)


def test_a_battle_replays_from_its_rows(hero: Player) -> None:
    """Seed, release and turns are the whole truth: playing them again gives the stored state and events."""
    view = encounter_seek(player_id=hero.pk)
    for _ in range(3):
        if not view.outcome:
            view = battle_act(battle_id=view.id, player_id=hero.pk, action=Attack(MONSTER_ID))
    row = Battle.objects.get(pk=view.id)
    opening, *turns = BattleTurn.objects.filter(battle=row)
    lore, rng = lore_of(row.release_id), Rng(int(row.seed))
    here = view.location
    assert here is not None
    rng.pick_weighted(here.encounters, [encounter.weight for encounter in here.encounters])  # who was met
    fighters = [fighter_from_json(fighter) for fighter in opening.action["fighters"]]
    battle, told = begin(fighters, lore=lore, rng=rng)
    assert told == turn_events(opening)
    for turn in turns:
        action = action_from_json(turn.action)
        battle, told = act(battle, actor_id=hero.pk, action=action, lore=lore, rng=rng)
        assert told == turn_events(turn)
    assert battle == battle_from_json(row.state)


def test_a_battle_left_alone_ends_without_gain_or_loss(hero: Player) -> None:
    view = encounter_seek(player_id=hero.pk)
    gold = balance(player_id=hero.pk, asset=GOLD)
    now = clock.now()
    assert battles_idle(now=now) == []
    later = now + IDLE_LIMIT + timedelta(seconds=5)
    assert battles_idle(now=later) == [view.id]
    assert battle_expire(battle_id=view.id, now=now) is False
    assert battle_expire(battle_id=view.id, now=later) is True
    assert battle_expire(battle_id=view.id, now=later) is False
    row = Battle.objects.get(pk=view.id)
    assert (row.outcome, balance(player_id=hero.pk, asset=GOLD)) == ("fled", gold)
    hero.refresh_from_db()
    assert hero.engagement == ""
    assert expire_battles() == 0


def test_an_action_takes_few_queries(hero: Player) -> None:
    view = encounter_seek(player_id=hero.pk)
    strengthen(hero, view, hp=5000, max_hp=5000, attack=1)
    with CaptureQueriesContext(connection) as hit:
        battle_act(battle_id=view.id, player_id=hero.pk, action=Attack(MONSTER_ID))
    strengthen(hero, view, attack=5000)
    Player.objects.filter(pk=hero.pk).update(xp=10_000_000)
    outcome = ""
    while not outcome:  # a monster may dodge
        with CaptureQueriesContext(connection) as kill:
            outcome = battle_act(battle_id=view.id, player_id=hero.pk, action=Attack(MONSTER_ID)).outcome
    assert len(statements(hit)) <= 5
    assert len(statements(kill)) <= 12


def test_a_potion_turn_that_ends_in_defeat_takes_few_queries(hero: Player, published_world: Catalogue) -> None:
    potion = next(item.key for item in published_world.all(ItemSpec).values() if item.heals)
    ledger_move(player_id=hero.pk, moves=[Move(item_asset(potion), 50), Move(GOLD, 1000)], reason="test")
    held = balance(player_id=hero.pk, asset=item_asset(potion))
    view = encounter_seek(player_id=hero.pk)
    drunk = 0
    while not view.outcome:  # a monster may miss
        strengthen(hero, view, hp=1, max_hp=2, agility=0)
        with CaptureQueriesContext(connection) as last:
            view = battle_act(battle_id=view.id, player_id=hero.pk, action=UsePotion(potion))
        drunk += 1

    assert (view.outcome, view.rewards.gold_lost > 0) == ("defeat", True)
    assert balance(player_id=hero.pk, asset=item_asset(potion)) == held - drunk
    assert len([sql for sql in statements(last) if "FOR NO KEY UPDATE" in sql and "players_player" in sql]) == 1
    assert len(statements(last)) <= 12


def statements(captured: CaptureQueriesContext) -> list[str]:
    """Queries without savepoints, which exist only inside a test's transaction."""
    return [query["sql"] for query in captured if "SAVEPOINT" not in query["sql"]]


@pytest.mark.django_db(transaction=True)
def test_ten_taps_at_once_strike_once(hero: Player) -> None:
    view = encounter_seek(player_id=hero.pk)
    strengthen(hero, view, attack=5000)

    def tap(_: int) -> str:
        try:
            battle_act(battle_id=view.id, player_id=hero.pk, action=Attack(MONSTER_ID), expected_version=view.version)
        except GameError as refusal:
            return refusal.code
        finally:
            close_old_connections()
            connection.close()
        return "done"

    with ThreadPoolExecutor(10) as pool:
        answers = sorted(pool.map(tap, range(10)))
    assert answers == ["common.stale"] * 9 + ["done"]
    assert BattleTurn.objects.filter(battle_id=view.id).count() == 2
    assert LedgerEntry.objects.filter(reference=f"battle:{view.id}", asset=GOLD).count() <= 1


@pytest.mark.django_db(transaction=True)
def test_two_encounters_at_once_make_one_battle(hero: Player) -> None:
    def seek(_: int) -> str:
        try:
            encounter_seek(player_id=hero.pk)
        except GameError as refusal:
            return refusal.code
        finally:
            connection.close()
        return "done"

    with ThreadPoolExecutor(4) as pool:
        answers = sorted(pool.map(seek, range(4)))
    assert answers == ["done"] + ["players.busy"] * 3
    assert Battle.objects.count() == 1


def test_the_ledger_proves_itself(hero: Player, capsys: pytest.CaptureFixture[str]) -> None:
    from django.core.management import CommandError, call_command

    ledger_move(player_id=hero.pk, moves=[Move(GOLD, 7)], reason="test")
    call_command("check_ledger")
    with connection.cursor() as cursor:
        cursor.execute("UPDATE players_holding SET amount = amount + 1 WHERE player_id = %s", [hero.pk])
    with pytest.raises(CommandError):
        call_command("check_ledger")


def test_one_battle_that_cannot_end_keeps_no_other_open(hero: Player, published_world: Catalogue) -> None:
    first = encounter_seek(player_id=hero.pk)
    Battle.objects.filter(pk=first.id).update(state={"schema": -1})
    banned = make_player()
    player_place(banned.pk, danger(published_world).key, now=clock.now())
    second = encounter_seek(player_id=banned.pk)
    Player.objects.filter(pk=banned.pk).update(banned_at=clock.now())
    long_ago = clock.now() - 2 * IDLE_LIMIT
    Battle.objects.update(started_at=long_ago, acted_at=long_ago)
    assert expire_battles() == 1
    assert Battle.objects.get(pk=second.id).outcome == "fled"
    assert Battle.objects.get(pk=first.id).outcome == ""
