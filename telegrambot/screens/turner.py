"""The buttons that turn pages."""

from __future__ import annotations

from django.utils.translation import gettext as _

from telegrambot.codec import Tap, Verb
from telegrambot.screens.base import Button

FEW = 3  # pages one goes round without minding


def turner(verb: Verb, number: int, pages: int, *, both: bool = False) -> tuple[Button, ...]:
    """One button to the next page, from the last to the first; none for a single page.

    `both`: where a list grows long and the row has room, one back as well.
    """
    if pages < 2:
        return ()
    label = _("Page %(page)d/%(pages)d →") % {"page": number, "pages": pages}
    onward = Button(label, Tap(verb, str(number % pages + 1)))
    if not both or pages <= FEW:
        return (onward,)
    before = (number - 2) % pages + 1
    return (Button(_("‹ Page %(page)d") % {"page": before}, Tap(verb, str(before))), onward)
