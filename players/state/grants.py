"""Giving what was earned, in one place: value through the ledger, XP with the levels it brings.

Equipment that has an affix table is rolled here, piece by piece. What finds no room in the bag is kept in parcels.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import LiteralString

from django.db import IntegrityError

from common.outbox import publish
from common.tx import statement
from players.events import ParcelsKept, PiecesFound
from players.models import Gear, LedgerEntry, Parcel
from players.rules.catalogue import AffixTableSpec, ItemSpec
from players.rules.character import gain_xp, learned_skills
from players.rules.items import is_rolled
from players.rules.ranking import Board, BoardKey
from players.state.bags import Room
from players.state.character import Character
from players.state.gear import gear_rolled
from players.state.ledger import GOLD, Move, gear_asset, item_asset, ledger_move
from players.state.scores import score_add


@dataclass(frozen=True, slots=True)
class Grant:
    """What is given: XP, whole coins, and (item, amount) pairs."""

    xp: int = 0
    gold: int = 0
    items: tuple[tuple[str, int], ...] = ()


@dataclass(frozen=True, slots=True)
class Growth:
    """`level`: the one reached, 0 when none was gained; `skills`: those learned (keys). `pieces`: ids of the rolled
    pieces among what was given; `kept`: (item, amount) of what waits in parcels because the bag was full."""

    level: int = 0
    skills: tuple[str, ...] = ()
    pieces: tuple[int, ...] = ()
    kept: tuple[tuple[str, int], ...] = ()


@dataclass(frozen=True, slots=True)
class _Origin:
    """What the ledger says of everything in one grant."""

    reason: str
    reference: str
    key: str | None


@dataclass(slots=True)
class _Load:
    """A grant, sorted: what goes into the bag, the pieces made for it, and what is kept."""

    moves: list[Move] = field(default_factory=list)
    pieces: list[Gear] = field(default_factory=list)
    kept: list[tuple[str, int]] = field(default_factory=list)  # of things that are counted


def grant_give(
    character: Character, grant: Grant, *, reason: str, reference: str, key: str | None, now: datetime
) -> Growth:
    """Give it in the caller's transaction. The caller holds the player's lock, and stores `level`, `xp` and the vitals.

    `key` makes it happen once: a second grant of value with the same key is an IntegrityError.
    """
    origin = _Origin(reason, reference, key)
    load = _load_of(character, grant, origin)
    if grant.gold:
        load.moves.append(Move(GOLD, grant.gold))
    pieces = _pieces_made(load)
    if load.moves:
        ledger_move(player_id=character.row.pk, moves=load.moves, reason=reason, reference=reference, key=key)
    kept = _kept(character.row.pk, load, pieces, origin)
    growth = xp_gain(character, grant.xp, now=now)
    _announce(character.row.pk, pieces, kept)
    return replace(growth, pieces=tuple(piece.pk for piece in pieces), kept=kept)


def _load_of(character: Character, grant: Grant, origin: _Origin) -> _Load:
    load = _Load()
    if not grant.items:
        return load
    room = _room(character, origin.key)
    for key, amount in grant.items:
        item = character.catalogue.find(ItemSpec, key)
        if item is None:
            load.moves.append(Move(item_asset(key), amount))
        elif is_rolled(item):
            load.pieces += _rolled(character, item, amount, origin, room, len(load.pieces))
        else:
            fits = room.put(item_asset(key), item, amount)
            load.moves += [Move(item_asset(key), fits)] if fits else []
            load.kept += [(key, amount - fits)] if fits < amount else []
    return load


def _rolled(character: Character, item: ItemSpec, amount: int, origin: _Origin, room: Room, before: int) -> list[Gear]:
    """New pieces; those that found room are the player's. Their keys make them once, as the ledger's make the rest."""
    table = character.catalogue.find(AffixTableSpec, item.affix_table)
    pieces = []
    for number in range(before, before + amount):
        key = f"{origin.key}:{number}" if origin.key else None
        piece = gear_rolled(item, table, reason=origin.reason, reference=origin.reference, key=key)
        if room.put(gear_asset(number), item, 1):
            piece.owner_id = character.row.pk
        pieces.append(piece)
    return pieces


# Everything held, and the parcels of the very same grant: it was given before if there are any.
_HELD: LiteralString = """
    SELECT asset, amount FROM players_holding WHERE player_id = %(player)s AND amount > 0
    UNION ALL SELECT '', 1 FROM players_parcel WHERE player_id = %(player)s AND grant_key = %(key)s
"""


def _room(character: Character, key: str | None) -> Room:
    if not character.progress.bag_slots:
        return Room(character)
    held = dict(statement(_HELD, {"player": character.row.pk, "key": key}).fetchall())
    if "" in held:
        raise IntegrityError(f"{key} was given before")
    return Room(character, held)


def _pieces_made(load: _Load) -> list[Gear]:
    pieces = Gear.objects.bulk_create(load.pieces) if load.pieces else []
    load.moves += [Move(gear_asset(piece.pk), 1) for piece in pieces if piece.owner_id is not None]
    return pieces


def _kept(player_id: int, load: _Load, pieces: list[Gear], origin: _Origin) -> tuple[tuple[str, int], ...]:
    """Put aside what found no room."""
    counted: dict[str, int] = {}
    for item, amount in load.kept:
        counted[item] = counted.get(item, 0) + amount
    keys = [f"{origin.key}:{item_asset(item)}" for item in counted]
    if keys and origin.key and LedgerEntry.objects.filter(key__in=keys).exclude(asset__in=_moved(load)).exists():
        raise IntegrityError(f"{origin.key} was given before")
    homeless = [piece for piece in pieces if piece.owner_id is None]
    said = {"player_id": player_id, "reason": origin.reason, "reference": origin.reference, "grant_key": origin.key}
    parcels = [Parcel(item=item, amount=amount, **said) for item, amount in counted.items()]
    parcels += [Parcel(item=piece.item, amount=1, gear=piece, **said) for piece in homeless]
    if parcels:
        Parcel.objects.bulk_create(parcels)
    return (*counted.items(), *((piece.item, 1) for piece in homeless))


def _moved(load: _Load) -> list[str]:
    return [move.asset for move in load.moves]


def _announce(player_id: int, pieces: list[Gear], kept: tuple[tuple[str, int], ...]) -> None:
    if pieces:
        found = tuple((piece.pk, piece.item, piece.rarity) for piece in pieces)
        publish(PiecesFound(player_id=player_id, pieces=found))
    if kept:
        publish(ParcelsKept(player_id=player_id, items=kept))


def xp_gain(character: Character, xp: int, *, now: datetime) -> Growth:
    """A new level brings its skills and full vitals. The season counts every point, also past the highest level."""
    player = character.row
    if xp > 0:
        score_add(player_id=player.pk, amounts={BoardKey(Board.LEVEL): xp}, at=now)
    before = learned_skills(character.cls, player.level)
    player.level, player.xp, gained = gain_xp(character.progress, player.level, player.xp, xp)
    if not gained:
        return Growth()
    character.dress(character.equipment)
    character.set_vitals(now=now, hp=character.sheet.max_hp, energy=character.sheet.max_energy)
    return Growth(player.level, tuple(key for key in learned_skills(character.cls, player.level) if key not in before))
