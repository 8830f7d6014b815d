"""The webhook: an update is on disk before Telegram hears that it arrived."""

from __future__ import annotations

import hmac

import msgspec
import orjson
from django.conf import settings
from django.core.exceptions import RequestDataTooBig
from django.http import HttpRequest, HttpResponse
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

from common.redis import nudge
from telegrambot.incoming import read_update
from telegrambot.listener import INBOX_CHANNEL
from telegrambot.receiver import updates_store
from telegrambot.source import bot_source

MAX_BYTES = 512 * 1024  # Telegram's own updates are far below


@csrf_exempt
@require_POST
def webhook(request: HttpRequest) -> HttpResponse:
    """403 without the secret that only Telegram was told, 413 and 400 for what is no update."""
    if not _is_from_telegram(request):
        return HttpResponse(status=403)
    if int(request.META.get("CONTENT_LENGTH") or 0) > MAX_BYTES:
        return HttpResponse(status=413)
    try:
        update = orjson.loads(request.body)
        read_update(update)
    except RequestDataTooBig:
        return HttpResponse(status=413)
    except (orjson.JSONDecodeError, msgspec.ValidationError):
        return HttpResponse(status=400)
    for lane in updates_store(bot_source(), [update]):
        nudge(INBOX_CHANNEL, str(lane))
    return HttpResponse(status=200)


def _is_from_telegram(request: HttpRequest) -> bool:
    secret = settings.TELEGRAM_WEBHOOK_SECRET
    given = request.headers.get("X-Telegram-Bot-Api-Secret-Token", "")
    return bool(secret) and hmac.compare_digest(given.encode(), secret.encode())
