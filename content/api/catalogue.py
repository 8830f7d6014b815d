"""The release that is being played, and how catalogue pages are answered: once built, they stay as they are."""

from __future__ import annotations

import functools
from collections.abc import Callable, Hashable
from typing import Any, cast

import orjson
from django.http import HttpRequest, HttpResponse
from django.utils.cache import patch_vary_headers
from django.utils.http import parse_etags
from ninja import Router, Schema
from pydantic import Field

from common.door import ApiRequest
from content.release import current, release_catalogue
from content.rules.catalogue import Catalogue

Render = Callable[[Any, str], dict[str, Any]]

router = Router(tags=["catalogue"])


class ReleaseOut(Schema):
    release: int = Field(description="Its number: when it changes, catalogue pages have changed")


def section_response(request: HttpRequest, spec: type[Any], render: Render) -> HttpResponse:
    """All rows of a section in the caller's language, or 304 when the client has them already."""
    catalogue, language = current(), cast(ApiRequest, request).language
    return _conditional(
        request, catalogue, _section(catalogue.release_id, cast(Hashable, spec), render, language), language
    )


@functools.lru_cache(maxsize=64)
def _section(release_id: int, spec: Any, render: Render, language: str) -> bytes:
    rows = release_catalogue(release_id).all(spec).values()
    return orjson.dumps({"release": release_id, "items": [render(row, language) for row in rows]})


def _conditional(request: HttpRequest, catalogue: Catalogue, body: bytes, language: str) -> HttpResponse:
    tag = f'"{catalogue.release_id}-{language}"'
    seen = {it.removeprefix("W/") for it in parse_etags(request.headers.get("If-None-Match", ""))}
    fresh = "*" in seen or tag in seen
    response = HttpResponse(status=304) if fresh else HttpResponse(body, content_type="application/json")
    response["ETag"] = tag
    response["Cache-Control"] = "no-cache"  # may be kept, and is asked for again with If-None-Match
    patch_vary_headers(response, ["Accept-Language"])
    return response


@router.get("/release", response=ReleaseOut, summary="The release being played")
def release(request: HttpRequest) -> HttpResponse:
    """Its number is in the ETag of every catalogue page too."""
    catalogue, language = current(), cast(ApiRequest, request).language
    return _conditional(request, catalogue, orjson.dumps({"release": catalogue.release_id}), language)
