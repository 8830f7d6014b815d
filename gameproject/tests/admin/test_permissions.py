"""Who may open and do what: game masters shape the world, operators put things right, others look or leave."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.contrib import admin
from django.contrib.auth.models import Permission, User
from django.core.management import call_command
from django.test import Client, RequestFactory

from common.admin.base import StateAdmin
from common.models import InboxMessage
from players.models import Player

GET_PAGES = {
    # page: who gets in, besides a superuser
    "/admin/": {"Game masters", "Operators", ""},
    "/admin/world/location/": {"Game masters"},
    "/admin/world/location/add/": {"Game masters"},
    "/admin/world/location/map/": {"Game masters"},
    "/admin/world/worldrules/default/change/": {"Game masters"},
    "/admin/world/eventrun/": {"Game masters", "Operators"},
    "/admin/world/eventrun/calendar/": {"Game masters", "Operators"},
    "/admin/world/eventrun/start/": {"Game masters", "Operators"},
    "/admin/world/eventschedule/": {"Game masters", "Operators"},
    "/admin/world/eventschedule/add/": {"Game masters"},
    "/admin/content/release/": {"Game masters", "Operators"},
    "/admin/content/release/publish/": {"Game masters", "Operators"},
    "/admin/content/textspending/": {"Game masters", "Operators"},
    "/admin/players/player/": {"Game masters", "Operators"},
    "/admin/combat/battle/": {"Game masters", "Operators"},
    "/admin/players/ledgerentry/": {"Game masters", "Operators"},
    "/admin/players/ledgerentry/economy/": {"Game masters", "Operators"},
    "/admin/players/season/": {"Game masters", "Operators"},
    "/admin/players/season/add/": {"Game masters"},
    "/admin/players/seasonstanding/": {"Game masters", "Operators"},
    "/admin/common/outboxmessage/": {"Operators"},
    "/admin/common/inboxmessage/": {"Operators"},
    "/admin/common/auditentry/": {"Operators"},
    "/admin/players/apikey/": {"Operators"},
    "/admin/players/apikey/issue/": {"Operators"},
    "/admin/auth/user/": set(),
}

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("group", ["Game masters", "Operators", ""])
def test_who_gets_in(client_of: Callable[..., Client], busy_world: Player, group: str) -> None:
    client = client_of(*([group] if group else []))
    got_in = {page for page in GET_PAGES if client.get(page).status_code == 200}
    assert got_in == {page for page, groups in GET_PAGES.items() if group in groups}


@pytest.mark.parametrize("what", ["correct", "ban", "unban"])
def test_only_operators_put_players_right(client_of: Callable[..., Client], player: Player, what: str) -> None:
    url = f"/admin/players/player/{player.pk}/{what}/"
    assert client_of("Operators").get(url).status_code == 200
    for client in (client_of("Game masters"), client_of()):
        assert client.get(url).status_code == 403
        assert client.post(url, {"asset": "gold", "amount": 5, "reason": "why"}).status_code == 403


def test_only_game_masters_publish(client_of: Callable[..., Client], world: None) -> None:
    operator = client_of("Operators")
    assert operator.post("/admin/content/release/publish/", {}).status_code == 403
    assert operator.get("/admin/content/release/1/activate/").status_code == 403
    assert client_of("Game masters").get("/admin/content/release/publish/").status_code == 200


def test_a_reader_sees_no_buttons_and_no_actions(busy_world: Player) -> None:
    """A moderator with nothing but `view`: pages open, and nothing on them changes anything."""
    user = User.objects.create_user("moderator", is_staff=True)
    user.user_permissions.set(Permission.objects.filter(codename__startswith="view_"))
    client = Client()
    client.force_login(user)
    location = client.get("/admin/world/location/market/change/").content.decode()
    assert 'name="_save"' not in location
    assert "copy_rows" not in location
    player = client.get(f"/admin/players/player/{busy_world.pk}/change/").content.decode()
    assert "/correct/" not in player
    message = InboxMessage.objects.get()
    client.post("/admin/common/inboxmessage/", {"action": "retry", "_selected_action": message.pk, "index": 0})
    message.refresh_from_db()
    assert message.state == "parked"


def test_nobody_adds_changes_or_deletes_state_rows(admin_user: User, busy_world: Player) -> None:
    request = RequestFactory().get("/")
    request.user = admin_user
    state = {model: page for model, page in admin.site._registry.items() if isinstance(page, StateAdmin)}
    assert {"player", "battle", "ledgerentry", "holding", "outboxmessage", "release"} <= {
        str(model._meta.model_name) for model in state
    }
    for model, page in state.items():
        assert not page.has_add_permission(request), model
        assert not page.has_change_permission(request), model
        assert not page.has_delete_permission(request), model


def test_a_posted_form_changes_no_state(admin_client: Client, player: Player) -> None:
    response = admin_client.post(f"/admin/players/player/{player.pk}/delete/", {"post": "yes"})
    assert response.status_code == 403
    for page in ("holding", "ledgerentry"):
        row = player.holdings.get(asset="gold") if page == "holding" else player.ledger.first()
        assert row is not None
        assert admin_client.post(f"/admin/players/{page}/{row.pk}/change/", {"amount": 10**6}).status_code == 403
    assert player.holdings.get(asset="gold").amount < 10**6


def test_groups_are_made_and_made_right_again(db: None) -> None:
    call_command("create_staff_groups", verbosity=0)
    call_command("create_staff_groups", verbosity=0)
    masters = Permission.objects.filter(group__name="Game masters")
    names = {f"{codename}" for codename in masters.values_list("codename", flat=True)}
    assert {"publish_release", "change_location", "add_encounter", "delete_lootentry"} - names <= {"delete_lootentry"}
    assert "change_player" not in names
