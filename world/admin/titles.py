"""What rows without a name are called: recipes after what they make, loot tables after who gives them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.utils.translation import gettext as _

from content.admin.names import TITLERS, spec_title
from content.rules.catalogue import Catalogue
from players.rules.catalogue import ItemSpec
from world.rules.catalogue import LootTableSpec, MonsterSpec
from world.rules.crafts import ActivitySpec, GatheringNodeSpec, RecipeSpec
from world.rules.dungeon_themes import DungeonEventSpec, DungeonThemeSpec
from world.rules.events import WorldEventSpec

GIVERS: tuple[type[Any], ...] = (MonsterSpec, GatheringNodeSpec, ActivitySpec, WorldEventSpec)


def recipe_title(spec: RecipeSpec, catalogue: Catalogue) -> str:
    made = (catalogue.find(ItemSpec, each.item) for each in spec.outputs)
    return ", ".join(spec_title(item, item.key) for item in made if item) or spec.key


def loot_title(spec: LootTableSpec, catalogue: Catalogue) -> str:
    """After the first who gives it, and how many more there are."""
    givers = list(_givers(spec.key, catalogue))
    if not givers:
        return f"🎁 {spec.key}"
    more = _(" and %(count)d more") % {"count": len(givers) - 1} if len(givers) > 1 else ""
    return f"🎁 {givers[0]}{more}"


def _givers(key: str, catalogue: Catalogue) -> Iterator[str]:
    for kind in GIVERS:
        yield from (spec_title(row, row.key) for row in catalogue.all(kind).values() if row.loot_table == key)
    yield from _dungeons(key, catalogue)
    for event in catalogue.all(DungeonEventSpec).values():
        if any(choice.loot == key for choice in event.choices):
            yield spec_title(event, event.key)


def _dungeons(key: str, catalogue: Catalogue) -> Iterator[str]:
    for theme in catalogue.all(DungeonThemeSpec).values():
        if theme.treasure_loot == key:
            yield _("%(dungeon)s: treasure") % {"dungeon": spec_title(theme, theme.key)}
        if theme.boss_loot == key:
            yield _("%(dungeon)s: the end") % {"dungeon": spec_title(theme, theme.key)}


TITLERS["recipes"] = recipe_title
TITLERS["loot_tables"] = loot_title
