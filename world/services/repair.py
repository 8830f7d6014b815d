"""Making worn pieces whole again."""

from __future__ import annotations

from common import clock
from common.outbox import publish
from common.tx import command
from players.models import Gear
from players.state.character import Character, character_of, check_free, player_store
from players.state.gear import Piece, piece_held, pieces_of
from players.state.ledger import GOLD, Move, ledger_move
from world.errors import NothingToRepair
from world.events import GearRepaired
from world.selectors.locations import ShopView, shop_here, shop_view_of
from world.state.place import standing_lock


@command
def gear_repair(*, player_id: int, gear_id: int | None = None, expected_version: int | None = None) -> ShopView:
    """Have a piece made whole by the shop one stands in, or without `gear_id` all that have suffered, or none.

    Raises Busy, Stale, NotFound, NoShopHere, NothingToRepair, NotEnough(asset, needs, has).
    """
    now = clock.now()
    standing = standing_lock(player_id, now=now, expected_version=expected_version)
    character = standing.character
    check_free(character.row)
    shop = shop_here(character, standing.location)
    pieces = [piece for piece in _asked(character, gear_id) if piece.needs_repair]
    if not pieces:
        raise NothingToRepair()
    ids, price = tuple(piece.id for piece in pieces), sum(piece.repair for piece in pieces)
    if price:
        ledger_move(player_id=player_id, moves=[Move(GOLD, -price)], reason="repair", reference=shop.key)
    Gear.objects.filter(pk__in=ids).update(wear=0)
    player_store(character.row)
    publish(GearRepaired(player_id=player_id, gear_ids=ids, price=price))
    return shop_view_of(character_of(character.row, now=now), shop)  # what is worn counts anew


def _asked(character: Character, gear_id: int | None) -> tuple[Piece, ...]:
    if gear_id is None:
        return pieces_of(character.row.pk, character.catalogue)
    return (piece_held(character.row.pk, gear_id, character.catalogue),)
