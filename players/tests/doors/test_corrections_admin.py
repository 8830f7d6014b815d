"""Operators put balances and bans right through services; a refusal is an error of the form, in words."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client

from common.models import AuditEntry
from gameproject.testing import make_player
from players.models import LedgerEntry, Player
from players.rules.catalogue import ItemSpec
from players.state.ledger import GOLD, balance

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("published_world")]


@pytest.fixture
def hero(published_world: object) -> Player:
    return make_player()


def correct(client: Client, player: Player, **data: Any) -> Any:
    return client.post(f"/admin/players/player/{player.pk}/correct/", data)


def test_a_correction_writes_the_ledger_and_the_audit_log(admin_client: Client, hero: Player) -> None:
    before = balance(player_id=hero.pk, asset=GOLD)
    answer = correct(admin_client, hero, asset="gold", amount=50, reason="Lost to a bug")
    assert answer.headers["Location"] == f"/admin/players/player/{hero.pk}/change/"
    assert balance(player_id=hero.pk, asset=GOLD) == before + 50
    entry = LedgerEntry.objects.latest("pk")
    assert (entry.reason, entry.amount) == ("correction", 50)
    audit = AuditEntry.objects.get(action="players.balance_correct")
    assert (audit.subject, audit.reason) == (f"player:{hero.pk}", "Lost to a bug")
    assert audit.actor.endswith("admin")
    assert "Lost to a bug" in admin_client.get("/admin/common/auditentry/").content.decode()


@pytest.mark.parametrize(
    ("data", "words"),
    [
        ({"amount": 0}, "Zero changes nothing."),
        ({"amount": -100_000}, "The player has only"),
        ({"amount": 10**12}, "1000000000"),
        ({"amount": "many"}, "whole number"),
        ({"asset": "item:grail"}, "Select a valid choice"),
        ({"reason": "  "}, "Say why"),
    ],
)
def test_bad_input_is_worded_and_changes_nothing(
    admin_client: Client, hero: Player, data: dict[str, Any], words: str
) -> None:
    entries, before = LedgerEntry.objects.count(), balance(player_id=hero.pk, asset=GOLD)
    page = correct(admin_client, hero, **({"asset": "gold", "amount": 5, "reason": "why"} | data))
    assert page.status_code == 200
    assert words in page.content.decode()
    assert LedgerEntry.objects.count() == entries
    assert balance(player_id=hero.pk, asset=GOLD) == before
    assert not AuditEntry.objects.filter(action="players.balance_correct").exists()


def test_items_are_named_in_the_language_of_the_page(admin_client: Client, hero: Player, published_world: Any) -> None:
    item = next(iter(published_world.all(ItemSpec).values()))
    url = f"/admin/players/player/{hero.pk}/correct/"
    assert item.name.ru in admin_client.get(url, headers={"accept-language": "ru"}).content.decode()
    correct(admin_client, hero, asset=f"item:{item.key}", amount=3, reason="A gift")
    assert balance(player_id=hero.pk, asset=f"item:{item.key}") >= 3


def test_a_ban_shuts_out_and_can_be_lifted(admin_client: Client, hero: Player) -> None:
    url = f"/admin/players/player/{hero.pk}"
    assert "Say why" in admin_client.post(f"{url}/ban/", {"reason": ""}).content.decode()
    admin_client.post(f"{url}/ban/", {"reason": "A bot"})
    hero.refresh_from_db()
    assert hero.banned_at is not None
    assert "Lift the ban" in admin_client.get(f"{url}/change/").content.decode()
    admin_client.post(f"{url}/unban/", {"reason": "Not a bot"})
    assert Player.objects.filter(pk=hero.pk, banned_at=None).exists()
    actions = AuditEntry.objects.filter(subject=f"player:{hero.pk}").values_list("action", flat=True)
    assert set(actions) == {"players.ban", "players.unban"}


def test_a_player_who_has_not_begun_has_a_page(admin_client: Client, hero: Player) -> None:
    newcomer = Player.objects.create(guest_key="fresh")
    page = admin_client.get(f"/admin/players/player/{newcomer.pk}/change/").content.decode()
    assert "The character is not made yet." in page
    assert "not begun" in page


def test_a_name_cannot_carry_markup(admin_client: Client, hero: Player) -> None:
    Player.objects.filter(pk=hero.pk).update(name="<b>x</b>")
    for url in ("/admin/players/player/", f"/admin/players/player/{hero.pk}/change/", "/admin/players/ledgerentry/"):
        assert "<b>x</b>" not in admin_client.get(url).content.decode()
