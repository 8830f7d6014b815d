"""What the checks find, and what became of texts, in words."""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from django.utils.functional import Promise
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext_lazy as _

from common.admin.html import badge
from content.models import GameText, TextVersion

FAULTS: dict[str, Promise] = {
    "length": _("wrong length"),
    "title_length": _("wrong length of the title"),
    "symbols": _("signs that no prose has"),
    "link": _("a link or a mention"),
    "numbers": _("a number that the facts do not have"),
    "promise": _("a counted reward"),
    "language": _("not in its language"),
    "unfinished": _("does not end"),
    "noise": _("repeats itself"),
    "aside": _("speaks of its instructions"),
    "quotes_player": _("repeats what a player typed"),
    "repeats_facts": _("repeats the facts"),
    "forbidden": _("a forbidden word"),
    "similar": _("too much like another text"),
}
FACTS: dict[str, Promise] = {
    "place": _("place"),
    "region": _("region"),
    "about": _("description"),
    "time": _("hour"),
    "weather": _("weather"),
    "dungeon": _("dungeon"),
    "room": _("room"),
    "variant": _("variant"),
    "item": _("item"),
    "kind": _("kind of item"),
    "rarity": _("rarity"),
    "who": _("who speaks"),
    "trade": _("trades in"),
    "quest": _("quest"),
    "giver": _("given by"),
    "monster": _("monster"),
    "hero": _("hero"),
    "turning_point": _("turning point"),
    "story": _("story"),
    "scene": _("scene"),
    "said": _("what the reader said"),
}
OUTCOMES: dict[str, tuple[Promise, str]] = {
    "": (_("under way"), "info"),
    "ok": (_("written"), "good"),
    "blocked": (_("blocked by the provider"), "warn"),
    "empty": (_("empty answer"), "warn"),
    "truncated": (_("cut off"), "warn"),
    "invalid": (_("not what was asked for"), "warn"),
    "quota": (_("told to wait"), "bad"),
    "transport": (_("no answer"), "bad"),
    "lost": (_("nobody saw its end"), "bad"),
}
STATE_TONES = {"wanted": "info", "waiting": "warn", "published": "good", "hidden": "bad", "rejected": "calm"}
VERDICT_TONES = {"open": "info", "approved": "good", "rejected": "bad", "edited": "warn", "faulty": "bad"}
MICRO = 1_000_000
_WORDS = re.compile(r"\s+|[^\s]+")


def fact_word(name: str) -> str:
    return str(FACTS.get(name, name))


def fault_word(code: str) -> str:
    return str(FAULTS.get(code, code))


def fault_words(faults: Iterable[Mapping[str, str]]) -> list[tuple[str, str]]:
    """(what is wrong, where it shows)."""
    return [(fault_word(str(fault.get("code"))), str(fault.get("seen", ""))) for fault in faults]


def state_badge(row: GameText) -> SafeString:
    return badge(row.get_state_display(), STATE_TONES.get(row.state, "bad"))


def verdict_badge(version: TextVersion) -> SafeString:
    return badge(version.get_verdict_display(), VERDICT_TONES[version.verdict])


def outcome_badge(outcome: str) -> SafeString:
    words, tone = OUTCOMES.get(outcome, (outcome, "calm"))
    return badge(words, tone)


def money(micro: int) -> str:
    """Millionths of a dollar as dollars: small sums with all that counts of them."""
    return f"${micro / MICRO:.2f}" if micro >= MICRO or not micro else f"${micro / MICRO:.6f}".rstrip("0")


def changes_marked(before: str, after: str) -> SafeString:
    """The later text, with what went struck through and what came underlined."""
    return format_html_join("", "{}", ((piece,) for piece in _pieces(_WORDS.findall(before), _WORDS.findall(after))))


def _pieces(before: list[str], after: list[str]) -> Iterator[Any]:
    for kind, begin, end, start, stop in difflib.SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        gone, come = "".join(before[begin:end]), "".join(after[start:stop])
        if kind == "equal":
            yield come
            continue
        yield format_html("<del>{}</del>", gone) if gone else mark_safe("")
        yield format_html("<ins>{}</ins>", come) if come else mark_safe("")
