"""Faults that can be switched on: what a bot meets on a bad day."""

import math
from collections.abc import Callable
from dataclasses import asdict, dataclass
from enum import StrEnum
from typing import Any

from telegrambot.emulator.errors import ApiError, too_many_requests

_PACED = ("send", "editmessage", "forward", "copy")
_NOT_PACED = frozenset(("sendchataction",))


class FaultKind(StrEnum):
    FLOOD = "flood"  # 429 with retry_after; the call has no effect
    SERVER_ERROR = "server_error"  # 5xx; the call has no effect
    TIMEOUT_AFTER_SUCCESS = "timeout_after_success"  # the call takes effect, the connection is dropped
    STALE_QUERY = "stale_query"  # answerCallbackQuery and answerPreCheckoutQuery come too late
    DUPLICATE_UPDATE = "duplicate_update"  # the next update is delivered twice with the same update_id
    DELAY = "delay"  # the answer takes `seconds` longer


@dataclass(slots=True)
class Fault:
    """`calls` more calls to `method` (lower case, `*` for any) are hit; `chat_id` 0 means any chat."""

    kind: FaultKind
    method: str = "*"
    calls: int = 1
    chat_id: int = 0
    retry_after: int = 3
    status: int = 502
    seconds: float = 1.0

    def as_json(self) -> dict[str, Any]:
        return asdict(self)


class FaultBoard:
    """Scripted faults, and Telegram's own pacing of a chat when it is on."""

    __slots__ = ("_burst", "_clock", "_tokens", "flood_limits", "scripted")

    def __init__(self, *, flood_limits: bool, burst: int, clock: Callable[[], float]) -> None:
        self.scripted: list[Fault] = []
        self.flood_limits = flood_limits
        self._burst = float(burst)
        self._clock = clock
        self._tokens: dict[int, tuple[float, float]] = {}

    def add(self, fault: Fault) -> None:
        self.scripted.append(fault)

    def clear(self) -> None:
        self.scripted.clear()
        self.flood_limits = False
        self._tokens.clear()

    def strike(self, kind: FaultKind, method: str, chat_id: int) -> Fault | None:
        """The first fault of this kind that hits the call; one of its calls is used up."""
        for fault in self.scripted:
            if fault.kind is kind and fault.method in ("*", method) and fault.chat_id in (0, chat_id):
                fault.calls -= 1
                if fault.calls <= 0:
                    self.scripted.remove(fault)
                return fault
        return None

    def refuse(self, method: str, chat_id: int) -> None:
        """Raises ApiError 429 or 5xx when the call is hit before it takes effect."""
        if self.scripted:
            if fault := self.strike(FaultKind.FLOOD, method, chat_id):
                raise too_many_requests(fault.retry_after)
            if fault := self.strike(FaultKind.SERVER_ERROR, method, chat_id):
                raise ApiError(fault.status, "Bad Gateway" if fault.status == 502 else "Internal Server Error")
        if self.flood_limits and chat_id and is_paced(method):
            self._pace(chat_id)

    def _pace(self, chat_id: int) -> None:
        """One message or edit a second in a chat, after a short burst (Bot FAQ). Raises ApiError 429."""
        now = self._clock()
        tokens, since = self._tokens.get(chat_id, (self._burst, now))
        tokens = min(self._burst, tokens + now - since)
        if tokens < 1.0:
            self._tokens[chat_id] = (tokens, now)
            raise too_many_requests(max(1, math.ceil(1.0 - tokens)))
        self._tokens[chat_id] = (tokens - 1.0, now)


def is_paced(method: str) -> bool:
    """Sending and editing share the limit of a chat; answering and deleting have none."""
    return method.startswith(_PACED) and method not in _NOT_PACED
