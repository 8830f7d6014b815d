"""Situations in which more than one app's calls are made."""

from __future__ import annotations

from dataclasses import replace

from common import clock
from content.release import current
from content.rules.catalogue import Catalogue
from gameproject.testing import publish_catalogue, starter_catalogue
from gameproject.tests.api.client import stand
from gameproject.tests.api.operations.call import Facts
from players.models import Gear, Player
from players.rules.catalogue import ItemSpec, ProgressSpec
from players.state.gear import gear_give
from players.state.ledger import GOLD, Move, gear_asset, item_asset, ledger_move
from world.services.events import event_start
from world.services.runs import run_enter


def itself(player: Player) -> Facts:
    return {"player": player.pk}


def give(player: Player, asset: str, amount: int) -> None:
    ledger_move(player_id=player.pk, moves=[Move(asset, amount)], reason="test")


def stocked(player: Player) -> Facts:
    give(player, item_asset("rye_bread"), 5)
    return {}


def thirsty(player: Player) -> Facts:
    Player.objects.filter(pk=player.pk).update(hp=1, hp_at=clock.now())
    item = next(item for item in current().all(ItemSpec).values() if item.heals)
    give(player, item_asset(item.key), 1)
    return {"item": item.key}


def at_the_market(player: Player) -> Facts:
    stand(player, "market")
    give(player, GOLD, 500)
    give(player, item_asset("herb_tonic"), 2)
    return {"item": "herb_tonic"}


def with_a_piece(player: Player) -> Facts:
    """A sword that was rolled, at the market."""
    at_the_market(player)
    affixes = [{"key": "thunder", "stat": "attack", "amount": 2}]
    piece = Gear.objects.create(item="steel_sword", rarity="uncommon", affixes=affixes, reason="battle")
    gear_give(player.pk, [piece.pk], reason="battle")
    Player.objects.filter(pk=player.pk).update(level=8)
    return {"gear_id": piece.pk, "asset": gear_asset(piece.pk)}


def with_a_worn_piece(player: Player) -> Facts:
    """A sword that has seen battles, where battles wear things."""
    world = starter_catalogue()
    items, progress = dict(world.all(ItemSpec)), world.one(ProgressSpec)
    items["steel_sword"] = replace(items["steel_sword"], durability=60)
    rules = {"default": replace(progress, wear_per_battle=1)}
    publish_catalogue(Catalogue(0, {**world.sections, ItemSpec: items, ProgressSpec: rules}))
    facts = with_a_piece(player)
    Gear.objects.filter(pk=facts["gear_id"]).update(wear=45)
    return facts


def in_a_dungeon(player: Player) -> Facts:
    Player.objects.filter(pk=player.pk).update(level=4)
    stand(player, "old_mill")
    view = run_enter(player_id=player.pk, theme="mill_cellar")
    return {"run": view.id, "version": view.version}


def at_a_boss(player: Player) -> Facts:
    stand(player, "old_clearing")
    return {"run_id": event_start(event="zmey_raid", reason="a test", actor="tests")}
