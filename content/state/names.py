"""Names that no prompt tells."""

from __future__ import annotations

from content.models import BannedName


def names_banned() -> set[str]:
    """The banned names, case folded."""
    return {name.casefold() for name in BannedName.objects.values_list("name", flat=True)}
