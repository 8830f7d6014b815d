from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from players.models.player import Player


class RefreshToken(models.Model):
    """One refresh token, stored as its SHA-256. Tokens that came from one sign-in share a `family`."""

    player = models.ForeignKey(Player, on_delete=models.CASCADE, related_name="refresh_tokens")
    family = models.UUIDField()
    digest = models.CharField(max_length=64, unique=True)
    created_at = models.DateTimeField(db_default=Now())
    expires_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True)
    revoked_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [models.Index(fields=["family"], name="refresh_family")]


class UsedInitData(models.Model):
    """The hash of a Mini App sign-in that was exchanged for tokens: it is good once."""

    digest = models.CharField(max_length=64, primary_key=True)
    used_at = models.DateTimeField(db_default=Now())


class ApiKey(models.Model):
    """A key that an operator gave to another program. Only its SHA-256 is stored; the prefix tells keys apart."""

    name = models.CharField(_("name"), max_length=80)
    prefix = models.CharField(_("starts with"), max_length=12, unique=True)
    digest = models.CharField(max_length=64, unique=True)
    scopes = models.JSONField(_("scopes"), default=list)
    created_at = models.DateTimeField(_("created"), db_default=Now())
    created_by = models.CharField(_("created by"), max_length=150, blank=True)
    # In whose name the program decides, where that takes a person.
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+", verbose_name=_("acts for")
    )
    last_used_at = models.DateTimeField(_("last used"), null=True)
    expires_at = models.DateTimeField(_("expires"), null=True, blank=True)
    revoked_at = models.DateTimeField(_("revoked"), null=True)

    class Meta:
        verbose_name = _("API key")
        verbose_name_plural = _("API keys")

    def __str__(self) -> str:
        return f"{self.name} ({self.prefix}…)"
