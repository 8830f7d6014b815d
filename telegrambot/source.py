"""Which bot updates come from: a token changed for another bot's does not mix their numbers."""

from __future__ import annotations

from django.conf import settings


def bot_source() -> str:
    """The inbox's source name of the bot that the token belongs to: its id is the number before the colon."""
    return f"telegram:{settings.TELEGRAM_BOT_TOKEN.partition(':')[0]}"
