"""Pressed inline buttons and their answers."""

import pytest
from telegram import Bot, InlineKeyboardButton, InlineKeyboardMarkup, Message
from telegram.error import BadRequest

from telegrambot.emulator.acting.errors import ActingError
from telegrambot.emulator.testing import RunningEmulator
from telegrambot.emulator.tests.checks import assert_parsed

KEYBOARD = InlineKeyboardMarkup([[InlineKeyboardButton("Бой", callback_data="fight")]])
TOO_OLD = "Query is too old and response timeout expired or query id is invalid"


async def test_a_press_reaches_the_bot_with_the_message_and_the_answer_the_person(
    telegram: RunningEmulator, bot: Bot, lena: int
) -> None:
    sent = await bot.send_message(lena, "экран", reply_markup=KEYBOARD)
    telegram.press(lena, "Бой", timeout=0)
    (update,) = await bot.get_updates()
    query = update.callback_query
    assert query is not None
    assert query.data == "fight"
    assert isinstance(query.message, Message)
    assert query.message.message_id == sent.message_id
    assert_parsed(update)
    assert await query.answer("Рано", show_alert=True)
    answer = telegram.reply(lena, kinds=["answer"])["answer"]
    assert (answer["text"], answer["show_alert"]) == ("Рано", True)


async def test_a_query_is_answered_once(telegram: RunningEmulator, bot: Bot, lena: int) -> None:
    await bot.send_message(lena, "экран", reply_markup=KEYBOARD)
    telegram.press(lena, data="fight", timeout=0)
    (update,) = await bot.get_updates()
    assert update.callback_query is not None
    with pytest.raises(BadRequest, match="Message_too_long"):
        await update.callback_query.answer("x" * 201)
    assert await update.callback_query.answer("x" * 200)
    for query_id in (update.callback_query.id, "42"):
        with pytest.raises(BadRequest, match=r"(?i)" + TOO_OLD):
            await bot.answer_callback_query(query_id)


async def test_the_update_shows_the_message_as_it_was_when_pressed(
    telegram: RunningEmulator, bot: Bot, lena: int
) -> None:
    sent = await bot.send_message(lena, "раз", reply_markup=KEYBOARD)
    telegram.press(lena, "Бой", timeout=0)
    await bot.edit_message_text("два", lena, sent.message_id)
    (update,) = await bot.get_updates()
    assert update.effective_message is not None
    assert update.effective_message.text == "раз"


async def test_only_a_hostile_client_presses_what_is_not_there(telegram: RunningEmulator, bot: Bot, lena: int) -> None:
    sent = await bot.send_message(lena, "экран", reply_markup=KEYBOARD)
    with pytest.raises(ActingError):
        telegram.press(lena, data="gold", timeout=0)
    telegram.press(lena, data="gold", forged=True, timeout=0)
    await bot.delete_message(lena, sent.message_id)
    telegram.press(lena, data="gold", message_id=sent.message_id, forged=True, timeout=0)
    forged, gone = await bot.get_updates()
    assert forged.callback_query is not None
    assert forged.callback_query.data == "gold"
    assert gone.callback_query is not None
    assert gone.callback_query.message is not None
    assert not gone.callback_query.message.is_accessible
    assert_parsed(forged, gone)
