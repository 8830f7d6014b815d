"""The map shows the draft whole: places, gates, one-way roads, what cannot be reached, and what lies in one cell."""

from __future__ import annotations

import pytest
from django.test import Client

from content.draft import draft_state
from content.services.bundles import bundle_load, bundle_read
from gameproject.testing import STARTER
from world.admin.map import map_of
from world.admin.preview import previews_of
from world.models import Location, LocationExit

pytestmark = pytest.mark.django_db


@pytest.fixture
def draft(published_world: object) -> None:
    bundle_load(rows=bundle_read(STARTER), actor="test")


def touched(key: str) -> None:
    Location.objects.get(pk=key).save()


def test_every_place_is_drawn_once_inside_the_drawing(draft: None) -> None:
    drawing = map_of(draft_state())
    assert sorted(place.key for place in drawing.places) == sorted(Location.objects.values_list("pk", flat=True))
    assert all(0 <= place.x < drawing.width and 0 <= place.y < drawing.height for place in drawing.places)
    assert len({(place.x, place.y) for place in drawing.places}) == len(drawing.places)
    assert not drawing.unreachable
    assert [place.key for place in drawing.places if place.is_start] == ["forest_gate"]


def test_a_road_and_its_way_back_are_one_line(draft: None) -> None:
    pairs = {frozenset(pair) for pair in LocationExit.objects.values_list("location", "to")}
    drawing = map_of(draft_state())
    assert len(drawing.ways) == len(pairs)
    assert not any(way.one_way for way in drawing.ways)


def test_gates_stand_where_they_are_asked(draft: None) -> None:
    LocationExit.objects.filter(location="market", to="town_square").update(min_level=7)
    touched("market")
    levels = [gate.level for way in map_of(draft_state()).ways for gate in way.gates]
    assert levels.count(7) == 1 + LocationExit.objects.filter(min_level=7).exclude(location="market").count()


def test_what_cannot_be_reached_is_red_and_named(admin_client: Client, draft: None) -> None:
    LocationExit.objects.filter(to="smithy").delete()
    touched("town_square")
    drawing = map_of(draft_state())
    assert [place.key for place in drawing.unreachable] == ["smithy"]
    assert sum(way.one_way for way in drawing.ways) == 1
    page = admin_client.get("/admin/world/location/map/").content.decode()
    assert "artel-map__place--unreachable" in page
    assert "Nobody can get here" in page


def test_places_in_one_cell_are_told(draft: None) -> None:
    market = Location.objects.get(pk="market")
    smithy = Location.objects.get(pk="smithy")
    smithy.map_x, smithy.map_y = market.map_x, market.map_y
    smithy.save()
    drawing = map_of(draft_state())
    assert {place.key for place in drawing.crowded} == {"market", "smithy"}
    assert len({(place.x, place.y) for place in drawing.places}) == len(drawing.places)


def test_an_empty_draft_has_an_empty_map(admin_client: Client, db: None) -> None:
    assert map_of(draft_state()).places == ()
    assert "no places yet" in admin_client.get("/admin/world/location/map/").content.decode()


def test_a_preview_reads_as_the_chat_does(admin_client: Client, draft: None) -> None:
    russian, english = previews_of(draft_state().draft, "old_clearing")
    assert (russian.name, english.name) == ("Старая просека", "Old Clearing")
    assert ("Гнилая топь 🔒ур.5", "Rotten Marsh 🔒lv.5") in zip(russian.exits, english.exits, strict=True)
    page = admin_client.get("/admin/world/location/old_clearing/change/").content.decode()
    assert russian.description in page
    assert english.description in page
    assert previews_of(draft_state().draft, "nowhere") == []
