"""The pages of trades between players."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse

from common import clock
from content.rules.catalogue import Catalogue
from gameproject.testing import make_player
from world.models import Trade

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("language", ["ru", "en"])
def test_a_trade_is_seen_whole(admin_client: Client, published_world: Catalogue, language: str) -> None:
    ann, bob = make_player(), make_player()
    goods = [["gold", 5], ["item:rye_bread", 2], ["gear:7", 1]]
    row = Trade.objects.create(opener=ann, partner=bob, opener_goods=goods, expires_at=clock.now(), state="expired")
    for url in (reverse("admin:world_trade_changelist"), reverse("admin:world_trade_change", args=[row.pk])):
        response = admin_client.get(url, headers={"accept-language": language})
        assert response.status_code == 200
        page = response.content.decode()
        assert ann.name in page
        assert ("Краюха ржаного" if language == "ru" else "Heel of Rye") in page
        assert 'name="_save"' not in page
