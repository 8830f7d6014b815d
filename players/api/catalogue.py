"""What the release says of items, skills and classes: open to anybody, in the language of Accept-Language."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from ninja import Router

from content.api.catalogue import section_response
from players.api.render import class_out, item_out, item_set_out, skill_out
from players.api.schemas import ClassesOut, ItemSetsOut, ItemsOut, SkillsOut
from players.rules.catalogue import ClassSpec, ItemSetSpec, ItemSpec, SkillSpec

router = Router(tags=["catalogue"])


@router.get("/items", response=ItemsOut, summary="All items")
def items(request: HttpRequest) -> HttpResponse:
    """Send the ETag back in If-None-Match: nothing is sent twice."""
    return section_response(request, ItemSpec, item_out)


@router.get("/item-sets", response=ItemSetsOut, summary="All sets of items")
def item_sets(request: HttpRequest) -> HttpResponse:
    """What wearing several pieces of one adds. Send the ETag back in If-None-Match: nothing is sent twice."""
    return section_response(request, ItemSetSpec, item_set_out)


@router.get("/skills", response=SkillsOut, summary="All skills")
def skills(request: HttpRequest) -> HttpResponse:
    """Of characters and monsters. Send the ETag back in If-None-Match: nothing is sent twice."""
    return section_response(request, SkillSpec, skill_out)


@router.get("/classes", response=ClassesOut, summary="All classes")
def classes(request: HttpRequest) -> HttpResponse:
    """Send the ETag back in If-None-Match: nothing is sent twice."""
    return section_response(request, ClassSpec, class_out)
