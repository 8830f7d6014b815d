"""A battle told turn by turn: events in words, and the HP after each turn.

HP of a turn are not stored. Every event says by how much HP really changed, so they are counted back from the
state in which the battle stands.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, fields
from datetime import datetime
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as __

from combat.models import Battle, BattleTurn
from combat.rules import events as happened
from combat.rules.state import Fighter, FighterKind
from combat.state.battles import battle_state, turn_events
from content.admin.names import key_title, spec_title, value_word
from content.rules.catalogue import Catalogue
from players.rules.catalogue import ClassSpec, ItemSpec
from world.rules.catalogue import MonsterSpec


@dataclass(frozen=True, slots=True)
class Standing:
    """A fighter after a turn."""

    name: str
    hp: int
    max_hp: int
    tone: str

    @property
    def percent(self) -> int:
        return max(0, min(100, self.hp * 100 // self.max_hp)) if self.max_hp else 0


@dataclass(frozen=True, slots=True)
class TurnTold:
    number: int
    at: datetime
    chosen: str
    lines: tuple[str, ...]
    standing: tuple[Standing, ...]


@dataclass(frozen=True, slots=True)
class Names:
    """What the fighters of one battle are called, and the release that knows the rest."""

    fighters: dict[int, str]
    catalogue: Catalogue

    def who(self, fighter_id: int) -> str:
        return self.fighters.get(fighter_id, str(fighter_id))

    def skill(self, key: str | None) -> str:
        return _("blow") if key is None else key_title("skills", key, self.catalogue)


def names_of(battle: Battle, catalogue: Catalogue, players: dict[int, str]) -> Names:
    """Players by their names, monsters by those of the battle's release."""
    fighters = {}
    for fighter in battle_state(battle).fighters:
        spec: Any = catalogue.find(MonsterSpec if fighter.kind is FighterKind.MONSTER else ClassSpec, fighter.key)
        title = fighter.key if spec is None else spec_title(spec, fighter.key)
        fighters[fighter.id] = players.get(fighter.id, title) if fighter.kind is FighterKind.CHARACTER else title
    return Names(fighters, catalogue)


def battle_told(battle: Battle, turns: Sequence[BattleTurn], names: Names) -> list[TurnTold]:
    """Every turn, oldest first."""
    state = battle_state(battle)
    hp = {fighter.id: fighter.hp for fighter in state.fighters}
    told = []
    for turn in reversed(turns):
        events = turn_events(turn)
        told.append(
            TurnTold(
                number=turn.number,
                at=turn.created_at,
                chosen=action_words(turn.action, names),
                lines=tuple(filter(None, (event_words(event, names) for event in events))),
                standing=tuple(_standing(fighter, hp[fighter.id], names) for fighter in state.fighters),
            )
        )
        for event in events:
            fighter_id, amount = hp_change(event)
            if fighter_id in hp:
                hp[fighter_id] -= amount
    return told[::-1]


def _standing(fighter: Fighter, hp: int, names: Names) -> Standing:
    tone = "bad" if fighter.kind is FighterKind.MONSTER else "good"
    return Standing(names.who(fighter.id), hp, fighter.max_hp, tone)


def hp_change(event: happened.BattleEvent) -> tuple[int, int]:
    """Whose HP an event changed, and by how much; (0, 0) for none."""
    match event:
        case happened.Hit() | happened.StatusTicked() | happened.Reflected():
            return event.target_id, -event.amount
        case happened.Healed() | happened.Regenerated():
            return event.target_id, event.amount
        case happened.Drained():
            return event.actor_id, event.amount
        case happened.PotionUsed():
            return event.actor_id, event.healed
        case _:
            return 0, 0


def action_words(action: dict[str, Any], names: Names) -> str:
    """What the player chose in this turn."""
    match action.get("kind"):
        case "attack":
            return _("attacks")
        case "skill":
            return _("uses %(skill)s") % {"skill": names.skill(action.get("skill"))}
        case "potion":
            return _("drinks %(item)s") % {"item": key_title("items", str(action.get("item")), names.catalogue)}
        case "flee":
            return _("tries to flee")
        case "expire":
            return _("left the battle alone for too long")
        case _:
            return _("the battle begins")


def event_words(event: happened.BattleEvent, names: Names) -> str:
    """One event as a line."""
    teller = TELLERS.get(type(event))
    return teller(event, names) if teller else str(LINES[type(event)]) % _values(event, names)


def _values(event: Any, names: Names) -> dict[str, Any]:
    """The numbers of an event, and whom it is about."""
    values = {field.name: getattr(event, field.name) for field in fields(event)}
    who, target = values.get("actor_id"), values.get("target_id")
    return values | {"who": who and names.who(who), "target": target and names.who(target)}


def _skill_used(event: happened.SkillUsed, names: Names) -> str:
    return _("%(who)s: %(skill)s") % {"who": names.who(event.actor_id), "skill": names.skill(event.skill)}


def _drained(event: happened.Drained, names: Names) -> str:
    return str(LINES[happened.Healed]) % {"target": names.who(event.actor_id), "amount": event.amount}


def _hit(event: happened.Hit, names: Names) -> str:
    values = {"who": names.who(event.actor_id), "target": names.who(event.target_id), "amount": event.amount}
    line = _("%(who)s hits %(target)s: −%(amount)s HP") % values
    notes = [value_word(event.damage_type.value)]
    if event.crit:
        notes.append(_("critical"))
    if event.absorbed:
        notes.append(_("the shield takes %(absorbed)s") % {"absorbed": event.absorbed})
    return f"{line} ({', '.join(notes)})"


def _status(event: Any, names: Names) -> str:
    values = _values(event, names) | {"status": value_word(event.status.value)}
    return str(STATUS_LINES[type(event)]) % values


def _cleansed(event: happened.Cleansed, names: Names) -> str:
    shed = ", ".join(value_word(status.value) for status in event.statuses)
    return _("%(target)s is rid of: %(statuses)s") % {"target": names.who(event.target_id), "statuses": shed or "—"}


def _summoned(event: happened.Summoned, names: Names) -> str:
    values = {"who": names.who(event.actor_id), "monster": key_title("monsters", event.monster, names.catalogue)}
    if event.fighter_id is None:
        return _("%(who)s calls %(monster)s, and nobody comes") % values
    return _("%(who)s calls %(monster)s") % values


def _potion(event: happened.PotionUsed, names: Names) -> str:
    spec = names.catalogue.find(ItemSpec, event.item)
    item = event.item if spec is None else spec_title(spec, event.item)
    gains = [f"+{event.healed} HP"] if event.healed else []
    if event.energized:
        gains.append(_("+%(amount)s energy") % {"amount": event.energized})
    return f"{names.who(event.actor_id)}: {item} ({', '.join(gains) or '—'})"


LINES: dict[type, Promise] = {
    happened.Dodged: __("%(target)s dodges"),
    happened.Healed: __("%(target)s: +%(amount)s HP"),
    happened.Regenerated: __("%(target)s: +%(amount)s HP"),
    happened.Shielded: __("%(target)s: a shield of %(shield)s"),
    happened.Reflected: __("%(who)s gives back to %(target)s: −%(amount)s HP"),
    happened.Stunned: __("%(target)s loses the turn"),
    happened.FleeFailed: __("%(who)s could not get away"),
    happened.Fled: __("%(who)s got away"),
    happened.Fell: __("%(target)s falls"),
    happened.BattleEnded: __("The battle is over."),
}
STATUS_LINES: dict[type, Promise] = {
    happened.StatusApplied: __("%(target)s: %(status)s for %(turns)s turns"),
    happened.StatusResisted: __("%(target)s: %(status)s does not take hold"),
    happened.StatusTicked: __("%(target)s: %(status)s, −%(amount)s HP"),
    happened.StatusEnded: __("%(target)s: %(status)s wears off"),
}
# What a pattern alone does not tell.
TELLERS: dict[type, Callable[[Any, Names], str]] = {
    happened.SkillUsed: _skill_used,
    happened.Hit: _hit,
    happened.Drained: _drained,
    happened.Cleansed: _cleansed,
    happened.Summoned: _summoned,
    happened.PotionUsed: _potion,
    **dict.fromkeys(STATUS_LINES, _status),
}
