"""Pieces that are one of a kind: made, passed on, gone. Their owner and the ledger change in one place."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import LiteralString

from common import seeds
from common.errors import NotFound
from common.rules.rng import Rng
from common.tx import statement
from content.rules.catalogue import Catalogue
from players.models import Gear, Holding
from players.rules.catalogue import AffixTableSpec, Bind, ItemSpec, ProgressSpec, Rarity
from players.rules.items import (
    Affix,
    Condition,
    Roll,
    affixes_from_json,
    affixes_to_json,
    broken,
    condition_of,
    gear_price,
    gear_roll,
    repair_price,
    with_affixes,
)
from players.state.character import Character
from players.state.ledger import Move, gear_asset, ledger_move


@dataclass(frozen=True, slots=True)
class Piece:
    """A piece as the active release sees it. `item` has the numbers of its affixes, also while it is broken; `price`:
    what it is worth, less what its repair costs; `condition`: None for what does not wear."""

    id: int
    item: ItemSpec
    affixes: tuple[Affix, ...]
    bound: bool
    price: int
    condition: Condition | None = None
    repair: int = 0  # what it costs to make it whole

    @property
    def as_worn(self) -> ItemSpec:
        """The item as it counts on a character."""
        return broken(self.item) if self.condition is not None and self.condition.is_broken else self.item

    @property
    def needs_repair(self) -> bool:
        return self.condition is not None and not self.condition.is_whole


def piece_of(row: Gear, catalogue: Catalogue) -> Piece | None:
    """The piece of a row; None when the active release no longer has its item."""
    spec = catalogue.find(ItemSpec, row.item)
    if spec is None:
        return None
    rarity, affixes = Rarity(row.rarity), affixes_from_json(row.affixes)
    price = gear_price(spec, catalogue.find(AffixTableSpec, spec.affix_table), Roll(rarity, affixes))
    progress = catalogue.one(ProgressSpec)
    condition = condition_of(spec, progress, row.wear)
    repair = repair_price(price, condition, percent=progress.repair_percent)
    return Piece(
        id=row.pk,
        item=with_affixes(spec, rarity, affixes),
        affixes=affixes,
        bound=row.bound or spec.bind is Bind.ON_PICKUP,
        price=max(0, price - repair),
        condition=condition,
        repair=repair,
    )


def pieces_of(player_id: int, catalogue: Catalogue) -> tuple[Piece, ...]:
    """What a player has, the newest first; what the active release does not know is left out."""
    rows = Gear.objects.filter(owner_id=player_id).order_by("-pk")
    return tuple(piece for piece in (piece_of(row, catalogue) for row in rows) if piece is not None)


def pieces_among(player_id: int, gear_ids: Iterable[int], catalogue: Catalogue) -> tuple[Piece, ...]:
    """Those of the pieces that the player has; what the active release does not know is left out."""
    rows = Gear.objects.filter(owner_id=player_id, pk__in=list(gear_ids)).order_by("pk")
    return tuple(piece for piece in (piece_of(row, catalogue) for row in rows) if piece is not None)


def piece_held(player_id: int, gear_id: int, catalogue: Catalogue) -> Piece:
    """A piece of the player, who is locked by the caller. Raises NotFound."""
    row = Gear.objects.filter(pk=gear_id, owner_id=player_id).first()
    piece = piece_of(row, catalogue) if row is not None else None
    if piece is None:
        raise NotFound(what="gear", key=str(gear_id))
    return piece


def gear_rolled(item: ItemSpec, table: AffixTableSpec | None, *, reason: str, reference: str, key: str | None) -> Gear:
    """A new piece, not saved and nobody's. Its seed is as random as can be, and kept."""
    seed = seeds.fresh(63)
    roll = gear_roll(item, table, Rng(seed)) if table is not None else Roll(item.rarity)
    return Gear(
        item=item.key,
        rarity=roll.rarity.value,
        affixes=affixes_to_json(roll.affixes),
        seed=seed,
        reason=reason,
        reference=reference,
        key=key,
    )


def gear_plain(item: ItemSpec, *, reason: str, bound: bool) -> Gear:
    """A new piece without affixes, not saved: what one of a stack becomes when it has to be told from the others."""
    return Gear(item=item.key, rarity=item.rarity.value, reason=reason, bound=bound)


def gear_give(player_id: int, gear_ids: Iterable[int], *, reason: str, reference: str = "") -> None:
    """Pieces that are nobody's become the player's."""
    ids = list(gear_ids)
    if not ids:
        return
    Gear.objects.filter(pk__in=ids).update(owner_id=player_id)
    moves = [Move(gear_asset(gear_id), 1) for gear_id in ids]
    ledger_move(player_id=player_id, moves=moves, reason=reason, reference=reference)


def gear_take(player_id: int, gear_ids: Iterable[int], *, reason: str, reference: str = "") -> None:
    """Pieces of the player become nobody's: sold, dropped, or on their way. Raises NotEnough."""
    ids = list(gear_ids)
    if not ids:
        return
    moves = [Move(gear_asset(gear_id), -1) for gear_id in ids]
    balances = ledger_move(player_id=player_id, moves=moves, reason=reason, reference=reference)
    Gear.objects.filter(pk__in=ids).update(owner=None)
    # A piece hardly ever comes back: its empty balance would only be in the way of every look into the bag.
    Holding.objects.filter(player_id=player_id, asset__in=list(balances), amount=0).delete()


_WEAR: LiteralString = """
    UPDATE players_gear SET wear = worn.wear
    FROM unnest(%(ids)s::bigint[], %(wears)s::bigint[]) AS worn (id, wear) WHERE players_gear.id = worn.id
"""


def gear_wear(character: Character) -> None:
    """Let a battle wear what a locked character has on. What breaks stays on and counts no more; the caller stores the
    vitals. Where nothing wears it asks the database nothing."""
    amount = character.progress.wear_per_battle
    worn = {slot: condition.after(amount) for slot, condition in character.conditions.items()}
    if not amount or worn == character.conditions:
        return
    ids = [character.worn_gear[slot] for slot in worn]
    statement(_WEAR, {"ids": ids, "wears": [condition.most - condition.left for condition in worn.values()]})
    character.conditions = worn
    ruined = {slot: broken(character.equipment[slot]) for slot, condition in worn.items() if condition.is_broken}
    if ruined:
        character.dress({**character.equipment, **ruined})
