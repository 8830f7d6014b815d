"""How a battle ended, and what it brought."""

from __future__ import annotations

from collections.abc import Sequence

from django.utils.translation import gettext as _

from combat.models import Battle
from combat.selectors.battles import BattleView
from content.selectors.texts import Told
from players.rules.catalogue import ItemSpec, SkillSpec
from players.selectors.characters import CharacterView, PieceView
from players.selectors.quests import QuestView
from telegrambot.codec import Tap, Verb
from telegrambot.screens.base import Button, Row, Screen, lines
from telegrambot.screens.character import experience
from telegrambot.screens.items import found_cards, found_line
from telegrambot.screens.location import can_rest, is_dangerous, vitals
from telegrambot.screens.narration import narrate
from telegrambot.screens.pen import Pen
from telegrambot.screens.quests import moved_line
from telegrambot.screens.told import about_text, awaited, told_line
from world.selectors.locations import LocationView


def result_screen(
    view: BattleView,
    place: LocationView,
    pen: Pen,
    *,
    moved: Sequence[QuestView] = (),
    found: Sequence[PieceView] = (),
    told: Told | None = None,
) -> Screen:
    """`place` is where the player is afterwards: after a defeat, in town. `moved`: quests that went on by it;
    `found`: pieces that are one of a kind among the loot, each with a way to its card; `told`: the tale of a fight
    that is worth one."""
    broken = _broken(place.character, pen)
    narrated = 2 - bool(broken or (pen.plain and moved)) - bool(found)
    return Screen(
        "result",
        lines(
            headline(view, pen, told),
            *narrate(view, pen, last=narrated),
            "",
            *gains(view, pen),
            *closely([found_line(found, pen), moved_line(moved, pen)], pen),
            "",
            *_state(place.character, broken, pen),
        ),
        (*found_cards(found, pen), *_onward(place, pen, told)),
        awaited(told, Tap(Verb.AFTER, str(view.id))),
    )


def _state(character: CharacterView, broken: list[str], pen: Pen) -> list[str]:
    return closely([vitals(character, pen), experience(character, pen), *broken], pen)


def closely(parts: Sequence[str | None], pen: Pen) -> list[str]:
    """In words there are fewer lines, as each button takes one."""
    told = [part for part in parts if part is not None]
    return [". ".join(told)] if pen.plain and told else told


def _broken(character: CharacterView, pen: Pen) -> list[str]:
    """What gives nothing any more: nobody should find out by losing."""
    slots = {slot for slot, condition in character.conditions if condition.is_broken}
    names = ", ".join(pen.html(item.name) for slot, item in character.equipment if slot in slots)
    return [_("Broken: %(items)s. Traders repair it: /repairs") % {"items": names}] if names else []


def headline(view: BattleView, pen: Pen, told: Told | None = None) -> str:
    """How it ended, with the tale that will be told of it."""
    tale = told_line(told, pen)
    return f"{_ending(view, pen)} <i>{tale}</i>" if tale else _ending(view, pen)


def _ending(view: BattleView, pen: Pen) -> str:
    name = {"monster": f"<b>{pen.html(view.monster.name)}</b>"}
    if view.outcome == Battle.Outcome.VICTORY:
        return pen.icon("🏆") + _("Victory! %(monster)s is beaten.") % name
    if view.outcome == Battle.Outcome.DEFEAT:
        return pen.icon("💀") + _("Defeat. %(monster)s was stronger this time.") % name
    if view.outcome == Battle.Outcome.FLED:
        return pen.icon("🏃") + _("Escaped. %(monster)s is left behind.") % name
    return pen.icon("⚖️") + _("A draw: %(monster)s goes its way, you go yours.") % name


def gains(view: BattleView, pen: Pen) -> list[str]:
    rewards = view.rewards
    if view.outcome == Battle.Outcome.DEFEAT:
        return [_defeat(rewards.gold_lost, pen)]
    told = []
    if rewards.xp or rewards.gold:
        told.append(_("Experience +%(xp)d, gold +%(gold)d") % {"xp": rewards.xp, "gold": rewards.gold})
    if rewards.items:
        told.append(_("Loot: %(items)s") % {"items": ", ".join(_stack(view, *item, pen) for item in rewards.items)})
    if rewards.level:
        told.append(pen.icon("⭐") + _("Level %(level)d! HP and energy are full.") % {"level": rewards.level})
    if rewards.skills:
        told.append(_("Learned: %(skills)s") % {"skills": ", ".join(skill_names(view, pen))})
    return told


def _defeat(gold_lost: int, pen: Pen) -> str:
    if gold_lost:
        return _("Kind people carried you to town. Lost on the way: %(gold)s.") % {"gold": pen.gold(gold_lost)}
    return _("Kind people carried you to town. Nothing was lost.")


def _stack(view: BattleView, key: str, amount: int, pen: Pen) -> str:
    spec = view.catalogue.find(ItemSpec, key)
    return f"{pen.icon(spec.icon)}{pen.html(spec.name)} ×{amount}" if spec else f"×{amount}"


def skill_names(view: BattleView, pen: Pen) -> list[str]:
    found = (view.catalogue.find(SkillSpec, key) for key in view.rewards.skills)
    return [pen.html(spec.name) for spec in found if spec is not None]


def _onward(place: LocationView, pen: Pen, told: Told | None) -> tuple[Row, ...]:
    again = Button(_("Look for a fight"), Tap(Verb.FIGHT, version=place.character.player.version))
    first = (again,) if is_dangerous(place) else ()
    bag = (Button(_("Bag"), Tap(Verb.BAG)), Button(_("Character"), Tap(Verb.CHARACTER)))
    rest = Button(_("Rest"), Tap(Verb.REST, version=place.character.player.version))
    first = first or ((rest,) if can_rest(place) else ())
    back = Button(f"← {pen.name(place.location.name)}", Tap(Verb.LOOK))
    last = (back, *about_text(told))
    return ((*first,), bag, last) if first else (bag, last)
