"""What has happened to a player's value: pages of the ledger, newest first."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from players.models import LedgerEntry


@dataclass(frozen=True, slots=True)
class LedgerLine:
    id: int
    asset: str
    amount: int
    balance: int
    reason: str
    reference: str
    at: datetime


def ledger_page(*, player_id: int, before: int | None, limit: int) -> list[LedgerLine]:
    """Up to `limit` entries with an id below `before`."""
    entries = LedgerEntry.objects.filter(player_id=player_id)
    if before is not None:
        entries = entries.filter(pk__lt=before)
    columns = ("pk", "asset", "amount", "balance", "reason", "reference", "created_at")
    return [LedgerLine(*row) for row in entries.order_by("-pk").values_list(*columns)[:limit]]
