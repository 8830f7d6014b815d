"""A dungeon on a bad day: the bot is killed in the middle of a step, or the player plays at two devices at once."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import pytest
import redis
from django.db import connection

from common import clock
from common.models import InboxMessage, OutboxMessage
from common.tests.sample import in_threads
from content.rules.catalogue import Catalogue
from players.models import Player
from players.state.ledger import Move, item_asset, ledger_move
from telegrambot.emulator.testing import RunningEmulator
from telegrambot.tests.person import Person
from telegrambot.tests.test_crashes import BotProcess
from telegrambot.tests.test_dungeon import torch
from telegrambot.tests.test_faults import eventually
from world.models import DungeonRun
from world.services.runs import run_drink
from world.state.hot import Hot, hot_store
from world.state.place import player_place
from world.state.runs import run_standing, state_to_json

pytestmark = pytest.mark.django_db(transaction=True)


def go_down(person: Person) -> Person:
    player = Player.objects.get()
    Player.objects.update(level=4, hp=50, hp_at=clock.now())
    player_place(player.pk, "old_mill", now=clock.now())
    ledger_move(player_id=player.pk, moves=[Move(item_asset("herb_tonic"), 2)], reason="test")
    return person.say("/descend_mill_cellar")


def step_by_hand(**changes: int) -> None:
    """A step that only Redis knows of, after which the player is as given."""
    standing = run_standing(DungeonRun.objects.get())
    member = replace(standing.state.members[0], **changes)
    state = replace(standing.state, members=(member,))
    assert hot_store(standing.row.pk, Hot(standing.version + 1, state_to_json(state)))


@pytest.mark.usefixtures("bot", "clean_redis")
class TestAtTwoDevices:
    def test_a_walk_that_was_lost_is_told_at_the_next_press(
        self, telegram: RunningEmulator, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        lena = go_down(Person(telegram).begin())
        run, player = DungeonRun.objects.get(), Player.objects.get()

        def too_late(run_id: int, kept: Hot) -> bool | None:
            in_threads(lambda: run_drink(player_id=player.pk, run_id=run.pk, item="herb_tonic"))
            return hot_store(run_id, kept)

        with monkeypatch.context() as race:
            race.setattr("world.services.runs.hot_store", too_late)
            lena.tap("search.r")
        assert torch(lena.text) == 29
        lena.tap("search.r")
        assert lena.toast == "Экран обновлён."
        assert torch(lena.text) == 30
        lena.tap("search.r")
        assert (lena.toast, torch(lena.text)) == ("", 29)

    def test_hp_and_energy_are_shown_as_they_are_down_there(self, telegram: RunningEmulator) -> None:
        lena = go_down(Person(telegram).begin())
        step_by_hand(hp=31, energy=3)
        for page in ("/look", "/character"):
            assert "31/" in lena.say(page).text
        assert Player.objects.get().hp == 50
        lena.say("/getout").say("/character")
        assert "31/" in lena.text
        assert Player.objects.get().hp == 31


@pytest.fixture
def lena(telegram: RunningEmulator, transactional_db: None, published_world: Catalogue) -> Iterator[Person]:
    """A person in a dungeon; no bot runs."""
    with BotProcess(telegram) as bot:
        person = go_down(Person(telegram, patience=40).begin())
        assert bot.stop() == 0
    yield person
    connection.close()


@pytest.mark.slow
@pytest.mark.usefixtures("clean_redis")
@pytest.mark.parametrize("point", ["after_store", "before_commit", "after_commit", "after_send"])
def test_a_typed_step_is_done_once_however_the_bot_dies(telegram: RunningEmulator, lena: Person, point: str) -> None:
    telegram.enqueue([{"person_id": lena.id, "text": "/search"}])
    with BotProcess(telegram, ARTEL_CRASH_AT=point) as bot:
        bot.wait_dead()
    OutboxMessage.objects.filter(topic="telegram").update(due_at="2020-01-01T00:00:00Z")
    with BotProcess(telegram) as again:
        eventually(lambda: not InboxMessage.objects.exclude(state=InboxMessage.State.DONE).exists(), 40)
        eventually(lambda: not OutboxMessage.objects.filter(topic="telegram", state="pending").exists(), 40)
        assert again.stop() == 0
    standing = run_standing(DungeonRun.objects.get())
    assert (standing.version, standing.state.torch) == (1, 29)
    assert torch(telegram.messages(lena.id)[-1]["text"]) == 29


@pytest.mark.slow
def test_a_redis_that_forgets_between_two_lives_of_the_bot_costs_no_more_than_the_steps(
    telegram: RunningEmulator, lena: Person, clean_redis: redis.Redis
) -> None:
    telegram.enqueue([{"person_id": lena.id, "text": "/search"}])
    with BotProcess(telegram, ARTEL_CRASH_AT="after_commit") as bot:
        bot.wait_dead()
    clean_redis.flushdb()
    with BotProcess(telegram) as again:
        lena.say("/look")
        assert again.stop() == 0
    assert torch(lena.text) == 30
