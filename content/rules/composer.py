"""Texts without AI: composed of parts by a seeded generator, in the language that is asked for.

Facts are told where any word may stand, in quotes or beside a colon, so that none has to be declined. A fact that
cannot be told safely is left out, and the sentence that needed it is another one.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Protocol

from common.rules.rng import Rng
from content.rules.grammars import en, ru
from content.rules.grammars.engine import Line, Pools, pool_of, pools_read, sentences
from content.rules.text_checks import is_tellable
from content.rules.texts import LONGEST_TITLE, TITLED, TYPED_BY_PLAYERS, Ask, Purpose, Words

SHORT = 160  # characters of a text that only holds the place of another
_SHORTEST = 80  # what a text should have at least, where there is room
_DRAWS = 8  # whole texts drawn before one that is too short is taken
_LONGEST_NAME = 40
_LONGEST_TYPED = 20  # below what the checks take for a quotation
_LONGEST_PHRASE = 90
_GOODS = "|"  # between goods that can be told

# What a text of each purpose is made of, in the order of telling. The short ones hold the place of a text to come.
_SHAPES: Mapping[str, tuple[str, ...]] = {
    "location": ("hour setting weather", "weather setting thought", "setting hour weather", "weather hour setting"),
    "location_in": ("hour_in setting weather_in", "setting weather_in thought", "setting hour_in thought"),
    "room": ("torch look mood", "look sound mood", "mood look sound", "sound look mood", "torch mood look"),
    "item": ("origin owner saying", "origin owner rarity", "origin rarity saying"),
    "npc": ("talk ware hour", "talk hour bye", "hour ware bye", "ware talk bye", "talk thing hour"),
    "quest": ("why feel ask", "feel why ask"),
    "monster": ("name habit advice", "name place habit", "name habit place", "name place advice"),
    "battle": ("open meet turn end", "meet fight turn end", "open meet fight turn", "open fight turn"),
    "reply": ("react scene lead", "react lead"),
}
_SHORT_SHAPES: Mapping[str, tuple[str, ...]] = {
    "location": ("hour weather", "weather setting", "setting weather"),
    "location_in": ("hour_in setting", "setting weather_in"),
    "room": ("torch mood", "look mood"),
    "item": ("origin rarity", "origin saying"),
    "npc": ("talk hour", "talk thing"),
    "quest": ("why ask", "why feel"),
    "monster": ("name habit", "name advice"),
    "battle": ("meet turn", "meet end", "open turn"),
    "reply": ("react lead",),
}
# Which facts decide what is drawn of a pool, and by which list of names their words are known.
_BY_WORDS: Mapping[str, tuple[tuple[str, ...], str]] = {
    "hour": (("time",), "time"),
    "hour_in": (("time",), "time"),
    "weather": (("weather",), "weather"),
    "weather_in": (("weather",), "weather"),
    "look": (("dungeon", "about"), "dungeon"),
    "talk": (("who",), "trade"),
    "react": (("said",), "said"),
}
# Facts that are keys and not words.
_BY_KEY: Mapping[str, str] = {"mood": "room", "origin": "kind", "owner": "kind", "saying": "kind", "rarity": "rarity"}
_UNDER_A_ROOF = frozenset({"inn", "smithy", "mine"})
_OF_A_WHOLE_REGION = frozenset({"otherworld", "shore"})  # elsewhere a place is what its own name says


class Grammar(Protocol):
    """What the module of a language holds."""

    POOLS: dict[str, str]
    WRAPS: dict[str, tuple[str, str]]
    NAMES: dict[str, dict[str, str]]


_LETTERS = {"ru": "А-Яа-яЁё", "en": "A-Za-z"}


@dataclass(frozen=True, slots=True)
class _Tongue:
    """A language: its pools, the marks around what is spoken or named, and what it calls things."""

    pools: Pools
    wraps: Mapping[str, tuple[str, str]]
    quotes: tuple[str, str]
    names: Mapping[str, Mapping[str, re.Pattern[str]]]
    name: re.Pattern[str]
    phrase: re.Pattern[str]


def compose(asked: Ask) -> Words:
    """What players read until a text is there: one or two sentences, the same for the same facts.

    Nobody looks at it before players do, so nothing that players typed is in it.
    """
    facts = tuple((name, "" if name in TYPED_BY_PLAYERS else value) for name, value in asked.facts)
    return _composed(asked, facts, Rng(asked.seed), _SHORT_SHAPES, longest=SHORT, shortest=_SHORTEST)


def composed(asked: Ask, *, seed: int, longest: int, shortest: int = 0) -> Words:
    """A text of at most `longest` characters, and of `shortest` if it can be. Another seed gives other words."""
    shortest = max(shortest, min(_SHORTEST, longest * 2 // 3))
    return _composed(asked, asked.facts, Rng(seed), _SHAPES, longest=longest, shortest=shortest)


def _composed(
    asked: Ask,
    facts: tuple[tuple[str, str], ...],
    rng: Rng,
    shapes: Mapping[str, tuple[str, ...]],
    *,
    longest: int,
    shortest: int,
) -> Words:
    tongue = _TONGUES[asked.language]
    told, aspects = _tellable(asked.language, facts), _aspects(asked.language, asked.facts)
    place = aspects.get("setting", "")
    shape = "location_in" if asked.purpose is Purpose.LOCATION and place in _UNDER_A_ROOF else asked.purpose.value
    opened, closed = tongue.wraps.get(asked.purpose, ("", ""))
    turns = shapes[shape]
    first = rng.below(len(turns))
    best = Words("")
    for draw in range(_DRAWS):
        known = told | _drawn_facts(asked.purpose, tongue, told, rng)
        pools = [
            _pool(tongue, asked.purpose, beat, aspects, known) for beat in turns[(first + draw) % len(turns)].split()
        ]
        room = longest - len(opened) - len(closed)
        if body := " ".join(sentences(pools, known, rng, longest=room)):
            words = Words(f"{opened}{body}{closed}", known.get("title", "") if asked.purpose in TITLED else "")
            best = max(best, words, key=lambda it: len(it.body))
        if len(best.body) >= shortest:
            break
    return best


def _pool(
    tongue: _Tongue, purpose: Purpose, beat: str, aspects: Mapping[str, str], known: Mapping[str, str]
) -> tuple[Line, ...]:
    if beat == "turn" and "turning_point" in known:
        beat = "turn_told"
    return pool_of(tongue.pools, f"{purpose.value}.{beat}", aspects.get(beat, ""))


def _drawn_facts(purpose: Purpose, tongue: _Tongue, told: Mapping[str, str], rng: Rng) -> dict[str, str]:
    """What each draw decides anew: a name for a monster, one of a trader's goods."""
    drawn: dict[str, str] = {}
    if purpose in TITLED:
        drawn["title"] = rng.pick(tongue.pools[f"{purpose.value}.title"]).told({}, rng)[:LONGEST_TITLE]
    if "trade" in told:
        drawn["ware"] = rng.pick(told["trade"].split(_GOODS))
    return drawn


@lru_cache(maxsize=4096)
def _tellable(language: str, facts: tuple[tuple[str, str], ...]) -> dict[str, str]:
    """The facts that can stand in a text, by name, and each in quotes as well."""
    tongue = _TONGUES[language]
    plain = {name: _told_as(tongue, name, " ".join(value.split())) for name, value in facts}
    told = {name: value for name, value in plain.items() if value and is_tellable(value)}
    opened, closed = tongue.quotes
    return told | {f"{name}_quoted": f"{opened}{value}{closed}" for name, value in told.items()}


def _told_as(tongue: _Tongue, name: str, value: str) -> str:
    """A fact as it is told, empty when it is not: names, a turning point's phrase, a list of goods."""
    if name == "turning_point":
        value = value.rstrip(".!")
        return value if len(value) <= _LONGEST_PHRASE and tongue.phrase.fullmatch(value) else ""
    if name == "trade":
        return _GOODS.join(ware for ware in value.split(", ") if _is_name(tongue, ware, _LONGEST_NAME))
    longest = _LONGEST_TYPED if name in TYPED_BY_PLAYERS else _LONGEST_NAME
    return value if _is_name(tongue, value, longest) else ""


def _is_name(tongue: _Tongue, value: str, longest: int) -> bool:
    return 2 <= len(value) <= longest and tongue.name.fullmatch(value) is not None


@lru_cache(maxsize=4096)
def _aspects(language: str, facts: tuple[tuple[str, str], ...]) -> Mapping[str, str]:
    """What the facts are for each pool, under the name that its sentences for them have: `weather`: `fog`."""
    known = dict(facts)
    names = _TONGUES[language].names
    aspects = {beat: known[fact] for beat, fact in _BY_KEY.items() if fact in known}
    for beat, (wanted, kinds) in _BY_WORDS.items():
        if wanted[0] in known:
            aspects[beat] = next(filter(None, (_called(names[kinds], known[fact]) for fact in wanted)), "")
    if "region" in known:
        region, *own = (_called(names["place"], known[fact]) for fact in ("region", "place", "about"))
        aspects["setting"] = region if region in _OF_A_WHOLE_REGION else next(filter(None, [*own, region]), "")
    return aspects


def _called(names: Mapping[str, re.Pattern[str]], value: str) -> str:
    return next((name for name, words in names.items() if words.search(value)), "")


def _tongue(language: str, module: Grammar, quotes: tuple[str, str]) -> _Tongue:
    letters = f"[{_LETTERS[language]}]+"
    return _Tongue(
        pools=pools_read(module.POOLS),
        wraps=module.WRAPS,
        quotes=quotes,
        names={
            kind: {name: re.compile(rf"\b(?:{words})", re.IGNORECASE) for name, words in names.items()}
            for kind, names in module.NAMES.items()
        },
        name=re.compile(rf"{letters}(?:[ ’'-]{{1,2}}{letters}){{0,6}}"),
        phrase=re.compile(rf"{letters}(?:(?:, |[ ’'-]{{1,2}}){letters}){{1,20}}"),
    )


_TONGUES: Mapping[str, _Tongue] = {
    "ru": _tongue("ru", ru, ("«", "»")),
    "en": _tongue("en", en, ("“", "”")),
}
