"""A person learns: the skill tree through the real bot."""

from __future__ import annotations

import pytest

from players.models import Player
from players.state.ledger import GOLD, Move, ledger_move
from telegrambot.emulator.testing import RunningEmulator
from telegrambot.tests.person import Person

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("bot")]


def test_a_skill_is_learned_raised_and_forgotten(telegram: RunningEmulator) -> None:
    lena = Person(telegram).begin("warrior")
    Player.objects.update(level=4)
    ledger_move(player_id=Player.objects.get().pk, moves=[Move(GOLD, 500)], reason="test")
    lena.say("/character")
    assert any("+3" in label for label in lena.labels)
    lena.tap("skills.")
    assert "Глубокая рана" in lena.text
    lena.tap("talent..deep_cut").tap("learn.")
    assert "Глубокая рана" in lena.toast
    assert Player.objects.get().learned == ["deep_cut"]
    lena.tap("learn.").tap("skills.")
    assert "ступень 2 из 3" in lena.text
    lena.tap("forget.")
    assert Player.objects.get().learned == ["deep_cut", "deep_cut"]
    lena.tap("unlearn.")
    assert Player.objects.get().learned == []


def test_what_is_closed_says_why_and_a_stale_button_learns_nothing(telegram: RunningEmulator) -> None:
    lena = Person(telegram).begin("warrior")
    lena.say("/talent_challenge")
    assert not lena.can("learn.")
    assert "Откроется на уровне 3" in lena.text
    lena.say("/learn_challenge")
    assert Player.objects.get().learned == []
    Player.objects.update(level=2)
    lena.say("/talent_deep_cut")
    learn = next(data for data in lena.data if data.startswith("learn."))
    lena.send(learn)
    assert Player.objects.get().learned == ["deep_cut"]
    Player.objects.update(level=3)
    lena.send(learn, forged=True)
    assert Player.objects.get().learned == ["deep_cut"]
