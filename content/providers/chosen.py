"""The provider that this installation is configured with."""

from __future__ import annotations

from functools import cache

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured

from content.providers.base import Provider
from content.providers.offline import OfflineProvider


@cache
def provider_chosen() -> Provider:
    """By TEXT_PROVIDER. Its library is imported only where it is used: it is large. Raises ImproperlyConfigured."""
    match settings.TEXT_PROVIDER:
        case "gemini":
            from content.providers.gemini import GeminiProvider

            return GeminiProvider(
                api_key=settings.GEMINI_API_KEY,
                model=settings.GEMINI_MODEL,
                base_url=settings.GEMINI_BASE_URL,
                safety=settings.GEMINI_SAFETY,
            )
        case "openai":
            try:
                from content.providers.openai import OpenAIProvider
            except ImportError as error:
                raise ImproperlyConfigured(
                    "TEXT_PROVIDER=openai needs the extra: pip install 'artel[openai]'"
                ) from error

            return OpenAIProvider(
                api_key=settings.OPENAI_API_KEY, model=settings.OPENAI_MODEL, base_url=settings.OPENAI_BASE_URL
            )
        case "offline":
            return OfflineProvider()
    raise ImproperlyConfigured(f"TEXT_PROVIDER={settings.TEXT_PROVIDER!r} is unknown")
