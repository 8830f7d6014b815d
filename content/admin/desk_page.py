"""One text as the desk shows it: how it reads, what it was made of, what came before."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.utils.safestring import SafeString

from content.admin.desk_queue import live_catalogue
from content.admin.text_words import changes_marked, fact_word, fault_words, money, verdict_badge
from content.models import BannedName, GameText, Release, TextVersion
from content.release import release_catalogue
from content.rules.prompts import Prompt, prompt_make, prompt_version
from content.rules.texts import TYPED_BY_PLAYERS, TextKindSpec
from content.state.kinds import kind_for
from content.state.texts import ask_of

RELEASES_SEARCHED = 10
REPORTS_SHOWN = 20


@dataclass(frozen=True, slots=True)
class VersionShown:
    row: TextVersion
    verdict: SafeString
    changed: SafeString | None
    faults: list[tuple[str, str]]
    cost: str


@dataclass(frozen=True, slots=True)
class Made:
    """The prompt that a text was written by. `release_id`: where its kind was found; 0 for the live one, None when
    no release of late has it and the prompt of now is shown in its place."""

    prompt: Prompt
    version: str
    release_id: int | None


def versions_shown(row: GameText) -> list[VersionShown]:
    """The newest first, each beside the one before it."""
    versions = list(row.versions.select_related("reviewer").order_by("number"))
    shown = []
    for at, version in enumerate(versions):
        before = versions[at - 1].body if at else None
        shown.append(
            VersionShown(
                version,
                verdict_badge(version),
                None if before is None else changes_marked(before, version.body),
                fault_words(version.faults),
                money(version.cost),
            )
        )
    return shown[::-1]


def version_judged(versions: list[VersionShown]) -> TextVersion | None:
    """What a decision is about: the newest."""
    return versions[0].row if versions else None


def made(row: GameText, version: TextVersion | None) -> Made | None:
    """The prompt as it was, rebuilt; None when the kind is no more."""
    live = kind_for(live_catalogue(), row.purpose)
    written_by = version.prompt_version if version else ""
    release_id: int | None = 0
    kind = live
    if written_by and (live is None or prompt_version(live) != written_by):
        kind, release_id = _kind_of(row.purpose, written_by)
    if kind is None:
        kind, release_id = live, None
    if kind is None:
        return None
    banned = {name.casefold() for name in BannedName.objects.values_list("name", flat=True)}
    seed = int(version.seed) if version and version.seed.isdecimal() else 0
    hint = version.hint if version else row.hint
    prompt = prompt_make(kind, ask_of(row), seed=seed, hint=hint, banned=banned)
    return Made(prompt, prompt_version(kind), release_id)


def _kind_of(purpose: str, version: str) -> tuple[TextKindSpec | None, int | None]:
    """The kind with this prompt version, from the newest release that has it."""
    for release_id in Release.objects.order_by("-pk").values_list("pk", flat=True)[:RELEASES_SEARCHED]:
        for kind in release_catalogue(release_id).all(TextKindSpec).values():
            if kind.purpose == purpose and prompt_version(kind) == version:
                return kind, release_id
    return None, None


def about_words(row: GameText) -> str:
    """What a text is about, by name: the first of its facts."""
    return next((value for _name, value in ask_of(row).facts if value), row.subject)[:80]


def facts_shown(row: GameText) -> list[tuple[str, str, bool]]:
    """(name, value, whether a player has typed it)."""
    return [(fact_word(name), value, name in TYPED_BY_PLAYERS) for name, value in ask_of(row).facts if value]


def reports_shown(row: GameText) -> Any:
    return row.complaints.order_by("-pk")[:REPORTS_SHOWN]


def name_told(row: GameText) -> str:
    """The name of the player that the text may tell, if it is known whose it is."""
    return (str(row.facts.get("hero") or "") or row.credit)[:32] if row.explorer_id else ""
