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
