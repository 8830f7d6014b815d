"""What happens in the world."""

from __future__ import annotations

from dataclasses import dataclass

from common.events import Event
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


@dataclass(frozen=True)
class GearRepaired(PlayerHeard):
    """A shop made pieces whole again for `price` coins in all."""

    gear_ids: tuple[int, ...]
    price: int


@dataclass(frozen=True)
class WorldEventStarted(Event):
    """An event (key) began: everybody concerned is told in batches."""

    run_id: int
    event: str


@dataclass(frozen=True)
class WorldEventEnded(Event):
    """An event is over. `by`: timer, felled, or who ended it by hand."""

    run_id: int
    event: str
    by: str


@dataclass(frozen=True)
class BossFelled(Event):
    """A world boss fell by the hand of `felled_by`; what each has done: `world.state.bosses.boss_contributions`."""

    run_id: int
    event: str
    monster: str
    felled_by: int


@dataclass(frozen=True)
class BossStruck(PlayerHeard):
    """A player did `damage` to a world boss, which has `hp` left."""

    run_id: int
    monster: str
    damage: int
    hp: int


@dataclass(frozen=True)
class BossRewarded(PlayerHeard):
    """A world boss is done with. What the player did to it in all and what it brought (nothing, below the
    threshold); `place`: 0 when not among the best; `pieces`: ids of what is one of a kind among it."""

    run_id: int
    event: str
    damage: int
    place: int
    felled: bool
    xp: int
    gold: int
    items: tuple[tuple[str, int], ...] = ()
    pieces: tuple[int, ...] = ()


@dataclass(frozen=True)
class DungeonEntered(PlayerHeard):
    """A player went into a dungeon (theme, a key)."""

    run_id: int
    theme: str


@dataclass(frozen=True)
class DungeonLooted(PlayerHeard):
    """A player found something of value on the way; `items`: (key, amount)."""

    run_id: int
    theme: str
    gold: int
    items: tuple[tuple[str, int], ...] = ()


@dataclass(frozen=True)
class DungeonFinished(PlayerHeard):
    """The boss is felled. `seconds` it took, `rooms` that were seen; `result` is `victory`.

    `gold` and `items` ((key, amount) each) are what the end of it gave.
    """

    run_id: int
    theme: str
    seconds: int
    rooms: int
    result: str
    xp: int = 0
    gold: int = 0
    items: tuple[tuple[str, int], ...] = ()


@dataclass(frozen=True)
class DungeonLeft(PlayerHeard):
    """A run ended without its boss: `result` is `left` or `defeat`."""

    run_id: int
    theme: str
    rooms: int
    result: str


@dataclass(frozen=True)
class RecipeCrafted(PlayerHeard):
    """A recipe was carried out: `made` times with success, `failed` times without. `items`: all that came of it."""

    recipe: str
    made: int
    failed: int
    items: tuple[tuple[str, int], ...] = ()


@dataclass(frozen=True)
class NodeGathered(PlayerHeard):
    """So many portions were gathered somewhere (node, a key)."""

    node: str
    portions: int
    items: tuple[tuple[str, int], ...] = ()


@dataclass(frozen=True)
class ProfessionLevelGained(PlayerHeard):
    """A profession reached `level` by practice."""

    profession: str
    level: int


@dataclass(frozen=True)
class ActivityStarted(PlayerHeard):
    """Something began that takes `seconds`. `kind`: craft, gather, pastime, journey; `subject`: the key of what."""

    activity_id: int
    kind: str
    subject: str
    seconds: int


@dataclass(frozen=True)
class ActivityFinished(PlayerHeard):
    """It is over, or was `stopped`: `done` of `portions` have brought all this; `pieces`: ids of what is one of a
    kind among it."""

    activity_id: int
    kind: str
    subject: str
    stopped: bool
    done: int
    portions: int
    failed: int = 0
    xp: int = 0
    gold: int = 0
    items: tuple[tuple[str, int], ...] = ()
    profession: str = ""
    profession_xp: int = 0
    pieces: tuple[int, ...] = ()


@dataclass(frozen=True)
class TradeHeard(Event):
    """Base of what happens to a trade between two players: both are told."""

    trade_id: int
    opener_id: int
    partner_id: int

    def audience(self) -> tuple[int, ...]:
        return (self.opener_id, self.partner_id)


@dataclass(frozen=True)
class TradeOpened(TradeHeard):
    """The opener asks the partner to trade."""


@dataclass(frozen=True)
class TradeChanged(TradeHeard):
    """`by` put something on the table, took it back, or agreed. `version`: of what is on the table."""

    by: int
    version: int


@dataclass(frozen=True)
class TradeEnded(TradeHeard):
    """A trade is over: `state` is `done`, `cancelled` or `expired`; `by`: whose doing, 0 for time's."""

    state: str
    by: int


@dataclass(frozen=True)
class ThingGiven(PlayerHeard):
    """A player gave another one `amount` of an asset (`item:<key>`, or a piece, `gear:<id>`)."""

    to_id: int
    item: str
    asset: str
    amount: int

    def audience(self) -> tuple[int, ...]:
        return (self.player_id, self.to_id)
