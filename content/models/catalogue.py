from __future__ import annotations

from django.core.validators import RegexValidator
from django.db import models

KEY_MAX_LENGTH = 24  # keys travel in Telegram's 64-byte callback data

key_validator = RegexValidator(
    r"\A[a-z0-9]+(_[a-z0-9]+)*\Z", "Lower-case Latin letters, digits and single underscores only."
)


class CatalogueRow(models.Model):
    """A draft row of the catalogue. Its key is its identity for ever: releases, state and links name it."""

    key = models.CharField(max_length=KEY_MAX_LENGTH, primary_key=True, validators=[key_validator])
    updated_at = models.DateTimeField(auto_now=True)

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return getattr(self, "name_en", "") or self.key
