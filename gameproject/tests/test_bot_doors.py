"""Whatever a player can do can be done in the chat."""

from __future__ import annotations

import pkgutil
from importlib import import_module

import telegrambot.actions
from gameproject.tests.api.test_actions_have_doors import NOT_FOR_PLAYERS, player_services

NOT_IN_THE_CHAT = {
    "players.services.sessions.session_end_everywhere": "a chat has no session to end: Telegram itself signs it in",
}


def test_every_service_of_a_player_has_a_button() -> None:
    known = {
        id(value)
        for module in pkgutil.iter_modules(telegrambot.actions.__path__, "telegrambot.actions.")
        for value in vars(import_module(module.name)).values()
    }
    missing = {name for name, service in player_services() if id(service) not in known}
    assert missing == set(NOT_FOR_PLAYERS) | set(NOT_IN_THE_CHAT)
