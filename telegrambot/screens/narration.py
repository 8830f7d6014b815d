"""Battle events as short lines: who, with what, and every number that changed."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from combat.rules import events as happened
from combat.rules.events import BattleEvent
from combat.rules.state import Fighter
from combat.selectors.battles import BattleView
from players.rules.catalogue import ItemSpec, SkillSpec, StatusKind
from players.skill_words import status_word
from telegrambot.screens.pen import Pen
from world.rules.catalogue import MonsterSpec

_ATTACK = ""


def called(view: BattleView, fighter: Fighter, pen: Pen) -> str:
    """A monster's name; with a number where there are more of its kind on its side."""
    spec = view.catalogue.find(MonsterSpec, fighter.key) or view.monster
    kin = [each.id for each in view.state.fighters if (each.side, each.key) == (fighter.side, fighter.key)]
    return f"{pen.name(spec.name)} {kin.index(fighter.id) + 1}" if len(kin) > 1 else pen.name(spec.name)


@dataclass(slots=True)
class Line:
    """One line in the making. Events that belong to the same deed add details to it."""

    actor_id: int
    deed: str | None  # a skill's key, "" for a plain attack; None for what is no deed
    head: str
    details: list[str] = field(default_factory=list)

    def told(self) -> str:
        return f"› {self.head}: {', '.join(self.details)}" if self.details else f"› {self.head}"


class Teller:
    """Names of fighters, skills and items in the battle's own release, for one player."""

    def __init__(self, view: BattleView, pen: Pen) -> None:
        self.view = view
        self.pen = pen
        self.lines: list[Line] = []

    def who(self, fighter_id: int) -> str:
        if fighter_id == self.view.player_id:
            return _("You")
        fighter = self.view.state.find(fighter_id)
        return self.pen.html(called(self.view, fighter, self.pen)) if fighter else _("Somebody")

    def on(self, target_id: int, actor_id: int, text: str) -> str:
        """What befalls somebody, with a name where it could be another of that side. The player goes without."""
        target = self.view.state.find(target_id)
        if target is None or target_id in (actor_id, self.view.player_id):
            return text
        side = [fighter for fighter in self.view.state.fighters if fighter.side == target.side]
        return f"{self.who(target_id)} — {text}" if len(side) > 1 else text

    def skill(self, key: str) -> str:
        spec = self.view.catalogue.find(SkillSpec, key)
        return self.pen.html(spec.name) if spec else _("a blow")

    def item(self, key: str) -> str:
        spec = self.view.catalogue.find(ItemSpec, key)
        return self.pen.html(spec.name) if spec else _("a potion")

    def deed(self, actor_id: int, skill: str | None) -> Line:
        """The line of this deed: the last one when it is still about it."""
        key = skill or _ATTACK
        if self.lines and (self.lines[-1].actor_id, self.lines[-1].deed) == (actor_id, key):
            return self.lines[-1]
        return self.line(actor_id, key, self.head(actor_id, self.skill(skill)) if skill else self.blow(actor_id))

    def head(self, actor_id: int, what: str) -> str:
        """How a line begins: the player's own deeds go without a name."""
        return what if actor_id == self.view.player_id else f"{self.who(actor_id)}, {what}"

    def blow(self, actor_id: int) -> str:
        if actor_id == self.view.player_id:
            return _("Your blow")
        return _("%(monster)s strikes") % {"monster": self.who(actor_id)}

    def line(self, actor_id: int, deed: str | None, head: str) -> Line:
        self.lines.append(Line(actor_id, deed, head))
        return self.lines[-1]

    def note(self, actor_id: int, text: str) -> None:
        self.line(actor_id, None, f"{self.who(actor_id)}: {text}")


def narrate(view: BattleView, pen: Pen, *, last: int) -> list[str]:
    """The last few lines of what happened since the player's last action."""
    teller = Teller(view, pen)
    for event in view.events:
        tell = _TELL.get(type(event))
        if tell is not None:
            tell(teller, event)
    return [line.told() for line in teller.lines[max(0, len(teller.lines) - last) :]]


def turns_left(turns: int) -> str:
    return ngettext("%(n)d more turn", "%(n)d more turns", turns) % {"n": turns}


def gold_word() -> str:
    return _("Gold")


def damage(amount: int) -> str:
    return ngettext("%(n)d damage", "%(n)d damage", amount) % {"n": amount}


def _skill_used(teller: Teller, event: happened.SkillUsed) -> None:
    teller.line(event.actor_id, event.skill, teller.head(event.actor_id, teller.skill(event.skill)))


def _hit(teller: Teller, event: happened.Hit) -> None:
    text = damage(event.amount)
    if event.crit:
        text += " " + _("(critical)")
    details = teller.deed(event.actor_id, event.skill).details
    details.append(teller.on(event.target_id, event.actor_id, text))
    if event.absorbed:
        details.append(_("the shield took %(n)d") % {"n": event.absorbed})


def _dodged(teller: Teller, event: happened.Dodged) -> None:
    teller.deed(event.actor_id, event.skill).details.append(teller.on(event.target_id, event.actor_id, _("missed")))


def _healed(teller: Teller, event: happened.Healed) -> None:
    text = teller.on(event.target_id, event.actor_id, _("HP +%(n)d") % {"n": event.amount})
    teller.deed(event.actor_id, event.skill).details.append(text)


def _shielded(teller: Teller, event: happened.Shielded) -> None:
    text = teller.on(event.target_id, event.actor_id, _("shield %(n)d") % {"n": event.shield})
    teller.deed(event.actor_id, event.skill).details.append(text)


def _status_applied(teller: Teller, event: happened.StatusApplied) -> None:
    text = f"{status_word(event.status)}, {turns_left(event.turns)}"
    teller.deed(event.actor_id, event.skill).details.append(teller.on(event.target_id, event.actor_id, text))


def _status_resisted(teller: Teller, event: happened.StatusResisted) -> None:
    text = _("%(status)s did not take hold") % {"status": status_word(event.status)}
    teller.deed(event.actor_id, event.skill).details.append(teller.on(event.target_id, event.actor_id, text))


def _status_ticked(teller: Teller, event: happened.StatusTicked) -> None:
    teller.note(event.target_id, f"{status_word(event.status)}, {damage(event.amount)}")


def _regenerated(teller: Teller, event: happened.Regenerated) -> None:
    if event.amount:
        teller.note(event.target_id, f"{status_word(event.status)}, " + _("HP +%(n)d") % {"n": event.amount})


def _drained(teller: Teller, event: happened.Drained) -> None:
    teller.deed(event.actor_id, event.skill).details.append(_("HP +%(n)d") % {"n": event.amount})


def _reflected(teller: Teller, event: happened.Reflected) -> None:
    teller.note(event.actor_id, _("%(damage)s in return") % {"damage": damage(event.amount)})


def _cleansed(teller: Teller, event: happened.Cleansed) -> None:
    shed = ", ".join(status_word(status) for status in event.statuses)
    text = _("gone: %(statuses)s") % {"statuses": shed} if shed else _("nothing to take off")
    teller.deed(event.actor_id, event.skill).details.append(text)


def _summoned(teller: Teller, event: happened.Summoned) -> None:
    monster = teller.view.catalogue.find(MonsterSpec, event.monster)
    name = teller.pen.html(monster.name) if monster else _("Somebody")
    text = _("nobody comes") if event.fighter_id is None else _("%(monster)s comes") % {"monster": name}
    teller.deed(event.actor_id, event.skill).details.append(text)


def _status_ended(teller: Teller, event: happened.StatusEnded) -> None:
    """A stun tells of itself by the turn that is lost."""
    if event.status is not StatusKind.STUN:
        teller.note(event.target_id, _("%(status)s is over") % {"status": status_word(event.status)})


def _stunned(teller: Teller, event: happened.Stunned) -> None:
    teller.note(event.target_id, _("stunned, the turn is lost"))


def _potion_used(teller: Teller, event: happened.PotionUsed) -> None:
    line = teller.line(event.actor_id, None, teller.head(event.actor_id, teller.item(event.item)))
    if event.healed:
        line.details.append(_("HP +%(n)d") % {"n": event.healed})
    if event.energized:
        line.details.append(_("energy +%(n)d") % {"n": event.energized})


def _flee_failed(teller: Teller, event: happened.FleeFailed) -> None:
    teller.note(event.actor_id, _("no way to escape this time"))


def _fled(teller: Teller, event: happened.Fled) -> None:
    if not teller.view.state.is_over:  # the headline of the result says it
        teller.note(event.actor_id, _("away safely"))


def _fell(teller: Teller, event: happened.Fell) -> None:
    if not teller.view.state.is_over:  # the headline of the result says it
        teller.note(event.target_id, _("no HP left"))


_TELL: dict[type[BattleEvent], Callable[[Teller, Any], None]] = {
    happened.SkillUsed: _skill_used,
    happened.Hit: _hit,
    happened.Dodged: _dodged,
    happened.Healed: _healed,
    happened.Shielded: _shielded,
    happened.StatusApplied: _status_applied,
    happened.StatusResisted: _status_resisted,
    happened.StatusTicked: _status_ticked,
    happened.Regenerated: _regenerated,
    happened.Drained: _drained,
    happened.Reflected: _reflected,
    happened.Cleansed: _cleansed,
    happened.Summoned: _summoned,
    happened.StatusEnded: _status_ended,
    happened.Stunned: _stunned,
    happened.PotionUsed: _potion_used,
    happened.FleeFailed: _flee_failed,
    happened.Fled: _fled,
    happened.Fell: _fell,
}
