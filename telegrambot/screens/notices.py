"""New messages: only for what is worth keeping, or for what went wrong."""

from __future__ import annotations

from collections.abc import Sequence

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from players.models import NoticeKind
from players.rules.catalogue import ItemSpec, SkillSpec
from players.rules.quests import AchievementSpec, QuestSpec
from telegrambot.codec import Tap, Verb
from telegrambot.screens.base import Button, Row, Screen, lines
from telegrambot.screens.pen import Pen


def notice_names() -> dict[NoticeKind, str]:
    """What each kind of notification tells of."""
    return {
        NoticeKind.LEVEL: _("new levels"),
        NoticeKind.FIND: _("rare finds"),
        NoticeKind.TRADE: _("trades and gifts"),
        NoticeKind.PARCEL: _("a full bag"),
        NoticeKind.ACTIVITY: _("finished activities"),
        NoticeKind.QUEST: _("quests that are done"),
        NoticeKind.ACHIEVEMENT: _("achievements"),
        NoticeKind.EVENT: _("world events"),
    }


def level_notice(pen: Pen, *, level: int, skills: Sequence[SkillSpec], brings_points: bool = False) -> Screen:
    learned = [
        f"{pen.icon(skill.icon)}<b>{pen.html(skill.name)}</b>. {pen.html(skill.description)}" for skill in skills
    ]
    return Screen(
        "level",
        lines(
            pen.icon("⭐") + _("<b>Level %(level)d!</b>") % {"level": level},
            _("Stats have grown, HP and energy are full."),
            _("You have learned:") if learned else None,
            *learned,
            _("There is something new to learn: /skills.") if brings_points else None,
        ),
        notice_below(NoticeKind.LEVEL),
    )


def find_notice(pen: Pen, *, items: Sequence[tuple[ItemSpec, int]], monster: str) -> Screen:
    told = [f"{pen.icon(item.icon)}<b>{pen.html(item.name)}</b> ×{amount}" for item, amount in items]
    return Screen(
        "find",
        lines(
            pen.icon("💎") + _("<b>A rare find!</b> %(monster)s leaves you:") % {"monster": pen.html(monster)},
            *told,
        ),
        notice_below(NoticeKind.FIND),
    )


def quest_notice(pen: Pen, *, quest: QuestSpec) -> Screen:
    return Screen(
        "questready",
        lines(
            pen.icon("📜") + _("<b>%(quest)s</b>: all is done.") % {"quest": pen.html(quest.name)},
            _("The reward waits for you in the log."),
        ),
        ((Button(_("To the quest"), Tap(Verb.QUEST, quest.key)),), *notice_below(NoticeKind.QUEST)),
    )


def achievement_notice(pen: Pen, *, achievement: AchievementSpec) -> Screen:
    points = ngettext("%(n)d point", "%(n)d points", achievement.points) % {"n": achievement.points}
    card = Button(_("To the achievement"), Tap(Verb.FEAT, achievement.key))
    return Screen(
        "unlocked",
        lines(
            pen.icon("🏆")
            + _("<b>Achievement: %(name)s</b> · %(points)s") % {"name": pen.html(achievement.name), "points": points},
            f"{pen.icon(achievement.icon)}{pen.html(achievement.description)}",
            _("A reward waits for you.") if achievement.rewards_something else None,
        ),
        ((card,), *notice_below(NoticeKind.ACHIEVEMENT)),
    )


def notice_below(kind: NoticeKind) -> tuple[Row, ...]:
    """The way on first, so that muting is a choice and not the only thing to press."""
    silence = _("Don't send: %(kind)s") % {"kind": notice_names()[kind]}
    return ((Button(_("Go on"), Tap(Verb.LOOK)),), (Button(silence, Tap(Verb.MUTE, kind)),))


def correction_notice(pen: Pen, *, what: str, amount: int) -> Screen:
    change = _("%(what)s: added %(n)d.") if amount > 0 else _("%(what)s: taken %(n)d.")
    return Screen(
        "correction",
        lines(
            pen.icon("🧾") + _("<b>The operators corrected your account.</b>"),
            change % {"what": pen.html(what), "n": abs(amount)},
        ),
    )


def apology_notice(pen: Pen) -> Screen:
    return Screen(
        "apology",
        lines(
            pen.icon("🛠") + _("<b>Something broke on our side.</b>"),
            _("Your last action was not done, and nothing is lost. We have been told. Go on: /look"),
        ),
    )


def too_fast_notice(pen: Pen) -> Screen:
    return Screen("toofast", pen.icon("✋") + too_fast_words())


def too_fast_words() -> str:
    return _("Too fast: some of that was skipped. A second of rest, and everything answers again.")
