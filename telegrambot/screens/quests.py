"""The quest log, the card of a quest, and what is said when it is done."""

from __future__ import annotations

from collections.abc import Sequence

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from content.rules.catalogue import Catalogue
from content.sections import SECTIONS
from content.selectors.texts import Told
from players.rules.catalogue import ItemSpec, SkillSpec
from players.rules.quests import SUBJECTS, AchievementSpec, Fact, Objective, QuestSpec, Repeat, Step
from players.selectors.quests import QuestState, QuestView
from players.services.quests import QuestClaimed, Reward
from telegrambot.codec import Tap, Verb
from telegrambot.screens.base import Button, Row, Screen, grid, lines, packed, page_of
from telegrambot.screens.location import back_here
from telegrambot.screens.pen import Pen
from telegrambot.screens.told import about_text, awaited, told_beside
from telegrambot.screens.turner import turner
from world.rules.catalogue import LocationSpec
from world.selectors.quests import QuestBoard

QUESTS_A_PAGE = 6
_STEPS_TOLD = 4
_PLACES_TOLD = 3
_MOVED_TOLD = 2
_TOLD = 280  # characters of what is told beside the description
_SIGNS = {
    QuestState.READY: "🎁",
    QuestState.ACTIVE: "▸",
    QuestState.AVAILABLE: "❗",
    QuestState.DONE: "✓",
    QuestState.LOCKED: "🔒",
}


def quests_screen(board: QuestBoard, pen: Pen, *, page: int = 1) -> Screen:
    """First what waits for the player, then what goes on, what may begin here, what is done."""
    log = board.log
    active, done = log.of(QuestState.READY, QuestState.ACTIVE), log.of(QuestState.DONE)
    shown = page_of((*active, *board.here(), *done), page, QUESTS_A_PAGE)
    told = [pen.listed(_line(view, pen), _to_card(view.spec)) for view in shown.items]
    numbers = {"active": len(active), "here": len(board.here()), "done": len(done)}
    return Screen(
        "quests",
        lines(
            pen.icon("📜") + _("<b>Quests</b>"),
            _("In progress %(active)d · new here %(here)d · done %(done)d") % numbers,
            "",
            *(told or [_("Nothing yet. Those who need help sit in taverns and stand at markets.")]),
            "",
            _elsewhere(board, pen),
        ),
        (
            *grid(Button(_label(view, pen), _to_card(view.spec)) for view in shown.items),
            (back_here(), *turner(Verb.QUESTS, shown.number, shown.pages)),
        ),
    )


def _to_card(spec: QuestSpec) -> Tap:
    return Tap(Verb.QUEST, spec.key)


def _to_log() -> Button:
    return Button(_("← Quests"), Tap(Verb.QUESTS))


def _label(view: QuestView, pen: Pen) -> str:
    return f"{pen.icon(_SIGNS[view.state])}{pen.name(view.spec.name)}"


def _line(view: QuestView, pen: Pen) -> str:
    return f"{pen.icon(view.spec.icon)}{pen.html(view.spec.name)} · {_state(view)}"


def _state(view: QuestView) -> str:
    if view.state is QuestState.READY:
        return _("done, the reward waits")
    if view.state is QuestState.ACTIVE:
        return _progress(view.steps)
    if view.state is QuestState.AVAILABLE:
        return _("new")
    return _done_words(view.spec.repeat) if view.state is QuestState.DONE else _("not yet")


def _done_words(repeat: Repeat) -> str:
    words = {Repeat.ONCE: _("done"), Repeat.DAILY: _("done for today"), Repeat.WEEKLY: _("done for this week")}
    return words[repeat]


def _progress(steps: Sequence[Step]) -> str:
    """Of one objective, how far it is; of several, how many of them are done."""
    done, amount = sum(step.is_done for step in steps), len(steps)
    if amount == 1:
        done, amount = steps[0].done, steps[0].objective.amount
    return _("%(done)d of %(amount)d") % {"done": done, "amount": amount}


def _elsewhere(board: QuestBoard, pen: Pen) -> str | None:
    names = [pen.html(place.name) for place in board.elsewhere()]
    if not names:
        return None
    return _("More quests are waiting: %(places)s.") % {"places": ", ".join(names[:_PLACES_TOLD])}


def quest_screen(board: QuestBoard, view: QuestView, pen: Pen, *, told: Told | None = None) -> Screen:
    """Everything about one quest, and what can be done about it now. `told`: what it means to who gives it."""
    spec = view.spec
    steps = [f"{_mark(step, pen)}{step_words(board.catalogue, step, pen)}" for step in view.steps[:_STEPS_TOLD]]
    return Screen(
        "quest",
        lines(
            f"{pen.icon(spec.icon)}<b>{pen.html(spec.name)}</b> · {_state(view)}{_often(spec)}",
            told_beside(told, pen.name(spec.description), pen, longest=_TOLD),
            "",
            *steps,
            "",
            _reward_line(board.catalogue, spec, pen),
            _condition(board, view, pen),
        ),
        _quest_rows(board, view, told),
        awaited(told, _to_card(spec)),
    )


def _quest_rows(board: QuestBoard, view: QuestView, told: Told | None) -> tuple[Row, ...]:
    """Whoever has just accepted wants to set out; giving up stands last."""
    if view.state is QuestState.ACTIVE:
        give_up = Button(_("Give up"), Tap(Verb.GIVEUP, view.spec.key))
        return ((_to_log(), back_here(), give_up), *packed(about_text(told)))
    return (*_deeds(board, view), (_to_log(), *about_text(told)))


def _often(spec: QuestSpec) -> str:
    words = {Repeat.ONCE: "", Repeat.DAILY: _("every day"), Repeat.WEEKLY: _("every week")}[spec.repeat]
    return f" · {words}" if words else ""


def _mark(step: Step, pen: Pen) -> str:
    return pen.icon("✅" if step.is_done else "▫️")


def step_words(catalogue: Catalogue, step: Step, pen: Pen) -> str:
    """Like "Beat “Lean Wolf”: 3 of 5"."""
    what = objective_words(catalogue, step.objective, pen)
    return _("%(what)s: %(done)d of %(amount)d") % {"what": what, "done": step.done, "amount": step.objective.amount}


def objective_words(catalogue: Catalogue, objective: Objective | AchievementSpec, pen: Pen) -> str:
    """What is to be done, as HTML; how often is told beside it."""
    if objective.subject is None:
        return _anything(objective.fact)
    patterns = {
        Fact.MONSTER_DEFEATED: _("Beat “%(name)s”"),
        Fact.LOCATION_VISITED: _("Go to “%(name)s”"),
        Fact.RESTED: _("Rest at “%(name)s”"),
        Fact.ITEM_GAINED: _("Find “%(name)s”"),
        Fact.ITEM_BOUGHT: _("Buy “%(name)s”"),
        Fact.ITEM_SOLD: _("Sell “%(name)s”"),
        Fact.ITEM_USED: _("Use “%(name)s”"),
        Fact.ITEM_WORN: _("Put on “%(name)s”"),
        Fact.ITEM_BROUGHT: _("Bring and hand over “%(name)s”"),
        Fact.ITEM_CRAFTED: _("Make “%(name)s”"),
        Fact.NODE_GATHERED: _("Gather at “%(name)s”"),
        Fact.ACTIVITY_FINISHED: _("Do to the end: “%(name)s”"),
        Fact.PROFESSION_LEVEL: _("Reach the level in “%(name)s”"),
        Fact.DUNGEON_FINISHED: _("Get through “%(name)s”"),
        Fact.WORLD_BOSS_FELLED: _("Help to fell “%(name)s”"),
        Fact.QUEST_FINISHED: _("Finish “%(name)s”"),
    }
    spec = catalogue.find(SECTIONS[SUBJECTS[objective.fact]].spec, objective.subject)
    return patterns[objective.fact] % {"name": pen.html(spec.name) if spec is not None else "…"}


def _anything(fact: Fact) -> str:
    words = {
        Fact.MONSTER_DEFEATED: _("Beat any monsters"),
        Fact.BOSS_DEFEATED: _("Beat bosses"),
        Fact.BATTLE_WON: _("Win fights"),
        Fact.BATTLE_LOST: _("Lose fights"),
        Fact.BATTLE_FLED: _("Run from fights"),
        Fact.LOCATION_VISITED: _("Walk from place to place"),
        Fact.RESTED: _("Take a rest"),
        Fact.ITEM_GAINED: _("Find anything"),
        Fact.ITEM_BOUGHT: _("Buy anything"),
        Fact.ITEM_SOLD: _("Sell anything"),
        Fact.ITEM_USED: _("Eat or drink something"),
        Fact.ITEM_WORN: _("Put something on"),
        Fact.GOLD_EARNED: _("Earn gold"),
        Fact.GOLD_SPENT: _("Spend gold"),
        Fact.LEVEL_REACHED: _("Reach the level"),
        Fact.ITEM_CRAFTED: _("Make anything"),
        Fact.NODE_GATHERED: _("Gather herbs, ore, wood or fish"),
        Fact.ACTIVITY_FINISHED: _("See any work through"),
        Fact.PROFESSION_LEVEL: _("Reach the level in any trade"),
        Fact.DUNGEON_FINISHED: _("Get through dungeons"),
        Fact.WORLD_BOSS_FELLED: _("Help to fell world bosses"),
        Fact.QUEST_FINISHED: _("Finish quests"),
        Fact.MONSTERS_KNOWN: _("Beat monsters of different kinds"),
        Fact.LOCATIONS_KNOWN: _("See different places"),
        Fact.ITEMS_KNOWN: _("Find different things"),
        Fact.TEXTS_EXPLORED: _("Be the first to see what nobody has described"),
        Fact.ITEM_BROUGHT: _("Bring something"),
    }
    return words[fact]


def _reward_line(catalogue: Catalogue, spec: QuestSpec | AchievementSpec, pen: Pen) -> str | None:
    told = reward_words(catalogue, spec.xp, spec.gold, [(item.item, item.amount) for item in spec.items], pen)
    return _("Reward: %(reward)s") % {"reward": told} if told else None


def reward_words(catalogue: Catalogue, xp: int, gold: int, items: Sequence[tuple[str, int]], pen: Pen) -> str:
    """Like "experience 30, 🪙 15, Herb Tonic ×2"; empty for nothing."""
    told = [_("experience %(xp)d") % {"xp": xp}] if xp else []
    told += [pen.gold(gold)] if gold else []
    named = ((catalogue.find(ItemSpec, key), amount) for key, amount in items)
    told += [f"{pen.icon(item.icon)}{pen.html(item.name)} ×{amount}" for item, amount in named if item is not None]
    return ", ".join(told)


def _condition(board: QuestBoard, view: QuestView, pen: Pen) -> str | None:
    """Why it cannot be accepted here and now."""
    spec = view.spec
    if view.state is QuestState.LOCKED and view.first:
        first = board.catalogue.find(QuestSpec, view.first[0])
        name = pen.html(first.name) if first is not None else "…"
        return _("First comes “%(quest)s”.") % {"quest": name}
    if view.state is QuestState.LOCKED:
        return _("From level %(level)d on.") % {"level": spec.min_level}
    place = board.catalogue.find(LocationSpec, spec.giver)
    if view.state is QuestState.AVAILABLE and not board.is_here(spec) and place is not None:
        return _("Where it is given: %(place)s.") % {"place": pen.html(place.name)}
    return None


def _deeds(board: QuestBoard, view: QuestView) -> tuple[Row, ...]:
    key, version = view.spec.key, board.log.version
    if view.state is QuestState.READY:
        return ((Button(_("Take the reward"), Tap(Verb.CLAIM, key, version)),),)
    if view.state is QuestState.AVAILABLE and board.is_here(view.spec):
        return ((Button(_("Accept"), Tap(Verb.ACCEPT, key, version)),),)
    return ()


def giving_up_screen(board: QuestBoard, view: QuestView, pen: Pen) -> Screen:
    """Asked once more, because what was done is lost."""
    yes = Button(_("Yes, give up"), Tap(Verb.ABANDON, view.spec.key, board.log.version))
    return Screen(
        "giveup",
        lines(
            _("Give up “%(quest)s”?") % {"quest": pen.html(view.spec.name)},
            _("What is done for it will be forgotten. It can be accepted anew."),
        ),
        ((yes,), (Button(_("← No, go on with it"), _to_card(view.spec)),)),
    )


def claimed_screen(claimed: QuestClaimed, board: QuestBoard, pen: Pen) -> Screen:
    """The thanks, what was given, and what may be done next."""
    spec = claimed.quest
    opened = [view for view in board.here() if any(first.quest == spec.key for first in view.spec.prerequisites)]
    further = (Button(f"{pen.icon('❗')}{pen.name(view.spec.name)}", _to_card(view.spec)) for view in opened[:2])
    return Screen(
        "claimed",
        lines(
            pen.icon("🎉") + _("<b>%(quest)s</b>: done!") % {"quest": pen.html(spec.name)},
            pen.html(spec.thanks),
            "",
            *gains(board.catalogue, claimed.reward, pen),
        ),
        (*grid(further, columns=1), (_to_log(), back_here())),
    )


def gains(catalogue: Catalogue, reward: Reward, pen: Pen) -> list[str]:
    """What was given, line by line, with the level and the skills it brought."""
    got = reward_words(catalogue, reward.xp, reward.gold, reward.items, pen)
    told = [_("You get: %(reward)s") % {"reward": got}] if got else []
    if reward.level:
        told.append(pen.icon("⭐") + _("Level %(level)d! HP and energy are full.") % {"level": reward.level})
    skills = [spec for spec in (catalogue.find(SkillSpec, key) for key in reward.skills) if spec is not None]
    if skills:
        told.append(_("Learned: %(skills)s") % {"skills": ", ".join(pen.html(spec.name) for spec in skills)})
    return told


def moved_line(moved: Sequence[QuestView], pen: Pen) -> str | None:
    """After a fight: the quests that went on by it."""
    if not moved:
        return None
    told = [f"{pen.html(view.spec.name)} · {_state(view)}" for view in moved[:_MOVED_TOLD]]
    more = len(moved) - len(told)
    if more:
        told.append(ngettext("and %(n)d more", "and %(n)d more", more) % {"n": more})
    return pen.icon("📜") + "; ".join(told)
