"""Texts that somebody wants to read and nobody has written yet."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

import orjson
from django.db.models import F

from common.redis import nudge
from common.tx import statement
from content.models import GameText, TextQuota
from content.rules.texts import Ask

WANTED = "texts.wanted"  # where writers hear that there is work
PREFETCHED = 9  # the priority of what nobody waits for


def text_want(asked: Ask, *, player_id: int | None, quota: int, day: date) -> bool:
    """Ask for a text, once per fingerprint however many do; False when the player has brought about enough today.

    One statement, so it needs no transaction around it: it runs after that of the action which met the gap. Who comes
    second pays nothing of their measure and waits with the first.
    """
    row = {
        "purpose": asked.purpose.value,
        "language": asked.language,
        "fingerprint": asked.fingerprint,
        "subject": asked.subject,
        "facts": orjson.dumps(dict(asked.facts)).decode(),
        "player": player_id,
        "quota": quota,
        "day": day,
    }
    if player_id is None:
        is_made, is_allowed = bool(statement(_WANT, row).rowcount), True
    else:
        is_allowed, is_made = statement(_WANT_BY_PLAYER, row).fetchone()
    if is_made:
        nudge(WANTED, "")
    elif player_id is not None and is_allowed:
        _join(asked, player_id, day)
    return is_allowed


def _join(asked: Ask, player_id: int, day: date) -> None:
    """Somebody else was quicker to want the text."""
    TextQuota.objects.filter(day=day, player_id=player_id, texts__gt=0).update(texts=F("texts") - 1)
    text_id = GameText.objects.filter(fingerprint=asked.fingerprint).values_list("pk", flat=True).first()
    if text_id is not None:
        text_await(text_id, player_id)


_WANT = """
    INSERT INTO content_gametext (purpose, language, fingerprint, subject, facts, state, title, body, is_reviewed,
        credit, priority, hint, attempts, reports, revision)
    VALUES (%(purpose)s, %(language)s, %(fingerprint)s, %(subject)s, %(facts)s::jsonb, 'wanted', '', '', false,
        '', 0, '', 0, 0, 0)
    ON CONFLICT (fingerprint) DO NOTHING
"""
_WANT_BY_PLAYER = """
    WITH allowed AS (
        INSERT INTO content_textquota AS used (day, player_id, texts) VALUES (%(day)s, %(player)s, 1)
        ON CONFLICT (day, player_id) DO UPDATE SET texts = used.texts + 1 WHERE used.texts < %(quota)s
        RETURNING player_id
    ), made AS (
        INSERT INTO content_gametext (purpose, language, fingerprint, subject, facts, state, title, body, is_reviewed,
            explorer_id, credit, priority, hint, attempts, reports, revision)
        SELECT %(purpose)s, %(language)s, %(fingerprint)s, %(subject)s, %(facts)s::jsonb, 'wanted', '', '', false,
            player_id, '', 0, '', 0, 0, 0 FROM allowed
        ON CONFLICT (fingerprint) DO NOTHING RETURNING id
    ), wished AS (
        INSERT INTO content_textwish (text_id, player_id) SELECT id, %(player)s FROM made
    )
    SELECT EXISTS (SELECT FROM allowed), EXISTS (SELECT FROM made)
"""


def text_await(text_id: int, player_id: int) -> None:
    """The player too waits for a text that is being written; a wish from ahead gets the priority of a reader."""
    statement(_AWAIT, {"text": text_id, "player": player_id})
    GameText.objects.filter(pk=text_id, state=GameText.State.WANTED, priority=PREFETCHED).update(
        priority=0, explorer_id=player_id
    )


# A text that has come meanwhile needs no waiting for.
_AWAIT = """
    INSERT INTO content_textwish (text_id, player_id)
    SELECT id, %(player)s FROM content_gametext WHERE id = %(text)s AND state IN ('wanted', 'waiting')
    ON CONFLICT (text_id, player_id) DO NOTHING
"""


def texts_prefetch(asks: Iterable[Ask]) -> int:
    """Ask ahead for what is about to be needed, in one statement; gives how many are new."""
    rows = {
        asked.fingerprint: GameText(
            purpose=asked.purpose,
            language=asked.language,
            fingerprint=asked.fingerprint,
            subject=asked.subject,
            facts=dict(asked.facts),
            priority=PREFETCHED,
        )
        for asked in asks
    }
    known = set(GameText.objects.filter(fingerprint__in=rows).values_list("fingerprint", flat=True))
    new = [row for fingerprint, row in rows.items() if fingerprint not in known]
    GameText.objects.bulk_create(new, ignore_conflicts=True)
    if new:
        nudge(WANTED, "")
    return len(new)
