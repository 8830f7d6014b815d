"""The lore of things, for who looks at one."""

from __future__ import annotations

from content.release import current
from content.selectors.texts import Told, text_told
from players.rules.catalogue import ItemSpec
from players.selectors.asks import item_ask


def item_told(item: ItemSpec, *, language: str, player_id: int) -> Told:
    """The same for all pieces of an item, however they were rolled."""
    plain = current().find(ItemSpec, item.key) or item
    return text_told(item_ask(plain, language=language), player_id=player_id)
