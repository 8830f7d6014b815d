"""Chats: who is at the other end, and what they have on their screen."""

from __future__ import annotations

import functools
from typing import Any

from django.db import DEFAULT_DB_ALIAS, models

from common import clock
from common.tx import statement
from players.models import Player
from players.selectors.characters import PLAYER_VIEW_COLUMNS
from players.services.onboarding import player_arrive
from players.state.presence import seen
from telegrambot.codec import encode
from telegrambot.incoming import User
from telegrambot.models import Chat
from telegrambot.screens.base import Screen


def chat_meet(user: User) -> Chat:
    """The chat of a person, made with the player when first met. Whoever writes can be reached again."""
    chat = _find(user.id)
    if chat is None:
        player = player_arrive(telegram_id=user.id, language_code=user.language_code)
        Chat.objects.get_or_create(chat_id=user.id, defaults={"player_id": player.id})
        chat = Chat.objects.select_related("player").get(chat_id=user.id)
    seen(chat.player, now=clock.now())
    if chat.unreachable_at is not None:
        chat.unreachable_at = None
        chat.save(update_fields=["unreachable_at"])
    return chat


@functools.cache
def _columns(model: type[models.Model], wanted: frozenset[str]) -> list[str]:
    """In the model's order, as `from_db` wants them."""
    return [field.attname for field in model._meta.concrete_fields if field.attname in wanted]


# What an update needs of both; the rest is read when somebody asks for it. Times above all are slow to read.
_CHAT = frozenset(
    {
        "chat_id",
        "player_id",
        "live_message_id",
        "live_kind",
        "awaits",
        "bottom_message_id",
        "start_payload",
        "unreachable_at",
    }
)
_PLAYER = PLAYER_VIEW_COLUMNS | {"seen_at"}


@functools.cache
def _find_sql() -> str:
    columns = [f'c."{name}"' for name in _columns(Chat, _CHAT)]
    columns += [f'p."{name}"' for name in _columns(Player, _PLAYER)]
    return (
        f"SELECT {', '.join(columns)} FROM {Chat._meta.db_table} c"  # noqa: S608  (names of our own models)
        f" JOIN {Player._meta.db_table} p ON p.id = c.player_id WHERE c.chat_id = %s"
    )


def _find(chat_id: int) -> Chat | None:
    """The chat with its player. By hand, because every update begins with it: the ORM takes three times as long."""
    values: tuple[Any, ...] | None = statement(_find_sql(), [chat_id]).fetchone()
    if values is None:
        return None
    chat = Chat.from_db(DEFAULT_DB_ALIAS, _columns(Chat, _CHAT), values[: len(_CHAT)])
    chat.player = Player.from_db(DEFAULT_DB_ALIAS, _columns(Player, _PLAYER), values[len(_CHAT) :])
    return chat


def chat_membership(chat_id: int, *, reachable: bool) -> None:
    """The person blocked the bot, or took it back."""
    marked = Chat.objects.filter(chat_id=chat_id)
    if reachable:
        marked.exclude(unreachable_at=None).update(unreachable_at=None)
    else:
        marked.filter(unreachable_at=None).update(unreachable_at=clock.now())


def chat_of_player(player_id: int) -> Chat | None:
    """The chat to write to a player in; None when there is none or they blocked the bot."""
    return Chat.objects.select_related("player").filter(player_id=player_id, unreachable_at=None).first()


def chat_shows(chat: Chat, screen: Screen) -> None:
    """Remember which screen is in the chat, and the text that it lacks; a write only when that is another."""
    awaited = screen.awaits
    awaits = f"{awaited.mark} {encode(awaited.again)}" if awaited is not None else ""
    if (chat.live_kind, chat.awaits) != (screen.kind, awaits):
        chat.live_kind, chat.awaits = screen.kind, awaits
        chat.save(update_fields=["live_kind", "awaits"])
