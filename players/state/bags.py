"""How full a bag is, and what of a gift finds room in it."""

from __future__ import annotations

from collections.abc import Mapping

from players.rules.catalogue import ItemSpec
from players.rules.items import amount_that_fits, places_taken
from players.state.character import Character
from players.state.ledger import asset_gear, asset_item, balances


def places_used(character: Character, holdings: Mapping[str, int]) -> int:
    """Places that are taken; what is worn, and what the active release does not know, takes none."""
    used = 0
    for asset, amount in holdings.items():
        if asset_gear(asset) is not None:
            used += 1
        elif (spec := character.catalogue.find(ItemSpec, asset_item(asset))) is not None:
            used += places_taken(spec, amount - plain_worn(character, spec.key))
    return used - len(character.worn_gear)


def plain_worn(character: Character, item: str) -> int:
    """How many of a stack are worn."""
    return sum(spec.key == item and slot not in character.worn_gear for slot, spec in character.equipment.items())


class Room:
    """What is left of a bag while it is being filled. A bag without a limit takes everything."""

    def __init__(self, character: Character, holdings: Mapping[str, int] | None = None) -> None:
        self.character = character
        self.limited = character.progress.bag_slots > 0
        self.holdings = dict(holdings or {})
        if self.limited and holdings is None:
            self.holdings = balances(player_id=character.row.pk)
        self.free = character.progress.bag_slots - places_used(character, self.holdings) if self.limited else 0

    def put(self, asset: str, item: ItemSpec, amount: int) -> int:
        """How many of `amount` go in, which are then in."""
        if not self.limited:
            return amount
        if asset_gear(asset) is not None:
            fits = 1 if self.free > 0 else 0
            self.free -= fits
            return fits
        held = self.holdings.get(asset, 0) - plain_worn(self.character, item.key)
        fits = amount_that_fits(item, held, amount, self.free)
        self.free -= places_taken(item, held + fits) - places_taken(item, held)
        self.holdings[asset] = self.holdings.get(asset, 0) + fits
        return fits
