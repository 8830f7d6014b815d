"""Doing updates: one call does the next one of a lane, whatever happens."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable

import structlog
from django.db import Error, InterfaceError, OperationalError, connection

from common.errors import GameError
from common.inbox import Reply, inbox_do_next
from common.models import InboxMessage
from common.tx import lost_race, run_unit
from telegrambot.backlog import Throttle, shed
from telegrambot.crash import crash_point
from telegrambot.dispatcher import Step
from telegrambot.metrics import TURNAROUND, UPDATES
from telegrambot.reception import notice_owed, receive, refuse
from telegrambot.replies import Owed, owed
from telegrambot.screens.notices import apology_notice, too_fast_notice

log = structlog.get_logger(__name__)

MOST_WAITING = 20  # more than that of one player at once is a flood
KEPT_OF_A_FLOOD = 5
_REST_SECONDS = 0.5  # between tries while the database is away


class Worker:
    """`send` takes what is owed as soon as it is committed; `dropped(lane, n)` hears of skipped updates."""

    def __init__(self, source: str, send: Callable[[list[Owed]], None], dropped: Callable[[int, int], None]) -> None:
        self._source = source
        self._send = send
        self._dropped = dropped
        self._throttle = Throttle(seconds=10.0)
        self._stopping = threading.Event()

    def stop(self) -> None:
        self._stopping.set()

    def step(self, lane: int, waiting: int) -> Step:
        """Do the next update of a lane. Never raises."""
        taken: list[InboxMessage] = []
        try:
            if waiting > MOST_WAITING:
                self._shed(lane)
            return self._do(lane, taken)
        except Exception as error:  # noqa: BLE001  one player's bad update must not stop the others
            parked = bool(taken) and taken[0].state == InboxMessage.State.PARKED
            if isinstance(error, OperationalError | InterfaceError) and not parked:
                return self._away(error)
            return self._failed(taken, error)

    def _do(self, lane: int, taken: list[InboxMessage]) -> Step:
        def do(row: InboxMessage) -> Reply | None:
            taken[:] = [row]
            reply = receive(row)
            crash_point("before_commit")
            return reply

        def say_why_not(row: InboxMessage, refusal: GameError) -> Reply | None:
            taken[:] = [row]
            return refuse(row, refusal)

        started = time.perf_counter()
        done = inbox_do_next(source=self._source, lane=lane, do=do, refuse=say_why_not)
        if done is None:
            return Step.EMPTY
        crash_point("after_commit")
        TURNAROUND.observe(time.perf_counter() - started)
        UPDATES.labels("done").inc()
        if done.reply is not None:
            self._send([owed(done.reply, done.reply_id)])
        return Step.DONE

    def _shed(self, lane: int) -> None:
        """Skip the newest of a flood and say so, but not each time."""
        skipped = run_unit(lambda: shed(self._source, lane, keep=KEPT_OF_A_FLOOD))
        if not skipped:
            return
        UPDATES.labels("skipped").inc(len(skipped))
        self._dropped(lane, len(skipped))
        if self._throttle.allows(lane):
            query_id = next((query for query in reversed(skipped) if query), "")
            self._send(run_unit(lambda: notice_owed(lane, too_fast_notice, query_id=query_id)))

    def _failed(self, taken: list[InboxMessage], error: Exception) -> Step:
        UPDATES.labels("failed").inc()
        if not taken:
            log.error("bot.lane_failed", exc_info=error)
            return Step.AGAIN
        row = taken[0]
        if row.state != InboxMessage.State.PARKED:
            return Step.AGAIN
        UPDATES.labels("parked").inc()
        self._apologise(row)
        return Step.DONE

    def _apologise(self, row: InboxMessage) -> None:
        query = row.payload.get("callback_query") or {}
        try:
            owed = run_unit(lambda: notice_owed(row.lane, apology_notice, query_id=str(query.get("id") or "")))
        except Error:
            log.exception("bot.apology_lost", update_id=row.external_id)
        else:
            self._send(owed)

    def _away(self, error: Exception) -> Step:
        """The database does not answer, or too late: try again on a new connection after a rest."""
        if not lost_race(error):
            log.warning("bot.database_away", error=str(error).splitlines()[0] if str(error) else repr(error))
            connection.close()
            self._stopping.wait(_REST_SECONDS)
        return Step.AGAIN
