"""The admin pages of items, tables, sets and of the pieces that players have."""

from __future__ import annotations

import pytest
from django.db import models
from django.test import Client
from django.urls import reverse

from content.services.bundles import bundle_load, bundle_read
from gameproject.testing import STARTER, make_player
from players.models import AffixTable, Gear, Item, ItemSet, Parcel, Player
from players.state.gear import gear_give

pytestmark = pytest.mark.django_db


@pytest.fixture
def player(published_world: object) -> Player:
    bundle_load(rows=bundle_read(STARTER), actor="test")
    player = make_player()
    affixes = [{"key": "thunder", "stat": "attack", "amount": 7}]
    piece = Gear.objects.create(
        item="steel_sword", rarity="epic", affixes=affixes, reason="battle", reference="battle:1"
    )
    gear_give(player.pk, [piece.pk], reason="battle")
    Parcel.objects.create(player=player, item="wolf_pelt", amount=2, reason="battle")
    return player


def shown(client: Client, model: type[models.Model], key: object, language: str) -> str:
    opts = model._meta
    url = reverse(f"admin:{opts.app_label}_{opts.model_name}_change", args=[key])
    response = client.get(url, headers={"accept-language": language})
    assert response.status_code == 200
    return response.content.decode()


@pytest.mark.parametrize("language", ["ru", "en"])
def test_a_card_is_shown_as_in_the_chat(admin_client: Client, player: Player, language: str) -> None:
    item = Item.objects.filter(affix_table__isnull=False).order_by("-level").first()
    assert item is not None
    page = shown(admin_client, Item, item.pk, language)
    assert '<div class="artel-chat" lang="ru">' in page
    assert "Редкость: " in page  # the chat's words, whatever the language of the page
    assert "Rarity: " in page
    table = shown(admin_client, AffixTable, item.affix_table_id, language)
    assert table.count('<div class="artel-chat"') == 6
    piece = ItemSet.objects.filter(items__isnull=False).first()
    assert piece is not None
    assert piece.name_ru in shown(admin_client, ItemSet, piece.pk, language)


@pytest.mark.parametrize("language", ["ru", "en"])
def test_pieces_are_seen_and_not_touched(admin_client: Client, player: Player, language: str) -> None:
    piece = Gear.objects.get()
    page = shown(admin_client, Gear, piece.pk, language)
    assert player.name in page
    assert "+7" in page
    assert 'name="_save"' not in page
    owner = shown(admin_client, Player, player.pk, language)
    assert "+7" in owner
    assert ("ждёт места" if language == "ru" else "waits for room") in owner
    for model in ("gear", "item", "affixtable", "itemset"):
        response = admin_client.get(reverse(f"admin:players_{model}_changelist"), headers={"accept-language": language})
        assert response.status_code == 200
    search = reverse("admin:players_gear_changelist") + f"?q={piece.pk}&rarity__exact=epic"
    assert "+7" in admin_client.get(search).content.decode()
