"""Puts the emulator, the WebSockets and the site behind one address."""

from __future__ import annotations

from collections.abc import AsyncIterator
from dataclasses import dataclass

import aiohttp
from aiohttp import web

from gameproject.devfront.proxy import new_session, pass_request, pass_websocket

SESSION = web.AppKey("session", aiohttp.ClientSession)


@dataclass(frozen=True)
class Upstreams:
    web_url: str
    realtime_url: str


def create_front(upstreams: Upstreams, base: web.Application | None = None) -> web.Application:
    """`base` (the emulator) answers its own addresses first; the rest is passed on."""
    app = base if base is not None else web.Application()

    async def realtime(request: web.Request) -> web.StreamResponse:
        if request.headers.get("Upgrade", "").lower() == "websocket":
            return await pass_websocket(request.app[SESSION], request, upstreams.realtime_url)
        return await pass_request(request.app[SESSION], request, upstreams.realtime_url)

    async def site(request: web.Request) -> web.StreamResponse:
        return await pass_request(request.app[SESSION], request, upstreams.web_url)

    app.cleanup_ctx.append(_session)
    app.router.add_route("*", "/ws/{tail:.*}", realtime)
    app.router.add_route("*", "/{tail:.*}", site)
    return app


async def _session(app: web.Application) -> AsyncIterator[None]:
    app[SESSION] = new_session()
    yield
    await app[SESSION].close()
