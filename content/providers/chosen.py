"""The provider that this installation is configured with."""

from __future__ import annotations

from functools import cache

from django.conf import settings

from content.providers.base import Provider
from content.providers.offline import OfflineProvider


@cache
def provider_chosen() -> Provider:
    """By TEXT_PROVIDER. Raises ValueError for a name that nobody has."""
    if settings.TEXT_PROVIDER == "offline":
        return OfflineProvider()
    raise ValueError(f"There is no provider of texts named {settings.TEXT_PROVIDER!r}")
