"""Where the messages are that the staff group was told by."""

from __future__ import annotations

from django.db import connections

from telegrambot.models import StaffPost


def post_message(post: int) -> int:
    """The message of a post; 0 when Telegram never got it. For a thread of its own, which keeps no connection."""
    try:
        return StaffPost.objects.filter(pk=post).values_list("message_id", flat=True).first() or 0
    finally:
        connections.close_all()
