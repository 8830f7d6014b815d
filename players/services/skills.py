"""Learning skills for points, and forgetting them for gold."""

from __future__ import annotations

from common import clock
from common.outbox import publish
from common.tx import command
from players.errors import LevelTooLow, NoSkillPoints, NothingLearned, SkillForeign, SkillFull, SkillNeeded
from players.events import SkillLearned, SkillsForgotten
from players.rules.skills import Step, points_left, points_spent, reset_cost, tree_steps
from players.selectors.skills import SkillTreeView, skill_tree_of
from players.state.character import VITALS, Character, character_lock, check_free, player_store
from players.state.ledger import GOLD, Move, ledger_move


@command
def skill_learn(*, player_id: int, skill: str, expected_version: int | None = None) -> SkillTreeView:
    """Learn a skill of the class's tree, or raise it by one rank, for points.

    Raises Busy, Stale, SkillForeign(skill), SkillFull(skill, rank), LevelTooLow(needs, has),
    SkillNeeded(skill, needs, rank), NoSkillPoints(needs, has).
    """
    character = character_lock(player_id, now=clock.now(), expected_version=expected_version)
    check_free(character.row)
    row = character.row
    step = _step(character, skill)
    _check_open(character, step)
    row.learned = [*row.learned, skill]
    _changed(character)
    publish(SkillLearned(player_id=player_id, skill=skill, rank=step.rank + 1))
    return skill_tree_of(character)


def _step(character: Character, skill: str) -> Step:
    row = character.row
    steps = tree_steps(character.cls, character.progress, row.level, row.learned)
    found = next((step for step in steps if step.node.skill == skill), None)
    if found is None:
        raise SkillForeign(skill=skill)
    return found


def _check_open(character: Character, step: Step) -> None:
    row, node = character.row, step.node
    if step.is_full:
        raise SkillFull(skill=node.skill, rank=step.rank)
    if step.level_missing:
        raise LevelTooLow(needs=node.level, has=row.level)
    if step.missing:
        needs, rank = step.missing[0]
        raise SkillNeeded(skill=node.skill, needs=needs, rank=rank)
    if step.points_missing:
        has = points_left(character.cls, character.progress, row.level, row.learned)
        raise NoSkillPoints(needs=step.points, has=has)


@command
def skills_forget(*, player_id: int, expected_version: int | None = None) -> SkillTreeView:
    """Forget everything that was learned for points; what comes with levels stays. It costs gold.

    Raises Busy, Stale, NothingLearned, NotEnough(asset, needs, has).
    """
    character = character_lock(player_id, now=clock.now(), expected_version=expected_version)
    check_free(character.row)
    row = character.row
    if not row.learned:
        raise NothingLearned()
    price, points = reset_cost(character.progress, row.level), points_spent(character.cls, row.learned)
    if price:
        ledger_move(player_id=player_id, moves=[Move(GOLD, -price)], reason="forget")
    row.learned = []
    _changed(character)
    publish(SkillsForgotten(player_id=player_id, points=points, gold=price))
    return skill_tree_of(character)


def _changed(character: Character) -> None:
    """A passive skill more or less changes the sheet; HP and energy stay, within the new bounds."""
    character.dress(character.equipment)
    player_store(character.row, "learned", *VITALS)
