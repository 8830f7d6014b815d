"""What tests of making, gathering and activities do to their hero."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any

from django.db import connection

from common import clock
from common.errors import GameError
from common.models import OutboxMessage
from content.rules.catalogue import Catalogue
from players.models import Player
from players.state.ledger import GOLD, Move, balance, item_asset, ledger_move
from world.models import PlayerProfession
from world.rules.crafting import ingredients
from world.rules.crafts import RecipeSpec, StationSpec
from world.state.place import player_place


def give(player: Player, **amounts: int) -> None:
    moves = [Move(GOLD if item == "gold" else item_asset(item), amount) for item, amount in amounts.items()]
    ledger_move(player_id=player.pk, moves=moves, reason="test")


def place(player: Player, location: str) -> None:
    player_place(player.pk, location, now=clock.now())


def has(player: Player, item: str) -> int:
    return balance(player_id=player.pk, asset=GOLD if item == "gold" else item_asset(item))


def at_station(player: Player, catalogue: Catalogue, recipe: str, *, times: int = 1) -> RecipeSpec:
    """Where the recipe is made, with the skill, the tool and the ingredients."""
    spec = catalogue.get(RecipeSpec, recipe)
    place(player, catalogue.get(StationSpec, spec.station).places[0].location)
    give(player, **ingredients(spec, times))
    if spec.tool:
        give(player, **{spec.tool: 1})
    PlayerProfession.objects.update_or_create(
        player=player, profession=spec.profession, defaults={"level": max(spec.level, 20)}
    )
    return spec


def events(name: str) -> list[dict[str, Any]]:
    return [message.payload for message in OutboxMessage.objects.filter(name=f"world.{name}").order_by("pk")]


def together(count: int, deed: Callable[[], object]) -> list[bool]:
    """Do it from several threads at once; which of them were not refused."""

    def once(_number: int) -> bool:
        try:
            deed()
        except GameError:
            return False
        finally:
            connection.close()
        return True

    with ThreadPoolExecutor(count) as pool:
        return list(pool.map(once, range(count)))
