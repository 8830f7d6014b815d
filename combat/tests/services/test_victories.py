"""Victories on the boards."""

from __future__ import annotations

from datetime import timedelta

import pytest

from combat.events import BattleEnded
from combat.models import Battle
from common import clock
from common.outbox import publish
from common.relay import relay_events
from common.tx import run_unit
from content.models import Release
from content.rules.catalogue import Catalogue
from gameproject.testing import make_player
from players.models import Score, Season

pytestmark = pytest.mark.django_db


def test_a_victory_counts_once_in_the_season_of_its_end(published_world: Catalogue) -> None:
    player, now = make_player(), clock.now()
    season = Season.objects.create(
        name_ru="Сезон", name_en="Season", starts_at=now - timedelta(days=1), ends_at=now + timedelta(days=1),
        state=Season.State.RUNNING,
    )  # fmt: skip
    for outcome, ended in (("victory", now), ("victory", now - timedelta(days=3)), ("defeat", now), ("fled", now)):
        battle = Battle.objects.create(
            release=Release.objects.get(), location="ford", monster="moss_imp", seed=1, rng_state=1, state={},
            outcome=outcome, ended_at=ended,
        )  # fmt: skip
        event = BattleEnded(player.pk, battle.pk, "moss_imp", outcome, xp=1, gold=1)
        run_unit(lambda event=event: publish(event))  # type: ignore[misc]
    relay_events()
    relay_events()
    wins = Score.objects.filter(player=player, what="wins")
    assert dict(wins.values_list("season_number", "score")) == {0: 2, season.pk: 1}
