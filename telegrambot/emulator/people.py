"""Test people and their private chats with the bot."""

import asyncio
from collections import deque
from dataclasses import dataclass, field
from typing import Any

from telegrambot.emulator.errors import bad_request, forbidden

Message = dict[str, Any]

_EVENTS_KEPT = 300


@dataclass(slots=True)
class Person:
    """Someone with a Telegram account. `has_started` is whether the bot may write to them at all.

    A group that the bot is in is kept as one of them: it is written to alike, and members act in it by their own ids.
    """

    id: int
    first_name: str
    last_name: str = ""
    username: str = ""
    language_code: str = ""
    has_started: bool = False
    has_blocked: bool = False
    is_deactivated: bool = False
    is_group: bool = False
    user: dict[str, Any] = field(init=False)

    def __post_init__(self) -> None:
        self.user = {"id": self.id, "is_bot": False, "first_name": self.first_name}
        for name in ("last_name", "username", "language_code"):
            if value := getattr(self, name):
                self.user[name] = value

    def as_chat(self) -> dict[str, Any]:
        """The Chat object of a private chat with this person, or of the group."""
        if self.is_group:
            return {"id": self.id, "title": self.first_name, "type": "supergroup"}
        info = {name: value for name, value in self.user.items() if name not in ("is_bot", "language_code")}
        return {**info, "type": "private"}


@dataclass(slots=True)
class BotEvent:
    """One thing the bot did in a chat: kind `message`, `edit`, `delete`, `action`, `answer` or `checkout`."""

    seq: int
    kind: str
    body: dict[str, Any]

    def as_json(self) -> dict[str, Any]:
        return {"seq": self.seq, "kind": self.kind, **self.body}


@dataclass(slots=True)
class PrivateChat:
    """The chat of one person with the bot. `seq` counts what the bot did here, for those who wait."""

    person: Person
    info: dict[str, Any]
    messages: dict[int, Message] = field(default_factory=dict)
    reply_keyboard: dict[str, Any] | None = None
    menu_button: dict[str, Any] | None = None
    pinned: Message | None = None
    seq: int = 0
    events: deque[BotEvent] = field(default_factory=lambda: deque(maxlen=_EVENTS_KEPT))
    waiters: list[asyncio.Future[None]] = field(default_factory=list)

    def record(self, kind: str, body: dict[str, Any]) -> BotEvent:
        self.seq += 1
        event = BotEvent(self.seq, kind, body)
        self.events.append(event)
        if self.waiters:
            waiters, self.waiters = self.waiters, []
            for waiter in waiters:
                if not waiter.done():
                    waiter.set_result(None)
        return event

    async def next_event(self, after: int, kinds: frozenset[str], timeout_s: float) -> BotEvent | None:
        """The first thing of these kinds the bot did after `after`; None when the time is up."""
        loop = asyncio.get_running_loop()
        deadline = loop.time() + timeout_s
        while True:
            for event in self.events:
                if event.seq > after and event.kind in kinds:
                    return event
            waiter: asyncio.Future[None] = loop.create_future()
            self.waiters.append(waiter)
            try:
                await asyncio.wait_for(waiter, deadline - loop.time())
            except TimeoutError:
                return None


class AddressBook:
    """Everyone in the emulated Telegram."""

    __slots__ = ("chats",)

    def __init__(self) -> None:
        self.chats: dict[int, PrivateChat] = {}

    def add(self, person: Person) -> PrivateChat:
        chat = PrivateChat(person, person.as_chat())
        self.chats[person.id] = chat
        return chat

    def chat_of_call(self, chat_id: str) -> PrivateChat:
        """The chat a bot may see. Raises ApiError 400 when it has never met the person."""
        if not chat_id:
            raise bad_request("chat_id is empty")
        chat = self.chats.get(int(chat_id)) if chat_id.lstrip("-").isdigit() else None
        if chat is None or not (chat.person.has_started or chat.messages):
            raise bad_request("chat not found")
        return chat

    def writable(self, chat_id: str) -> PrivateChat:
        """The chat a bot may write to. Raises ApiError 400 or 403."""
        chat = self.chat_of_call(chat_id)
        if chat.person.has_blocked:
            raise forbidden("bot was blocked by the user")
        if chat.person.is_deactivated:
            raise forbidden("user is deactivated")
        return chat
