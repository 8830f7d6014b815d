"""The chats on disk, so that a restart of the development server forgets nothing."""

import asyncio
import base64
import os
from pathlib import Path
from typing import Any

import orjson

from telegrambot.emulator.emulator import Emulator
from telegrambot.emulator.files import StoredFile
from telegrambot.emulator.payments import Invoice, Payment
from telegrambot.emulator.people import Person, PrivateChat
from telegrambot.emulator.queue import PendingUpdate
from telegrambot.emulator.webhook import Webhook

SCHEMA = 1
_MESSAGES_KEPT = 300
_PERSON_FIELDS = ("id", "first_name", "last_name", "username", "language_code")
_PERSON_FLAGS = ("has_started", "has_blocked", "is_deactivated", "is_group")
_UPDATE_FIELDS = ("update_id", "kind", "lane", "expires_at")


class SnapshotFile:
    """One JSON file and a folder of files beside it. A file of another schema is left alone and not read."""

    def __init__(self, emulator: Emulator, path: Path) -> None:
        self._emulator = emulator
        self._path = path
        self._folder = path.with_suffix(".files")
        self._saved_change = emulator.changes

    def load(self) -> None:
        if not self._path.exists():
            return
        try:
            state = orjson.loads(self._path.read_bytes())
        except orjson.JSONDecodeError:
            return
        if isinstance(state, dict) and state.get("schema") == SCHEMA:
            restore(self._emulator, state, self._folder)
            self._saved_change = self._emulator.changes

    def save(self) -> None:
        """Written beside and renamed, so that a crash leaves the old file whole."""
        self._path.parent.mkdir(parents=True, exist_ok=True)
        self._folder.mkdir(exist_ok=True)
        for stored in self._emulator.files.by_id.values():
            path = self._folder / stored.file_unique_id
            if not path.exists():
                path.write_bytes(stored.body)
        fresh = self._path.with_suffix(".new")
        fresh.write_bytes(orjson.dumps(state_of(self._emulator)))
        os.replace(fresh, self._path)
        self._saved_change = self._emulator.changes

    async def keep_saving(self) -> None:
        while True:
            await asyncio.sleep(self._emulator.config.snapshot_every_s)
            if self._emulator.changes != self._saved_change:
                self.save()


def state_of(emulator: Emulator) -> dict[str, Any]:
    """Everything worth keeping, as JSON values."""
    till, profile, webhook = emulator.till, emulator.profile, emulator.webhook
    return {
        "schema": SCHEMA,
        "bot_id": emulator.config.bot_id,
        "next_message_id": emulator.next_message_id,
        "next_query_id": emulator.next_query_id,
        "next_update_id": emulator.queue.next_update_id,
        "chats": [_chat_state(chat) for chat in emulator.people.chats.values()],
        "pending": [_update_state(update) for update in emulator.queue.pending.values()],
        "allowed": sorted(emulator.queue.allowed) if emulator.queue.allowed else None,
        "webhook": [webhook.url, webhook.secret, webhook.max_connections] if webhook else None,
        "profile": {
            "commands": profile.commands,
            "texts": profile.texts,
            "menu_button": profile.menu_button,
        },
        "invoices": [_invoice_state(invoice) for invoice in till.invoices.values()],
        "message_invoices": [list(pair) for pair in till.message_invoices.items()],
        "payments": [payment.as_json() for payment in till.payments.values()],
        "files": [_file_state(stored) for stored in emulator.files.by_id.values()],
        "photos": emulator.files.photos,
    }


def restore(emulator: Emulator, state: dict[str, Any], folder: Path) -> None:
    """Put a saved state into a new emulator. Counters only ever go forward."""
    if state["bot_id"] != emulator.config.bot_id:
        return
    emulator.next_message_id = max(emulator.next_message_id, state["next_message_id"])
    emulator.next_query_id = max(emulator.next_query_id, state["next_query_id"])
    emulator.queue.next_update_id = max(emulator.queue.next_update_id, state["next_update_id"])
    for saved in state["chats"]:
        _restore_chat(emulator, saved)
    emulator.queue.allowed = frozenset(state["allowed"]) if state["allowed"] else None
    for saved in state["pending"]:
        body = base64.b64decode(saved.pop("body"))
        emulator.queue.put(PendingUpdate(**saved, body=body))
    profile = state["profile"]
    emulator.profile.commands = profile["commands"]
    emulator.profile.texts = profile["texts"]
    emulator.profile.menu_button = profile["menu_button"]
    _restore_till(emulator, state)
    _restore_files(emulator, state, folder)
    if state["webhook"]:
        emulator.use_webhook(Webhook(*state["webhook"]))


def _chat_state(chat: PrivateChat) -> dict[str, Any]:
    person = {name: getattr(chat.person, name) for name in (*_PERSON_FIELDS, *_PERSON_FLAGS)}
    return {
        "person": person,
        "messages": list(chat.messages.values())[-_MESSAGES_KEPT:],
        "reply_keyboard": chat.reply_keyboard,
        "menu_button": chat.menu_button,
    }


def _restore_chat(emulator: Emulator, saved: dict[str, Any]) -> None:
    flags = {name: saved["person"].pop(name) for name in _PERSON_FLAGS}
    person = Person(**saved["person"])
    for name, value in flags.items():
        setattr(person, name, value)
    chat = emulator.people.add(person)
    chat.messages = {message["message_id"]: message for message in saved["messages"]}
    chat.reply_keyboard = saved["reply_keyboard"]
    chat.menu_button = saved["menu_button"]


def _update_state(update: PendingUpdate) -> dict[str, Any]:
    fields: dict[str, Any] = {name: getattr(update, name) for name in _UPDATE_FIELDS}
    return {**fields, "body": base64.b64encode(update.body).decode()}


def _invoice_state(invoice: Invoice) -> dict[str, Any]:
    return {name: getattr(invoice, name) for name in Invoice.__slots__}


def _restore_till(emulator: Emulator, state: dict[str, Any]) -> None:
    till = emulator.till
    till.invoices = {saved["slug"]: Invoice(**saved) for saved in state["invoices"]}
    till.message_invoices = dict(state["message_invoices"])
    till.payments = {saved["transaction_id"]: Payment(**saved) for saved in state["payments"]}


def _file_state(stored: StoredFile) -> dict[str, Any]:
    return {name: getattr(stored, name) for name in StoredFile.__slots__ if name != "body"}


def _restore_files(emulator: Emulator, state: dict[str, Any], folder: Path) -> None:
    for saved in state["files"]:
        path = folder / saved["file_unique_id"]
        if path.exists():
            emulator.files.restore(StoredFile(**saved, body=path.read_bytes()))
    known = emulator.files.by_id
    photos = state["photos"].items()
    emulator.files.photos = {file_id: sizes for file_id, sizes in photos if all(size in known for size in sizes)}
