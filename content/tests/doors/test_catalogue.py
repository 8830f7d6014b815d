"""Editing the draft: forms, copies, reverts, lists; players see none of it until it is published."""

from __future__ import annotations

from typing import Any

import pytest
from django.contrib.messages import get_messages
from django.test import Client
from django.test.utils import CaptureQueriesContext

from common.models import AuditEntry
from content.draft import draft_state
from content.release import current
from gameproject.testing import starter_catalogue
from world.models import Location, LocationExit, LootTable, Monster, Region, WorldRules
from world.rules.catalogue import MonsterSpec

pytestmark = pytest.mark.django_db
RUSSIAN = {"accept-language": "ru"}


def region_form(**fields: str) -> dict[str, str]:
    texts = {"name_ru": "Юг", "name_en": "South", "description_ru": "Жарко.", "description_en": "Hot."}
    weathers = {"weathers-TOTAL_FORMS": "0", "weathers-INITIAL_FORMS": "0"}
    return {"key": "south", "icon": "🏜", "weather_minutes": "30", **texts, **weathers, **fields}


def form_of(client: Client, url: str) -> dict[str, Any]:
    """What a browser would post back from a form, as it stands."""
    page = client.get(url)
    admin_form, formsets = page.context["adminform"].form, page.context["inline_admin_formsets"]
    data = {name: admin_form[name].value() for name in admin_form.fields}
    for inline in formsets:
        forms = [inline.formset.management_form, *inline.formset.forms]
        for form in forms:
            data |= {form.add_prefix(name): form[name].value() for name in form.fields}
    return {name: value for name, value in data.items() if value is not None and value is not False}


def test_a_new_row_is_in_the_draft_only(master: Client) -> None:
    assert master.post("/admin/world/region/add/", region_form()).status_code == 302
    assert Region.objects.get(pk="south").name_ru == "Юг"
    assert [change.key for change in draft_state().changes] == ["south"]
    page = master.get("/admin/world/region/?change=added", headers=RUSSIAN).content.decode()
    assert "Юг" in page
    assert "Лесное порубежье" not in page


@pytest.mark.parametrize(
    ("fields", "field"),
    [
        ({"key": "Юг"}, "key"),
        ({"key": "x" * 25}, "key"),
        ({"name_en": ""}, "name_en"),
        ({"name_ru": "я" * 41}, "name_ru"),
    ],
)
def test_bad_input_is_an_error_of_the_form(master: Client, fields: dict[str, str], field: str) -> None:
    page = master.post("/admin/world/region/add/", region_form(**fields))
    assert page.status_code == 200
    assert field in page.context["adminform"].form.errors
    assert not Region.objects.filter(name_en="South").exists()


def test_a_location_is_saved_with_its_exits(master: Client) -> None:
    url = "/admin/world/location/market/change/"
    data = form_of(master, url) | {"name_en": "Old Market", "exits-0-min_level": 4}
    answer = master.post(url, data)
    assert answer.status_code == 302, [inline.formset.errors for inline in answer.context["inline_admin_formsets"]]
    row = Location.objects.get(pk="market")
    assert row.name_en == "Old Market"
    first = row.exits.first()
    assert first is not None
    assert first.min_level == 4
    (change,) = draft_state().changes
    assert {field.path for field in change.fields} == {("name", "en"), ("exits", first.to_id, "min_level")}
    page = master.get(url).content.decode()
    assert "Players do not see this yet." in page


def test_an_exit_to_itself_is_refused_in_words(master: Client) -> None:
    url = "/admin/world/location/market/change/"
    page = master.post(url, form_of(master, url) | {"exits-0-to": "market"})
    assert "An exit must lead to another location." in page.content.decode()


def test_the_key_of_a_row_stays(master: Client) -> None:
    url = "/admin/world/location/market/change/"
    master.post(url, form_of(master, url) | {"key": "bazaar"})
    assert Location.objects.filter(pk="market").exists()
    assert not Location.objects.filter(pk="bazaar").exists()


def test_rules_are_a_form_and_nothing_else(master: Client) -> None:
    answer = master.get("/admin/world/worldrules/")
    assert answer.headers["Location"] == "/admin/world/worldrules/default/change/"
    assert master.get("/admin/world/worldrules/add/").status_code == 403
    assert master.post("/admin/world/worldrules/default/delete/", {"post": "yes"}).status_code == 403
    url = "/admin/world/worldrules/default/change/"
    master.post(url, form_of(master, url) | {"travel_energy": 9})
    assert WorldRules.objects.get().travel_energy == 9
    master.post("/admin/world/worldrules/", {"action": "revert_rows"})
    assert WorldRules.objects.get().travel_energy != 9


def test_rules_can_be_filled_in_when_there_are_none(master: Client) -> None:
    WorldRules.objects.all().delete()
    data = {
        "starting_location": "forest_gate",
        "defeat_location": "tavern",
        "defeat_gold_percent": 5,
        "defeat_hp_percent": 50,
        "travel_energy": 1,
        "gifts_per_day": 20,
    }
    assert master.post("/admin/world/worldrules/add/", data).status_code == 302
    assert WorldRules.objects.get().pk == "default"


def test_numbers_are_edited_in_the_list(master: Client) -> None:
    data = {
        "form-TOTAL_FORMS": 1,
        "form-INITIAL_FORMS": 1,
        "form-0-key": "marsh_ghoul",
        "form-0-level": 4,
        "form-0-hp": 1234,
        "form-0-attack": 19,
        "form-0-xp": 44,
        "_save": "Save",
    }
    master.post("/admin/world/monster/?q=marsh_ghoul", data)
    assert Monster.objects.get(pk="marsh_ghoul").hp == 1234
    assert [change.key for change in draft_state().changes] == ["marsh_ghoul"]


def test_a_copy_has_everything_but_the_key(master: Client) -> None:
    selected = {"action": "copy_rows", "_selected_action": "lean_wolf", "index": 0}
    answer = master.post("/admin/world/monster/", selected)
    assert answer.headers["Location"] == "/admin/world/monster/lean_wolf_2/change/"
    copy, original = Monster.objects.get(pk="lean_wolf_2"), Monster.objects.get(pk="lean_wolf")
    assert copy.name_ru == f"{original.name_ru} (копия)"
    assert copy.hp == original.hp
    assert copy.skills.count() == original.skills.count() > 0
    assert AuditEntry.objects.filter(action="content.draft_row_copy").count() == 1
    master.post("/admin/world/monster/", selected)
    assert Monster.objects.filter(pk="lean_wolf_3").exists()


def test_a_row_is_taken_back_to_what_players_see(master: Client) -> None:
    row = Location.objects.get(pk="market")
    row.exits.all().delete()
    row.name_ru = "Пусто"
    row.save()
    master.post("/admin/world/location/", {"action": "revert_rows", "_selected_action": "market", "index": 0})
    assert draft_state().changes == ()


def test_a_deleted_row_is_put_back(master: Client) -> None:
    Monster.objects.filter(loot_table="likho").update(loot_table=None)
    LootTable.objects.get(pk="likho").delete()
    page = master.get("/admin/world/loottable/").content.decode()
    assert "still there for players" in page
    master.post("/admin/world/loottable/", {"revert_removed": "likho"})
    assert LootTable.objects.get(pk="likho").entries.exists()


def test_a_row_that_needs_deleted_rows_is_not_put_back(master: Client) -> None:
    LocationExit.objects.filter(to="black_pool").delete()
    Location.objects.get(pk="black_pool").delete()
    selected = {"action": "revert_rows", "_selected_action": "rotten_marsh", "index": 0}
    answer = master.post("/admin/world/location/", selected)
    (message,) = get_messages(answer.wsgi_request)
    assert "points at rows that the draft no longer has" in str(message)
    assert not Location.objects.filter(pk="black_pool").exists()


def test_deleting_says_what_uses_the_row(master: Client) -> None:
    page = master.get("/admin/world/location/black_pool/delete/", headers=RUSSIAN).content.decode()
    assert "Удалить нельзя" in page
    assert "Гнилая топь" in page
    assert "/admin/world/location/rotten_marsh/change/" in page
    master.post("/admin/world/location/black_pool/delete/", {"post": "yes"})
    assert Location.objects.filter(pk="black_pool").exists()


def test_a_deletion_touches_the_draft_only(master: Client) -> None:
    master.post("/admin/world/region/add/", region_form())
    assert "from the draft only" in master.get("/admin/world/region/south/delete/").content.decode()
    assert master.post("/admin/world/region/south/delete/", {"post": "yes"}).status_code == 302
    assert draft_state().changes == ()
    assert current().all(MonsterSpec) == starter_catalogue().all(MonsterSpec)


def test_the_draft_is_read_anew_only_after_an_edit(draft: None) -> None:
    from django.db import connection

    draft_state()
    with CaptureQueriesContext(connection) as queries:
        draft_state()
    assert len(queries) == 2
    region = Region.objects.get(pk="forest_march")
    region.icon = "🌲🌲"
    region.save()
    assert [change.key for change in draft_state().changes] == [region.key]
