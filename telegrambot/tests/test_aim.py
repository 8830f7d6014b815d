"""Choosing one of several enemies."""

from __future__ import annotations

import pytest

from combat.models import Battle, BattleTurn
from telegrambot.emulator.testing import RunningEmulator
from telegrambot.tests.person import Person

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("bot")]
FIRST, SECOND = -1, -2


@pytest.fixture
def lena(telegram: RunningEmulator) -> Person:
    """In a battle with two of a kind, who will stand for long."""
    lena = Person(telegram).begin("hunter").tap("go.2.old_clearing").tap("fight.")
    row = Battle.objects.get()
    for fighter in row.state["fighters"]:
        fighter.update(hp=900, max_hp=900, agility=0)
        if fighter["id"] > 0:
            fighter.update(energy=50, max_energy=50)
    foe = next(fighter for fighter in row.state["fighters"] if fighter["id"] == FIRST)
    row.state["fighters"].append(foe | {"id": SECOND})
    row.state["order"].append(SECOND)
    row.save(update_fields=["state"])
    return lena.say("/look")


def struck() -> list[int]:
    """Whom the player went for, turn by turn."""
    turns = BattleTurn.objects.exclude(player_id=None).order_by("number")
    return [turn.action["target_id"] for turn in turns if "target_id" in turn.action]


def test_a_skill_hits_the_enemy_that_was_pressed(lena: Person) -> None:
    assert "🎯" in lena.text
    lena.tap("target.").tap("skill.")
    assert struck() == [SECOND]
    assert lena.text.index("🎯") > lena.text.index(" 1 ")


def test_the_typed_forms_do_the_same(lena: Person) -> None:
    skill = next(data.split(".")[2] for data in lena.data if data.startswith("skill."))
    lena.say("/target_2").say("/attack")
    lena.say("/target_1").say(f"/skill_{skill}")
    assert struck() == [SECOND, FIRST]


def test_an_aim_from_an_old_screen_changes_nothing(lena: Person) -> None:
    old = next(data for data in lena.data if data.startswith("target."))
    lena.tap("attack.").send(old, forged=True, quiet=True)
    assert lena.toast
    lena.tap("skill.")
    assert struck() == [FIRST, FIRST]


@pytest.mark.parametrize("command", ["/target", "/target_9", "/target_0", "/target_9999999999999999999999"])
def test_nobody_can_be_aimed_at_who_is_not_there(lena: Person, command: str) -> None:
    lena.say(command)
    assert lena.can("attack.")
    lena.say("/attack")
    assert struck() == [FIRST]
