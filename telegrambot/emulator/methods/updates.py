"""Getting updates: long polling and webhook settings."""

import re
from typing import Any

import orjson

from telegrambot.emulator.emulator import Emulator
from telegrambot.emulator.errors import POLLING_WHILE_WEBHOOK, bad_request, conflict
from telegrambot.emulator.params import Params
from telegrambot.emulator.webhook import Webhook

_MAX_POLL_S = 50
_SECRET = re.compile(r"^[A-Za-z0-9_-]*$")


async def get_updates(emulator: Emulator, params: Params) -> orjson.Fragment:
    """Unconfirmed updates, oldest first; waits up to `timeout` seconds (at most 50) for the first one.

    A second call ends the first one with 409, as two pollers of one token do on the Bot API server.
    """
    if emulator.webhook is not None:
        raise conflict(POLLING_WHILE_WEBHOOK)
    queue = emulator.queue
    offset = params.integer("offset")
    limit = params.between("limit", 100, 1, 100)
    timeout = params.between("timeout", 0, 0, _MAX_POLL_S)
    _allow(emulator, params)
    queue.interrupt_poll()
    if offset > 0:
        queue.confirm_before(offset)
    elif offset < 0:
        queue.keep_last(-offset)
    bodies = queue.take(limit)
    if not bodies and timeout:
        await queue.wait(timeout)
        bodies = queue.take(limit)
    return orjson.Fragment(b"[" + b",".join(bodies) + b"]")


def set_webhook(emulator: Emulator, params: Params) -> bool:
    """Begin to deliver updates to a URL; an empty URL removes the webhook. Plain HTTP is allowed here."""
    url = params.text("url")
    if not url:
        return delete_webhook(emulator, params)
    if not url.startswith(("https://", "http://")) or not url.split("://", 1)[1].strip("/"):
        raise bad_request("invalid webhook URL specified")
    secret = params.text("secret_token")
    if len(secret) > 256:
        raise bad_request("secret token is too long")
    if not _SECRET.match(secret):
        raise bad_request("secret token contains unallowed characters")
    _allow(emulator, params)
    if params.flag("drop_pending_updates"):
        emulator.queue.clear()
    emulator.queue.interrupt_poll(by_webhook=True)
    emulator.use_webhook(Webhook(url, secret, params.between("max_connections", 40, 1, 100)))
    return True


def delete_webhook(emulator: Emulator, params: Params) -> bool:
    if params.flag("drop_pending_updates"):
        emulator.queue.clear()
    emulator.use_webhook(None)
    return True


def get_webhook_info(emulator: Emulator, params: Params) -> dict[str, Any]:
    webhook = emulator.webhook
    info: dict[str, Any] = {
        "url": webhook.url if webhook else "",
        "has_custom_certificate": False,
        "pending_update_count": len(emulator.queue.pending),
    }
    if webhook is not None:
        info |= {"max_connections": webhook.max_connections, "ip_address": "127.0.0.1"}
        if webhook.last_error_at:
            info |= {"last_error_date": webhook.last_error_at, "last_error_message": webhook.last_error}
    if emulator.queue.allowed:
        info["allowed_updates"] = sorted(emulator.queue.allowed)
    return info


def _allow(emulator: Emulator, params: Params) -> None:
    """`allowed_updates`: absent keeps the list, an empty list returns to the default."""
    if "allowed_updates" not in params.raw:
        return
    given = params.json("allowed_updates", or_else="Can't parse allowed_updates JSON object")
    if isinstance(given, list):
        emulator.queue.allowed = frozenset(str(kind) for kind in given) or None
