"""Every kind of catalogue row can be found, filtered, copied, looked at as players see it, and changed in bulk."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from django.contrib import admin
from django.contrib.auth.models import Permission, User
from django.db import models, transaction
from django.test import Client
from django.urls import reverse

from common.models import AuditEntry
from content.admin.bulk import columns_of
from content.admin.catalogue import SingleAdmin
from content.admin.names import section_of
from content.draft import draft_state
from content.models import CatalogueRow, Release
from content.sections import SECTIONS
from content.services.bundles import bundle_load, bundle_read
from content.services.releases import release_publish
from content.tests.doors.test_catalogue import form_of
from gameproject.testing import STARTER

ADMINS = {
    section.name: page
    for model, page in admin.site._registry.items()
    if issubclass(model, CatalogueRow) and (section := section_of(model))
}
LISTED = sorted(name for name, page in ADMINS.items() if not isinstance(page, SingleAdmin))
# Why the form of a kind ends without a screen of the chat.
NO_SCREEN = {
    "loot_tables": "players see what drops; the form leads to ten thousand rolls instead",
    "skills": "its own preview tells every rank in both languages",
    "locations": "its own preview changes while one types",
    "progress": "numbers behind many screens",
    "world_rules": "numbers behind many screens",
    "combat_rules": "numbers behind many screens",
    "text_kinds": "its own preview shows what the writer is told",
    "text_rules": "numbers behind every text",
    "forbidden_words": "no player ever reads one",
    "season_plans": "a season is told of by leaderboards, when it is on",
}


@pytest.fixture(scope="module")
def starter(django_db_setup: None, django_db_blocker: Any) -> Iterator[None]:
    """The starter world, live and in the draft, once for all the tests below: each is rolled back to it."""
    with django_db_blocker.unblock():
        whole = transaction.atomic()
        whole._from_testcase = True  # type: ignore[attr-defined]  # so that commands within may be durable
        with whole:
            bundle_load(rows=bundle_read(STARTER), actor="test")
            release_publish(by=None)
            yield
            transaction.set_rollback(True)


@pytest.fixture
def client(starter: None, db: None) -> Client:
    client = Client()
    client.force_login(User.objects.create_superuser("boss", password="x"))
    return client


def url_of(section: str, what: str, *args: str) -> str:
    opts = SECTIONS[section].model._meta
    return reverse(f"admin:{opts.app_label}_{opts.model_name}_{what}", args=args)


def first_key(section: str) -> str:
    row = SECTIONS[section].model._default_manager.first()
    assert row is not None, section
    return str(row.pk)


def acted(client: Client, section: str, action: str, keys: list[str], **data: Any) -> Any:
    posted = {"action": action, "_selected_action": keys, "index": 0, **data}
    return client.post(url_of(section, "changelist"), posted)


def test_every_section_has_an_admin() -> None:
    assert set(ADMINS) == set(SECTIONS)


@pytest.mark.parametrize("section", sorted(SECTIONS))
def test_a_kind_of_row_has_what_a_game_master_needs(client: Client, section: str) -> None:
    page, key = ADMINS[section], first_key(section)
    for form in (page, *page.get_inline_instances(client.get("/admin/").wsgi_request)):
        assert foreign_keys(form) <= set(form.autocomplete_fields), form
    change = url_of(section, "change", key)
    answer = client.get(change)
    assert answer.status_code == 200
    assert ('class="artel-chat"' in answer.content.decode()) is (section not in NO_SCREEN or section == "locations")
    saved = client.post(change, form_of(client, change))
    assert saved.status_code == 302, saved.context["errors"]
    assert draft_state().changes == ()
    if isinstance(page, SingleAdmin):
        return  # one row: there is nothing to search, to filter or to copy
    assert page.list_filter
    assert page.search_fields
    found = client.get(url_of(section, "changelist"), {"q": key})
    assert [row.pk for row in found.context["cl"].result_list] != []
    acted(client, section, "copy_rows", [key])
    assert [(change.section, change.key.startswith(key[:20])) for change in draft_state().changes] == [(section, True)]


def foreign_keys(form: Any) -> set[str]:
    """The fields that name another catalogue row, without the way back to the parent."""
    parent = getattr(form, "parent_model", None)
    return {
        field.name
        for field in form.model._meta.fields
        if isinstance(field, models.ForeignKey)
        and issubclass(field.related_model, CatalogueRow)
        and not (field.related_model is parent and field.name == way_back(form))
    }


def way_back(inline: Any) -> str:
    cascading = (field for field in inline.model._meta.fields if field.is_relation and field.remote_field.on_delete)
    named = inline.fk_name or next(field.name for field in cascading if field.remote_field.on_delete is models.CASCADE)
    return str(named)


@pytest.mark.parametrize("section", LISTED)
def test_a_field_of_several_rows_is_changed_at_once(client: Client, section: str) -> None:
    columns = columns_of(SECTIONS[section])
    keys = [row.pk for row in SECTIONS[section].model._default_manager.all()[:3]]
    offered = acted(client, section, "edit_rows", keys).content.decode()
    assert bool(columns) is (section != "stations"), "texts and an icon alone: every row has its own"
    for column in columns:
        assert f'value="{column.name}"' in offered
    for column in {type(column.field): column for column in columns}.values():  # one of each sort
        assert acted(client, section, "edit_rows", keys, field=column.name).status_code == 200
    number = next((column for column in columns if column.is_number), None)
    if number is None:
        return
    edit = {"field": number.name, "how": "add", "value": "1"}
    looked = acted(client, section, "edit_rows", keys, look="1", **edit)
    assert looked.context["changing"] > 0
    assert draft_state().changes == ()
    done = acted(client, section, "edit_rows", keys, apply="1", **edit)
    if done.status_code == 200:  # a bound of the column is in the way: nothing is changed
        assert done.context["form"].errors
        assert draft_state().changes == ()
        return
    assert {change.key for change in draft_state().changes} <= set(keys)
    assert len(draft_state().changes) == looked.context["changing"]
    line = AuditEntry.objects.filter(action="content.draft_rows_edit").latest("pk")
    assert line.subject == f"{section}:{number.name}"
    assert line.actor.endswith(" boss")
    assert set(line.details["before"]) == {change.key for change in draft_state().changes}
    assert Release.objects.count() == 1


@pytest.mark.parametrize(
    ("section", "field", "value", "how"),
    [
        ("monsters", "hp", "-5", "set"),
        ("monsters", "hp", "many", "set"),
        ("monsters", "hp", "9" * 5000, "set"),
        ("monsters", "hp", "1", "hack"),
        ("monsters", "hp", "", "set"),
        ("monsters", "attack", "99999", "set"),
        ("monsters", "gold_min", "1000000", "set"),  # above the most: a rule of two columns
        ("monsters", "damage_type", "nonsense", ""),
        ("monsters", "loot_table", "nothing_such", ""),
        ("loot_tables", "entries.chance", "101", "set"),
        ("loot_tables", "entries.min_amount", "60", "set"),
        ("world_events", "usual_zone", "z" * 65, ""),
        ("dungeon_themes", "rooms_min", "61", "set"),
    ],
)
def test_a_wrong_value_is_an_error_of_the_form(client: Client, section: str, field: str, value: str, how: str) -> None:
    keys = [row.pk for row in SECTIONS[section].model._default_manager.all()[:3]]
    answer = acted(client, section, "edit_rows", keys, field=field, value=value, how=how, apply="1")
    assert answer.status_code == 200
    assert answer.context["form"].errors
    assert draft_state().changes == ()
    assert not AuditEntry.objects.filter(action="content.draft_rows_edit").exists()


def test_a_field_that_is_not_offered_is_not_changed(client: Client) -> None:
    for field in ("key", "name_ru", "updated_at", "entries", "skills.monster", "x.y.z"):
        answer = acted(client, "monsters", "edit_rows", ["lean_wolf"], field=field, value="1", how="set", apply="1")
        assert answer.context["column"] is None
    assert draft_state().changes == ()


def test_numbers_are_set_raised_and_multiplied(client: Client) -> None:
    monsters = SECTIONS["monsters"].model._default_manager
    before = monsters.get(pk="lean_wolf").hp  # type: ignore[attr-defined]
    for how, value, hp in (
        ("percent", "110", round(before * 1.1)),
        ("add", "-3", round(before * 1.1) - 3),
        ("set", "7", 7),
    ):
        acted(client, "monsters", "edit_rows", ["lean_wolf"], field="hp", how=how, value=value, apply="1")
        assert monsters.get(pk="lean_wolf").hp == hp  # type: ignore[attr-defined]
    acted(client, "monsters", "edit_rows", ["lean_wolf"], field="loot_table", value="", apply="1")
    acted(client, "monsters", "edit_rows", ["lean_wolf", "reed_rat"], field="boss", value="on", apply="1")
    assert monsters.filter(boss=True, pk__in=["lean_wolf", "reed_rat"]).count() == 2  # type: ignore[misc]
    assert monsters.get(pk="lean_wolf").loot_table_id is None  # type: ignore[attr-defined]


def test_a_reader_changes_nothing_in_bulk(client: Client) -> None:
    reader = User.objects.create_user("reader", is_staff=True)
    reader.user_permissions.set(Permission.objects.filter(codename="view_monster"))
    client.force_login(reader)
    acted(client, "monsters", "edit_rows", ["lean_wolf"], field="hp", how="set", value="7", apply="1")
    assert draft_state().changes == ()
