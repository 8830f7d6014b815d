from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from players.models import Player


class Chat(models.Model):
    """A player's private chat with the bot. Its id is the player's Telegram id.

    `live_message_id` is the one screen that is edited in place. `awaits`: the text that it lacks, and the page that
    shows it again, as `fingerprint page`. `bottom_message_id` is the newest message known
    in the chat: when it is below the live screen, the next screen is sent anew instead of edited.
    """

    chat_id = models.BigIntegerField(_("chat id"), primary_key=True)
    player = models.OneToOneField(Player, on_delete=models.CASCADE, related_name="chat", verbose_name=_("player"))
    live_message_id = models.BigIntegerField(_("live message"), default=0)
    live_kind = models.CharField(_("screen shown"), max_length=12, blank=True)
    awaits = models.CharField(max_length=100, blank=True, default="", db_default="", editable=False)
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


class StaffLink(models.Model):
    """The Telegram account of somebody of the staff, proven by a code that the admin showed them once."""

    user = models.OneToOneField(
        settings.AUTH_USER_MODEL,
        on_delete=models.CASCADE,
        primary_key=True,
        related_name="+",
        verbose_name=_("account"),
    )
    telegram_user_id = models.BigIntegerField(_("Telegram id"), null=True, unique=True)
    code_digest = models.CharField(max_length=64, blank=True)
    code_until = models.DateTimeField(null=True)
    linked_at = models.DateTimeField(_("linked at"), null=True)

    class Meta:
        verbose_name = _("Telegram account of staff")
        verbose_name_plural = _("Telegram accounts of staff")
        indexes = [models.Index(fields=["code_digest"], name="staff_code", condition=~models.Q(code_digest=""))]

    def __str__(self) -> str:
        return self.user.get_username()


class StaffPost(models.Model):
    """What the staff group was told about a text that waits. `message_id`: 0 until Telegram has it."""

    text_id = models.BigIntegerField()
    revision = models.PositiveIntegerField()
    chat_id = models.BigIntegerField()
    message_id = models.BigIntegerField(default=0)
    is_open = models.BooleanField(default=True)
    created_at = models.DateTimeField(db_default=Now())

    class Meta:
        constraints = [models.UniqueConstraint(fields=["text_id", "revision", "chat_id"], name="staff_post_once")]
