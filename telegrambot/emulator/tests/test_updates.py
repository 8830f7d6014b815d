"""Long polling: what a person does becomes updates, in order, until confirmed."""

import asyncio
import time

import pytest
from telegram import Bot, Update
from telegram.error import Conflict

from telegrambot.emulator.acting.errors import ActingError
from telegrambot.emulator.testing import RunningEmulator
from telegrambot.emulator.tests.checks import assert_parsed, picture


def texts(updates: tuple[Update, ...]) -> list[str | None]:
    return [update.effective_message.text if update.effective_message else None for update in updates]


async def test_updates_stay_until_a_higher_offset_confirms_them(telegram: RunningEmulator, bot: Bot, lena: int) -> None:
    for word in ("раз", "два", "три"):
        telegram.say(lena, word)
    first = await bot.get_updates(limit=2)
    assert texts(first) == ["раз", "два"]
    assert texts(await bot.get_updates()) == ["раз", "два", "три"]
    assert texts(await bot.get_updates(offset=first[0].update_id + 1)) == ["два", "три"]
    assert texts(await bot.get_updates(offset=-1)) == ["три"]
    assert [update.update_id for update in await bot.get_updates()] == [first[0].update_id + 2]
    assert await bot.get_updates(offset=first[0].update_id + 3) == ()


async def test_a_long_poll_ends_when_something_happens(telegram: RunningEmulator, bot: Bot, lena: int) -> None:
    polling = asyncio.create_task(bot.get_updates(timeout=10))
    await asyncio.sleep(0.05)
    started_at = time.monotonic()
    telegram.say(lena, "эй")
    assert texts(await polling) == ["эй"]
    assert time.monotonic() - started_at < 1


async def test_of_two_pollers_the_first_meets_a_conflict(telegram: RunningEmulator, bot: Bot, lena: int) -> None:
    polling = asyncio.create_task(bot.get_updates(timeout=10))
    await asyncio.sleep(0.05)
    async with Bot(telegram.token, base_url=telegram.base_url) as other:
        assert await other.get_updates() == ()
    with pytest.raises(Conflict, match=r"(?i)terminated by other getUpdates request"):
        await polling


async def test_only_wanted_kinds_are_queued(telegram: RunningEmulator, bot: Bot, lena: int) -> None:
    await bot.get_updates(allowed_updates=["my_chat_member"])
    telegram.say(lena, "не слышно")
    telegram.block(lena)
    (update,) = await bot.get_updates()
    member = update.my_chat_member
    assert member is not None
    assert (member.old_chat_member.status, member.new_chat_member.status) == ("member", "kicked")
    assert_parsed(update)
    with pytest.raises(ActingError, match="blocked"):
        telegram.say(lena, "и так тоже")
    await bot.get_updates(offset=update.update_id + 1, allowed_updates=[])
    telegram.begin(lena, "ref_1")
    back, start = await bot.get_updates()
    assert back.my_chat_member is not None
    assert texts((start,)) == ["/start ref_1"]


async def test_what_people_send_parses_without_leftovers(telegram: RunningEmulator, bot: Bot, lena: int) -> None:
    said = telegram.say(lena, "/help @artel #лес https://example.com")
    telegram.say(lena, "ответ", reply_to=said["message_id"])
    telegram.send_photo(lena, picture(), "подпись")
    telegram.send_web_app_data(lena, "Играть", '{"a": 1}')
    updates = await bot.get_updates()
    assert_parsed(*updates)
    first = updates[0].message
    assert first is not None
    assert [entity.type for entity in first.entities] == ["bot_command", "mention", "hashtag", "url"]
    assert updates[2].message is not None
    assert updates[2].message.caption == "подпись"


async def test_a_start_parameter_has_telegrams_alphabet(telegram: RunningEmulator, lena: int) -> None:
    telegram.begin(lena, "a" * 64)
    for payload in ("a" * 65, "а", "a b"):
        with pytest.raises(ActingError):
            telegram.begin(lena, payload)
