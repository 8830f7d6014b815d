"""The shared HP of a world boss. A blow is one statement: HP never fall below zero, nothing is dealt twice."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import LiteralString

from common.tx import statement
from world.models import BossContribution, BossFight

# The right-hand sides see the row as it is once its lock is held: of two blows at the last HP one finds none left.
_STRIKE: LiteralString = """
    WITH struck AS (
        UPDATE world_bossfight SET
            hp = hp - LEAST(hp, %(damage)s),
            last_blow = LEAST(hp, %(damage)s),
            felled_by_id = CASE WHEN hp <= %(damage)s THEN %(player)s ELSE felled_by_id END
        WHERE run_id = %(run)s AND is_open AND hp > 0
        RETURNING hp, max_hp, last_blow
    ), told AS (
        INSERT INTO world_bosscontribution AS sum (boss_id, player_id, damage, strikes, struck_at)
        SELECT %(run)s, %(player)s, last_blow, 1, %(now)s FROM struck
        ON CONFLICT (boss_id, player_id) DO UPDATE SET
            damage = sum.damage + excluded.damage, strikes = sum.strikes + 1, struck_at = excluded.struck_at
        RETURNING damage
    )
    SELECT struck.hp, struck.max_hp, struck.last_blow, told.damage FROM struck, told
"""

# Of equals, who was there first: the place decides only who rolls for loot.
_CLOSE: LiteralString = """
    UPDATE world_bosscontribution AS sum SET
        place = CASE WHEN best.place <= %(places)s THEN best.place END, state = 'owed'
    FROM (
        SELECT id, row_number() OVER (ORDER BY damage DESC, id) AS place
        FROM world_bosscontribution WHERE boss_id = %(run)s
    ) AS best
    WHERE best.id = sum.id
"""


@dataclass(frozen=True, slots=True)
class Blow:
    """What a blow has done: `dealt` may be less than was struck, at the end. `mine`: all that the player did."""

    dealt: int
    hp: int
    max_hp: int
    mine: int

    @property
    def is_last(self) -> bool:
        return self.hp == 0


def boss_wound(*, run_id: int, player_id: int, damage: int, now: datetime) -> Blow | None:
    """Take up to `damage` HP from the boss for the player; None when it has fallen or gone.

    The boss's row stays locked until the transaction ends: call it last.
    """
    parameters = {"run": run_id, "player": player_id, "damage": damage, "now": now}
    found = statement(_STRIKE, parameters).fetchone()
    if found is None:
        return None
    hp, max_hp, dealt, mine = found
    return Blow(dealt=dealt, hp=hp, max_hp=max_hp, mine=mine)


def boss_close(*, run_id: int, places: int) -> BossFight:
    """No more blows; places are given, and everybody is owed a reckoning. The caller ends the run with it."""
    BossFight.objects.filter(pk=run_id).update(is_open=False)  # waits for blows under way, and stops later ones
    statement(_CLOSE, {"run": run_id, "places": places})
    return BossFight.objects.get(pk=run_id)


def boss_contributions(run_id: int) -> list[tuple[int, int]]:
    """(player_id, damage) of everybody who struck, the best first: for leaderboards."""
    rows = BossContribution.objects.filter(boss_id=run_id).order_by("-damage", "pk")
    return list(rows.values_list("player_id", "damage"))
