"""What has become of replies, written to the database in batches by one thread."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from concurrent.futures import Executor
from dataclasses import dataclass, field

import structlog
from django.db import Error, connection, connections, transaction
from django.db.models import F
from django.db.models.functions import Now

from common.models import OutboxMessage
from telegrambot.crash import crash_point
from telegrambot.models import Chat, StaffPost, UploadedPicture

log = structlog.get_logger(__name__)

_GATHER_SECONDS = 0.02
_REST_SECONDS = 0.5
_LIVE = """
    UPDATE telegrambot_chat AS chat
    SET live_message_id = greatest(chat.live_message_id, seen.live),
        bottom_message_id = greatest(chat.bottom_message_id, seen.bottom)
    FROM unnest(%s::bigint[], %s::bigint[], %s::bigint[]) AS seen (chat_id, live, bottom)
    WHERE chat.chat_id = seen.chat_id
"""


@dataclass(slots=True)
class Batch:
    """`done`: sent, or no longer to be sent. `dead`: (id, reason). `failed`: (id, error), to be tried again."""

    done: list[int] = field(default_factory=list)
    dead: list[tuple[int, str]] = field(default_factory=list)
    failed: list[tuple[int, str]] = field(default_factory=list)
    live: dict[int, tuple[int, int]] = field(default_factory=dict)  # chat → (live, bottom) message
    unreachable: set[int] = field(default_factory=set)
    uploads: dict[str, str] = field(default_factory=dict)  # digest → file_id
    posts: dict[int, int] = field(default_factory=dict)  # post to the staff group → message

    def __bool__(self) -> bool:
        rows = self.done or self.dead or self.failed
        return bool(rows or self.live or self.unreachable or self.uploads or self.posts)

    def write(self) -> None:
        """In one transaction; run in a thread. Writing a batch twice is harmless."""
        with transaction.atomic():
            self._write_rows()
            if self.live:
                chats, seen = list(self.live), list(self.live.values())
                with connection.cursor() as cursor:
                    cursor.execute(_LIVE, [chats, [live for live, _ in seen], [bottom for _, bottom in seen]])
            if self.unreachable:
                Chat.objects.filter(chat_id__in=self.unreachable, unreachable_at=None).update(unreachable_at=Now())
            if self.uploads:
                self._write_uploads()
            for post, message_id in self.posts.items():
                StaffPost.objects.filter(pk=post, message_id=0).update(message_id=message_id)

    def _write_uploads(self) -> None:
        pictures = [UploadedPicture(digest=digest, file_id=file_id) for digest, file_id in self.uploads.items()]
        UploadedPicture.objects.bulk_create(
            pictures, update_conflicts=True, unique_fields=["digest"], update_fields=["file_id"]
        )

    def _write_rows(self) -> None:
        if self.done:
            OutboxMessage.objects.filter(pk__in=self.done).update(
                state=OutboxMessage.State.DONE, done_at=Now(), attempts=F("attempts") + 1
            )
        for pk, reason in self.dead:
            OutboxMessage.objects.filter(pk=pk).update(
                state=OutboxMessage.State.DEAD, attempts=F("attempts") + 1, error=reason[:4000]
            )
        for pk, error in self.failed:
            OutboxMessage.objects.filter(pk=pk).update(attempts=F("attempts") + 1, error=error[:4000])


class Marks:
    """Gathers marks on the event loop; `settled` hears of the rows whose fate is on disk."""

    def __init__(self, executor: Executor, settled: Callable[[list[int]], None]) -> None:
        self.batch = Batch()
        self._executor = executor
        self._settled = settled
        self._wake = asyncio.Event()
        self._idle = asyncio.Event()
        self._idle.set()

    def changed(self) -> None:
        """Call after adding to `batch`."""
        self._idle.clear()
        self._wake.set()

    async def keep_writing(self) -> None:
        """Until cancelled: batches form while the one before is being written."""
        while True:
            await self._wake.wait()
            await asyncio.sleep(_GATHER_SECONDS)
            self._wake.clear()
            batch, self.batch = self.batch, Batch()
            await self._write(batch)
            if not self.batch:
                self._idle.set()

    async def written(self) -> None:
        """Returns when everything is on disk."""
        await self._idle.wait()

    async def _write(self, batch: Batch) -> None:
        crash_point("before_marks")
        loop = asyncio.get_running_loop()
        while True:
            try:
                await loop.run_in_executor(self._executor, batch.write)
                break
            except Error as error:
                log.warning("bot.marks_late", error=str(error).splitlines()[0] if str(error) else repr(error))
                await loop.run_in_executor(self._executor, connections.close_all)
                await asyncio.sleep(_REST_SECONDS)
        self._settled([*batch.done, *(pk for pk, _ in batch.dead)])
