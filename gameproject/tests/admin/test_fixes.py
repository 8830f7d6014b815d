"""What lint finds leads to the very place to put it right: for every code there is one, and the form has it."""

from __future__ import annotations

import re

import pytest
from django.test import Client
from django.urls import reverse

from content.admin.fixes import FIELDS, NAMED, WHOLE, Place, anchor, fix_url
from content.admin.wording import FINDINGS, finding_words
from content.mapper import child_spec, spec_types
from content.rules.lint import error
from content.sections import SECTIONS
from gameproject.testing import starter_catalogue
from world.models import Monster, WorldEvent
from world.rules.catalogue import LocationSpec

pytestmark = pytest.mark.django_db


def test_every_code_has_its_place() -> None:
    assert set(FIELDS) | NAMED | WHOLE == set(FINDINGS)
    assert not set(FIELDS) & (NAMED | WHOLE)
    fields = {field for section in SECTIONS.values() for field in spec_types(section.spec)}
    assert {field for candidates in FIELDS.values() for field in candidates} <= fields


def test_forms_have_every_place_that_findings_lead_to(admin_client: Client, world: None) -> None:
    wanted = {field for candidates in FIELDS.values() for field in candidates}
    for name, section in SECTIONS.items():
        row = section.model._default_manager.first()
        if row is None:
            continue
        opts = section.model._meta
        url = reverse(f"admin:{opts.app_label}_{opts.model_name}_change", args=[row.pk])
        ids = set(re.findall(r'\bid="([^"]+)"', admin_client.get(url).content.decode()))
        hints = spec_types(section.spec)
        for field in wanted & hints.keys() - {"key"}:
            assert anchor(name, Place(field)) in ids, (name, field)
            if child_spec(hints[field]) and getattr(row, field).exists():
                assert anchor(name, Place(field, 0)) in ids, (name, field)


def test_a_finding_leads_to_the_line_that_it_names() -> None:
    catalogue = starter_catalogue()
    market = catalogue.get(LocationSpec, "market")
    second = market.exits[1].to
    base = "/admin/world/location/market/change/"
    found = {
        error("locations", "market", "exit_to_nowhere", to=second): "#id_exits-1-to",
        error("locations", "market", "shop_missing", shop=market.shop or ""): "#id_shop",
        error("locations", "market", "missing_translation", field="name", language="en"): "#id_name_en",
        error("locations", "market", "no_way_out"): "#exits-group",
        error("locations", "market", "unreachable"): "",
        error("locations", "market", "name_long", language="en", length=30): "#id_name_en",
    }
    for finding, place in found.items():
        assert fix_url(finding, catalogue) == base + place
    lost = error("locations", "nowhere_at_all", "no_way_out")
    assert fix_url(lost, catalogue) == "/admin/world/location/"


def test_a_text_of_a_line_is_called_by_its_label() -> None:
    catalogue = starter_catalogue()
    finding = error("dungeon_events", "candle_shrine", "missing_translation", field="choices 2 label", language="ru")
    assert "choices" not in finding_words(finding, catalogue)
    assert "#id_choices-1-label_ru" in fix_url(finding, catalogue)


def test_the_publish_page_and_the_form_lead_there(admin_client: Client, world: None) -> None:
    Monster.objects.get(pk="marsh_ghoul").skills.all().delete()
    row = Monster.objects.get(pk="marsh_ghoul")
    row.save()
    event = WorldEvent.objects.exclude(usual_times="")[0]
    event.usual_times = "0 20 31 2 *"
    event.save()
    page = admin_client.get("/admin/content/release/publish/").content.decode()
    assert 'href="/admin/world/monster/marsh_ghoul/change/#skills-group"' in page
    assert f'href="/admin/world/worldevent/{event.pk}/change/#id_usual_times"' in page
    form = admin_client.get("/admin/world/monster/marsh_ghoul/change/").content.decode()
    assert 'href="/admin/world/monster/marsh_ghoul/change/#skills-group"' in form
