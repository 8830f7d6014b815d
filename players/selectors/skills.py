"""The skill tree of a character, as doors show it: frozen views."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from content.rules.catalogue import Catalogue
from players.rules.catalogue import ClassSpec, ProgressSpec, SkillBranch, SkillSpec
from players.rules.skills import Step, points_left, points_spent, powered, reset_cost, tree_steps
from players.selectors.characters import CharacterView, character_view_of
from players.state.character import Character, character_read
from players.state.ledger import balances


@dataclass(frozen=True, slots=True)
class NodeView:
    """A node of the tree. `skill` has the powers of the rank that is known (of the first when none is), `better`
    those of the next; None where there is no next."""

    step: Step
    skill: SkillSpec
    better: SkillSpec | None
    missing: tuple[tuple[SkillSpec, int], ...] = ()  # what has to be learned first, at which rank


@dataclass(frozen=True, slots=True)
class SkillTreeView:
    """`branches` without nodes are left out; nodes of no branch come last, under None."""

    character: CharacterView
    branches: tuple[tuple[SkillBranch | None, tuple[NodeView, ...]], ...]
    points: int
    spent: int
    reset_cost: int

    def node(self, skill: str) -> NodeView | None:
        return next((node for _branch, nodes in self.branches for node in nodes if node.skill.key == skill), None)


def skill_tree_of(character: Character) -> SkillTreeView:
    """The tree of a loaded character."""
    view = character_view_of(character, balances(player_id=character.row.pk))
    return skill_tree_made(view, character.catalogue, character.row.learned)


def skill_tree_made(view: CharacterView, catalogue: Catalogue, learned: Sequence[str]) -> SkillTreeView:
    """The tree of a character of a release; skills that the release no longer has are left out."""
    cls, level, progress = view.cls, view.level, catalogue.one(ProgressSpec)
    known = catalogue.all(SkillSpec)
    steps = [step for step in tree_steps(cls, progress, level, learned) if step.node.skill in known]
    return SkillTreeView(
        character=view,
        branches=_branches(cls, [_node(step, known, level) for step in steps]),
        points=points_left(cls, progress, level, learned),
        spent=points_spent(cls, learned),
        reset_cost=reset_cost(progress, level),
    )


def _node(step: Step, known: Mapping[str, SkillSpec], level: int) -> NodeView:
    spec, rank = known[step.node.skill], step.rank
    better = None if step.is_full else powered(spec, rank=rank + 1, level=level)
    missing = tuple((known[skill], needed) for skill, needed in step.missing if skill in known)
    return NodeView(step, powered(spec, rank=max(1, rank), level=level), better, missing)


def _branches(cls: ClassSpec, nodes: list[NodeView]) -> tuple[tuple[SkillBranch | None, tuple[NodeView, ...]], ...]:
    named = {branch.branch for branch in cls.branches}
    branches: list[tuple[SkillBranch | None, tuple[NodeView, ...]]] = [
        (branch, tuple(node for node in nodes if node.step.node.branch == branch.branch)) for branch in cls.branches
    ]
    branches.append((None, tuple(node for node in nodes if node.step.node.branch not in named)))
    return tuple((branch, found) for branch, found in branches if found)


def skill_tree_view(*, player_id: int, now: datetime) -> SkillTreeView:
    """The skill tree. Raises NotFound, Banned, NotReady(step)."""
    return skill_tree_of(character_read(player_id, now=now))
