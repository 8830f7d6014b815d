"""The commands that Telegram's menu offers, in both languages."""

from __future__ import annotations

from django.utils import translation
from django.utils.translation import gettext as _
from telegram import Bot, BotCommand

from common.rules.text import DEFAULT_LANGUAGE, LANGUAGES
from telegrambot.codec import Verb


def menu_commands(language: str) -> list[BotCommand]:
    """What the menu shows to people with this client language."""
    with translation.override(language):
        told = {
            Verb.LOOK: _("Where I am"),
            Verb.FIGHT: _("Look for a fight"),
            Verb.REST: _("Rest, where it is possible"),
            Verb.CHARACTER: _("My character"),
            Verb.BAG: _("My bag"),
            Verb.SHOP: _("Trade"),
            Verb.QUESTS: _("My quests"),
            Verb.FEATS: _("My achievements"),
            Verb.RANKS: _("The best players, and my place"),
            Verb.SETTINGS: _("Language, notifications, text only"),
            Verb.HELP: _("How to play"),
            Verb.PRIVACY: _("What is kept about me"),
        }
    return [BotCommand(verb, text) for verb, text in told.items()]


async def commands_register(bot: Bot) -> None:
    """Tell Telegram; the default language is for every client that speaks neither. Raises TelegramError."""
    await bot.set_my_commands(menu_commands(DEFAULT_LANGUAGE))
    for language in LANGUAGES:
        await bot.set_my_commands(menu_commands(language), language_code=language)
