"""The emulator as an aiohttp application, to run alone or in front of the web process."""

import asyncio
import contextlib
from collections.abc import AsyncIterator

from aiohttp import web

from telegrambot.emulator import pages, server
from telegrambot.emulator.config import EmulatorConfig
from telegrambot.emulator.emulator import Emulator
from telegrambot.emulator.server import EMULATOR
from telegrambot.emulator.snapshot import SnapshotFile
from telegrambot.emulator.testapi.routes import api_routes

_LARGEST_REQUEST = 52 * 1024 * 1024


def create_app(config: EmulatorConfig | None = None) -> web.Application:
    """The Bot API, the test API and the browser chat of one bot. The Emulator is `app[EMULATOR]`.

    Other routes may be added before the application starts; give a catch-all last.
    """
    app = web.Application(client_max_size=_LARGEST_REQUEST)
    app[EMULATOR] = Emulator(config or EmulatorConfig())
    app.add_routes(
        [
            web.route("*", "/bot{token:[^/]+}/{method:[^/]+}", server.call),
            web.get("/file/bot{token:[^/]+}/{path:.+}", server.file),
        ]
    )
    app.add_routes(api_routes())
    app.add_routes(pages.page_routes())
    app.cleanup_ctx.append(_kept_in_file)
    app.on_shutdown.append(_close)
    return app


async def _close(app: web.Application) -> None:
    await app[EMULATOR].close()


async def _kept_in_file(app: web.Application) -> AsyncIterator[None]:
    """Load the snapshot at the start, save it every few seconds when something changed, and at the end."""
    emulator = app[EMULATOR]
    if emulator.config.snapshot_path is None:
        yield
        return
    snapshot = SnapshotFile(emulator, emulator.config.snapshot_path)
    snapshot.load()
    saving = asyncio.create_task(snapshot.keep_saving())
    yield
    saving.cancel()
    with contextlib.suppress(asyncio.CancelledError):
        await saving
    snapshot.save()
