"""What happens in the world counts for quests and achievements."""

from __future__ import annotations

from common.events import subscriber
from content.release import current
from players.events import CharacterMade
from players.rules.quests import Fact, Tally, together, told
from players.state.tallies import facts_record
from world.events import (
    BossRewarded,
    DungeonFinished,
    DungeonLooted,
    ItemBought,
    ItemSold,
    PlayerRested,
    PlayerTravelled,
)
from world.rules.catalogue import WorldRulesSpec
from world.rules.events import WorldEventSpec


@subscriber(CharacterMade)
def count_start(event: CharacterMade) -> None:
    start = current().one(WorldRulesSpec).starting_location
    facts_record(event.player_id, told(Fact.LOCATION_VISITED, (start, 1)))


@subscriber(PlayerTravelled)
def count_visit(event: PlayerTravelled) -> None:
    facts_record(event.player_id, told(Fact.LOCATION_VISITED, (event.to_location, 1)))


@subscriber(PlayerRested)
def count_rest(event: PlayerRested) -> None:
    facts_record(event.player_id, told(Fact.RESTED, (event.location, 1)))


@subscriber(ItemBought)
def count_bought(event: ItemBought) -> None:
    bought = told(Fact.ITEM_BOUGHT, (event.item, event.amount))
    facts_record(event.player_id, together(bought, told(Fact.GOLD_SPENT, ("", event.price))))


@subscriber(ItemSold)
def count_sold(event: ItemSold) -> None:
    sold = told(Fact.ITEM_SOLD, (event.item, event.amount))
    facts_record(event.player_id, together(sold, told(Fact.GOLD_EARNED, ("", event.price))))


@subscriber(DungeonLooted)
def count_dungeon_loot(event: DungeonLooted) -> None:
    facts_record(event.player_id, _gains(event.gold, event.items))


@subscriber(DungeonFinished)
def count_dungeon(event: DungeonFinished) -> None:
    finished = told(Fact.DUNGEON_FINISHED, (event.theme, 1))
    facts_record(event.player_id, together(finished, _gains(event.gold, event.items)))


@subscriber(BossRewarded)
def count_world_boss(event: BossRewarded) -> None:
    spec = current().find(WorldEventSpec, event.event)
    monster = (spec.monster if spec is not None else None) or ""
    felled = told(Fact.WORLD_BOSS_FELLED, (monster, 1)) if event.felled else {}
    facts_record(event.player_id, together(felled, _gains(event.gold, event.items)))


def _gains(gold: int, items: tuple[tuple[str, int], ...]) -> dict[Tally, int]:
    return together(told(Fact.GOLD_EARNED, ("", gold)), told(Fact.ITEM_GAINED, *items))
