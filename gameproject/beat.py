"""Two beats would send every periodic task twice, so only the one that holds a database lock ticks."""

from __future__ import annotations

import psycopg
import structlog
from django.db import connection
from django_celery_beat.schedulers import DatabaseScheduler

from gameproject.alive import show_life

log = structlog.get_logger(__name__)

# Any constant will do, as long as nothing else in this database locks it.
LOCK_NUMBER = 0x4172_7465_6C42
STANDBY_SECONDS = 5.0


class BeatLock:
    """A session lock on a connection of its own: it is gone exactly when this process or the server is."""

    def __init__(self) -> None:
        self._connection: psycopg.Connection | None = None

    def is_held(self) -> bool:
        """Take the lock, or check that the session which took it still lives."""
        if self._connection is None:
            self._connection = self._take()
        elif not self._is_alive(self._connection):
            log.warning("beat_lock_lost")
            self._connection = self._take()
        return self._connection is not None

    def release(self) -> None:
        if self._connection is not None:
            self._connection.close()
            self._connection = None

    def _take(self) -> psycopg.Connection | None:
        parameters = {
            name: value
            for name, value in connection.get_connection_params().items()
            if name not in {"cursor_factory", "context", "prepare_threshold"}
        }
        try:
            session = psycopg.connect(**parameters, autocommit=True)
        except psycopg.OperationalError:
            log.warning("beat_lock_unreachable")
            return None
        row = session.execute("SELECT pg_try_advisory_lock(%s)", [LOCK_NUMBER]).fetchone()
        if row == (True,):
            return session
        session.close()
        return None

    @staticmethod
    def _is_alive(session: psycopg.Connection) -> bool:
        try:
            session.execute("SELECT 1")
        except psycopg.OperationalError:
            session.close()
            return False
        return True


class SingleScheduler(DatabaseScheduler):  # type: ignore[misc]  # the library has no types
    """Stands by while another beat ticks, and takes over within seconds when that one dies."""

    beat_lock = BeatLock()
    is_ticking = False

    def tick(self) -> float:
        self.is_ticking = True
        try:
            show_life("beat")
            if not self.beat_lock.is_held():
                return STANDBY_SECONDS
            return min(float(super().tick()), STANDBY_SECONDS)
        finally:
            self.is_ticking = False

    def close(self) -> None:
        """Celery calls it from its SIGTERM handler, and again when the loop has been left.

        The handler may interrupt a query of this very thread; another query on that connection would wait
        for ever for its lock. So the first call does nothing then, and the second one saves the schedule.
        """
        if self.is_ticking:
            return
        super().close()
        self.beat_lock.release()
