"""The first minute: a name, a class; and what a banned player is told."""

from __future__ import annotations

from collections.abc import Sequence

from django.utils.translation import gettext as _

from players.rules.catalogue import ClassSpec
from telegrambot.codec import Tap, Verb
from telegrambot.screens.base import Button, Screen, lines, packed
from telegrambot.screens.pen import Pen

LANGUAGE_NAMES = {"ru": "Русский", "en": "English"}


def name_screen(pen: Pen, *, suggestions: Sequence[tuple[str, str]], version: int) -> Screen:
    """`suggestions`: (argument of the tap, name), names that would be accepted."""
    buttons = [Button(_("I am %(name)s") % {"name": name}, Tap(Verb.NAME, arg, version)) for arg, name in suggestions]
    other = next(language for language in LANGUAGE_NAMES if language != pen.language)
    ask = _("Take the name on the button or write your own.") if buttons else _("Write it in a message.")
    return Screen(
        "name",
        lines(
            pen.icon("🌲") + _("<b>Welcome to Artel!</b>"),
            _("Beyond the gates begins the Forest March: monsters, traders, and work for brave hands."),
            "",
            _("What shall people call you?") + " " + ask,
        ),
        (*packed(buttons, columns=1), (Button(LANGUAGE_NAMES[other], Tap(Verb.LANGUAGE, other)),)),
    )


def class_screen(pen: Pen, *, name: str, classes: Sequence[ClassSpec], version: int) -> Screen:
    """All classes at once, with a line on how each feels to play."""
    told = [f"{pen.icon(spec.icon)}<b>{pen.html(spec.name)}</b>. {pen.html(spec.feel)}" for spec in classes]
    buttons = [Button(pen.name(spec.name), Tap(Verb.CLASS, spec.key, version)) for spec in classes]
    return Screen(
        "class",
        lines(
            _("Glad to meet you, <b>%(name)s</b>! Who will you be?") % {"name": pen.html(name)},
            "",
            *told,
            "",
            _("The class stays for good; all of them can go far."),
        ),
        packed(buttons),
    )


def banned_screen(pen: Pen) -> Screen:
    """In other words than the refusal that comes with it: typed, both are read on one screen."""
    return Screen(
        "banned",
        lines(
            pen.icon("⛔") + _("<b>The game is closed to you.</b>"),
            _("The operators decided so. Nothing you own is lost."),
            _("If you think it is a mistake, write to those who run this bot: the link is in its profile."),
        ),
    )
