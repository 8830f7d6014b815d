"""One portion of what grows somewhere, and how it grows back."""

from __future__ import annotations

from datetime import timedelta

from common.rules.rng import Rng
from players.rules.regeneration import regenerated
from world.rules.activities import UNCHANGED, Gain, table_drops
from world.rules.catalogue import LootTableSpec
from world.rules.crafts import GatheringNodeSpec
from world.rules.events import Bonus


def gather_portion(node: GatheringNodeSpec, table: LootTableSpec | None, rng: Rng, bonus: Bonus = UNCHANGED) -> Gain:
    """`table` is the node's; None when the release has lost it: practice then, and nothing in hand."""
    return Gain(items=table_drops(table, rng, bonus), profession_xp=node.xp, made=1)


def stock_now(node: GatheringNodeSpec, left: int, *, elapsed: timedelta) -> tuple[int, timedelta]:
    """(portions there are, the time that made them) when `left` were there `elapsed` ago."""
    pace = timedelta(minutes=node.regrow_minutes) if node.regrow_minutes > 0 else None
    return regenerated(left, node.stock, point_time=pace, elapsed=elapsed)
