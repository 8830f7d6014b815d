"""A battle: both fighters, what happened, and every choice with its numbers."""

from __future__ import annotations

from django.utils.translation import gettext as _

from combat.rules.actions import Attack, Flee, UsePotion, UseSkill
from combat.rules.preview import ActionPreview
from combat.rules.state import Fighter
from combat.selectors import BattleView
from players.rules.catalogue import ItemSpec, SkillSpec
from telegrambot.codec import Tap, Verb
from telegrambot.screens.base import MAX_ROWS, Button, Row, Screen, lines, packed, page_of
from telegrambot.screens.narration import narrate, status_name, turns_left
from telegrambot.screens.pen import Pen

_LINES_TOLD = 4
_CHOICE_ROWS = MAX_ROWS - 1  # the last one is for leaving


def battle_screen(view: BattleView, pen: Pen, *, page: int = 1) -> Screen:
    foe = view.monster
    title = _("%(monster)s · lv. %(level)d · turn %(turn)d") % {
        "monster": f"<b>{pen.html(foe.name)}</b>",
        "level": foe.level,
        "turn": view.state.turn,
    }
    return Screen(
        "battle",
        lines(
            f"{pen.icon('⚔️')}{title}",
            *_conditions(view, pen),
            "",
            _first_move(view),
            *narrate(view, pen, last=_LINES_TOLD),
        ),
        _choices(view, pen, page),
    )


def _first_move(view: BattleView) -> str | None:
    """Who began, while it is news."""
    if view.state.turn > 1:
        return None
    return _("The first move is yours.") if view.state.order[0] == view.player_id else _("The enemy moves first.")


def _conditions(view: BattleView, pen: Pen) -> list[str]:
    """Each fighter on a line, so that the bars can be compared; in words there are none."""
    foes = (_condition(pen.html(view.monster.name), enemy, pen) for enemy in view.enemies)
    told = [*foes, _own_condition(view.fighter, pen)]
    return [". ".join(told)] if pen.plain else told


def _condition(name: str, fighter: Fighter, pen: Pen) -> str:
    facts = (pen.hp(fighter.hp, fighter.max_hp), *_afflictions(fighter, pen))
    return f"{name}: {', '.join(facts)}" if pen.plain else "  ".join((name, *facts))


def _own_condition(fighter: Fighter, pen: Pen) -> str:
    energy = pen.energy(fighter.energy, fighter.max_energy)
    return (", " if pen.plain else "  ").join((_condition(_("You"), fighter, pen), energy))


def _afflictions(fighter: Fighter, pen: Pen) -> list[str]:
    signs = {"poison": "☠️", "stun": "💫"}
    shown = [
        f"{pen.icon(signs[status.kind])}{status_name(status.kind)}, {turns_left(status.turns)}"
        for status in fighter.statuses
    ]
    if fighter.shield:
        shown.append(pen.icon("🛡") + _("shield %(n)d") % {"n": fighter.shield})
    return shown


def _choices(view: BattleView, pen: Pen, page: int) -> tuple[Row, ...]:
    """Blows, then potions, in at most four rows; more than that are turned page by page."""
    blows = [preview for preview in view.previews if isinstance(preview.action, Attack | UseSkill)]
    potions = [preview for preview in view.previews if isinstance(preview.action, UsePotion)]
    flights = [preview for preview in view.previews if isinstance(preview.action, Flee)]
    rows = (
        *packed(_button(view, preview, pen) for preview in blows),
        *packed(_button(view, preview, pen) for preview in potions),
    )
    leaving = tuple(_button(view, preview, pen) for preview in flights)
    if len(rows) <= _CHOICE_ROWS:
        return (*rows, leaving) if leaving else rows
    shown = page_of(rows, page, _CHOICE_ROWS)
    label = _("More %(page)d/%(pages)d →") % {"page": shown.number, "pages": shown.pages}
    onward = Button(label, Tap(Verb.ROUND, str(shown.number % shown.pages + 1)))
    return (*shown.items, (*leaving, onward))


def _button(view: BattleView, preview: ActionPreview, pen: Pen) -> Button:
    action = preview.action
    if isinstance(action, UseSkill):
        return _stamped(view, _skill_label(view, preview, action.skill, pen), Verb.SKILL, action.skill)
    if isinstance(action, UsePotion):
        return _stamped(view, _potion_label(view, preview, action.item, pen), Verb.POTION, action.item)
    if isinstance(action, Flee):
        label = pen.icon("🏃") + _("Flee %(percent)d%%") % {"percent": preview.percent}
        return _stamped(view, label, Verb.FLEE)
    return _stamped(view, pen.icon("🗡") + _("Strike ~%(damage)d") % {"damage": preview.damage}, Verb.ATTACK)


def _stamped(view: BattleView, label: str, verb: Verb, arg: str = "") -> Button:
    return Button(label, Tap(verb, arg, view.version, view.id))


def _skill_label(view: BattleView, preview: ActionPreview, key: str, pen: Pen) -> str:
    """Name, what it does, and what keeps or costs: the wait when there is one, else the energy."""
    spec = view.catalogue.get(SkillSpec, key)
    gained = preview.heals or preview.shields
    worth = f"~{preview.damage}" if preview.damage else f"+{gained}" if gained else ""
    price = pen.wait(preview.cooldown) if preview.cooldown else pen.cost(preview.energy_cost)
    return " ".join(part for part in (pen.name(spec.name), worth, price) if part)


def _potion_label(view: BattleView, preview: ActionPreview, key: str, pen: Pen) -> str:
    spec = view.catalogue.find(ItemSpec, key)
    name = pen.name(spec.name) if spec else _("Provisions")
    return f"{name} ×{preview.amount}"
