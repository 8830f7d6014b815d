"""The circuit breaker: a provider that fails again and again is left alone, then probed by one call at a time."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db.models import F

from content.models import ProviderHealth
from content.rules.texts import TextRulesSpec


def breaker_lets_through(provider: str, *, rules: TextRulesSpec, now: datetime) -> bool:
    """Whether a call may be made. After the rest, one caller in `breaker_seconds` is let through as a probe."""
    row = ProviderHealth.objects.filter(pk=provider).first()
    if row is None or row.failures < rules.breaker_failures or row.open_until is None:
        return True
    probed_until = now + timedelta(seconds=rules.breaker_seconds)
    return bool(ProviderHealth.objects.filter(pk=provider, open_until__lte=now).update(open_until=probed_until))


def breaker_let_probe(provider: str, *, now: datetime) -> bool:
    """Let one call through at once; False when the provider is not closed off."""
    return bool(ProviderHealth.objects.filter(pk=provider, open_until__isnull=False).update(open_until=now))


def breaker_succeeded(provider: str, *, now: datetime) -> None:
    """A call got through: whatever was counted is forgotten."""
    ProviderHealth.objects.filter(pk=provider).exclude(failures=0).update(failures=0, open_until=None, changed_at=now)


def breaker_failed(provider: str, *, rules: TextRulesSpec, now: datetime) -> None:
    """A call did not get through; the last of `breaker_failures` in a row opens the breaker."""
    ProviderHealth.objects.bulk_create([ProviderHealth(provider=provider)], ignore_conflicts=True)
    row = ProviderHealth.objects.select_for_update().get(pk=provider)
    ProviderHealth.objects.filter(pk=provider).update(failures=F("failures") + 1)
    if row.failures + 1 >= rules.breaker_failures:
        opened = now + timedelta(seconds=rules.breaker_seconds)
        ProviderHealth.objects.filter(pk=provider).update(
            open_until=opened, changed_at=now if row.open_until is None else row.changed_at
        )
