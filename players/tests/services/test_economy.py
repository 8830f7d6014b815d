"""What the ledger says by day: the same whether a day was summed or not."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta

import pytest

from players.models import Gear, LedgerDay, LedgerEntry, Player
from players.selectors.economy import ITEMS, Flow, flows, held, summed_until
from players.services.economy import ledger_days_sum
from players.state.ledger import GOLD

TODAY = date(2026, 5, 10)

pytestmark = pytest.mark.django_db


@pytest.fixture
def player() -> Player:
    """One who has nothing yet: the ledger is what a test writes."""
    return Player.objects.create(telegram_id=1)


def entry(
    player: Player, days_ago: int, amount: int, *, reason: str = "battle", asset: str = GOLD, hour: int = 12
) -> None:
    at = datetime.combine(TODAY - timedelta(days=days_ago), time(hour), UTC)
    LedgerEntry.objects.create(player=player, asset=asset, amount=amount, balance=0, reason=reason, created_at=at)


def read(asset: str = GOLD, days: int = 30) -> list[Flow]:
    return flows(asset=asset, first=TODAY - timedelta(days=days), last=TODAY)


def test_a_summed_day_reads_like_the_ledger_itself(player: Player) -> None:
    for days_ago in (0, 1, 3):
        entry(player, days_ago, 50)
        entry(player, days_ago, 20)
        entry(player, days_ago, -30, reason="shop_buy")
        entry(player, days_ago, 2, asset="item:rye_bread")
    unsummed = {asset: read(asset) for asset in (GOLD, ITEMS, "item:rye_bread")}
    assert ledger_days_sum(today=TODAY) == 3
    assert summed_until() == TODAY - timedelta(days=1)
    assert {asset: read(asset) for asset in unsummed} == unsummed
    assert unsummed[GOLD][-2:] == [Flow(TODAY, "battle", 70, 0, 2), Flow(TODAY, "shop_buy", 0, 30, 1)]
    assert unsummed[ITEMS] == unsummed["item:rye_bread"]
    assert held(asset=GOLD, until=TODAY, today=TODAY) == 120
    assert held(asset=GOLD, until=TODAY - timedelta(days=1), today=TODAY) == 80


def test_what_was_late_for_midnight_is_summed_the_next_time(player: Player) -> None:
    entry(player, 1, 50)
    ledger_days_sum(today=TODAY)
    entry(player, 1, 5, hour=23)
    assert [flow.gained for flow in read()] == [50]
    assert ledger_days_sum(today=TODAY) == 1
    assert [flow.gained for flow in read()] == [55]


def test_a_day_is_of_utc_and_a_range_has_both_its_ends(player: Player) -> None:
    for days_ago in (0, 1, 2):
        entry(player, days_ago, 1, hour=0)
        entry(player, days_ago, 1, hour=23)
    for _ in range(2):
        found = flows(asset=GOLD, first=TODAY - timedelta(days=2), last=TODAY - timedelta(days=1))
        assert [(flow.day, flow.moves) for flow in found] == [
            (TODAY - timedelta(days=2), 2),
            (TODAY - timedelta(days=1), 2),
        ]
        ledger_days_sum(today=TODAY)


def test_pieces_count_as_their_item(player: Player) -> None:
    pieces = [Gear.objects.create(owner=player, item="rusty_sword", rarity="common", reason="test") for _ in range(3)]
    for piece in pieces:
        entry(player, 0, 1, asset=f"gear:{piece.pk}")
        entry(player, 1, 1, asset=f"gear:{piece.pk}")
    ledger_days_sum(today=TODAY)
    assert LedgerDay.objects.get().asset == "item:rusty_sword"
    assert [flow.gained for flow in read("item:rusty_sword")] == [3, 3]


def test_an_empty_ledger_has_nothing_to_sum(player: Player) -> None:
    assert ledger_days_sum(today=TODAY) == 0
    assert read() == []
