"""Which headers a proxy passes on, and what it says about the client."""

from __future__ import annotations

from aiohttp import web
from multidict import CIMultiDict

HOP_BY_HOP = frozenset(
    {
        "connection",
        "keep-alive",
        "proxy-authenticate",
        "proxy-authorization",
        "te",
        "trailer",
        "transfer-encoding",
        "upgrade",
    }
)


def _named_by_connection(headers: CIMultiDict[str]) -> set[str]:
    """The client may declare more headers to be meant for this hop only (RFC 9110, 7.6.1)."""
    return {name.strip().lower() for value in headers.getall("Connection", []) for name in value.split(",")}


def end_to_end(headers: CIMultiDict[str], *, drop: frozenset[str] = frozenset()) -> CIMultiDict[str]:
    unwanted = HOP_BY_HOP | drop | _named_by_connection(headers)
    return CIMultiDict((name, value) for name, value in headers.items() if name.lower() not in unwanted)


def forwarded(request: web.BaseRequest, *, drop: frozenset[str] = frozenset()) -> CIMultiDict[str]:
    """Headers for the server behind. It trusts what we say of the client, so the client's own claims go."""
    headers = end_to_end(CIMultiDict(request.headers), drop=drop)
    headers.popall("X-Forwarded-For", None)
    headers["X-Forwarded-For"] = request.remote or "unknown"
    headers["X-Forwarded-Proto"] = request.scheme
    headers["X-Forwarded-Host"] = request.host
    return headers
