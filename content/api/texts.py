"""Texts that grow with play, for players."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Literal

from django.http import HttpResponse
from ninja import Path, Router, Schema
from pydantic import Field

from common.door import WRITE, ApiRequest, BodyIn, Id, PlayerRequest, respond, write_once
from common.errors import NotFound
from content.rules.texts import Purpose
from content.selectors.text_files import text_published
from content.services.reports import text_report

router = Router(tags=["texts"])


class TextOut(Schema):
    id: int
    status: Literal["published"]
    kind: Purpose
    subject: str = Field(description="What it is about, like `location:ford`")
    language: Literal["ru", "en"]
    title: str = Field(description="Empty for kinds without one")
    text: str = Field(description="Plain text; escape it as your screen needs")
    credit: str = Field(description="Who met it first, a name as the player chose it; empty for nobody")
    version: int = Field(description="Counts what was written for it; this one is read now")
    reviewed: bool = Field(description="Whether a moderator has seen it")
    published_at: datetime


@router.get("/{int:text_id}", response=TextOut, summary="A text")
def text(request: ApiRequest, text_id: Annotated[Id, Path()]) -> HttpResponse:
    """A text that players read now. One that is hidden, rejected or not written yet is not found."""
    row = text_published(text_id)
    if row is None:
        raise NotFound(what="text", key=str(text_id))
    return respond(
        {
            "id": row.pk,
            "status": row.state,
            "kind": row.purpose,
            "subject": row.subject,
            "language": row.language,
            "title": row.title,
            "text": row.body,
            "credit": row.credit,
            "version": row.version,
            "reviewed": row.is_reviewed,
            "published_at": row.settled_at,
        }
    )


class ReportIn(BodyIn):
    reason: str = Field("", max_length=200, pattern=r"^[^\x00]*$", description="In your own words, for moderators")


class ReportedOut(Schema):
    id: int
    hidden: bool = Field(description="Whether nobody reads it any more until a moderator has looked")


@router.post("/{int:text_id}/report", response=ReportedOut, summary="Report a text", openapi_extra=WRITE)
def text_reporting(request: PlayerRequest, text_id: Annotated[Id, Path()], body: ReportIn) -> HttpResponse:
    """One that should not be there. Moderators look at it; reports of several players hide it until then."""

    def report() -> dict[str, object]:
        is_hidden = text_report(text_id=text_id, player_id=request.player_id, reason=body.reason)
        return {"id": text_id, "hidden": is_hidden}

    return write_once(request, report)
