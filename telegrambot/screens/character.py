"""The character sheet and the skills."""

from __future__ import annotations

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from players.rules.catalogue import SkillSpec
from players.selectors import CharacterView
from telegrambot.codec import Tap, Verb
from telegrambot.screens.base import Button, Screen, lines, page_of
from telegrambot.screens.items import effects_of, slot_name
from telegrambot.screens.location import back_here, vitals
from telegrambot.screens.pen import Pen, bar_of
from telegrambot.screens.turner import turner

_SKILLS_A_PAGE = 4


def character_screen(view: CharacterView, pen: Pen) -> Screen:
    stats = view.stats
    body = _("Strength %(strength)d · agility %(agility)d") % {"strength": stats.strength, "agility": stats.agility}
    mind = _("Intellect %(mind)d · vitality %(life)d") % {"mind": stats.intellect, "life": stats.vitality}
    return Screen(
        "character",
        lines(
            f"{pen.icon(view.cls.icon)}<b>{pen.html(view.player.name)}</b> · {pen.html(view.cls.name)} · "
            + _("lv. %(level)d") % {"level": view.level},
            "",
            vitals(view, pen),
            experience(view, pen),
            "",
            *([f"{body}. {mind}"] if pen.plain else [body, mind]),
            _("Attack %(attack)d · armor %(armor)d") % {"attack": view.attack, "armor": view.armor},
            "",
            *_worn(view, pen),
        ),
        (
            (Button(_("Skills"), Tap(Verb.SKILLS)), Button(_("Bag"), Tap(Verb.BAG))),
            (back_here(),),
        ),
    )


def experience(view: CharacterView, pen: Pen) -> str:
    if not view.xp_needed:
        return _("Experience: the highest level is reached.")
    numbers = _("Experience %(xp)d of %(needed)d") % {"xp": view.xp, "needed": view.xp_needed}
    return numbers if pen.plain else f"✨ {bar_of(view.xp, view.xp_needed)} {numbers}"


def _worn(view: CharacterView, pen: Pen) -> list[str]:
    if not view.equipment:
        return [_("You wear nothing special yet: traders and monsters have things to offer.")]
    return [f"{slot_name(slot)}: {pen.html(item.name)} ({effects_of(item)})" for slot, item in view.equipment]


def skills_screen(view: CharacterView, pen: Pen, *, page: int = 1) -> Screen:
    """Four skills a page, two lines each."""
    shown = page_of(view.skills, page, _SKILLS_A_PAGE)
    told = [line for skill in shown.items for line in _skill(skill, pen)]
    return Screen(
        "skills",
        lines(_("<b>Skills</b>"), *told),
        ((Button(_("← Character"), Tap(Verb.CHARACTER)), *turner(Verb.SKILLS, shown.number, shown.pages)),),
    )


def _skill(skill: SkillSpec, pen: Pen) -> tuple[str, str]:
    price = pen.cost(skill.energy_cost) if skill.energy_cost else _("free")
    pause = (
        ngettext("ready again after %(n)d turn", "ready again after %(n)d turns", skill.cooldown)
        % {"n": skill.cooldown}
        if skill.cooldown
        else _("always ready")
    )
    name = f"{pen.icon(skill.icon)}<b>{pen.html(skill.name)}</b>"
    return f"{name} · {price} · {pause}", pen.html(skill.description)
