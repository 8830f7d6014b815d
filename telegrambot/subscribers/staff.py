"""What the staff group is told: texts that wait, and who decided what."""

from __future__ import annotations

from django.conf import settings
from django.urls import reverse
from django.utils import translation

from common.events import subscriber
from content.events import TextDecided, TextWaits
from content.models import GameText
from telegrambot.models import StaffPost
from telegrambot.replies import POST, POST_EDIT, push
from telegrambot.screens.staff import decided_payload, waiting_payload

_WAITING = (GameText.State.WAITING, GameText.State.HIDDEN)


@subscriber(TextWaits)
def tell_staff(event: TextWaits) -> None:
    """Under the text's lock: a decision comes either before, and there is nothing to tell, or after, and edits it."""
    chat_id = settings.TELEGRAM_STAFF_CHAT
    row = GameText.objects.select_for_update().filter(pk=event.text_id, state__in=_WAITING).first() if chat_id else None
    version = row.versions.order_by("-number").first() if row else None
    if row is None or version is None:
        return
    post, is_new = StaffPost.objects.get_or_create(text_id=row.pk, revision=row.revision, chat_id=chat_id)
    if not is_new:
        return
    with translation.override(settings.TELEGRAM_STAFF_LANGUAGE):
        payload = waiting_payload(row, version, url=_desk_url(row.pk))
    push(chat_id, POST, {**payload, "post": post.pk})


@subscriber(TextDecided)
def tell_decision(event: TextDecided) -> None:
    posts = list(StaffPost.objects.filter(text_id=event.text_id, revision__lt=event.revision, is_open=True))
    row = GameText.objects.filter(pk=event.text_id).first() if posts else None
    if row is None:
        return
    with translation.override(settings.TELEGRAM_STAFF_LANGUAGE):
        payload = decided_payload(row, row.versions.order_by("-number").first(), by=event.by, state=event.state)
    for post in posts:
        push(post.chat_id, POST_EDIT, {**payload, "post": post.pk})
    StaffPost.objects.filter(pk__in=[post.pk for post in posts]).update(is_open=False)


def _desk_url(text_id: int) -> str:
    """Telegram opens addresses of the public web only."""
    path = reverse("admin:content_gametext_desk_text", args=[text_id])
    return f"{settings.PUBLIC_URL}{path}" if settings.PUBLIC_URL.startswith("https://") else ""
