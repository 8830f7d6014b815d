"""The character sheet."""

from __future__ import annotations

from django.utils.translation import gettext as _

from players.selectors.characters import CharacterView
from telegrambot.codec import Tap, Verb
from telegrambot.screens.base import Button, Screen, lines
from telegrambot.screens.items import effects_of, slot_name
from telegrambot.screens.location import back_here, vitals
from telegrambot.screens.pen import Pen, bar_of

_WORN_TOLD = 3


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
            (
                Button(_skills_label(view), Tap(Verb.SKILLS)),
                Button(_("Gear"), Tap(Verb.WORN)),
                Button(_("Bag"), Tap(Verb.BAG)),
            ),
            (back_here(),),
        ),
    )


def _skills_label(view: CharacterView) -> str:
    """With the points that wait to be spent."""
    return _("Skills (+%(points)d)") % {"points": view.points} if view.points else _("Skills")


def experience(view: CharacterView, pen: Pen) -> str:
    if not view.xp_needed:
        return _("Experience: the highest level is reached.")
    numbers = _("Experience %(xp)d of %(needed)d") % {"xp": view.xp, "needed": view.xp_needed}
    return numbers if pen.plain else f"✨ {bar_of(view.xp, view.xp_needed)} {numbers}"


def _worn(view: CharacterView, pen: Pen) -> list[str]:
    """In full while it is a few lines; more than that has a page of its own."""
    if not view.equipment:
        return [_("You wear nothing special yet: traders and monsters have things to offer.")]
    if len(view.equipment) > _WORN_TOLD:
        return [_("Worn: %(items)s") % {"items": ", ".join(pen.html(item.name) for _slot, item in view.equipment)}]
    return [f"{slot_name(slot)}: {pen.html(item.name)} ({effects_of(item)})" for slot, item in view.equipment]
