"""Texts are asked for before anybody waits for them: by the very facts that screens show, and never too many."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from unittest.mock import patch

import pytest

from combat.selectors.asks import legend_ask
from combat.services.encounters import encounter_seek
from common import clock
from common.outbox import publish
from common.relay import relay_events
from common.tx import run_unit
from content.events import ReleaseActivated
from content.models import GameText
from content.release import current
from content.rules.catalogue import Catalogue
from content.rules.texts import Purpose, TextKindSpec
from content.state.wishes import PREFETCHED, text_want
from gameproject.testing import make_player, publish_catalogue, starter_catalogue
from players.models import Player
from players.rules.catalogue import ItemSpec
from players.selectors.telling import item_told
from world.models import DungeonRun
from world.rules.catalogue import LocationSpec, RegionSpec, ShopSpec
from world.rules.dungeon_maker import dungeon_make
from world.rules.dungeon_themes import DungeonThemeSpec
from world.rules.weather import Sky, skies_ahead, sky_over
from world.selectors.asks import location_ask, npc_ask, room_ask
from world.selectors.locations import location_view, shop_view
from world.selectors.telling import location_told, room_told, trader_told
from world.selectors.texts_ahead import release_asks
from world.services.runs import run_enter
from world.state.place import player_place
from world.state.runs import run_scene
from world.subscribers import texts as ahead

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def hero(published_world: Catalogue) -> Player:
    """Somebody in the village, the only one."""
    player = make_player(language="ru", level=4)
    relay_events()
    return player


def activate() -> None:
    run_unit(lambda: publish(ReleaseActivated(release_id=current().release_id)))
    relay_events()


def wanted() -> set[str]:
    return set(GameText.objects.values_list("fingerprint", flat=True))


def test_what_a_release_asks_for_is_what_the_place_shows(hero: Player) -> None:
    activate()
    view = location_view(player_id=hero.pk, now=clock.now())
    asked = location_ask(current(), view.location, view.sky, language="ru")
    row = GameText.objects.get(fingerprint=asked.fingerprint)
    assert (row.state, row.priority, row.explorer_id, row.subject) == (
        "wanted",
        PREFETCHED,
        None,
        f"location:{view.location.key}",
    )
    assert set(GameText.objects.values_list("language", flat=True)) == {"ru"}


def test_traders_and_places_of_the_region_are_asked_for_now_and_next(hero: Player) -> None:
    activate()
    catalogue, place = current(), location_view(player_id=hero.pk, now=clock.now()).location
    places = [it for it in catalogue.all(LocationSpec).values() if it.region == place.region]
    skies = skies_ahead(catalogue, catalogue.get(RegionSpec, place.region), now=clock.now())
    assert {location_ask(catalogue, it, sky, language="ru").fingerprint for it in places for sky in skies} <= wanted()
    lines = {
        npc_ask(catalogue, catalogue.get(ShopSpec, it.shop), it, skies[0].phase, language="ru").fingerprint
        for it in places
        if it.shop
    }
    assert lines
    assert lines <= wanted()


def test_only_kinds_that_are_written_ahead(hero: Player) -> None:
    kinds = current().all(TextKindSpec)
    activate()
    asked_for = set(GameText.objects.values_list("purpose", flat=True))
    assert asked_for <= {kind.purpose for kind in kinds.values() if kind.prefetch}
    GameText.objects.all().delete()
    silent = {key: replace(kind, prefetch=False) for key, kind in kinds.items()}
    starter = starter_catalogue()
    publish_catalogue(Catalogue(0, {**starter.sections, TextKindSpec: silent}))
    activate()
    assert not GameText.objects.exists()


def test_a_second_release_asks_for_nothing_twice_and_goes_on_where_the_first_stopped(hero: Player) -> None:
    with patch.object(ahead, "MOST_OF_A_RELEASE", 30):
        activate()
        assert GameText.objects.count() == 30
        activate()
        assert GameText.objects.count() == 60
    activate()
    everything = GameText.objects.count()
    activate()
    assert GameText.objects.count() == everything <= ahead.MOST_OF_A_RELEASE + 60
    asks = {it.fingerprint for it in release_asks(current(), now=clock.now())}
    assert asks & wanted()


def test_where_nobody_plays_nothing_is_asked_for(published_world: Catalogue) -> None:
    activate()
    assert not GameText.objects.exists()


def test_who_waits_comes_before_what_is_written_ahead(hero: Player) -> None:
    activate()
    view = location_view(player_id=hero.pk, now=clock.now())
    asked = location_ask(current(), view.location, view.sky, language="ru")
    text_want(asked, player_id=hero.pk, quota=30, day=clock.now().date())
    row = GameText.objects.get(fingerprint=asked.fingerprint)
    assert (row.priority, row.explorer_id) == (0, hero.pk)
    assert list(row.wishes.values_list("player_id", flat=True)) == [hero.pk]


def test_the_rooms_of_a_dungeon_are_asked_for_nearest_first(hero: Player) -> None:
    player_place(hero.pk, "old_mill", now=clock.now())
    view = run_enter(player_id=hero.pk, theme="mill_cellar")
    relay_events()
    row = DungeonRun.objects.get(pk=view.id)
    theme = current().get(DungeonThemeSpec, "mill_cellar")
    rooms = run_scene(row).dungeon.rooms
    assert {room_ask(theme, room, language="ru").fingerprint for room in rooms} == wanted()
    first = GameText.objects.order_by("pk")[0]
    assert first.facts["room"] == "entrance"
    assert set(GameText.objects.values_list("purpose", flat=True)) == {Purpose.ROOM.value}


def test_another_dungeon_of_the_theme_costs_little(hero: Player) -> None:
    """Whatever the seed: each kind of room has four looks."""
    theme = current().get(DungeonThemeSpec, "mill_cellar")
    kinds = len({weight.kind for weight in theme.rooms}) + 2
    for _ in range(6):
        player = make_player(language="ru", level=4)
        player_place(player.pk, "old_mill", now=clock.now())
        run_enter(player_id=player.pk, theme="mill_cellar")
        relay_events()
    assert GameText.objects.filter(purpose=Purpose.ROOM).count() <= 4 * kinds


def test_the_skies_ahead_are_those_that_come() -> None:
    catalogue = starter_catalogue()
    now = datetime(2026, 1, 15, 12, 7, tzinfo=UTC)
    for region in catalogue.all(RegionSpec).values():
        ahead_of_us = skies_ahead(catalogue, region, now=now)
        seen = [sky_over(catalogue, region.key, now=now + timedelta(minutes=minute)) for minute in range(24 * 60)]
        assert set(ahead_of_us) <= set(seen)
        assert ahead_of_us[0] == seen[0]
        changed = _first_other(seen)
        assert changed is None or changed in ahead_of_us


def _first_other(seen: list[Sky]) -> Sky | None:
    return next((sky for sky in seen if sky != seen[0]), None)


def test_asks_hold_no_numbers_that_a_text_could_repeat() -> None:
    """A digit in the facts would be allowed in the text."""
    theme = starter_catalogue().get(DungeonThemeSpec, "mill_cellar")
    asks = [room_ask(theme, room, language="en") for room in dungeon_make(theme, 7).rooms]
    assert not any(it.isdigit() for asked in asks for _, value in asked.facts for it in value)


def test_screens_ask_for_nothing_that_was_not_asked_for_ahead(hero: Player) -> None:
    """Else every text of a place would be written twice."""
    player_place(hero.pk, "market", now=clock.now())
    activate()
    before = wanted()
    now = clock.now()
    assert location_told(location_view(player_id=hero.pk, now=now)).is_awaited
    trader = trader_told(shop_view(player_id=hero.pk, now=now))
    assert trader is not None
    assert trader.is_awaited
    item = next(iter(current().all(ItemSpec).values()))
    assert item_told(item, language="ru", player_id=hero.pk).is_awaited
    assert wanted() == before
    player_place(hero.pk, "old_mill", now=now)
    view = run_enter(player_id=hero.pk, theme="mill_cellar")
    relay_events()
    before = wanted()
    room = room_told(view, language="ru")
    assert room is not None
    assert room.is_awaited
    assert wanted() == before


def test_the_legend_of_a_foe_is_the_one_that_was_asked_for_ahead(hero: Player) -> None:
    player_place(hero.pk, "old_clearing", now=clock.now())
    activate()
    battle = encounter_seek(player_id=hero.pk)
    assert legend_ask(battle, language="ru").fingerprint in wanted()
