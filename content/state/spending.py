"""The day's money for texts: taken before a call at the most that it may cost, settled after it.

A call whose end nobody saw (its process died) is settled at what was taken for it: a budget is never exceeded.
"""

from __future__ import annotations

from datetime import date

from common.tx import statement

MICRO_A_CENT = 10_000


def money_reserve(*, day: date, purpose: str, most: int, budget: int, kind_budget: int) -> bool:
    """Take `most` micro-dollars from the day; False when either budget (micro-dollars, kind_budget 0: none) is short.

    The day's two rows are locked in one order, so of many at once each sees what the others took.
    """
    statement(
        """
        INSERT INTO content_textspending (day, purpose, reserved, spent)
        VALUES (%(day)s, '', 0, 0), (%(day)s, %(purpose)s, 0, 0)
        ON CONFLICT (day, purpose) DO NOTHING
        """,
        {"day": day, "purpose": purpose},
    )
    taken = statement(
        """
        WITH money AS (
            SELECT id, purpose, reserved + spent AS used FROM content_textspending
            WHERE day = %(day)s AND purpose IN ('', %(purpose)s) ORDER BY purpose FOR UPDATE
        ), room AS (
            SELECT bool_and(CASE WHEN purpose = '' THEN used + %(most)s <= %(budget)s
                ELSE %(kind_budget)s = 0 OR used + %(most)s <= %(kind_budget)s END) AS is_enough FROM money
        )
        UPDATE content_textspending SET reserved = reserved + %(most)s
        FROM room WHERE room.is_enough AND content_textspending.id IN (SELECT id FROM money)
        """,
        {"day": day, "purpose": purpose, "most": most, "budget": budget, "kind_budget": kind_budget},
    )
    return int(taken.rowcount) == 2


def money_settle(*, day: date, purpose: str, reserved: int, cost: int) -> None:
    """Give back what was taken for a call and book what it cost."""
    statement(
        """
        WITH money AS (
            SELECT id FROM content_textspending WHERE day = %s AND purpose IN ('', %s) ORDER BY purpose FOR UPDATE
        )
        UPDATE content_textspending SET reserved = greatest(reserved - %s, 0), spent = spent + %s
        WHERE id IN (SELECT id FROM money)
        """,
        (day, purpose, reserved, cost),
    )
