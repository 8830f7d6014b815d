from __future__ import annotations

from django.core.validators import RegexValidator
from django.db import models
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

SINGLE_KEY = "default"  # of a section of rules, which has one row
KEY_MAX_LENGTH = 24  # keys travel in Telegram's 64-byte callback data

key_validator = RegexValidator(
    r"\A[a-z0-9]+(_[a-z0-9]+)*\Z", _("Lower-case Latin letters, digits and single underscores only.")
)


class CatalogueRow(models.Model):
    """A draft row of the catalogue. Its key is its identity for ever: releases, state and links name it."""

    key = models.CharField(_("key"), max_length=KEY_MAX_LENGTH, primary_key=True, validators=[key_validator])
    updated_at = models.DateTimeField(auto_now=True)

    title = ""  # what the admin calls a row that has no name of its own

    class Meta:
        abstract = True

    def __str__(self) -> str:
        if self.key == SINGLE_KEY:
            return str(self._meta.verbose_name)
        language = "ru" if get_language() == "ru" else "en"
        return getattr(self, f"name_{language}", "") or self.title or self.key
