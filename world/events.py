"""What happens in the world."""

from __future__ import annotations

from dataclasses import dataclass

from players.events import PlayerHeard


@dataclass(frozen=True)
class PlayerTravelled(PlayerHeard):
    """A player walked from one location to another (keys)."""

    from_location: str
    to_location: str


@dataclass(frozen=True)
class PlayerRested(PlayerHeard):
    """A player rested: HP and energy are full."""

    location: str


@dataclass(frozen=True)
class ItemBought(PlayerHeard):
    """A shop sold `amount` of an item for `price` coins in all."""

    item: str
    amount: int
    price: int


@dataclass(frozen=True)
class ItemSold(PlayerHeard):
    """A shop bought `amount` of an item for `price` coins in all."""

    item: str
    amount: int
    price: int
