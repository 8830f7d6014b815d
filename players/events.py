"""What happens to players."""

from __future__ import annotations

from dataclasses import dataclass

from common.events import Event


@dataclass(frozen=True)
class PlayerHeard(Event):
    """Base of the events that one player's sockets are told of."""

    player_id: int

    def audience(self) -> tuple[int, ...]:
        return (self.player_id,)


@dataclass(frozen=True)
class CharacterMade(PlayerHeard):
    """A player chose a class: the game begins."""

    character_class: str


@dataclass(frozen=True)
class LevelGained(PlayerHeard):
    """A character reached `level` and learned `skills` (keys)."""

    level: int
    skills: tuple[str, ...]


@dataclass(frozen=True)
class SkillLearned(PlayerHeard):
    """A character learned `skill` for points, or raised it to `rank`."""

    skill: str
    rank: int


@dataclass(frozen=True)
class SkillsForgotten(PlayerHeard):
    """A character forgot what was learned for points: `points` are free again, `gold` was paid."""

    points: int
    gold: int


@dataclass(frozen=True)
class ItemEquipped(PlayerHeard):
    """`item` is worn in `slot`; empty when it was taken off."""

    slot: str
    item: str


@dataclass(frozen=True)
class ItemUsed(PlayerHeard):
    """A potion was drunk outside battle; what it restored, in points."""

    item: str
    healed: int
    energized: int


@dataclass(frozen=True)
class SettingsChanged(PlayerHeard):
    """Language, notifications or text-only changed."""

    setting: str


@dataclass(frozen=True)
class BalanceCorrected(PlayerHeard):
    """An operator corrected a balance."""

    asset: str
    amount: int


@dataclass(frozen=True)
class QuestAccepted(PlayerHeard):
    """A quest (key) is in the log."""

    quest: str


@dataclass(frozen=True)
class QuestAbandoned(PlayerHeard):
    """A player gave a quest up."""

    quest: str


@dataclass(frozen=True)
class QuestReady(PlayerHeard):
    """Everything that a quest asks for is done: its reward waits."""

    quest: str


@dataclass(frozen=True)
class QuestFinished(PlayerHeard):
    """The reward of a quest was taken; `items`: (key, amount)."""

    quest: str
    xp: int
    gold: int
    items: tuple[tuple[str, int], ...] = ()


@dataclass(frozen=True)
class AchievementUnlocked(PlayerHeard):
    """A player has an achievement (key) from now on."""

    achievement: str
    points: int


@dataclass(frozen=True)
class AchievementRewarded(PlayerHeard):
    """The reward of an achievement was taken; `items`: (key, amount)."""

    achievement: str
    xp: int
    gold: int
    items: tuple[tuple[str, int], ...] = ()


@dataclass(frozen=True)
class PiecesFound(PlayerHeard):
    """Pieces that are one of a kind came to a player, into the bag or a parcel: (id, item, rarity) of each."""

    pieces: tuple[tuple[int, str, str], ...]


@dataclass(frozen=True)
class ParcelsKept(PlayerHeard):
    """The bag was full: (item, amount) of what waits for room."""

    items: tuple[tuple[str, int], ...]


@dataclass(frozen=True)
class ParcelsTaken(PlayerHeard):
    """What had waited is in the bag now: (item, amount)."""

    items: tuple[tuple[str, int], ...]


@dataclass(frozen=True)
class ItemDropped(PlayerHeard):
    """A player threw something away: `amount` of an asset (`item:<key>`, or a piece, `gear:<id>`)."""

    asset: str
    amount: int


@dataclass(frozen=True)
class SeasonOpened(Event):
    """A season has begun."""

    season_id: int


@dataclass(frozen=True)
class SeasonClosed(Event):
    """A season is over: its standings are kept, and every prize is paid."""

    season_id: int


@dataclass(frozen=True)
class SeasonPrizeWon(PlayerHeard):
    """What a player's winning `places` ((board, rank) each) in a season brought; `items`: (key, amount)."""

    season_id: int
    places: tuple[tuple[str, int], ...]
    gold: int
    items: tuple[tuple[str, int], ...] = ()
