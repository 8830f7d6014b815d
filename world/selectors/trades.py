"""What doors show of trades: frozen views."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from common.errors import NotFound
from common.rules.text import Text
from content.release import current
from content.rules.catalogue import Catalogue
from players.models import Gear, Player
from players.rules.catalogue import AffixStat, ItemSpec
from players.rules.items import Condition
from players.selectors.characters import affixes_named
from players.state.gear import Piece, piece_of
from players.state.ledger import GOLD, asset_gear, asset_item
from world.models import Trade
from world.rules.exchange import Side
from world.state.trades import table_of, trades_open


@dataclass(frozen=True, slots=True)
class ThingView:
    """A thing on the table. A piece that is one of a kind has `affixes`: their names, and what they add."""

    asset: str
    item: ItemSpec
    amount: int
    affixes: tuple[tuple[Text | None, AffixStat, int], ...] = ()
    condition: Condition | None = None


@dataclass(frozen=True, slots=True)
class SideView:
    player_id: int
    name: str
    gold: int
    things: tuple[ThingView, ...]
    agreed: bool


@dataclass(frozen=True, slots=True)
class TradeView:
    """A trade as one of the two sees it. `version`: of what is on the table, which one agrees to."""

    id: int
    version: int
    state: str
    expires_at: datetime
    mine: SideView
    theirs: SideView


def trade_view(*, player_id: int) -> TradeView:
    """The player's open trade. Raises NotFound when there is none."""
    rows = trades_open(player_id)
    if not rows:
        raise NotFound(what="trade", key="")
    return trade_view_of(rows[0], player_id, current())


def trade_view_of(row: Trade, player_id: int, catalogue: Catalogue) -> TradeView:
    sides = table_of(row).sides
    names = dict(Player.objects.filter(pk__in=(row.opener_id, row.partner_id)).values_list("pk", "name"))
    ids = [gear_id for side in sides for asset, _ in side.goods if (gear_id := asset_gear(asset)) is not None]
    found = (piece_of(gear, catalogue) for gear in (Gear.objects.filter(pk__in=ids) if ids else ()))
    pieces = {piece.id: piece for piece in found if piece is not None}
    views = [
        SideView(who, names[who], side.amount(GOLD), _things(side, pieces, catalogue), side.agreed)
        for who, side in zip((row.opener_id, row.partner_id), sides, strict=True)
    ]
    mine, theirs = views if player_id == row.opener_id else reversed(views)
    return TradeView(row.pk, row.version, row.state, row.expires_at, mine, theirs)


def _things(side: Side, pieces: dict[int, Piece], catalogue: Catalogue) -> tuple[ThingView, ...]:
    things = []
    for asset, amount in side.goods:
        gear_id = asset_gear(asset)
        piece = pieces.get(gear_id) if gear_id is not None else None
        item = piece.item if piece else catalogue.find(ItemSpec, asset_item(asset))
        if item is not None:
            affixes = affixes_named(piece, catalogue) if piece else ()
            things.append(ThingView(asset, item, amount, affixes, piece.condition if piece else None))
    return tuple(things)
