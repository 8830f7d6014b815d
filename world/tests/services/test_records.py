"""What the world adds to the boards."""

from __future__ import annotations

from datetime import timedelta

import pytest

from common import clock
from common.outbox import publish
from common.relay import relay_events
from common.tx import run_unit
from content.models import Release
from content.rules.catalogue import Catalogue
from gameproject.testing import make_player
from players.models import Score, Season
from players.rules.ranking import Board
from players.selectors.boards import board_keys, board_themes, boards_open
from world.events import BossRewarded, DungeonFinished
from world.models import DungeonRun
from world.rules.dungeon_themes import DungeonThemeSpec


def tell(*events: BossRewarded | DungeonFinished) -> None:
    run_unit(lambda: publish(*events))
    relay_events()


def scores() -> dict[tuple[str, bool], int]:
    return {
        (what, season > 0): score for what, season, score in Score.objects.values_list("what", "season_number", "score")
    }


def test_every_theme_has_a_board(published_world: Catalogue) -> None:
    assert {Board.BOSSES, Board.DUNGEON} <= set(boards_open())
    themes = published_world.all(DungeonThemeSpec)
    assert set(board_themes(Board.DUNGEON, published_world) or {}) == set(themes)
    assert {str(key) for key in board_keys(published_world)} >= {f"dungeon:{theme}" for theme in themes}


def test_damage_adds_up_and_the_fastest_run_stays(published_world: Catalogue) -> None:
    player, now = make_player(), clock.now()
    tell(*[
        BossRewarded(player.pk, run, "boss", damage, place=1, felled=True, xp=0, gold=0)
        for run, damage in ((1, 70), (2, 30))
    ])  # fmt: skip
    tell(
        *[
            DungeonFinished(player.pk, run, "crypt", seconds, rooms=9, result="victory")
            for run, seconds in ((1, 90), (2, 60), (3, 80))
        ]
    )
    assert scores() == {("bosses", False): 100, ("dungeon:crypt", False): 60}
    assert Score.objects.filter(changed_at__gte=now).exists()


@pytest.mark.django_db
def test_a_run_counts_in_the_season_in_which_it_ended(published_world: Catalogue) -> None:
    player, now = make_player(), clock.now()
    times = {"starts_at": now - timedelta(days=1), "ends_at": now + timedelta(days=1)}
    Season.objects.create(name_ru="Сезон", name_en="Season", state=Season.State.RUNNING, **times)
    for number, ended in enumerate((now - timedelta(days=2), now - timedelta(hours=1))):
        run = DungeonRun.objects.create(
            release=Release.objects.get(), theme="crypt", seed="1", state={}, finished_at=ended,
            result="victory",
        )  # fmt: skip
        tell(DungeonFinished(player.pk, run.pk, "crypt", 50 + number, rooms=9, result="victory"))
    assert scores() == {("dungeon:crypt", False): 50, ("dungeon:crypt", True): 51}
