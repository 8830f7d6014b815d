"""What the world counts for the boards: damage to its bosses, and the fastest way through each dungeon."""

from __future__ import annotations

from collections.abc import Mapping

from common import clock
from common.events import subscriber
from common.rules.text import Text
from content.rules.catalogue import Catalogue
from players.rules.ranking import Board, BoardKey
from players.selectors.boards import board_open
from players.state.scores import score_add, score_record
from world.events import BossRewarded, DungeonFinished
from world.models import DungeonRun, EventRun
from world.rules.dungeon_themes import DungeonThemeSpec


def _themes(catalogue: Catalogue) -> Mapping[str, Text]:
    return {key: spec.name for key, spec in catalogue.all(DungeonThemeSpec).items()}


board_open(Board.BOSSES)
board_open(Board.DUNGEON, _themes)


@subscriber(BossRewarded)
def count_boss_damage(event: BossRewarded) -> None:
    """When the boss is done with, felled or not: in the season in which that was."""
    ended = EventRun.objects.filter(pk=event.run_id).values_list("ended_at", flat=True).first()
    amounts = {BoardKey(Board.BOSSES): event.damage}
    score_add(player_id=event.player_id, amounts=amounts, at=ended or clock.now())


@subscriber(DungeonFinished)
def record_dungeon(event: DungeonFinished) -> None:
    finished = DungeonRun.objects.filter(pk=event.run_id).values_list("finished_at", flat=True).first()
    score_record(
        player_id=event.player_id,
        key=BoardKey(Board.DUNGEON, event.theme),
        score=max(1, event.seconds),
        at=finished or clock.now(),
    )
