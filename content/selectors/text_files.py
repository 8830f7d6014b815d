"""Stored texts as doors show them: what players read, and for moderators everything that is known of one."""

from __future__ import annotations

from dataclasses import dataclass

from content.models import GameText, TextReport, TextVersion
from content.release import current
from content.rules.prompts import Prompt, prompt_make, prompt_version
from content.rules.texts import Purpose
from content.state.kinds import kind_for
from content.state.names import names_banned
from content.state.texts import ask_of

State = GameText.State
AWAITING = (State.WAITING, State.HIDDEN)  # nobody reads them before somebody decides
REPORTS_SHOWN = 50


@dataclass(frozen=True, slots=True)
class TextFilter:
    """Which texts: without a state those that await a decision."""

    kind: Purpose | None = None
    state: GameText.State | None = None
    language: str | None = None
    is_reviewed: bool | None = None
    prompt_version: str | None = None


@dataclass(frozen=True, slots=True)
class TextFile:
    """A text with its history, oldest first. `prompt`: what a writer would be told now; None when nobody writes this
    kind. `prompt_version`: of that prompt, to tell versions that were written by an older one."""

    row: GameText
    versions: tuple[TextVersion, ...]
    reports: tuple[TextReport, ...]
    prompt: Prompt | None
    prompt_version: str


def text_published(text_id: int) -> GameText | None:
    """A text that players read now."""
    return GameText.objects.filter(pk=text_id, state=State.PUBLISHED).first()


def texts_page(chosen: TextFilter, *, after: int | None, limit: int) -> list[GameText]:
    """Texts in the order in which they were first asked for, with their versions."""
    rows = GameText.objects.select_related("claimed_by").prefetch_related("versions")
    rows = rows.filter(state=chosen.state) if chosen.state else rows.filter(state__in=AWAITING)
    if chosen.kind:
        rows = rows.filter(purpose=chosen.kind)
    if chosen.language:
        rows = rows.filter(language=chosen.language)
    if chosen.is_reviewed is not None:
        rows = rows.filter(is_reviewed=chosen.is_reviewed)
    if chosen.prompt_version:
        rows = rows.filter(versions__prompt_version=chosen.prompt_version).distinct()
    if after is not None:
        rows = rows.filter(pk__gt=after)
    return list(rows.order_by("pk")[:limit])


def text_file(text_id: int) -> TextFile | None:
    row = GameText.objects.select_related("claimed_by").filter(pk=text_id).first()
    if row is None:
        return None
    kind = kind_for(current(), row.purpose)
    asked = ask_of(row)
    return TextFile(
        row=row,
        versions=tuple(row.versions.select_related("reviewer").order_by("number")),
        reports=tuple(row.complaints.order_by("-pk")[:REPORTS_SHOWN]),
        prompt=prompt_make(kind, asked, seed=asked.seed, hint=row.hint, banned=names_banned()) if kind else None,
        prompt_version=prompt_version(kind) if kind else "",
    )
