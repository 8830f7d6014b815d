"""What can be wrong with dungeons: what they name is missing, or no dungeon can be made of a theme."""

from __future__ import annotations

from collections.abc import Iterator

from content.rules.catalogue import Catalogue
from content.rules.lint import Finding, error, warning
from players.rules.catalogue import ProgressSpec
from world.rules.catalogue import LocationSpec, LootTableSpec, MonsterSpec
from world.rules.dungeon_maker import CannotMake, dungeon_make
from world.rules.dungeon_themes import DungeonEventSpec, DungeonThemeSpec, RoomKind, inhabitants

SEEDS_TRIED = 20
MOST_CHOICES = 4
LONG = 12  # rooms


def dungeons_name_real_things(catalogue: Catalogue) -> Iterator[Finding]:
    """Entrance, monsters, boss, loot and events exist, and somebody can be of the level that opens it."""
    progress = catalogue.find(ProgressSpec, "default")
    for key, theme in catalogue.all(DungeonThemeSpec).items():
        yield from _missing(catalogue, key, theme)
        if progress is not None and theme.min_level > progress.max_level:
            yield error("dungeon_themes", key, "dungeon_level_unreachable", level=theme.min_level)


def _missing(catalogue: Catalogue, key: str, theme: DungeonThemeSpec) -> Iterator[Finding]:
    if theme.location not in catalogue.all(LocationSpec):
        yield error("dungeon_themes", key, "place_missing", location=theme.location)
    for monster in sorted(inhabitants(theme) - catalogue.all(MonsterSpec).keys()):
        yield error("dungeon_themes", key, "monster_missing", monster=monster)
    for table in (theme.treasure_loot, theme.boss_loot):
        if table not in catalogue.all(LootTableSpec):
            yield error("dungeon_themes", key, "loot_table_missing", loot_table=table)
    for happening in theme.events:
        if happening.event not in catalogue.all(DungeonEventSpec):
            yield error("dungeon_themes", key, "dungeon_event_missing", dungeon_event=happening.event)


def dungeons_can_be_made(catalogue: Catalogue) -> Iterator[Finding]:
    """A few seeds each: a theme that fails with one of them would refuse players at its door."""
    for key, theme in catalogue.all(DungeonThemeSpec).items():
        try:
            for seed in range(SEEDS_TRIED):
                dungeon_make(theme, seed)
        except CannotMake as refusal:
            yield error("dungeon_themes", key, refusal.reason)


def dungeon_events_offer_choices(catalogue: Catalogue) -> Iterator[Finding]:
    """Each event can be decided, its loot exists, and some dungeon has it."""
    tables = catalogue.all(LootTableSpec)
    themes = catalogue.all(DungeonThemeSpec).values()
    used = {happening.event for theme in themes for happening in theme.events}
    for key, event in catalogue.all(DungeonEventSpec).items():
        if not 1 <= len(event.choices) <= MOST_CHOICES:
            yield error("dungeon_events", key, "dungeon_event_choices", most=MOST_CHOICES)
        for choice in event.choices:
            if choice.loot is not None and choice.loot not in tables:
                yield error("dungeon_events", key, "loot_table_missing", loot_table=choice.loot)
        if key not in used:
            yield warning("dungeon_events", key, "dungeon_event_unused")


def dungeons_are_bearable(catalogue: Catalogue) -> Iterator[Finding]:
    """Long dungeons have a place to rest; the boss is the strongest of those within."""
    monsters = catalogue.all(MonsterSpec)
    for key, theme in catalogue.all(DungeonThemeSpec).items():
        kinds = {room.kind for room in theme.rooms if room.weight}
        if RoomKind.REST not in kinds and theme.rooms_max > LONG:
            yield warning("dungeon_themes", key, "dungeon_without_rest")
        boss = monsters.get(theme.boss)
        for monster in sorted(inhabitants(theme)):
            other = monsters.get(monster)
            if boss is not None and other is not None and other.level > boss.level:
                yield warning("dungeon_themes", key, "dungeon_boss_outdone", monster=other.key, level=other.level)


RULES = (dungeons_name_real_things, dungeons_can_be_made, dungeon_events_offer_choices, dungeons_are_bearable)
