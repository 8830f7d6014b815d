"""From what a player asked to what they are answered: the one place where refusals become words."""

from __future__ import annotations

import difflib
from dataclasses import replace

from django.utils.translation import gettext as _

from common.errors import GameError
from content.errors import NoActiveRelease
from content.release import current
from content.rules.catalogue import Catalogue
from telegrambot.actions.base import Answer, Visit
from telegrambot.actions.here import here
from telegrambot.actions.onboarding import take_name
from telegrambot.actions.table import ALWAYS_OPEN, DEEDS, PAGES
from telegrambot.codec import BadTap, Command, Tap, Verb, decode, read_command
from telegrambot.refusals import OUTDATED, refusal_text
from telegrambot.screens.base import Screen, lines
from telegrambot.screens.onboarding import banned_screen
from telegrambot.screens.people import WHOM

_LONGEST_QUOTE = 40
_LONGEST_WORDS = 200


def pressed(visit: Visit, data: str) -> Answer:
    """A button. Data that no button of ours carries gets the toast and the screen of a stale one."""
    try:
        tap = decode(data)
    except BadTap:
        return Answer(_safe_here(visit), _("The screen is up to date now."))
    return asked(visit, tap)


def written(visit: Visit, text: str) -> Answer:
    """A message: a command, a name while one is asked for, or words that the bot does not know."""
    command = read_command(text)
    if command is None:
        return _plain_words(visit, text)
    if command.tap is None:
        return noticed(visit, _unknown(command))
    visit.words = command.rest[:_LONGEST_WORDS]
    return asked(visit, command.tap)


def asked(visit: Visit, tap: Tap) -> Answer:
    """Do what is asked. A page says why not itself; a deed raises, because it has to be undone before it is told."""
    if visit.player.banned and tap.verb not in ALWAYS_OPEN:
        return Answer(banned_screen(visit.pen), _("This account is banned."))
    if tap.verb in DEEDS:
        return DEEDS[tap.verb](visit, tap)
    try:
        return PAGES[tap.verb](visit, tap)
    except GameError as refusal:
        return refused(visit, refusal)


def refused(visit: Visit, refusal: GameError) -> Answer:
    """A toast; a fresh screen where the one in hand is outdated; for a typed command, both on one screen."""
    visit.reread()
    text = refusal_text(refusal, visit.pen, _catalogue())
    if visit.player.next_step:
        return Answer(_safe_here(visit), "" if refusal.code == "players.not_ready" else text)
    if visit.typed or refusal.code in OUTDATED:
        return Answer(_safe_here(visit), text)
    return Answer(toast=text)


def _catalogue() -> Catalogue | None:
    try:
        return current()
    except NoActiveRelease:
        return None


def _safe_here(visit: Visit) -> Screen:
    """Where the player is; when even that cannot be shown, the reason in words."""
    try:
        return here(visit)
    except GameError as refusal:
        return Screen("refusal", visit.pen.html(refusal_text(refusal, visit.pen, None)))


def _plain_words(visit: Visit, text: str) -> Answer:
    if visit.player.next_step == "name" and not visit.player.banned:
        return take_name(visit, text[:_LONGEST_WORDS])
    if visit.asking in WHOM:
        visit.words = text.strip()[:_LONGEST_WORDS]
        return asked(visit, Tap(WHOM[visit.asking]))
    return noticed(visit, _("Words do not help here yet: use the buttons, or /help for commands."))


def noticed(visit: Visit, notice: str) -> Answer:
    """The screen of where the player is, with a line on top."""
    return Answer(_safe_here(visit), notice)


def _unknown(command: Command) -> str:
    word = f"/{command.word[:_LONGEST_QUOTE]}"
    close = difflib.get_close_matches(command.word[:_LONGEST_QUOTE], list(Verb), n=1)
    if close:
        return _("There is no command %(word)s. Did you mean /%(close)s?") % {"word": word, "close": close[0]}
    return _("There is no command %(word)s. /help lists those there are.") % {"word": word}


def with_notice(answer: Answer, visit: Visit) -> Answer:
    """For one who typed there is no toast: its words become the first line of the screen."""
    if not answer.toast or answer.screen is None or not visit.typed:
        return answer
    notice = f"<i>{visit.pen.html(answer.toast)}</i>"
    screen = replace(answer.screen, text=lines(notice, "", answer.screen.text))
    return Answer(screen)
