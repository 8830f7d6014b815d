"""Texts that grow with play: what kinds there are, what each may depend on, and how one is named.

A text is written once for what it tells of, its *facts*, and everybody who meets the same facts reads it.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from common.rules.text import Text


class Purpose(StrEnum):
    """What a text is for. It decides which facts its writer is given."""

    LOCATION = "location"
    ROOM = "room"
    ITEM = "item"
    NPC = "npc"
    QUEST = "quest"
    MONSTER = "monster"
    BATTLE = "battle"
    REPLY = "reply"


class Policy(StrEnum):
    PUBLISH = "publish"  # players read it at once, moderators review it after
    REVIEW = "review"  # players read it when a moderator has approved it


# What a text of each purpose may depend on, and nothing else: other words for the same facts cost nothing.
FACTS: Mapping[Purpose, tuple[str, ...]] = {
    Purpose.LOCATION: ("place", "region", "about", "time", "weather"),
    Purpose.ROOM: ("dungeon", "about", "room", "variant"),
    Purpose.ITEM: ("item", "kind", "rarity", "about"),
    Purpose.NPC: ("who", "place", "trade", "time"),
    Purpose.QUEST: ("quest", "giver", "place", "about"),
    Purpose.MONSTER: ("monster", "place", "about"),
    Purpose.BATTLE: ("hero", "monster", "place", "turning_point"),
    Purpose.REPLY: ("story", "scene", "said"),
}
# What players have typed themselves.
TYPED_BY_PLAYERS = frozenset({"hero", "said"})
# Those that have a title beside the text: a monster's own name.
TITLED = frozenset({Purpose.MONSTER})

LONGEST_FACT = 600
LONGEST_TITLE = 40


@dataclass(frozen=True, slots=True)
class TextKindSpec:
    """How texts of one purpose are asked for and what is allowed to reach players.

    `prompt`: what the writer is told, without the facts. Lengths in characters. `temperature` in hundredths.
    `daily_budget` in US cents, 0: only the budget of all kinds together. `model`: empty for the provider's own choice.
    """

    key: str
    name: Text
    purpose: Purpose
    prompt: str
    min_length: int = 40
    max_length: int = 280
    policy: Policy = Policy.PUBLISH
    model: str = ""
    temperature: int = 80
    daily_budget: int = 0
    is_on: bool = True
    prefetch: bool = False


@dataclass(frozen=True, slots=True)
class ForbiddenWordSpec:
    """A word that no text may hold. `language` is empty for both; `is_stem`: whatever begins with it as well."""

    key: str
    word: str
    language: str = ""
    is_stem: bool = False


@dataclass(frozen=True, slots=True)
class TextRulesSpec:
    """Limits of all kinds together. Money in US cents a day, times in seconds.

    `lease_seconds`: how long a writer may hold a text before another one takes it over. `breaker_failures` in a row
    close a provider off for `breaker_seconds`, after which one probe is let through.
    """

    key: str
    daily_budget: int = 100
    texts_a_player: int = 30
    reports_to_hide: int = 3
    tries: int = 3
    lease_seconds: int = 60
    breaker_failures: int = 5
    breaker_seconds: int = 60
    claim_minutes: int = 10


@dataclass(frozen=True, slots=True)
class Ask:
    """One text that somebody wants to read. `subject` names what it is about: `location:ford`."""

    purpose: Purpose
    language: str
    subject: str
    facts: tuple[tuple[str, str], ...]

    @property
    def fingerprint(self) -> str:
        """The same for the same facts, whoever asks: SHA-256 over purpose, language and facts."""
        told = json.dumps([self.purpose, self.language, self.facts], ensure_ascii=False, separators=(",", ":"))
        return hashlib.sha256(told.encode()).hexdigest()

    @property
    def seed(self) -> int:
        return int(self.fingerprint[:16], 16)


def ask(purpose: Purpose, language: str, subject: str, **facts: str) -> Ask:
    """An ask with exactly the facts of its purpose, each cut to LONGEST_FACT. Raises ValueError for others."""
    expected = FACTS[purpose]
    if set(facts) - set(expected):
        raise ValueError(f"{purpose} takes no {sorted(set(facts) - set(expected))}")
    return Ask(purpose, language, subject, tuple((name, facts.get(name, "")[:LONGEST_FACT]) for name in expected))


@dataclass(frozen=True, slots=True)
class Words:
    """What was written. `title` is empty for purposes without one."""

    body: str
    title: str = ""
