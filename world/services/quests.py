"""Accepting quests from those who give them."""

from __future__ import annotations

from common import clock
from common.tx import command
from players.rules.quests import QuestSpec
from players.services.quests import quest_begin
from players.state.character import check_free
from world.errors import QuestNotHere
from world.selectors.quests import QuestBoard, board_of
from world.state.place import standing_lock


@command
def quest_accept(*, player_id: int, quest: str, expected_version: int | None = None) -> QuestBoard:
    """Put a quest into the log, where its giver is.

    Raises Busy, Stale, NotFound, QuestNotHere(to), QuestTaken(quest), QuestDone(quest, repeat),
    LevelTooLow(needs, has), QuestLocked(quest), QuestLogFull(most).
    """
    now = clock.now()
    standing = standing_lock(player_id, now=now, expected_version=expected_version)
    character, here = standing.character, standing.location
    check_free(character.row)
    spec = character.catalogue.get(QuestSpec, quest)
    if spec.giver is not None and spec.giver != here.key:
        raise QuestNotHere(to=spec.giver)
    return board_of(character, here, quest_begin(character, spec, now=now))
