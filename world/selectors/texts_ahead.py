"""Which texts are about to be read: what is asked for before anybody waits, the likeliest first."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta

from common.rules.text import LANGUAGES
from content.rules.catalogue import Catalogue
from content.rules.texts import Ask
from players.models import Player
from players.rules.catalogue import ItemSpec
from players.rules.quests import QuestSpec
from players.selectors.asks import item_ask
from world.models import DungeonRun, Whereabouts
from world.rules.catalogue import LocationSpec, MonsterSpec, RegionSpec, ShopSpec
from world.rules.dungeon_themes import DungeonThemeSpec, inhabitants
from world.rules.weather import Sky, skies_ahead
from world.selectors.asks import location_ask, monster_ask, npc_ask, quest_ask, room_ask
from world.state.happening import sky_at
from world.state.runs import run_scene

LIVELY = timedelta(days=7)  # a place where nobody came for longer is lonely


def release_asks(catalogue: Catalogue, *, now: datetime) -> Iterator[Ask]:
    """What players of a release meet first: the places around them, under the skies now and next, then who lives
    there, what is given there, and the things of the whole world."""
    languages = _languages()
    around = [(place, _skies(catalogue, place.region, now)) for place in _places_around(catalogue, now)]
    for place, skies in around:
        for sky in skies:
            yield from (location_ask(catalogue, place, sky, language=language) for language in languages)
    for place, skies in around:
        yield from _of_place(catalogue, place, skies, languages)
    yield from _of_dungeons(catalogue, {place.key for place, _ in around}, languages)
    for item in catalogue.all(ItemSpec).values():
        yield from (item_ask(item, language=language) for language in languages)


def run_asks(run_id: int) -> Iterator[Ask]:
    """The rooms of a dungeon that was just entered, nearest first, in the languages of who is inside."""
    row = DungeonRun.objects.filter(pk=run_id).first()
    if row is None:
        return
    scene = run_scene(row)
    languages = set(row.members.values_list("player__language", flat=True))
    for room in sorted(scene.dungeon.rooms, key=lambda room: (room.depth, room.id)):
        yield from (room_ask(scene.theme, room, language=language) for language in sorted(languages))


def _languages() -> list[str]:
    """Those that somebody plays in."""
    return [language for language in LANGUAGES if Player.objects.filter(language=language).exists()]


def _places_around(catalogue: Catalogue, now: datetime) -> list[LocationSpec]:
    """Every place of the regions where players are, the busiest region first."""
    came = Whereabouts.objects.filter(arrived_at__gte=now - LIVELY).values_list("location", flat=True)
    regions: Counter[str] = Counter()
    for key in came.iterator():
        if place := catalogue.find(LocationSpec, key):
            regions[place.region] += 1
    rank = {region: number for number, (region, _) in enumerate(regions.most_common())}
    places = [place for place in catalogue.all(LocationSpec).values() if place.region in rank]
    return sorted(places, key=lambda place: rank[place.region])


def _skies(catalogue: Catalogue, region: str, now: datetime) -> Sequence[Sky]:
    """The sky as events have it now, and those that come by themselves."""
    ahead = skies_ahead(catalogue, catalogue.get(RegionSpec, region), now=now)
    return tuple(dict.fromkeys((sky_at(catalogue, region, now=now), *ahead)))


def _of_place(
    catalogue: Catalogue, place: LocationSpec, skies: Sequence[Sky], languages: Sequence[str]
) -> Iterator[Ask]:
    shop = catalogue.find(ShopSpec, place.shop)
    phases = dict.fromkeys(sky.phase for sky in skies)
    monsters = [catalogue.get(MonsterSpec, encounter.monster) for encounter in place.encounters]
    quests = [quest for quest in catalogue.all(QuestSpec).values() if quest.giver == place.key]
    for language in languages:
        if shop is not None:
            yield from (npc_ask(catalogue, shop, place, phase, language=language) for phase in phases)
        yield from (monster_ask(monster, place.name, language=language) for monster in monsters)
        yield from (quest_ask(catalogue, quest, language=language) for quest in quests)


def _of_dungeons(catalogue: Catalogue, places: set[str], languages: Sequence[str]) -> Iterator[Ask]:
    for theme in catalogue.all(DungeonThemeSpec).values():
        if theme.location not in places:
            continue
        for key in sorted(inhabitants(theme)):
            monster = catalogue.get(MonsterSpec, key)
            yield from (monster_ask(monster, theme.name, language=language) for language in languages)
