"""Texts that grow with play, on a screen: always escaped, in one line, and never longer than a phone likes."""

from __future__ import annotations

from django.utils.translation import gettext as _

from content.rules.texts import LONGEST_TITLE
from content.selectors.texts import Told
from telegrambot.codec import Tap, Verb
from telegrambot.screens.base import Awaited, Button, Screen, lines
from telegrambot.screens.pen import Pen

LONGEST = 320  # characters of a text on a screen that shows other things too
_ONE_OF_SEVERAL = 200
_FINGERPRINT = 16  # characters of it that name a text well enough


def awaited(told: Told | None, again: Tap) -> Awaited | None:
    """That a screen lacks a text, and the page which shows the same screen."""
    return Awaited(mark_of(told.fingerprint), again) if told is not None and told.is_awaited else None


def mark_of(fingerprint: str) -> str:
    return fingerprint[:_FINGERPRINT]


def told_line(told: Told | None, pen: Pen, *, otherwise: str = "", longest: int = LONGEST) -> str:
    """The text with its credit, instead of `otherwise`."""
    return _words(told, pen, longest) or pen.html(otherwise)


def told_beside(told: Told | None, words: str, pen: Pen, *, longest: int = LONGEST) -> str:
    """The text after words of the game master (plain text), on the same line; what only repeats them is left out."""
    if told is None or _repeats(told, words):
        return pen.html(words)
    return " ".join(part for part in (pen.html(words), f"<i>{_words(told, pen, longest)}</i>") if part)


def aside(told: Told | None, html: str, pen: Pen) -> str:
    """The same before a line of HTML."""
    return f"<i>{_words(told, pen)}</i> {html}".strip() if told is not None and told.body.strip() else html


def _repeats(told: Told, words: str) -> bool:
    return _one_line(told.body) in words


def _words(told: Told | None, pen: Pen, longest: int = LONGEST) -> str:
    if told is None or not _one_line(told.body):
        return ""
    title = f"{pen.html(_short(told.title, LONGEST_TITLE))}. " if _one_line(told.title) else ""
    return f"{title}{pen.html(_short(told.body, longest))}{_credit(told, pen)}"


def _credit(told: Told, pen: Pen) -> str:
    name = _one_line(told.credit)
    return " " + _("First seen by %(name)s.") % {"name": pen.html(name)} if name else ""


def _one_line(text: str) -> str:
    return " ".join(text.split())


def _short(text: str, longest: int) -> str:
    text = _one_line(text)
    if len(text) <= longest:
        return text
    return f"{text[:longest].rpartition(' ')[0] or text[: longest - 1]}…"


def about_text(told: Told | None) -> tuple[Button, ...]:
    """On cards: who wrote that, and what to do about it. Away from where a thumb goes."""
    if told is None or told.text_id is None:
        return ()
    return (Button(_("About the text"), Tap(Verb.TEXT, str(told.text_id))),)


def texts_screen(texts: list[Told], pen: Pen) -> Screen:
    """The texts of where the player is, or one that they asked about, each to be reported."""
    stored = [told for told in texts if told.text_id is not None]
    longest = LONGEST if len(stored) == 1 else _ONE_OF_SEVERAL
    told = [f"› {_words(each, pen, longest)}" for each in stored]
    reports = tuple((_report(each, number, len(stored)),) for number, each in enumerate(stored, start=1))
    body = (
        (*told, "", _("If one should not be here, report it: moderators will look."))
        if told
        else (_("Nobody has described this place yet. Perhaps that will be you."),)
    )
    return Screen(
        "text",
        lines(pen.icon("🪶") + _("<b>Texts here</b>"), "", *body),
        (*reports, (Button(_("← Back"), Tap(Verb.LOOK)),)),
    )


def _report(told: Told, number: int, of: int) -> Button:
    label = _("Report the text") if of == 1 else _("Report text %(n)d") % {"n": number}
    return Button(label, Tap(Verb.REPORT, str(told.text_id)))
