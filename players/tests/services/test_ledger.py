"""Value is conserved, never negative, and moves once."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import IntegrityError, connection
from django.db.models import Sum

from common.errors import GameError, Invalid
from common.models import AuditEntry
from common.tx import unit_of_work
from content.rules.catalogue import Catalogue
from gameproject.testing import make_player
from players.errors import NotEnough
from players.models import Holding, LedgerEntry, Player
from players.services.corrections import balance_correct, player_ban
from players.state.ledger import GOLD, Move, balance, item_asset, ledger_move

pytestmark = pytest.mark.usefixtures("published_world")

HERB = item_asset("test_herb")


@pytest.fixture
def hero(published_world: Catalogue) -> Player:
    return make_player()


def test_a_movement_is_written_with_its_balance(hero: Player) -> None:
    before = balance(player_id=hero.pk, asset=GOLD)
    balances = ledger_move(player_id=hero.pk, moves=[Move(GOLD, 5), Move(HERB, 2), Move(GOLD, 1)], reason="test")
    assert balances == {GOLD: before + 6, HERB: 2}
    entry = LedgerEntry.objects.get(player=hero, asset=GOLD, reason="test")
    assert (entry.amount, entry.balance) == (6, before + 6)


def test_nothing_is_taken_that_is_not_there(hero: Player) -> None:
    has = balance(player_id=hero.pk, asset=GOLD)
    entries = LedgerEntry.objects.count()
    with pytest.raises(NotEnough) as refused, unit_of_work():
        ledger_move(player_id=hero.pk, moves=[Move(HERB, 1), Move(GOLD, -has - 1)], reason="test")
    assert refused.value.params == {"asset": GOLD, "needs": has + 1, "has": has}
    assert (balance(player_id=hero.pk, asset=GOLD), LedgerEntry.objects.count()) == (has, entries)


def test_a_key_moves_value_once(hero: Player) -> None:
    ledger_move(player_id=hero.pk, moves=[Move(GOLD, 5)], reason="test", key="gift:1")
    after = balance(player_id=hero.pk, asset=GOLD)
    with pytest.raises(IntegrityError), unit_of_work():
        ledger_move(player_id=hero.pk, moves=[Move(GOLD, 5)], reason="test", key="gift:1")
    assert balance(player_id=hero.pk, asset=GOLD) == after


def test_a_correction_needs_a_reason_and_leaves_a_trace(hero: Player) -> None:
    with pytest.raises(Invalid):
        balance_correct(player_id=hero.pk, asset=GOLD, amount=5, reason="  ", actor="staff:1 ann")
    with pytest.raises(Invalid):
        balance_correct(player_id=hero.pk, asset=GOLD, amount=0, reason="why", actor="staff:1 ann")
    for asset in ("knotty_club", "silver"):
        with pytest.raises(Invalid):
            balance_correct(player_id=hero.pk, asset=asset, amount=1, reason="why", actor="staff:1 ann")
    with pytest.raises(Invalid):
        balance_correct(player_id=hero.pk, asset=GOLD, amount=2**63 - 1, reason="why", actor="staff:1 ann")
    new = balance_correct(player_id=hero.pk, asset=GOLD, amount=5, reason="lost in a bug", actor="staff:1 ann")
    assert balance(player_id=hero.pk, asset=GOLD) == new
    line = AuditEntry.objects.get(action="players.balance_correct")
    assert (line.reason, line.subject, line.details["amount"]) == ("lost in a bug", f"player:{hero.pk}", 5)


def test_a_ban_ends_every_session(hero: Player) -> None:
    player_ban(player_id=hero.pk, reason="cheats", actor="staff:1 ann")
    hero.refresh_from_db()
    assert hero.banned_at is not None
    assert hero.token_version == 1


@pytest.mark.django_db(transaction=True)
def test_the_last_coins_are_spent_once(hero: Player) -> None:
    """Twenty takers beside as many givers: balances equal entries and nobody goes below zero."""
    start = balance(player_id=hero.pk, asset=GOLD)

    def take(_: int) -> int:
        try:
            with unit_of_work():
                ledger_move(player_id=hero.pk, moves=[Move(GOLD, -start), Move(HERB, 1)], reason="race")
        except GameError:
            return 0
        finally:
            connection.close()
        return 1

    with ThreadPoolExecutor(20) as pool:
        assert sum(pool.map(take, range(20))) == 1
    assert balance(player_id=hero.pk, asset=GOLD) == 0
    for holding in Holding.objects.filter(player=hero):
        total = LedgerEntry.objects.filter(player=hero, asset=holding.asset).aggregate(total=Sum("amount"))["total"]
        assert total == holding.amount
