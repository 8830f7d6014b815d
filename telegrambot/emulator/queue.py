"""Updates owed to the bot: kept until confirmed by getUpdates or delivered to the webhook."""

import asyncio
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import orjson

from telegrambot.emulator.errors import OTHER_POLLER, POLLING_ENDED_BY_WEBHOOK, conflict

_ON_REQUEST_ONLY = frozenset(("chat_member", "message_reaction", "message_reaction_count"))
_LIFETIME_S = {"callback_query": 150.0, "inline_query": 30.0, "pre_checkout_query": 10.0}
_DAY_S = 86_400.0


@dataclass(slots=True)
class PendingUpdate:
    """An update as the bot will get it. `body` is its JSON, frozen when the update was made.

    `lane` is the webhook queue: updates of one lane are delivered one after another.
    """

    update_id: int
    kind: str
    body: bytes
    lane: str
    expires_at: float
    is_replay: bool = False
    was_sent: bool = False


class UpdateQueue:
    """The bot's queue of updates, and the one long poll that may be waiting on it."""

    __slots__ = (
        "_clock",
        "_conflict_text",
        "_next_key",
        "allowed",
        "next_update_id",
        "pending",
        "poll",
        "to_webhook",
    )

    def __init__(self, first_update_id: int, clock: Callable[[], float]) -> None:
        self.next_update_id = first_update_id
        self.pending: OrderedDict[int, PendingUpdate] = OrderedDict()
        self.allowed: frozenset[str] | None = None
        self.to_webhook: Callable[[int, PendingUpdate], None] | None = None
        self.poll: asyncio.Future[bool] | None = None
        self._conflict_text = OTHER_POLLER
        self._next_key = 0
        self._clock = clock

    def wants(self, kind: str) -> bool:
        """Without a list the bot gets everything but what must be asked for by name."""
        return kind in self.allowed if self.allowed else kind not in _ON_REQUEST_ONLY

    def add(self, kind: str, payload: dict[str, Any], *, lane: str, is_doubled: bool = False) -> int | None:
        """Queue an update and return its id, or None when the bot did not ask for this kind."""
        if not self.wants(kind):
            return None
        update_id = self.next_update_id
        self.next_update_id += 1
        body = orjson.dumps({"update_id": update_id, kind: payload})
        expires_at = self._clock() + _LIFETIME_S.get(kind, _DAY_S)
        self.put(PendingUpdate(update_id, kind, body, lane, expires_at))
        if is_doubled:
            self.put(PendingUpdate(update_id, kind, body, lane, expires_at, is_replay=True))
        return update_id

    def put(self, update: PendingUpdate) -> None:
        key, self._next_key = self._next_key, self._next_key + 1
        self.pending[key] = update
        if self.to_webhook is not None:
            self.to_webhook(key, update)
        elif self.poll is not None and not self.poll.done():
            self.poll.set_result(True)

    def confirm_before(self, offset: int) -> None:
        """Forget what a getUpdates call with this offset confirms. A replay stays until it was sent once."""
        kept: list[tuple[int, PendingUpdate]] = []
        while self.pending:
            key, update = self.pending.popitem(last=False)
            if update.update_id >= offset:
                kept.append((key, update))
                break
            if update.is_replay and not update.was_sent:
                kept.append((key, update))
        for key, update in reversed(kept):
            self.pending[key] = update
            self.pending.move_to_end(key, last=False)

    def keep_last(self, count: int) -> None:
        """A negative offset: only the last `count` updates stay."""
        while len(self.pending) > count:
            self.pending.popitem(last=False)

    def take(self, limit: int) -> list[bytes]:
        """Up to `limit` updates, oldest first. They stay until confirmed; expired ones are dropped."""
        now = self._clock()
        bodies: list[bytes] = []
        expired: list[int] = []
        for key, update in self.pending.items():
            if update.expires_at <= now:
                expired.append(key)
                continue
            update.was_sent = True
            bodies.append(update.body)
            if len(bodies) == limit:
                break
        for key in expired:
            del self.pending[key]
        return bodies

    async def wait(self, timeout_s: float) -> None:
        """Until an update comes or the time is up. Raises ApiError 409 when another call takes over."""
        poll: asyncio.Future[bool] = asyncio.get_running_loop().create_future()
        self.poll = poll
        try:
            await asyncio.wait_for(asyncio.shield(poll), timeout_s)
        except TimeoutError:
            return
        finally:
            if self.poll is poll:
                self.poll = None
        if not poll.result():
            raise conflict(self._conflict_text)

    def interrupt_poll(self, *, by_webhook: bool = False) -> None:
        """The waiting getUpdates, if any, ends with 409."""
        if self.poll is not None and not self.poll.done():
            self._conflict_text = POLLING_ENDED_BY_WEBHOOK if by_webhook else OTHER_POLLER
            self.poll.set_result(False)
        self.poll = None

    def release_poll(self) -> None:
        """The waiting getUpdates, if any, ends with what there is: the server is closing."""
        if self.poll is not None and not self.poll.done():
            self.poll.set_result(True)

    def clear(self) -> None:
        self.pending.clear()
