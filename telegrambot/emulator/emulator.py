"""The emulated Telegram of one bot: everything that exists, and the few ways it changes."""

import asyncio
from collections import deque
from dataclasses import dataclass
from typing import Any

from telegrambot.emulator.config import EmulatorConfig
from telegrambot.emulator.faults import FaultBoard, FaultKind
from telegrambot.emulator.files import FileShelf
from telegrambot.emulator.journal import Journal
from telegrambot.emulator.payments import Till
from telegrambot.emulator.people import AddressBook, BotEvent, Message, PrivateChat
from telegrambot.emulator.profile import BotProfile
from telegrambot.emulator.queue import UpdateQueue
from telegrambot.emulator.watchers import Watchers
from telegrambot.emulator.webhook import Webhook, WebhookCourier

# Ids begin at a number that grows with time, so that an emulator started anew never hands out an old one;
# they stay below 2**31 until 2029, as Telegram's do.
_IDS_SINCE = 1_767_225_600  # 2026-01-01 UTC
_IDS_A_SECOND = 20


@dataclass(slots=True)
class PressedButton:
    """A callback query. `answer` holds what the bot answered, once it did."""

    query_id: str
    person_id: int
    message_id: int
    data: str
    pressed_at: float
    answer: asyncio.Future[dict[str, Any]]


class Emulator:
    """State in memory. Methods that start with `bot_` do what the bot asked; updates go the other way."""

    def __init__(self, config: EmulatorConfig) -> None:
        self.config = config
        self.clock = config.clock
        first_id = int(self.clock() - _IDS_SINCE) * _IDS_A_SECOND
        self.next_message_id = config.first_message_id or first_id
        self.next_query_id = first_id
        self.queue = UpdateQueue(config.first_update_id or first_id, config.clock)
        self.people = AddressBook()
        self.files = FileShelf(config.bot_id)
        self.till = Till()
        self.profile = BotProfile()
        self.faults = FaultBoard(flood_limits=config.flood_limits, burst=config.flood_burst, clock=config.clock)
        self.journal = Journal(config.log_size, is_on=not config.fast)
        self.watchers = Watchers(is_on=not config.fast)
        self.pressed: dict[str, PressedButton] = {}
        self._pressed_order: deque[str] = deque()
        self.me: dict[str, Any] = {
            "id": config.bot_id,
            "is_bot": True,
            "first_name": config.bot_name,
            "username": config.bot_username,
        }
        self.bot_message_count = 0
        self.webhook: Webhook | None = None
        self._courier: WebhookCourier | None = None
        self._closing: set[asyncio.Task[None]] = set()
        self._reply_waiters: list[tuple[int, asyncio.Future[None]]] = []
        self.changes = 0

    def now(self) -> int:
        """Telegram's time: whole seconds since the epoch."""
        return int(self.clock())

    def reset(self) -> None:
        """Forget people, chats, files, payments, settings and faults; ids go on, so nothing is ever reused."""
        self.use_webhook(None)
        self.queue.interrupt_poll()
        self.queue.clear()
        self.queue.allowed = None
        self.people = AddressBook()
        self.files = FileShelf(self.config.bot_id)
        self.till = Till()
        self.profile = BotProfile()
        self.faults.clear()
        self.journal.clear()
        self.pressed.clear()
        self.changes += 1
        self.watchers.publish(0, "people", {})

    def new_query_id(self) -> str:
        self.next_query_id += 1
        return str((self.config.bot_id << 24) + self.next_query_id)

    def bot_message(self, chat: PrivateChat, content: dict[str, Any]) -> Message:
        """A new message from the bot; `content` is everything after `date` in the Bot API's Message."""
        message = self._keep(chat, self.me, content)
        self._bot_did(chat, "message", {"message": message})
        self._count_reply()
        return message

    def person_message(self, chat: PrivateChat, content: dict[str, Any]) -> Message:
        """A new message from the person, queued for the bot."""
        message = self._keep(chat, chat.person.user, content)
        self.watchers.publish(chat.person.id, "message", {"message": message})
        self.send_update("message", message, lane=f"message:{chat.person.id}")
        return message

    def service_message(self, chat: PrivateChat, content: dict[str, Any], *, from_bot: bool = False) -> Message:
        """A message Telegram wrote, such as a payment; it is queued for the bot like one from a person."""
        message = self._keep(chat, self.me if from_bot else chat.person.user, content)
        self.watchers.publish(chat.person.id, "message", {"message": message})
        self.send_update("message", message, lane=f"message:{chat.person.id}")
        return message

    def bot_edit(self, chat: PrivateChat, message: Message, changes: dict[str, Any]) -> Message:
        """Change fields of a message; a field set to None is removed. What was read before stays as it was."""
        message = {name: value for name, value in {**message, **changes}.items() if value is not None}
        message["edit_date"] = self.now()
        chat.messages[message["message_id"]] = message
        self._bot_did(chat, "edit", {"message": message})
        self._count_reply()
        return message

    def bot_delete(self, chat: PrivateChat, message_id: int) -> None:
        del chat.messages[message_id]
        self._bot_did(chat, "delete", {"message_id": message_id})

    def bot_signal(self, chat: PrivateChat, kind: str, body: dict[str, Any]) -> None:
        """Something a person sees but that is no message: a chat action, an answer, a refused payment."""
        self._bot_did(chat, kind, body)

    def _keep(self, chat: PrivateChat, author: dict[str, Any], content: dict[str, Any]) -> Message:
        message_id = self.next_message_id
        self.next_message_id += 1
        message = {"message_id": message_id, "from": author, "chat": chat.info, "date": self.now(), **content}
        chat.messages[message_id] = message
        if len(chat.messages) > self.config.messages_per_chat:
            del chat.messages[next(iter(chat.messages))]
        self.changes += 1
        return message

    def _bot_did(self, chat: PrivateChat, kind: str, body: dict[str, Any]) -> BotEvent:
        self.changes += 1
        self.watchers.publish(chat.person.id, kind, body)
        return chat.record(kind, body)

    def send_update(self, kind: str, payload: dict[str, Any], *, lane: str) -> int | None:
        self.changes += 1
        is_doubled = bool(self.faults.scripted) and bool(self.faults.strike(FaultKind.DUPLICATE_UPDATE, "*", 0))
        return self.queue.add(kind, payload, lane=lane, is_doubled=is_doubled)

    def use_webhook(self, webhook: Webhook | None) -> None:
        """Deliver to this webhook from now on, what is pending first; None returns to getUpdates."""
        if self._courier is not None:
            task = asyncio.get_running_loop().create_task(self._courier.stop())
            self._closing.add(task)
            task.add_done_callback(self._closing.discard)
        self.webhook = webhook
        self._courier = WebhookCourier(webhook, self.queue, self.config) if webhook else None
        self.queue.to_webhook = self._courier.take if self._courier else None
        if self._courier is not None:
            for key, update in list(self.queue.pending.items()):
                self._courier.take(key, update)

    async def close(self) -> None:
        """Stop delivering and end the long poll."""
        self.queue.release_poll()
        if self._courier is not None:
            await self._courier.stop()
        await asyncio.gather(*self._closing)
        await self.watchers.close()

    def button_pressed(self, person_id: int, message_id: int, data: str) -> PressedButton:
        answer: asyncio.Future[dict[str, Any]] = asyncio.get_running_loop().create_future()
        pressed = PressedButton(self.new_query_id(), person_id, message_id, data, self.clock(), answer)
        self.pressed[pressed.query_id] = pressed
        self._pressed_order.append(pressed.query_id)
        if len(self._pressed_order) > 50_000:
            self.pressed.pop(self._pressed_order.popleft(), None)
        return pressed

    def _count_reply(self) -> None:
        self.bot_message_count += 1
        if self._reply_waiters:
            due = [waiter for count, waiter in self._reply_waiters if count <= self.bot_message_count]
            if due:
                self._reply_waiters = [entry for entry in self._reply_waiters if entry[0] > self.bot_message_count]
            for waiter in due:
                if not waiter.done():
                    waiter.set_result(None)

    async def bot_messages_reach(self, count: int, timeout_s: float) -> bool:
        """Wait until the bot has sent or edited `count` messages since the start. One comparison a message."""
        if self.bot_message_count >= count:
            return True
        waiter: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self._reply_waiters.append((count, waiter))
        try:
            await asyncio.wait_for(waiter, timeout_s)
        except TimeoutError:
            return False
        return True
