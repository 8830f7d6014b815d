"""Faults on demand: 429, 5xx, dropped connections, duplicates, late answers."""

import time
from datetime import timedelta

import pytest
from telegram import Bot, InlineKeyboardButton, InlineKeyboardMarkup
from telegram.error import BadRequest, NetworkError, RetryAfter

from telegrambot.emulator.config import EmulatorConfig
from telegrambot.emulator.testing import RunningEmulator


def seconds(wait: int | timedelta) -> float:
    """python-telegram-bot gives one or the other, by a setting that the game's bot makes for its process."""
    return wait.total_seconds() if isinstance(wait, timedelta) else wait


async def test_a_flood_names_the_seconds_to_wait_and_has_no_effect(
    telegram: RunningEmulator, bot: Bot, lena: int
) -> None:
    telegram.fault("flood", "sendMessage", retry_after=7, calls=2)
    for _ in range(2):
        with pytest.raises(RetryAfter) as refused:
            await bot.send_message(lena, "a")
        assert seconds(refused.value.retry_after) == 7
    assert telegram.messages(lena) == []
    await bot.send_message(lena, "a")


async def test_a_fault_may_be_for_one_chat_or_one_method(telegram: RunningEmulator, bot: Bot, lena: int) -> None:
    boris = telegram.person("Борис", has_started=True)
    telegram.fault("flood", "sendMessage", chat_id=lena)
    await bot.send_message(boris, "a")
    await bot.send_chat_action(lena, "typing")
    with pytest.raises(RetryAfter):
        await bot.send_message(lena, "a")


async def test_a_server_error_has_no_effect(telegram: RunningEmulator, bot: Bot, lena: int) -> None:
    telegram.fault("server_error", status=502)
    with pytest.raises(NetworkError, match="Bad Gateway"):
        await bot.send_message(lena, "a")
    assert telegram.messages(lena) == []


async def test_a_dropped_connection_comes_after_the_effect(telegram: RunningEmulator, bot: Bot, lena: int) -> None:
    telegram.fault("timeout_after_success", "sendMessage")
    with pytest.raises(NetworkError):
        await bot.send_message(lena, "дошло")
    assert [message["text"] for message in telegram.messages(lena)] == ["дошло"]


@pytest.mark.parametrize("limit", [1, 100])
async def test_a_duplicate_has_the_same_update_id(telegram: RunningEmulator, bot: Bot, lena: int, limit: int) -> None:
    telegram.fault("duplicate_update")
    telegram.say(lena, "дважды")
    telegram.say(lena, "раз")
    seen: list[int] = []
    while updates := await bot.get_updates(offset=seen[-1] + 1 if seen else None, limit=limit):
        seen += [update.update_id for update in updates]
    assert seen == [seen[0], seen[0], seen[0] + 1]


async def test_an_answer_may_come_too_late(telegram: RunningEmulator, bot: Bot, lena: int) -> None:
    keyboard = InlineKeyboardMarkup([[InlineKeyboardButton("a", callback_data="a")]])
    await bot.send_message(lena, "экран", reply_markup=keyboard)
    telegram.fault("stale_query")
    telegram.press(lena, "a", timeout=0)
    (update,) = await bot.get_updates()
    assert update.callback_query is not None
    with pytest.raises(BadRequest, match="Query is too old"):
        await update.callback_query.answer()


async def test_a_delay_holds_the_answer_back(telegram: RunningEmulator, bot: Bot, lena: int) -> None:
    telegram.fault("delay", "sendMessage", seconds=0.1)
    started_at = time.monotonic()
    await bot.send_message(lena, "a")
    assert time.monotonic() - started_at >= 0.1


async def test_telegrams_own_pacing_lets_a_burst_pass_and_then_one_a_second() -> None:
    now = [1_795_000_000.0]
    with RunningEmulator(EmulatorConfig(flood_limits=True, flood_burst=3, clock=lambda: now[0])) as telegram:
        lena, boris = telegram.people(2)
        async with Bot(telegram.token, base_url=telegram.base_url) as bot:
            sent = [await bot.send_message(lena, str(number)) for number in range(3)]
            with pytest.raises(RetryAfter) as refused:
                await bot.edit_message_text("x", lena, sent[0].message_id)
            assert seconds(refused.value.retry_after) == 1
            await bot.send_message(boris, "другой чат")
            await bot.send_chat_action(lena, "typing")
            now[0] += 1.0
            await bot.edit_message_text("x", lena, sent[0].message_id)
