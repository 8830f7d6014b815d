from __future__ import annotations

from django.db import models
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from players.models import Player


class Chat(models.Model):
    """A player's private chat with the bot. Its id is the player's Telegram id.

    `live_message_id` is the one screen that is edited in place. `bottom_message_id` is the newest message known
    in the chat: when it is below the live screen, the next screen is sent anew instead of edited.
    """

    chat_id = models.BigIntegerField(_("chat id"), primary_key=True)
    player = models.OneToOneField(Player, on_delete=models.CASCADE, related_name="chat", verbose_name=_("player"))
    live_message_id = models.BigIntegerField(_("live message"), default=0)
    live_kind = models.CharField(_("screen shown"), max_length=12, blank=True)
    bottom_message_id = models.BigIntegerField(default=0)
    start_payload = models.CharField(_("came by the link"), max_length=64, blank=True)
    unreachable_at = models.DateTimeField(_("unreachable since"), null=True, blank=True)
    created_at = models.DateTimeField(_("first seen"), db_default=Now())

    class Meta:
        verbose_name = _("chat")
        verbose_name_plural = _("chats")

    def __str__(self) -> str:
        return str(self.chat_id)


class UploadedPicture(models.Model):
    """A picture that Telegram has already: what it was painted from, as a digest, and what Telegram calls it."""

    digest = models.CharField(max_length=64, primary_key=True)
    file_id = models.CharField(max_length=200)
    created_at = models.DateTimeField(db_default=Now())
