"""Dungeons in the admin: a look inside the draft's themes, and the runs of players."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse

from common import clock
from common.admin.html import list_url
from content.rules.catalogue import Catalogue
from content.services.bundles import bundle_load, bundle_read
from gameproject.testing import STARTER, make_player
from players.models import Player
from world.models import DungeonReward, DungeonRun, DungeonTheme
from world.services.runs import run_enter
from world.state.place import player_place

pytestmark = pytest.mark.usefixtures("published_world", "clean_redis")


@pytest.fixture
def draft(db: None) -> None:
    bundle_load(rows=bundle_read(STARTER), actor="test")


def preview(client: Client, key: str, query: str = "") -> str:
    response = client.get(reverse("admin:world_dungeontheme_preview", args=[key]) + query)
    assert response.status_code == 200
    return response.content.decode()


def test_a_theme_is_looked_into_seed_by_seed(admin_client: Client, draft: None) -> None:
    first = preview(admin_client, "chud_workings", "?seed=5")
    assert first.count("<rect") >= 18
    assert "🔒3" in first
    assert "🔑3" in first
    assert "?seed=6" in first
    assert preview(admin_client, "chud_workings", "?seed=5").count("<rect") == first.count("<rect")
    for odd in ("?seed=", "?seed=-1", "?seed=x", f"?seed={'9' * 40}"):
        assert "?seed=2" in preview(admin_client, "chud_workings", odd)
    assert admin_client.get(reverse("admin:world_dungeontheme_preview", args=["nothing"])).status_code == 404


def test_a_theme_that_allows_no_dungeon_says_why(admin_client: Client, draft: None) -> None:
    DungeonTheme.objects.filter(pk="mill_cellar").update(depth_min=1, depth_max=1, locks=0)
    assert "So many rooms do not fit" in preview(admin_client, "mill_cellar")
    page = admin_client.get(reverse("admin:content_release_publish")).content.decode()
    DungeonTheme.objects.get(pk="mill_cellar").save()  # the row's time is what the draft is known by
    page = admin_client.get(reverse("admin:content_release_publish")).content.decode()
    assert "So many rooms do not fit" in page


def test_a_run_is_read_whole(admin_client: Client, draft: None, published_world: Catalogue) -> None:
    player = make_player(level=20)
    player_place(player.pk, "barrows", now=clock.now())
    view = run_enter(player_id=player.pk, theme="prince_barrow")
    DungeonReward.objects.create(run_id=view.id, player=player, place="room:3", gold=7, items=[["rye_bread", 2]])
    page = admin_client.get(reverse("admin:world_dungeonrun_change", args=[view.id])).content.decode()
    assert player.name in page
    assert "The Prince&#x27;s Barrow" in page
    assert page.count("artel-dungeon--unseen") == len(DungeonRun.objects.get().plan.dungeon["rooms"]) - 1
    assert "🪙 7" in page
    listed = admin_client.get(list_url(DungeonRun)).content.decode()
    assert player.name in listed
    of_player = admin_client.get(list_url(DungeonRun, f"members__player__id__exact={player.pk}"))
    assert of_player.status_code == 200
    about = admin_client.get(reverse("admin:players_player_change", args=[player.pk])).content.decode()
    assert reverse("admin:world_dungeonrun_change", args=[view.id]) in about


def test_only_those_who_may_look(client: Client, draft: None, django_user_model: type) -> None:
    nobody = django_user_model.objects.create_user("x", is_staff=True)  # type: ignore[attr-defined]
    client.force_login(nobody)
    assert client.get(reverse("admin:world_dungeontheme_preview", args=["mill_cellar"])).status_code == 403
    assert Player.objects.count() == 0
