"""The buttons that turn pages."""

from __future__ import annotations

from django.utils.translation import gettext as _

from telegrambot.codec import Tap, Verb
from telegrambot.screens.base import Button


def turner(verb: Verb, number: int, pages: int) -> tuple[Button, ...]:
    """One button to the next page, from the last to the first; none for a single page."""
    if pages < 2:
        return ()
    label = _("Page %(page)d/%(pages)d →") % {"page": number, "pages": pages}
    return (Button(label, Tap(verb, str(number % pages + 1))),)
