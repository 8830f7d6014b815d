"""Achievements, page by page, and the card of one."""

from __future__ import annotations

from django.utils.translation import gettext as _

from content.rules.catalogue import Catalogue
from players.selectors.quests import AchievementsView, AchievementView
from players.services.quests import AchievementClaimed
from telegrambot.codec import Tap, Verb
from telegrambot.screens.base import Button, Row, Screen, grid, lines, page_of
from telegrambot.screens.location import back_here
from telegrambot.screens.pen import Pen
from telegrambot.screens.quests import gains, objective_words, reward_words
from telegrambot.screens.turner import turner

ACHIEVEMENTS_A_PAGE = 6
RIDDLE = "???"


def achievements_screen(view: AchievementsView, pen: Pen, *, page: int = 1) -> Screen:
    """Those whose reward waits come first."""
    ordered = sorted(view.achievements, key=lambda each: not each.claimable)
    shown = page_of(ordered, page, ACHIEVEMENTS_A_PAGE)
    unlocked = sum(each.unlocked_at is not None for each in view.achievements)
    numbers = {"n": unlocked, "all": len(view.achievements), "points": view.points, "most": view.most_points}
    known = [each for each in shown.items if not each.is_riddle]
    return Screen(
        "feats",
        lines(
            pen.icon("🏆") + _("<b>Achievements</b>"),
            _("Unlocked %(n)d of %(all)d · points %(points)d of %(most)d") % numbers,
            "",
            *(_line(each, pen) for each in shown.items),
        ),
        (
            *grid(Button(_label(each, pen), _to_card(each)) for each in known),
            (back_here(), *turner(Verb.FEATS, shown.number, shown.pages, both=True)),
        ),
    )


def _to_card(view: AchievementView) -> Tap:
    return Tap(Verb.FEAT, view.spec.key)


def _line(view: AchievementView, pen: Pen) -> str:
    if view.is_riddle:
        return pen.icon("❔") + _("%(riddle)s · hidden") % {"riddle": RIDDLE}
    line = f"{pen.icon(view.spec.icon)}{pen.html(view.spec.name)} · {_state(view)}"
    return pen.listed(line, _to_card(view))


def _state(view: AchievementView) -> str:
    if view.claimable:
        return _("unlocked, the reward waits")
    if view.unlocked_at is not None:
        return _("unlocked")
    return _("%(done)d of %(amount)d") % {"done": view.done, "amount": view.spec.amount}


def _label(view: AchievementView, pen: Pen) -> str:
    sign = "🎁" if view.claimable else "✓" if view.unlocked_at is not None else ""
    return f"{pen.icon(sign)}{pen.name(view.spec.name)}"


def achievement_screen(view: AchievementsView, each: AchievementView, catalogue: Catalogue, pen: Pen) -> Screen:
    spec = each.spec
    what = objective_words(catalogue, spec, pen)
    progress = _("%(what)s: %(done)d of %(amount)d") % {"what": what, "done": each.done, "amount": spec.amount}
    reward = reward_words(catalogue, spec.xp, spec.gold, [(item.item, item.amount) for item in spec.items], pen)
    return Screen(
        "feat",
        lines(
            f"{pen.icon(spec.icon)}<b>{pen.html(spec.name)}</b> · {_state(each)}",
            pen.html(spec.description),
            "",
            progress,
            _("Points: %(points)d") % {"points": spec.points},
            _("Reward: %(reward)s") % {"reward": reward} if reward else None,
        ),
        (*_deeds(view, each), (_to_list(),)),
    )


def _deeds(view: AchievementsView, each: AchievementView) -> tuple[Row, ...]:
    if not each.claimable:
        return ()
    return ((Button(_("Take the reward"), Tap(Verb.PRIZE, each.spec.key, view.version)),),)


def _to_list() -> Button:
    return Button(_("← Achievements"), Tap(Verb.FEATS))


def rewarded_screen(claimed: AchievementClaimed, catalogue: Catalogue, pen: Pen) -> Screen:
    spec = claimed.achievement
    return Screen(
        "rewarded",
        lines(
            f"{pen.icon(spec.icon)}<b>{pen.html(spec.name)}</b>",
            pen.html(spec.description),
            "",
            *gains(catalogue, claimed.reward, pen),
        ),
        ((_to_list(), back_here()),),
    )
