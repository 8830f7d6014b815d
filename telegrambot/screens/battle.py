"""A battle: both fighters, what happened, and every choice with its numbers."""

from __future__ import annotations

from django.utils.translation import gettext as _

from combat.rules.actions import Attack, Flee, UsePotion, UseSkill
from combat.rules.preview import ActionPreview
from combat.rules.state import Fighter
from combat.selectors.battles import BattleView
from content.selectors.texts import Told
from players.rules.catalogue import ItemSpec, SkillSpec, StatusKind
from players.skill_words import status_word
from telegrambot.codec import Tap, Verb
from telegrambot.screens.base import MAX_ROWS, Button, Row, Screen, lines, packed, page_of
from telegrambot.screens.narration import called, narrate, turns_left
from telegrambot.screens.pen import Pen
from telegrambot.screens.told import aside, awaited

_LINES_TOLD = 4
MAX_TOLD_LINES = 10  # what the head leaves of a screen
_STATUSES_TOLD = 3
_CHOICE_ROWS = MAX_ROWS - 1  # the last one is for leaving


_SIGNS = {
    StatusKind.POISON: "☠️",
    StatusKind.STUN: "💫",
    StatusKind.BURN: "🔥",
    StatusKind.BLEED: "🩸",
    StatusKind.REGENERATION: "🌿",
    StatusKind.TAUNT: "📣",
    StatusKind.REFLECT: "🪞",
    StatusKind.MIGHT: "💪",
    StatusKind.WEAKNESS: "🥀",
    StatusKind.FORTITUDE: "🧱",
    StatusKind.SUNDER: "💔",
    StatusKind.HASTE: "💨",
    StatusKind.SLOW: "🐌",
    StatusKind.WARD: "🧿",
    StatusKind.EXPOSURE: "🎯",
}


def battle_screen(view: BattleView, pen: Pen, *, page: int = 1, told: Told | None = None) -> Screen:
    """`told`: the legend of the foe, as the battle begins."""
    foe, conditions, opening = view.monster, _conditions(view, pen), _first_move(view)
    if opening is not None:
        opening = aside(told, opening, pen)
    room = MAX_TOLD_LINES - len(conditions) - (opening is not None)
    title = _("%(monster)s · lv. %(level)d · turn %(turn)d") % {
        "monster": f"<b>{pen.html(foe.name)}</b>",
        "level": foe.level,
        "turn": view.state.turn,
    }
    return Screen(
        "battle",
        lines(
            f"{pen.icon('⚔️')}{title}",
            *conditions,
            "",
            opening,
            *narrate(view, pen, last=min(_LINES_TOLD, room)),
        ),
        _choices(view, pen, page),
        awaited(told, Tap(Verb.ROUND, str(page) if page > 1 else "")),
    )


def _first_move(view: BattleView) -> str | None:
    """Who began, while it is news."""
    if view.state.turn > 1:
        return None
    return _("The first move is yours.") if view.state.order[0] == view.player_id else _("The enemy moves first.")


def _conditions(view: BattleView, pen: Pen) -> list[str]:
    """Each fighter on a line, so that the bars can be compared; in words there are none."""
    foes = (_condition(_foe(view, enemy, pen), enemy, pen) for enemy in view.enemies if _is_shown(enemy))
    friends = (_condition(_name(view, ally, pen), ally, pen) for ally in view.allies if _is_shown(ally))
    told = [*foes, _own_condition(view.fighter, pen), *friends]
    return [". ".join(told)] if pen.plain else told


def _is_shown(fighter: Fighter) -> bool:
    """The summoned are forgotten when they fall."""
    return fighter.summoner_id is None or fighter.stands


def _foe(view: BattleView, enemy: Fighter, pen: Pen) -> str:
    """An enemy's name, marked while it is the one in aim."""
    name = _name(view, enemy, pen)
    if view.aim is None or enemy.id != view.aim.id:
        return name
    return _("%(monster)s (in aim)") % {"monster": name} if pen.plain else f"🎯 {name}"


def _name(view: BattleView, fighter: Fighter, pen: Pen) -> str:
    return pen.html(called(view, fighter, pen))


def _condition(name: str, fighter: Fighter, pen: Pen) -> str:
    facts = (pen.hp(fighter.hp, fighter.max_hp), *_afflictions(fighter, pen))
    return f"{name}: {', '.join(facts)}" if pen.plain else "  ".join((name, *facts))


def _own_condition(fighter: Fighter, pen: Pen) -> str:
    energy = pen.energy(fighter.energy, fighter.max_energy)
    return (", " if pen.plain else "  ").join((_condition(_("You"), fighter, pen), energy))


def _afflictions(fighter: Fighter, pen: Pen) -> list[str]:
    shown = [
        f"{pen.icon(_SIGNS[status.kind])}{status_word(status.kind)}, {turns_left(status.turns)}"
        for status in fighter.statuses[:_STATUSES_TOLD]
    ]
    if more := len(fighter.statuses) - len(shown):
        shown.append(f"+{more}")
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
    leaving = (*(_button(view, preview, pen) for preview in flights), *_other_aim(view, pen))
    if len(rows) <= _CHOICE_ROWS:
        return (*rows, leaving) if leaving else rows
    shown = page_of(rows, page, _CHOICE_ROWS)
    label = _("More %(page)d/%(pages)d →") % {"page": shown.number, "pages": shown.pages}
    following = shown.number % shown.pages + 1
    return (*shown.items, (*leaving, Button(label, Tap(Verb.ROUND, str(following)))))


def _other_aim(view: BattleView, pen: Pen) -> tuple[Button, ...]:
    """Aims at the next one of several enemies. Where none is aimed at anybody, there is nothing to change."""
    aim = view.aim
    aims = any(isinstance(each.action, UseSkill) and each.action.target_id is not None for each in view.previews)
    if aim is None or not aims:
        return ()
    open_to = view.state.open_to(view.fighter)
    following = open_to[(open_to.index(aim) + 1) % len(open_to)]
    label = _("Aim at: %(monster)s") % {"monster": called(view, following, pen)}
    return (_stamped(view, pen.icon("🎯") + label, Verb.TARGET, str(-following.id)),)


def _button(view: BattleView, preview: ActionPreview, pen: Pen) -> Button:
    action = preview.action
    if isinstance(action, UseSkill):
        return _stamped(view, _skill_label(view, preview, action.skill, pen), Verb.SKILL, action.skill)
    if isinstance(action, UsePotion):
        return _stamped(view, _potion_label(view, preview, action.item, pen), Verb.POTION, action.item)
    if isinstance(action, Flee):
        label = pen.icon("🏃") + _("Flee %(percent)d%%") % {"percent": preview.percent}
        return _stamped(view, label, Verb.FLEE)
    return _strike_button(view, preview, action, pen)


def _strike_button(view: BattleView, preview: ActionPreview, action: Attack, pen: Pen) -> Button:
    """With several enemies to choose from there is a button for each, with its name."""
    label = _("Strike ~%(damage)d") % {"damage": preview.damage}
    target = view.state.find(action.target_id)
    if target is None or sum(isinstance(other.action, Attack) for other in view.previews) < 2:
        return _stamped(view, pen.icon("🗡") + label, Verb.ATTACK)
    label = f"{called(view, target, pen)} ~{preview.damage}"
    return _stamped(view, pen.icon("🗡") + label, Verb.ATTACK, str(-target.id))


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
