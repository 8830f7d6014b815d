"""A restart forgets nothing and reuses no id."""

from pathlib import Path

from telegram import Bot, InlineKeyboardButton, InlineKeyboardMarkup

from telegrambot.emulator.config import EmulatorConfig
from telegrambot.emulator.snapshot import state_of
from telegrambot.emulator.testing import RunningEmulator
from telegrambot.emulator.tests.checks import picture


async def test_chats_files_and_updates_survive_a_restart(tmp_path: Path) -> None:
    config = EmulatorConfig(snapshot_path=tmp_path / "emulator.json")
    keyboard = InlineKeyboardMarkup([[InlineKeyboardButton("a", callback_data="a")]])
    with RunningEmulator(config) as telegram:
        lena = telegram.person("Лена", username="lena")
        telegram.begin(lena, "ref")
        async with Bot(telegram.token, base_url=telegram.base_url) as bot:
            await bot.set_my_commands([("start", "Начать")])
            photo = await bot.send_photo(lena, picture(), caption="лес", reply_markup=keyboard)
        before = telegram._do(lambda: state_of(telegram.emulator))
        shown = telegram.messages(lena)
    with RunningEmulator(config) as telegram:
        after = telegram._do(lambda: state_of(telegram.emulator))
        counters = ("next_message_id", "next_query_id", "next_update_id")
        assert all(after[name] >= before[name] for name in counters)
        assert {name: value for name, value in after.items() if name not in counters} == {
            name: value for name, value in before.items() if name not in counters
        }
        assert telegram.messages(lena) == shown
        telegram.press(lena, "a", timeout=0)
        async with Bot(telegram.token, base_url=telegram.base_url) as bot:
            start, press = await bot.get_updates()
            assert start.message is not None
            assert start.message.text == "/start ref"
            assert press.callback_query is not None
            assert press.update_id > start.update_id
            again = await bot.send_photo(lena, photo.photo[-1].file_id)
            assert again.photo == photo.photo
            await bot.edit_message_caption(lena, photo.message_id, caption="река")


def test_a_broken_file_begins_anew(tmp_path: Path) -> None:
    path = tmp_path / "emulator.json"
    path.write_text("{nonsense")
    with RunningEmulator(EmulatorConfig(snapshot_path=path)) as telegram:
        assert telegram.person("Лена") == 5_000_000_001


def test_ids_begin_where_no_earlier_emulator_has_been() -> None:
    now = [1_795_000_000.0]
    with RunningEmulator(EmulatorConfig(clock=lambda: now[0])) as first:
        person = first.person()
        earlier = first.say(person, "a")["message_id"]
    now[0] += 60
    with RunningEmulator(EmulatorConfig(clock=lambda: now[0])) as second:
        person = second.person()
        assert second.say(person, "a")["message_id"] > earlier
        assert second.say(person, "b")["message_id"] < 2**31
