"""What of the world's events is seen on the screen of a place."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from django.utils.translation import gettext as _

from common.spans import span
from telegrambot.codec import Tap, Verb
from telegrambot.screens.base import Button
from telegrambot.screens.pen import Pen
from world.state.happening import Running


def going_on_line(going_on: Sequence[Running], pen: Pen, *, now: datetime) -> str | None:
    """For the screen of a place: what goes on there, the latest first."""
    told = [
        _("%(event)s (%(span)s left)")
        % {
            "event": f"{pen.icon(running.event.icon)}{pen.html(running.event.name)}",
            "span": span(running.ends_at - now),
        }
        for running in reversed(going_on)
    ]
    return _("Now: %(events)s") % {"events": ", ".join(told[:2])} if told else None


def boss_button(boss: Running, pen: Pen) -> Button:
    """For the screen of the place where it stands."""
    return Button(f"{boss.event.icon} {pen.name(boss.event.name)}", Tap(Verb.BOSS))
