"""Fighting what stands in the way in a dungeon."""

from __future__ import annotations

from dataclasses import replace

from combat.events import BattleStarted
from combat.rules import engine, state
from combat.rules.fighters import fighter_from_monster
from combat.selectors.battles import BattleView, battle_view_of
from combat.services.encounters import battle_opened, fighter_of
from combat.state.battles import MONSTER_ID, lore_of
from combat.state.endings import battle_settle
from common import clock, seeds
from common.events import Event
from common.outbox import publish
from common.rules.rng import Rng
from common.tx import command
from players.state.character import VITALS, Character, character_lock, player_store
from world.errors import NothingToFight
from world.rules.catalogue import MonsterSpec
from world.rules.dungeon_run import is_guarded, room_of
from world.state.runs import Standing, check_version, run_engagement, run_lock, run_store


@command
def run_fight(*, player_id: int, run_id: int, expected_version: int | None = None) -> BattleView:
    """Fight the monster in this room of the run. When the battle is over, the player is on the run again.

    Raises NotFound, Busy, Stale(expected, actual), RunOver, NothingToFight.
    """
    now = clock.now()
    character = character_lock(player_id, now=now)
    standing = run_lock(character, run_id)
    check_version(standing, expected_version)
    if not is_guarded(standing.scene.dungeon, standing.state):
        raise NothingToFight()
    monster = _monster(character, standing)
    member = standing.state.member(player_id)
    character.set_vitals(now=now, hp=member.hp, energy=member.energy)
    rng = Rng(seeds.fresh())
    seed = rng.state
    fighters = (_fighter(character), fighter_from_monster(fighter_id=MONSTER_ID, monster=monster))
    battle, events = engine.begin(fighters, lore=lore_of(character.catalogue.release_id), rng=rng)
    row = battle_opened(
        character,
        monster,
        battle,
        place=standing.scene.theme.location,
        fighters=fighters,
        events=events,
        seed=seed,
        rng=rng,
        returns_to=run_engagement(run_id),
    )
    run_store(standing, standing.state, now=now)
    character.row.engagement = f"battle:{row.pk}"
    player_store(character.row, "engagement", *VITALS)
    announced: list[Event] = [BattleStarted(player_id=player_id, battle_id=row.pk, monster=monster.key)]
    if battle.is_over:  # struck down before the first move
        announced += battle_settle(row, battle, player=character.row, catalogue=character.catalogue, rng=rng, now=now)
        row.save(update_fields=["outcome", "rewards", "ended_at"])
    publish(*announced)
    return battle_view_of(row, player_id=player_id, battle=battle, events=events)


def _monster(character: Character, standing: Standing) -> MonsterSpec:
    """As the active release has it. One that is gone from there is fought by the run's release, and by its rules."""
    key = room_of(standing.scene.dungeon, standing.state).monster
    found = character.catalogue.find(MonsterSpec, key)
    if found is None:
        character.catalogue = standing.scene.catalogue
        found = character.catalogue.get(MonsterSpec, key)
    return found


def _fighter(character: Character) -> state.Fighter:
    """Without skills that the battle's release does not know."""
    known = lore_of(character.catalogue.release_id).skills
    fighter = fighter_of(character)
    return replace(fighter, skills=tuple(skill for skill in fighter.skills if skill in known))
