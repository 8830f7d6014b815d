"""One text within a time limit: attempts, rests between them, and what a model's JSON says.

The libraries know a time limit for each attempt, or for each part of an answer, and none of them heeds what a server
says of when to come back. So attempts are counted and timed here, and a call that hangs is left behind.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from concurrent.futures import TimeoutError as TooLate
from dataclasses import replace
from email.utils import parsedate_to_datetime
from typing import Protocol

import msgspec

from common import clock
from content.providers.base import Answer, Outcome
from content.rules.texts import TITLED, Purpose, Words

TRIES = 3
FIRST_REST = 0.5  # seconds; doubles with each try
SHORTEST_ATTEMPT = 1.0  # with less time left a server is not asked again
LONGEST_ANSWER = 16_384  # characters: no text that is asked for comes near it

Attempt = Callable[[float], Answer]  # what one call gives that may take so many seconds


class Headers(Protocol):
    def get(self, name: str, /) -> str | None: ...


def answer_within(
    seconds: float,
    attempt: Attempt,
    *,
    monotonic: Callable[[], float] = time.monotonic,
    sleep: Callable[[float], None] = time.sleep,
) -> Answer:
    """The first answer that is no outage, or the last one. A rest that does not fit into the time is not taken."""
    deadline = monotonic() + seconds
    answer = Answer(Outcome.TRANSPORT, detail="no time")
    for number in range(TRIES):
        answer = attempt(deadline - monotonic())
        rest = max(answer.retry_after or 0.0, FIRST_REST * 2**number)
        if not answer.outcome.is_outage or number == TRIES - 1:
            break
        if monotonic() + rest + SHORTEST_ATTEMPT > deadline:
            break
        sleep(rest)
    return answer


class Leash:
    """Calls that may hang: each in a thread that is left behind when its time is over."""

    def __init__(self, name: str) -> None:
        self._threads = ThreadPoolExecutor(max_workers=16, thread_name_prefix=name)

    def call(self, attempt: Callable[[], Answer], seconds: float) -> Answer:
        future = self._threads.submit(attempt)
        try:
            return future.result(max(seconds, 0.1))
        except TooLate:
            future.cancel()
            return Answer(Outcome.TRANSPORT, detail="timed out")


class _Body(msgspec.Struct, forbid_unknown_fields=True):
    text: str


class _TitledBody(msgspec.Struct, forbid_unknown_fields=True):
    text: str
    title: str


# Made here, in one thread: msgspec must not learn a type in two at once.
_BODY, _TITLED_BODY = msgspec.json.Decoder(_Body), msgspec.json.Decoder(_TitledBody)


def words_from(told: str, purpose: Purpose) -> Words | None:
    """What the JSON of a model says, or None when it is not what was asked for."""
    if len(told) > LONGEST_ANSWER:
        return None
    try:
        if purpose in TITLED:
            titled = _TITLED_BODY.decode(told)
            return Words(titled.text, titled.title)
        return Words(_BODY.decode(told).text)
    except (msgspec.MsgspecError, UnicodeError, RecursionError):
        return None


def judged(answer: Answer, told: str | None, purpose: Purpose) -> Answer:
    """An answer that came through, with its words, or with what is wrong with them."""
    if not told or not told.strip():
        return replace(answer, outcome=Outcome.EMPTY)
    words = words_from(told, purpose)
    if words is None:
        return replace(answer, outcome=Outcome.INVALID, detail=told[:200])
    return replace(answer, outcome=Outcome.OK, words=words)


def refused(status: int, headers: Headers | None, detail: str) -> Answer:
    """What an HTTP status of 400 and above means."""
    if status == 429:
        return Answer(Outcome.QUOTA, detail=detail, retry_after=retry_after(headers))
    if status in (408, 409) or status >= 500:
        return Answer(Outcome.TRANSPORT, detail=detail, retry_after=retry_after(headers))
    return Answer(Outcome.INVALID, detail=detail)


def retry_after(headers: Headers | None) -> float | None:
    """Seconds, from either form of the header (RFC 9110, 10.2.3); None when there is none that can be read."""
    told = headers.get("retry-after") if headers is not None else None
    if not told:
        return None
    if told.strip().isdigit():
        return float(told)
    try:
        return max((parsedate_to_datetime(told) - clock.now()).total_seconds(), 0.0)
    except (TypeError, ValueError):
        return None
