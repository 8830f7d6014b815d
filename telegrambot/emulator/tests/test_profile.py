"""Commands, menu buttons and texts by language."""

import pytest
from telegram import (
    Bot,
    BotCommandScopeAllPrivateChats,
    BotCommandScopeChat,
    MenuButtonCommands,
    MenuButtonDefault,
    MenuButtonWebApp,
    WebAppInfo,
)
from telegram.error import BadRequest

from telegrambot.emulator.testing import RunningEmulator
from telegrambot.emulator.tests.checks import assert_parsed


async def test_people_see_the_commands_of_their_language_and_chat(
    telegram: RunningEmulator, bot: Bot, lena: int
) -> None:
    profile = telegram.emulator.profile
    await bot.set_my_commands([("start", "Begin")])
    await bot.set_my_commands([("start", "Начать"), ("help", "Помощь")], language_code="ru")
    assert [command["description"] for command in profile.commands_for(lena, "ru-RU")] == ["Начать", "Помощь"]
    assert [command["description"] for command in profile.commands_for(lena, "de")] == ["Begin"]
    await bot.set_my_commands([("play", "Играть")], scope=BotCommandScopeAllPrivateChats())
    assert [command["command"] for command in profile.commands_for(lena, "ru")] == ["play"]
    await bot.set_my_commands([("gm", "Ведущему")], scope=BotCommandScopeChat(lena))
    assert [command["command"] for command in profile.commands_for(lena, "ru")] == ["gm"]
    assert_parsed(await bot.get_my_commands(language_code="ru"))
    assert await bot.delete_my_commands(language_code="ru")
    assert await bot.get_my_commands(language_code="ru") == ()


@pytest.mark.parametrize(
    ("command", "description", "refusal"),
    [
        ("Start", "a", "Bot_command_invalid"),
        ("", "a", "Command must be non-empty"),
        ("a" * 33, "a", "Command length must not exceed 32"),
        ("a", "", "Command description must be non-empty"),
        ("a", "b" * 257, "Command description length must not exceed 256"),
    ],
)
async def test_wrong_commands_are_refused(bot: Bot, command: str, description: str, refusal: str) -> None:
    with pytest.raises(BadRequest, match=refusal):
        await bot.set_my_commands([(command, description)])


async def test_a_wrong_language_is_refused(bot: Bot) -> None:
    with pytest.raises(BadRequest, match="Invalid language code specified"):
        await bot.set_my_commands([("a", "b")], language_code="russian")


async def test_the_menu_button_is_for_all_or_for_one(bot: Bot, lena: int) -> None:
    app = MenuButtonWebApp("Играть", WebAppInfo("https://example.com/app"))
    await bot.set_chat_menu_button(menu_button=app)
    assert isinstance(await bot.get_chat_menu_button(lena), MenuButtonWebApp)
    await bot.set_chat_menu_button(lena, MenuButtonCommands())
    assert isinstance(await bot.get_chat_menu_button(lena), MenuButtonCommands)
    await bot.set_chat_menu_button(lena, MenuButtonDefault())
    shown = await bot.get_chat_menu_button(lena)
    assert isinstance(shown, MenuButtonWebApp)
    assert_parsed(shown)


async def test_name_and_descriptions_have_languages(bot: Bot) -> None:
    await bot.set_my_name("Artel")
    await bot.set_my_name("Артель", language_code="ru")
    assert (await bot.get_my_name(language_code="ru")).name == "Артель"
    assert (await bot.get_my_name()).name == "Artel"
    await bot.set_my_description("Игры")
    await bot.set_my_short_description("Коротко")
    assert (await bot.get_my_description("ru")).description == "Игры"
    assert (await bot.get_my_short_description()).short_description == "Коротко"
    assert await bot.log_out()
    assert await bot.close()
