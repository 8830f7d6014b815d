"""How numbers, names and signs are written for one player: with pictures, or in words only."""

from __future__ import annotations

import html
import re
from dataclasses import dataclass

from django.utils.translation import gettext as _

from common.rules.text import Text
from telegrambot.codec import Tap, command_of

BAR_CELLS = 8
# Pictures, their modifiers and joiners: what a screen reader spells out or stays silent about.
_PICTURES = re.compile(
    "[\U0001f000-\U0001faff\u2190-\u21ff\u2300-\u23ff\u25a0-\u27bf\u2b00-\u2bff\u3030\u303d\ufe0f\u200d\u20e3]+ ?"
)


@dataclass(frozen=True, slots=True)
class Pen:
    """`plain`: the player's text-only setting."""

    language: str
    plain: bool = False

    def name(self, text: Text) -> str:
        """A text of the catalogue as it is, for a button."""
        return text.in_(self.language)

    def html(self, text: Text | str) -> str:
        """A text, escaped for a message."""
        return html.escape(text if isinstance(text, str) else text.in_(self.language), quote=False)

    def icon(self, sign: str) -> str:
        return "" if self.plain or not sign else f"{sign} "

    def hp(self, value: int, most: int) -> str:
        return self._gauge("❤️", _("HP"), value, most, bar=True)

    def energy(self, value: int, most: int) -> str:
        return self._gauge("⚡", _("energy"), value, most)

    def _gauge(self, sign: str, word: str, value: int, most: int, *, bar: bool = False) -> str:
        if self.plain:
            return _("%(word)s %(value)d of %(most)d") % {"word": word, "value": value, "most": most}
        cells = f"{bar_of(value, most)} " if bar else ""
        return f"{sign} {cells}{value}/{most}"

    def gold(self, amount: int) -> str:
        return _("gold %(amount)d") % {"amount": amount} if self.plain else f"🪙 {amount}"

    def price(self, amount: int) -> str:
        """Gold on a button."""
        return _("gold %(amount)d") % {"amount": amount} if self.plain else f"🪙{amount}"

    def cost(self, energy: int) -> str:
        return _("energy %(amount)d") % {"amount": energy} if self.plain else f"⚡{energy}"

    def wait(self, turns: int) -> str:
        return _("wait %(turns)d") % {"turns": turns} if self.plain else f"⏳{turns}"

    def lock(self, level: int) -> str:
        if self.plain:
            return _("from level %(level)d") % {"level": level}
        return _("🔒lv.%(level)d") % {"level": level}

    def listed(self, line: str, tap: Tap) -> str:
        """A line of a list whose things are buttons; in words it ends with what to type for it."""
        return f"{line}: {command_of(tap)}" if self.plain else line

    def finished(self, text: str) -> str:
        """The text as it goes out: without a single picture when the player wants words."""
        return _PICTURES.sub("", text) if self.plain else text


def bar_of(value: int, most: int) -> str:
    """A bar; it shows a cell while anything is left and is full only when all is there."""
    if most <= 0:
        return "▱" * BAR_CELLS
    full = BAR_CELLS if value >= most else min(BAR_CELLS - 1, max(-(-value * BAR_CELLS // most), 0))
    return "▰" * full + "▱" * (BAR_CELLS - full)


def signed(amount: int) -> str:
    """+3, −2: with a real minus sign."""
    return f"+{amount}" if amount >= 0 else f"\u2212{-amount}"
