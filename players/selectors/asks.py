"""What a text about a thing is asked by. Screens and what is written ahead ask alike, or it is written twice."""

from __future__ import annotations

from content.rules.texts import Ask, Purpose, ask
from players.rules.catalogue import ItemSpec


def item_ask(item: ItemSpec, *, language: str) -> Ask:
    """The lore of an item."""
    return ask(
        Purpose.ITEM,
        language,
        f"item:{item.key}",
        item=item.name.in_(language),
        kind=item.kind.value,
        rarity=item.rarity.value,
        about=item.description.in_(language),
    )
