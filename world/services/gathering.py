"""Gathering in the wild."""

from __future__ import annotations

from functools import partial

from common import clock, seeds
from common.errors import Invalid
from common.outbox import publish
from common.tx import command
from players.state.character import VITALS, check_free, player_store
from world.errors import NoNodeHere, TooTired
from world.rules.activities import ActivityKind, earned
from world.rules.catalogue import LootTableSpec
from world.rules.craft_lint import MOST_PORTIONS
from world.rules.crafts import GatheringNodeSpec, ProfessionSpec
from world.rules.gathering import gather_portion
from world.selectors.crafts import GatherView, gather_view_of
from world.services.crafting import check_tool
from world.state.activities import Undertaking, check_idle, gathered, run_begin
from world.state.gains import gain_give
from world.state.happening import bonus_at
from world.state.place import standing_lock
from world.state.professions import check_skill, skills_of
from world.state.stocks import stock_take


@command
def node_gather(*, player_id: int, node: str, portions: int = 1, expected_version: int | None = None) -> GatherView:
    """Gather so many portions: at once, or, when it takes time, from now on. Energy is spent at the start.

    Raises Busy, Stale, NotFound, Invalid(field, reason), NoNodeHere(to), ToolMissing(item), TooTired(needs, has),
    ProfessionTooLow(profession, needs, has), NodeEmpty(has, minutes), AlreadyDoing(minutes).
    """
    if not 1 <= portions <= MOST_PORTIONS:
        raise Invalid(field="portions", reason="range")
    now = clock.now()
    standing = standing_lock(player_id, now=now, expected_version=expected_version)
    character, row = standing.character, standing.character.row
    check_free(row)
    spec = character.catalogue.get(GatheringNodeSpec, node)
    if standing.location.key != spec.location:
        raise NoNodeHere(to=spec.location)
    check_skill(character.catalogue.get(ProfessionSpec, spec.profession), skills_of(player_id), spec.level)
    check_tool(player_id, spec.tool)
    if spec.seconds:
        check_idle(character, now=now)
    stock_take(player_id, spec, portions, now=now)
    if row.energy < spec.energy * portions:
        raise TooTired(needs=spec.energy * portions, has=row.energy)
    character.set_vitals(now=row.energy_at, energy=row.energy - spec.energy * portions)
    outcome = None
    if spec.seconds:
        run_begin(standing, Undertaking(ActivityKind.GATHER, node, portions, spec.seconds), now=now)
    else:
        table = character.catalogue.find(LootTableSpec, spec.loot_table)
        bonus = bonus_at(standing.location.region, now=now)
        portion = partial(gather_portion, spec, table)
        gain = earned(portion, seed=seeds.fresh(), portions=portions, bonus=lambda _number: bonus)
        outcome = gain_give(
            character,
            gain,
            profession=spec.profession,
            reason="gather",
            reference=node,
            key=f"gather:{player_id}:{row.version}",
            now=now,
        )
        publish(gathered(player_id, node, outcome.gain))
    player_store(row, "level", "xp", "pastime", "engagement", *VITALS)
    return gather_view_of(standing, spec, outcome, now=now)
