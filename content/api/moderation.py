"""Moderation of texts, for programs that act in the name of a moderator."""

from __future__ import annotations

from typing import Annotated

from django.http import HttpResponse
from ninja import Path, Query, Router

from common.door import WRITE, Id, StaffRequest, page_body, respond, write_once
from common.errors import NotFound
from content.api.moderation_render import text_file_out, text_line_out, waiting_out
from content.api.moderation_schemas import (
    ApproveIn,
    ClaimIn,
    EditIn,
    NameBanIn,
    NameBanOut,
    RegenerateIn,
    RejectIn,
    RollbackIn,
    TextFileOut,
    TextLineOut,
    TextsFilter,
    TextsOut,
)
from content.selectors.text_files import TextFilter, text_file, texts_page
from content.services.moderation import (
    name_ban,
    text_approve,
    text_claim_review,
    text_edit,
    text_regenerate,
    text_reject,
)

router = Router(tags=["moderation"])

TextId = Annotated[Id, Path()]


@router.get("/texts", response=TextsOut, summary="Texts that wait")
def moderation_texts(request: StaffRequest, asked: Query[TextsFilter]) -> HttpResponse:
    """Those that await a decision, in the order in which they were asked for; by `state` any others."""
    chosen = TextFilter(asked.kind, asked.state, asked.language, asked.reviewed, asked.prompt_version)
    rows = texts_page(chosen, after=asked.cursor, limit=asked.limit + 1)
    return respond(page_body([waiting_out(row) for row in rows], limit=asked.limit))


@router.get("/texts/{int:text_id}", response=TextFileOut, summary="A text with all that is known of it")
def moderation_text(request: StaffRequest, text_id: TextId) -> HttpResponse:
    """Its facts, its prompt, every version that was written, and what players reported."""
    file = text_file(text_id)
    if file is None:
        raise NotFound(what="text", key=str(text_id))
    return respond(text_file_out(file))


@router.post("/texts/{int:text_id}/claim", response=TextLineOut, summary="Claim a text", openapi_extra=WRITE)
def moderation_claim(request: StaffRequest, text_id: TextId, body: ClaimIn) -> HttpResponse:
    """Tell other moderators that you look at it: for some minutes only you can decide. A claim is no duty."""
    return write_once(request, lambda: text_line_out(text_claim_review(text_id=text_id, by=request.by)))


@router.post("/texts/{int:text_id}/approve", response=TextLineOut, summary="Approve", openapi_extra=WRITE)
def moderation_approve(request: StaffRequest, text_id: TextId, body: ApproveIn) -> HttpResponse:
    """Players read the newest version from now on."""
    return write_once(
        request, lambda: text_line_out(text_approve(text_id=text_id, revision=body.revision, by=request.by))
    )


@router.post("/texts/{int:text_id}/reject", response=TextLineOut, summary="Reject", openapi_extra=WRITE)
def moderation_reject(request: StaffRequest, text_id: TextId, body: RejectIn) -> HttpResponse:
    """Nobody reads it any more: composed words stand in its place."""
    return write_once(
        request,
        lambda: text_line_out(text_reject(text_id=text_id, revision=body.revision, by=request.by, reason=body.reason)),
    )


@router.post("/texts/{int:text_id}/edit", response=TextLineOut, summary="Edit and approve", openapi_extra=WRITE)
def moderation_edit(request: StaffRequest, text_id: TextId, body: EditIn) -> HttpResponse:
    """Players read your words from now on. They pass the same checks as a writer's: `content.text_faulty`."""
    return write_once(
        request,
        lambda: text_line_out(
            text_edit(text_id=text_id, revision=body.revision, by=request.by, body=body.text, title=body.title)
        ),
    )


@router.post("/texts/{int:text_id}/regenerate", response=TextLineOut, summary="Write anew", openapi_extra=WRITE)
def moderation_regenerate(request: StaffRequest, text_id: TextId, body: RegenerateIn) -> HttpResponse:
    """Have it written once more, with a hint to the writer. Players read composed words meanwhile."""
    return write_once(
        request,
        lambda: text_line_out(text_regenerate(text_id=text_id, revision=body.revision, by=request.by, hint=body.hint)),
    )


@router.post("/texts/{int:text_id}/rollback", response=TextLineOut, summary="Roll back", openapi_extra=WRITE)
def moderation_rollback(request: StaffRequest, text_id: TextId, body: RollbackIn) -> HttpResponse:
    """Players read an older version of this text again. One that the checks had stopped has to pass them now."""
    return write_once(
        request,
        lambda: text_line_out(
            text_approve(text_id=text_id, revision=body.revision, by=request.by, version_id=body.version_id)
        ),
    )


@router.post("/banned-names", response=NameBanOut, summary="Ban a name", openapi_extra=WRITE)
def moderation_name_ban(request: StaffRequest, body: NameBanIn) -> HttpResponse:
    """No prompt tells this player's name and no text credits it, in what is there already too."""

    def ban() -> dict[str, int | str]:
        name_ban(player_id=body.player_id, name=body.name, by=request.by, reason=body.reason)
        return {"player_id": body.player_id, "name": body.name}

    return write_once(request, ban)
