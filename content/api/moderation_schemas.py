"""Requests and answers of moderation. What is sent is written by `moderation_render`; tests hold the two together."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Literal

from ninja import Schema
from pydantic import Field

from common.door import BodyIn, Id, PageIn
from content.models import GameText, TextVersion
from content.rules.texts import LONGEST_TITLE, Purpose

Revision = Annotated[
    int,
    Field(ge=0, le=2**31 - 1, description="The revision you decide about; when it has moved on: `common.stale`"),
]
_ONE_LINE = r"^[^\x00-\x1f\x7f]*$"
Reason = Annotated[str, Field(min_length=1, max_length=300, pattern=_ONE_LINE)]
Language = Literal["ru", "en"]


class TextsFilter(PageIn):
    kind: Purpose | None = None
    state: GameText.State | None = Field(None, description="Without it: `waiting` and `hidden`, which await a decision")
    language: Language | None = None
    reviewed: bool | None = Field(None, description="With `state=published`: those that nobody has looked at yet")
    prompt_version: str | None = Field(
        None, pattern="^[0-9a-f]{12}$", description="Those that have a version written by this prompt"
    )


class ClaimIn(BodyIn):
    pass


class ApproveIn(BodyIn):
    revision: Revision


class RejectIn(BodyIn):
    revision: Revision
    reason: Reason


class EditIn(BodyIn):
    revision: Revision
    text: Annotated[str, Field(min_length=1, max_length=1000)]
    title: Annotated[str, Field(max_length=LONGEST_TITLE)] = ""


class RegenerateIn(BodyIn):
    revision: Revision
    hint: Annotated[str, Field(max_length=300, pattern=_ONE_LINE)] = ""


class RollbackIn(BodyIn):
    revision: Revision
    version_id: Id


class NameBanIn(BodyIn):
    player_id: Id
    name: Annotated[
        str, Field(min_length=1, max_length=32, pattern=_ONE_LINE, description="The name as texts and facts have it")
    ]
    reason: Reason


class TextLineOut(Schema):
    id: int
    state: GameText.State
    kind: Purpose
    subject: str
    language: Language
    title: str = Field(description="What players read, or read last")
    text: str
    version: int = Field(description="The number of the version that players read, or read last; 0: none yet")
    reviewed: bool
    revision: int = Field(description="Counts decisions; send it with yours")
    reports: int = Field(description="Since the last decision")
    explorer_id: int | None
    credit: str
    claimed_by: str = Field(description="The account that looks at it; empty: nobody")
    claimed_until: datetime | None
    created_at: datetime
    settled_at: datetime = Field(description="In this state since")


class NewestOut(Schema):
    id: int
    number: int
    verdict: TextVersion.Verdict
    title: str
    text: str


class WaitingOut(TextLineOut):
    newest: NewestOut | None = Field(description="What was written last: this is what an approval publishes")


class TextsOut(Schema):
    items: list[WaitingOut]
    next_cursor: int | None


class FaultOut(Schema):
    code: str
    seen: str


class VersionOut(Schema):
    id: int
    number: int
    origin: TextVersion.Origin
    verdict: TextVersion.Verdict
    title: str
    text: str
    faults: list[FaultOut] = Field(description="What the checks found")
    provider: str
    model: str
    prompt_version: str
    seed: str
    cost: int = Field(description="Millionths of a US dollar")
    hint: str
    reviewer: str = Field(description="Empty: nobody, or nobody of this installation")
    reviewed_at: datetime | None
    reason: str
    created_at: datetime


class ReportOut(Schema):
    player_id: int
    reason: str
    revision: int = Field(description="Of the text when it was reported")
    created_at: datetime


class PromptOut(Schema):
    version: str
    system: str
    user: str


class TextFileOut(TextLineOut):
    facts: dict[str, str] = Field(description="All that the text may depend on; some of it typed by players")
    hint: str
    prompt: PromptOut | None = Field(description="What a writer would be told now; none when nobody writes this kind")
    versions: list[VersionOut] = Field(description="Oldest first")
    complaints: list[ReportOut] = Field(description="Reports by players, newest first")


class NameBanOut(Schema):
    player_id: int
    name: str
