"""Looking for a fight."""

from __future__ import annotations

from collections.abc import Sequence

from combat.events import BattleStarted
from combat.models import Battle
from combat.rules import engine, state
from combat.rules.conditions import fighter_under
from combat.rules.events import BattleEvent, event_to_json
from combat.rules.fighters import fighter_from_character, fighter_from_monster
from combat.rules.state import fighter_to_json
from combat.selectors.battles import BattleView, battle_view_of
from combat.state.battles import MONSTER_ID, lore_of
from combat.state.endings import battle_settle
from combat.state.statements import battle_insert
from common import clock, seeds
from common.events import Event
from common.outbox import publish
from common.rules.rng import Rng
from common.tx import command
from players.rules.catalogue import ItemKind, ItemSpec
from players.state.character import Character, check_free, player_store
from players.state.ledger import asset_item, balances
from world.errors import NothingToFight, TooWeak
from world.rules.catalogue import MonsterSpec
from world.rules.weather import Sky, encounter_weights
from world.state.happening import sky_at
from world.state.place import Standing, standing_lock


@command
def encounter_seek(*, player_id: int, expected_version: int | None = None) -> BattleView:
    """Meet one of the monsters that live here, and begin to fight.

    Raises Busy, Stale, NothingToFight, TooWeak besides what any character is refused.
    """
    now = clock.now()
    standing = standing_lock(player_id, now=now, expected_version=expected_version)
    character, here = standing.character, standing.location
    check_free(character.row)
    if here.safe or not here.encounters:
        raise NothingToFight()
    if character.row.hp < 1:
        raise TooWeak()
    rng = Rng(seeds.fresh())
    seed = rng.state
    sky = sky_at(character.catalogue, here.region, now=now)
    monster = _meet(standing, sky, rng)
    lore = lore_of(character.catalogue.release_id)
    fighters = (
        fighter_under(sky, fighter_of(character)),
        fighter_under(sky, fighter_from_monster(fighter_id=MONSTER_ID, monster=monster)),
    )
    battle, events = engine.begin(fighters, lore=lore, rng=rng)
    row = battle_opened(
        character, monster, battle, place=here.key, fighters=fighters, events=events, seed=seed, rng=rng
    )
    character.row.engagement = f"battle:{row.pk}"
    player_store(character.row, "engagement")
    announced: list[Event] = [BattleStarted(player_id=player_id, battle_id=row.pk, monster=monster.key)]
    if battle.is_over:  # struck down before the first move
        announced += battle_settle(row, battle, player=character.row, catalogue=character.catalogue, rng=rng, now=now)
        row.save(update_fields=["outcome", "rewards", "ended_at"])
    publish(*announced)
    return battle_view_of(row, player_id=player_id, battle=battle, events=events)


def _meet(standing: Standing, sky: Sky, rng: Rng) -> MonsterSpec:
    encounters = standing.location.encounters
    met = rng.pick_weighted(encounters, encounter_weights(encounters, sky))
    return standing.character.catalogue.get(MonsterSpec, met.monster)


def fighter_of(character: Character) -> state.Fighter:
    """A character as it enters a battle, with the potions it holds."""
    items = character.catalogue.all(ItemSpec)
    held = ((asset_item(asset), amount) for asset, amount in balances(player_id=character.row.pk).items())
    potions = [
        (items[key], amount)
        for key, amount in held
        if key is not None and key in items and items[key].kind is ItemKind.POTION
    ]
    return fighter_from_character(
        fighter_id=character.row.pk,
        cls=character.cls,
        sheet=character.sheet,
        hp=character.row.hp,
        energy=character.row.energy,
        skills=character.battle_skills,
        potions=potions,
    )


def battle_opened(  # noqa: PLR0913 — keywords only, all of one row
    character: Character,
    monster: MonsterSpec,
    battle: state.Battle,
    *,
    place: str,
    fighters: Sequence[state.Fighter],
    events: Sequence[BattleEvent],
    seed: int,
    rng: Rng,
    returns_to: str = "",
) -> Battle:
    """The battle with its first turn: those who began it, as they came. It is of the character's release."""
    row = Battle(
        release_id=character.catalogue.release_id,
        location=place,
        monster=monster.key,
        seed=str(seed),
        rng_state=str(rng.state),
        state=state.battle_to_json(battle),
        returns_to=returns_to,
    )
    opening = {"kind": "begin", "fighters": [fighter_to_json(fighter) for fighter in fighters]}
    told = [event_to_json(event) for event in events]
    battle_insert(row, player_id=character.row.pk, action=opening, events=told)
    return row
