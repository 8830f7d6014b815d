"""The skill tree: looking at it, learning, forgetting."""

from __future__ import annotations

from collections.abc import Callable

from django.utils.translation import gettext as _

from content.release import current
from players.errors import SkillForeign
from players.selectors.skills import SkillTreeView, skill_tree_view
from players.services.skills import skill_learn, skills_forget
from players.skill_words import monster_namer
from telegrambot.actions.base import Answer, Visit
from telegrambot.codec import Tap
from telegrambot.screens.base import Screen, page_number
from telegrambot.screens.skills import forget_screen, skill_screen, skills_screen


def skills(visit: Visit, tap: Tap) -> Answer:
    return Answer(skills_screen(_view(visit), visit.pen, _namer(visit), page=page_number(tap.arg)))


def talent(visit: Visit, tap: Tap) -> Answer:
    return Answer(_card(visit, _view(visit), tap.arg))


def forget(visit: Visit, tap: Tap) -> Answer:
    return Answer(forget_screen(_view(visit), visit.pen))


def learn(visit: Visit, tap: Tap) -> Answer:
    view = skill_learn(player_id=visit.player.id, skill=tap.arg, expected_version=tap.version)
    node = view.node(tap.arg)
    name = visit.pen.name(node.skill.name) if node else ""
    toast = _("Learned: %(skill)s, rank %(rank)d.") % {"skill": name, "rank": node.step.rank if node else 1}
    return Answer(_card(visit, view, tap.arg), toast)


def unlearn(visit: Visit, tap: Tap) -> Answer:
    view = skills_forget(player_id=visit.player.id, expected_version=tap.version)
    return Answer(skills_screen(view, visit.pen, _namer(visit)), _("Forgotten. The points are yours again."))


def _view(visit: Visit) -> SkillTreeView:
    return skill_tree_view(player_id=visit.player.id, now=visit.now)


def _card(visit: Visit, view: SkillTreeView, key: str) -> Screen:
    node = view.node(key)
    if node is None:
        raise SkillForeign(skill=key)
    return skill_screen(view, node, visit.pen, _namer(visit))


def _namer(visit: Visit) -> Callable[[str], str]:
    return monster_namer(current(), visit.player.language)
