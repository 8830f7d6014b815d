"""Quests at a place: which can be accepted where the player is, and where the others are."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from content.rules.catalogue import Catalogue
from players.rules.quests import QuestSpec
from players.selectors.quests import QuestLog, QuestState, QuestView, quest_log_of
from players.state.character import Character, character_read
from world.rules.catalogue import LocationSpec
from world.state.place import location_of


@dataclass(frozen=True, slots=True)
class QuestBoard:
    """The log of a player who is at `location`. Names of what the quests ask for are in `catalogue`."""

    log: QuestLog
    location: LocationSpec
    catalogue: Catalogue

    def is_here(self, spec: QuestSpec) -> bool:
        return spec.giver is None or spec.giver == self.location.key

    def here(self) -> tuple[QuestView, ...]:
        """What may be accepted here and now."""
        return tuple(view for view in self.log.of(QuestState.AVAILABLE) if self.is_here(view.spec))

    def elsewhere(self) -> tuple[LocationSpec, ...]:
        """Where others may be accepted, in the game masters' order of the quests."""
        places = (
            self.catalogue.find(LocationSpec, view.spec.giver)
            for view in self.log.of(QuestState.AVAILABLE)
            if not self.is_here(view.spec)
        )
        return tuple({place.key: place for place in places if place is not None}.values())


def quests_at(catalogue: Catalogue, location: LocationSpec, *, level: int) -> tuple[QuestSpec, ...]:
    """The quests that are given at a place to characters of a level, also those that somebody has done already."""
    quests = catalogue.all(QuestSpec).values()
    return tuple(spec for spec in quests if spec.giver == location.key and spec.min_level <= level)


def quest_board(*, player_id: int, now: datetime) -> QuestBoard:
    """The quests of a player, and which of them are here. Raises NotFound, Banned, NotReady(step)."""
    character = character_read(player_id, now=now)
    return board_of(character, location_of(character), quest_log_of(character, now=now))


def board_of(character: Character, location: LocationSpec, log: QuestLog) -> QuestBoard:
    return QuestBoard(log, location, character.catalogue)
