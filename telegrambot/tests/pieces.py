"""Pieces that are one of a kind, for every screen that may show some."""

from __future__ import annotations

from collections.abc import Iterator

from content.rules.catalogue import Catalogue
from players.rules.catalogue import AffixTableSpec, ItemSpec, Rarity
from players.rules.items import Affix, Condition, affix_bounds, with_affixes
from players.rules.items_lint import MOST_DURABLE
from players.selectors.characters import PieceView

_ID = 2_147_483_647


def pieces_of(world: Catalogue) -> Iterator[PieceView]:
    """Each thing to wear, rolled as high as it gets."""
    table = next(iter(world.all(AffixTableSpec).values()))
    worn = [item for item in world.all(ItemSpec).values() if item.slot is not None]
    for number, item in enumerate(worn):
        rolled = [Affix(affix.key, affix.stat, affix_bounds(affix, item.level)[1]) for affix in table.affixes[:3]]
        yield PieceView(
            id=_ID + number,
            item=with_affixes(item, list(Rarity)[number % 5], rolled),
            affixes=tuple((affix.name, affix.stat, 9) for affix in table.affixes[:3]),
            bound=number % 2 == 0,
            worn=number % 3 == 0,
            price=item.price,
            condition=(None, Condition(0, 60), Condition(9999, MOST_DURABLE))[number % 3],
            repair=123_456,
        )
