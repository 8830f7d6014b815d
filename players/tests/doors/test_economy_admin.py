"""The economy page: sums, a chart, and a choice of what and when."""

from __future__ import annotations

import html
import re
from datetime import timedelta
from typing import Any

import orjson
import pytest
from django.contrib.auth.models import User
from django.test import Client

from common import clock
from content.rules.catalogue import Catalogue
from gameproject.testing import make_player
from players.admin.economy import GAINED_COLOURS, economy_of, grouped
from players.models import LedgerEntry, Player
from players.state.ledger import GOLD, Move, item_asset, ledger_move

pytestmark = pytest.mark.django_db
URL = "/admin/players/ledgerentry/economy/"


@pytest.fixture
def player(published_world: Catalogue) -> Player:
    return make_player()


def move(player: Player, amount: int, reason: str, asset: str = GOLD) -> None:
    ledger_move(player_id=player.pk, moves=[Move(asset, amount)], reason=reason)


def opened(client: Client, query: str = "") -> str:
    response = client.get(URL + query, headers={"accept-language": "en"})
    assert response.status_code == 200
    return html.unescape(response.content.decode())


def chart(text: str) -> dict[str, Any]:
    found = re.search(r'data-value="(\{.*?\})"\s', text)
    assert found is not None
    drawn: dict[str, Any] = orjson.loads(found[1])
    return drawn


def test_faucets_stand_above_the_line_and_sinks_below(admin_client: Client, player: Player) -> None:
    started = LedgerEntry.objects.get(player=player, asset=GOLD).amount
    move(player, 500, "battle")
    move(player, -200, "shop_buy")
    move(player, 70, "trade")
    text = opened(admin_client)
    sets = {drawn["label"]: drawn["data"] for drawn in chart(text)["datasets"]}
    assert sets["spoils of a battle"][-1] == 500
    assert sets["bought in a shop"][-1] == -200
    assert sets["net"][-1] == 300 + started
    assert "trade with a player" not in sets
    assert "From player to player" in text
    assert len(sets["net"]) == 28


def test_items_are_counted_by_themselves(admin_client: Client, player: Player) -> None:
    move(player, 7, "battle", item_asset("herb_tonic"))
    assert "spoils of a battle" in opened(admin_client, "?what=item:herb_tonic")
    assert "spoils of a battle" in opened(admin_client, "?what=items")
    assert "Nothing of it has moved" in opened(admin_client, "?what=item:wolf_fang")


def test_a_range_that_cannot_be_is_worded(admin_client: Client, player: Player) -> None:
    assert "The last day is before the first" in opened(admin_client, "?first=2026-05-02&last=2026-05-01")
    assert "At most 184 days" in opened(admin_client, "?first=2020-05-02&last=2026-05-01")
    assert "Economy" in opened(admin_client, "?what=<b>&first=x")


def test_small_reasons_share_a_colour(player: Player) -> None:
    today = clock.now().date()
    for number in range(len(GAINED_COLOURS) + 3):
        move(player, 1000 - number, f"reason_{number}")
    drawn = economy_of(GOLD, today - timedelta(days=1), today, today=today)
    assert len({reason.colour for reason in drawn.faucets}) == len(GAINED_COLOURS)
    labels = [column["label"] for column in orjson.loads(drawn.chart)["datasets"]]
    assert len(labels) == 1 + len(GAINED_COLOURS)


def test_numbers_are_grouped() -> None:
    assert grouped(-1234567).startswith("\N{MINUS SIGN}1")
    assert grouped(12) == "12"


def test_it_asks_no_more_for_more_entries(
    admin_client: Client, player: Player, django_assert_max_num_queries: Any
) -> None:
    for number in range(20):
        move(player, 5, f"reason_{number}")
    opened(admin_client)
    with django_assert_max_num_queries(14):
        opened(admin_client)


def test_only_who_may_see_the_ledger_sees_it(player: Player) -> None:
    client = Client()
    client.force_login(User.objects.create_user("nobody", is_staff=True))
    assert client.get(URL).status_code == 403
