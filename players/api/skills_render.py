"""The skill tree as JSON values, in the player's language."""

from __future__ import annotations

from django.utils import translation

from content.release import current
from players.api.render import Json, skill_out
from players.rules.catalogue import SkillBranch
from players.selectors.skills import NodeView, SkillTreeView
from players.skill_words import monster_namer, skill_words


def skill_tree_out(view: SkillTreeView) -> Json:
    language = view.character.player.language
    with translation.override(language):
        return {
            "version": view.character.player.version,
            "points": view.points,
            "spent": view.spent,
            "reset_cost": view.reset_cost,
            "branches": [_branch_out(branch, nodes, language) for branch, nodes in view.branches],
        }


def _branch_out(branch: SkillBranch | None, nodes: tuple[NodeView, ...], language: str) -> Json:
    return {
        "key": branch and branch.branch,
        "name": branch and branch.name.in_(language),
        "icon": branch.icon if branch else "",
        "nodes": [_node_out(node, language) for node in nodes],
    }


def _node_out(node: NodeView, language: str) -> Json:
    step, better = node.step, node.better
    return {
        "skill": skill_out(node.skill, language),
        "level": step.node.level,
        "rank": step.rank,
        "max_rank": step.node.max_rank,
        "can_learn": step.is_open,
        "points": None if step.is_full else step.points,
        "next_effect": better and skill_words(better, monster_namer(current(), language)),
        "missing": [{"skill": skill.key, "rank": rank} for skill, rank in node.missing],
    }
