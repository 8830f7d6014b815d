from __future__ import annotations

import pytest
from django.db import IntegrityError, transaction

from players.models import LedgerEntry, Player

pytestmark = pytest.mark.django_db


def test_the_ledger_can_be_neither_changed_nor_shortened() -> None:
    player = Player.objects.create()
    LedgerEntry.objects.create(player=player, asset="gold", amount=5, balance=5, reason="test")
    with pytest.raises(IntegrityError, match="append-only: UPDATE refused"), transaction.atomic():
        LedgerEntry.objects.update(amount=500)
    with pytest.raises(IntegrityError, match="append-only: DELETE refused"), transaction.atomic():
        LedgerEntry.objects.all().delete()
    assert LedgerEntry.objects.get().amount == 5
