"""A person goes through a dungeon: with the real bot, over the Bot API."""

from __future__ import annotations

import re
from typing import Any

import pytest

from common import clock
from players.models import Player
from telegrambot.emulator.testing import RunningEmulator
from telegrambot.models import UploadedPicture
from telegrambot.screens.dungeon_map import drawing_of, map_lines, map_png
from telegrambot.tests.person import Person
from world.models import DungeonReward, DungeonRun
from world.rules.dungeon_fog import Cell, Link, Sketch
from world.rules.dungeon_run import RunState, ways_out
from world.rules.dungeon_themes import RoomKind
from world.state.place import player_place
from world.state.runs import run_standing, state_to_json


@pytest.fixture(autouse=True)
def a_dungeon_with_every_kind_of_room(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("common.seeds.fresh", lambda bits=64: 13)


def at_the_mill(telegram: RunningEmulator, **player: int) -> Person:
    lena = Person(telegram).begin()
    Player.objects.update(level=4, hp=50, hp_at=clock.now(), **player)
    player_place(Player.objects.get().pk, "old_mill", now=clock.now())
    return lena.say("/look")


def put(kind: RoomKind) -> None:
    row = DungeonRun.objects.latest("pk")
    standing = run_standing(row)
    room, before = next(
        (room.id, way.room)
        for room in standing.scene.dungeon.rooms
        if room.kind is kind
        for way in ways_out(standing.scene.dungeon, RunState(room.id, room.id, 20, 5, ()))
    )
    state = RunState(room, before, 20, 5, standing.state.members, (0, before, room), (0, before))
    DungeonRun.objects.update(state=state_to_json(state), version=(standing.version // 1000 + 1) * 1000)


def torch(text: str) -> int:
    """For how many more steps it burns, by the screen."""
    found = re.search(r"🔥\D*(\d+)", text)
    assert found, text
    return int(found[1])


def photo(person: Person) -> dict[str, Any]:
    """Press the map's button; the message with the picture, after whatever else the bot was about to do."""
    person.tap("map.", quiet=True)
    while "photo" not in (shown := person.telegram.reply(person.id, timeout=person.patience)):
        pass
    return shown


@pytest.mark.django_db(transaction=True)
@pytest.mark.usefixtures("bot", "clean_redis")
class TestThroughTheBot:
    def test_down_about_and_out_again(self, telegram: RunningEmulator) -> None:
        lena = at_the_mill(telegram)
        lena.tap("doings.").tap("dungeon..mill_cellar")
        assert "Мельничный подпол" in lena.text
        lena.tap("descend.")
        assert "[@]" in lena.text
        assert torch(lena.text) == 30
        lena.tap("search.r")
        assert torch(lena.text) == 29
        lena.tap("step.r")
        assert torch(lena.text) == 28
        lena.tap("wayout.").tap("getout.r")
        assert "позади" in lena.text
        lena.tap("look.")
        assert "Старая мельница" in lena.text
        assert Player.objects.get().engagement == ""

    def test_typed_commands_do_the_same(self, telegram: RunningEmulator) -> None:
        lena = at_the_mill(telegram)
        lena.say("/dungeon").say("/descend_mill_cellar").say("/search").say("/step_q")
        assert "Туда хода нет" in lena.text
        lena.say("/around")
        assert "[@]" in lena.text
        lena.say("/rest").say("/loot").say("/choose_1").say("/choose")
        lena.say("/go_ford")
        assert Player.objects.get().engagement.startswith("run:")
        lena.say("/getout").say("/search")
        assert "не в подземелье" in lena.text

    def test_a_second_press_of_an_old_button_does_nothing(self, telegram: RunningEmulator) -> None:
        lena = at_the_mill(telegram)
        lena.say("/descend_mill_cellar")
        old = next(data for data in lena.data if data.startswith("search."))
        lena.send(old)
        assert torch(lena.text) == 29
        lena.send(old, forged=True)
        assert torch(lena.text) == 29

    def test_a_chest_is_opened_once(self, telegram: RunningEmulator) -> None:
        lena = at_the_mill(telegram)
        lena.say("/descend_mill_cellar")
        put(RoomKind.TREASURE)
        lena.say("/look").tap("loot.r")
        assert "Найдено" in lena.text
        assert not lena.can("loot.")
        assert DungeonReward.objects.count() == 1

    def test_the_boss_is_fought_and_the_end_is_told(self, telegram: RunningEmulator) -> None:
        lena = at_the_mill(telegram)
        lena.say("/descend_mill_cellar")
        put(RoomKind.BOSS)
        lena.say("/look")
        assert "Болотный упырь" in lena.text
        lena.tap("fight.r")
        for _ in range(60):
            if not lena.can("attack."):
                break
            lena.tap("attack.")
        assert "Мельничный подпол" in lena.text
        assert Player.objects.get().engagement == ""

    def test_the_map_is_uploaded_once_and_then_sent_by_its_name(self, telegram: RunningEmulator) -> None:
        lena = at_the_mill(telegram)
        lena.say("/descend_mill_cellar")
        shown = photo(lena)
        assert "Мельничный подпол" in shown["caption"]
        for _ in range(100):
            if UploadedPicture.objects.exists():
                break
            lena.say("/look")
        file_id = UploadedPicture.objects.get().file_id
        assert photo(lena)["photo"][-1]["file_id"] == file_id

    def test_a_name_that_telegram_forgot_is_painted_again(self, telegram: RunningEmulator) -> None:
        lena = at_the_mill(telegram)
        lena.say("/descend_mill_cellar")
        photo(lena)
        for _ in range(100):
            if UploadedPicture.objects.exists():
                break
            lena.say("/look")
        UploadedPicture.objects.update(file_id="gone")
        assert photo(lena)["photo"][-1]["file_id"] != "gone"


SKETCH = Sketch(
    (Cell(0, 0, "entrance", done=True), Cell(1, 0, "rest", here=True), Cell(1, 1, "unseen"), Cell(2, 0, "treasure")),
    (Link(0, 0, 1, 0), Link(1, 0, 1, 1, shut=True), Link(1, 0, 2, 0)),
)


def test_the_map_is_drawn_around_where_one_stands() -> None:
    assert map_lines(SKETCH) == ["[<]─[@]─[$]", "     ╪", "    [?]"]


def test_the_same_sketch_is_the_same_picture() -> None:
    first = map_png(drawing_of(SKETCH))
    assert first == map_png(drawing_of(SKETCH))
    assert first.startswith(b"\x89PNG")
    assert len(first) < 20_000
