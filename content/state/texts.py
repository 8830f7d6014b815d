"""Texts as rows: read as asks, given words, taken from players. Every change is told to the caches of all processes."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from common.outbox import publish
from common.redis import nudge
from common.rules.text import Text
from common.tx import after_commit
from content.events import TextPublished, TextWaits
from content.models import GameText, TextVersion
from content.release import current
from content.rules.text_checks import Fault, words_faults
from content.rules.texts import FACTS, Ask, ForbiddenWordSpec, Purpose, TextKindSpec, Words
from content.state.kinds import kind_for

CHANGED = "text"  # the channel on which processes hear the fingerprint of a text that changed


def ask_of(row: GameText) -> Ask:
    """What was asked for when the row was made."""
    purpose = Purpose(row.purpose)
    facts = tuple((name, row.facts.get(name, "")) for name in FACTS[purpose])
    return Ask(purpose, row.language, row.subject, facts)


def version_add(row: GameText, words: Words, **columns: object) -> TextVersion:
    """The next version of a locked text."""
    number = row.versions.count() + 1
    return TextVersion.objects.create(text=row, number=number, title=words.title, body=words.body, **columns)


def faults_json(faults: Iterable[Fault]) -> list[dict[str, str]]:
    return [{"code": fault.code, "seen": fault.seen} for fault in faults]


def words_checked(asked: Ask, words: Words) -> tuple[Fault, ...]:
    """What speaks against words that people chose, not a writer: all but their likeness to other texts."""
    catalogue = current()
    kind = kind_for(catalogue, asked.purpose) or TextKindSpec("", Text(), asked.purpose, "")
    return words_faults(words, kind, asked, forbidden=tuple(catalogue.all(ForbiddenWordSpec).values()))


def text_show(row: GameText, version: TextVersion, *, reviewed: bool, now: datetime) -> None:
    """Players read this version from now on; those who wait are told."""
    row.title, row.body, row.version, row.is_reviewed = version.title, version.body, version.number, reviewed
    _move(row, GameText.State.PUBLISHED, now, "title", "body", "version", "is_reviewed")
    awaited_by = tuple(row.wishes.order_by("player_id").values_list("player_id", flat=True))
    row.wishes.all().delete()
    publish(TextPublished(row.pk, row.purpose, row.subject, row.language, row.explorer_id, awaited_by))


def text_hold(row: GameText, *, now: datetime) -> None:
    """A text waits for review: written under review first, or hidden after reports."""
    is_hidden = row.state == GameText.State.PUBLISHED
    _move(row, GameText.State.HIDDEN if is_hidden else GameText.State.WAITING, now)
    publish(TextWaits(row.pk, row.purpose, row.subject, row.language, is_hidden))


def text_drop(row: GameText, state: GameText.State, *, now: datetime) -> None:
    """Nobody reads it: rejected, given up, or to be written anew."""
    _move(row, state, now)


def credit_change(player_id: int, name: str) -> int:
    """Name the first explorer of texts by `name` from now on; empty: not at all. Gives how many texts that changes."""
    mine = GameText.objects.filter(explorer_id=player_id).exclude(credit=name)
    for fingerprint in mine.values_list("fingerprint", flat=True):
        _tell(fingerprint)
    return mine.update(credit=name)


def _move(row: GameText, state: GameText.State, now: datetime, *fields: str) -> None:
    row.state, row.settled_at, row.lease_until = state, now, None
    row.save(update_fields=["state", "settled_at", "lease_until", *fields])
    _tell(row.fingerprint)


def _tell(fingerprint: str) -> None:
    after_commit(f"text:{fingerprint}", lambda: nudge(CHANGED, fingerprint))
