"""Reading a text: from the process's memory, from its row, or composed while it is being written.

Nothing here waits for a writer. A text in memory costs no query; what changes is told to every process
(`content.news`), and forgotten after a minute in case nobody heard.
"""

from __future__ import annotations

import threading
import time
from collections import OrderedDict
from dataclasses import dataclass

from django.db import transaction

from common import clock
from common.errors import NotFound
from content.errors import TextNotShown
from content.models import GameText
from content.news import hears, keep_listening
from content.release import current
from content.rules.composer import compose
from content.rules.texts import Ask
from content.state.kinds import kind_for, text_rules
from content.state.texts import CHANGED
from content.state.traffic import Reading, is_time_to_write, note, traffic_write
from content.state.wishes import text_await, text_want

KEPT = 20_000  # texts in memory, some 500 bytes each
KEPT_SECONDS = 60.0
GAP_SECONDS = 2.0  # a text that is not there yet is looked for again after this


@dataclass(frozen=True, slots=True)
class Told:
    """What to show. `text_id` of a stored text, which can be reported; `credit`: who met it first, unescaped.

    `is_awaited`: it is being written, and TextPublished tells the player when it is there. `fingerprint`: of the ask.
    """

    body: str
    title: str = ""
    credit: str = ""
    text_id: int | None = None
    is_awaited: bool = False
    fingerprint: str = ""


@dataclass(frozen=True, slots=True)
class _Kept:
    told: Told
    state: str  # of the row; empty when there is none
    row_id: int | None
    until: float


_kept: OrderedDict[str, _Kept] = OrderedDict()
_lock = threading.Lock()


def text_told(asked: Ask, *, player_id: int | None = None) -> Told:
    """The text for these facts. When nobody has written it yet it is asked for, in the name of the player."""
    kept = _remembered(asked.fingerprint) or _looked(asked)
    if kept.state == GameText.State.PUBLISHED:
        note(asked.purpose, Reading.HIT, player_id=player_id)
        _count()
        return kept.told
    note(asked.purpose, Reading.MISS, player_id=player_id)
    if player_id is not None:
        _ask_for(asked, kept, player_id)
    _count()
    return kept.told


def text_read(text_id: int) -> Told:
    """A text that players read now. Raises NotFound, TextNotShown(text_id)."""
    row = GameText.objects.filter(pk=text_id).first()
    if row is None:
        raise NotFound(what="text", key=str(text_id))
    if row.state != GameText.State.PUBLISHED:
        raise TextNotShown(text_id=text_id)
    return _told(row)


def _told(row: GameText) -> Told:
    return Told(row.body, row.title, row.credit, row.pk, fingerprint=row.fingerprint)


def _remembered(fingerprint: str) -> _Kept | None:
    with _lock:
        kept = _kept.get(fingerprint)
        if kept is None or kept.until < time.monotonic():
            return None
        _kept.move_to_end(fingerprint)
        return kept


def _looked(asked: Ask) -> _Kept:
    keep_listening()
    row = GameText.objects.filter(fingerprint=asked.fingerprint).first()
    is_there = row is not None and row.state == GameText.State.PUBLISHED
    if row is not None and is_there:
        told = _told(row)
    else:
        words = compose(asked)
        is_awaited = row is None or row.state == GameText.State.WANTED
        told = Told(words.body, words.title, is_awaited=is_awaited, fingerprint=asked.fingerprint)
    seconds = KEPT_SECONDS if is_there else GAP_SECONDS
    kept = _Kept(told, row.state if row else "", row.pk if row else None, time.monotonic() + seconds)
    with _lock:
        _kept[asked.fingerprint] = kept
        while len(_kept) > KEPT:
            _kept.popitem(last=False)
    return kept


def _ask_for(asked: Ask, kept: _Kept, player_id: int) -> None:
    """After the action that met the gap has committed, so that nothing of this can undo or delay it."""
    catalogue = current()
    if kept.state == GameText.State.WANTED and kept.row_id is not None:
        text_id = kept.row_id
        transaction.on_commit(lambda: text_await(text_id, player_id), robust=True)
    elif not kept.state and kind_for(catalogue, asked.purpose) is not None:
        quota, day = text_rules(catalogue).texts_a_player, clock.now().date()

        def want() -> None:
            if text_want(asked, player_id=player_id, quota=quota, day=day):
                forget(asked.fingerprint)  # the next reading sees that it is being written
            else:
                note(asked.purpose, Reading.REFUSED)

        transaction.on_commit(want, robust=True)


def _count() -> None:
    if is_time_to_write():
        day = clock.now().date()
        transaction.on_commit(lambda: traffic_write(day), robust=True)


@hears(CHANGED)
def forget(fingerprint: str) -> None:
    """Look anew at the next reading."""
    with _lock:
        _kept.pop(fingerprint, None)


def forget_all() -> None:
    """Between tests, and when many have changed at once."""
    with _lock:
        _kept.clear()
