"""How a person becomes a player: arrive, take a name, choose a class."""

from __future__ import annotations

from datetime import datetime

from django.db import IntegrityError, transaction

from common import clock
from common.outbox import publish
from common.tx import command
from content.release import current
from players.errors import AlreadyChosen, NameRefused, NameTaken, NotReady
from players.events import CharacterMade
from players.models import Language, Player
from players.rules.catalogue import ClassSpec, ProgressSpec
from players.rules.character import sheet
from players.rules.names import LONGEST, clean_name, name_fault, name_key
from players.selectors.characters import PlayerView, player_view
from players.state.character import player_lock, player_store
from players.state.ledger import GOLD, Move, item_asset, ledger_move


def first_language(language_code: str | None) -> str:
    """The language to begin with, from the client's IETF tag: Russian for `ru…` and its neighbours, else English."""
    prefix = (language_code or "").split("-")[0].lower()
    return Language.RUSSIAN if prefix in {"ru", "be", "uk", "kk"} else Language.ENGLISH


@command
def player_arrive(
    *, telegram_id: int | None = None, guest_key: str | None = None, language_code: str | None = None
) -> PlayerView:
    """The player of this identity, made when first seen. Two arrivals at once make one player."""
    if (telegram_id is None) == (guest_key is None):
        raise ValueError("a player arrives with one identity")
    identity = {"telegram_id": telegram_id} if telegram_id is not None else {"guest_key": guest_key}
    row, _ = Player.objects.get_or_create(**identity, defaults={"language": first_language(language_code)})
    return player_view(row)


@command
def player_name_set(*, player_id: int, name: str) -> PlayerView:
    """Give the character its name. Raises NameRefused(reason, longest), NameTaken(name), AlreadyChosen(step)."""
    row = player_lock(player_id)
    if row.name:
        raise AlreadyChosen(step="name")
    cleaned = clean_name(name)
    if fault := name_fault(cleaned):
        raise NameRefused(reason=fault, longest=LONGEST)
    row.name, row.name_key = cleaned, name_key(cleaned)
    try:
        with transaction.atomic():  # a savepoint: a taken name must not undo the update that carried it
            player_store(row, "name", "name_key")
    except IntegrityError:
        raise NameTaken(name=cleaned) from None
    return player_view(row)


@command
def player_class_choose(*, player_id: int, character_class: str) -> PlayerView:
    """Choose the class, and with it begin: vitals full, starting gold and items in hand.

    Raises NotReady(step), AlreadyChosen(step), NotFound(what, key).
    """
    now = clock.now()
    row = player_lock(player_id)
    if not row.name:
        raise NotReady(step="name")
    if row.character_class:
        raise AlreadyChosen(step="class")
    catalogue = current()
    cls = catalogue.get(ClassSpec, character_class)
    _begin(row, cls, catalogue.one(ProgressSpec), now)
    publish(CharacterMade(player_id=row.pk, character_class=cls.key))
    return player_view(row)


def _begin(row: Player, cls: ClassSpec, progress: ProgressSpec, now: datetime) -> None:
    fresh = sheet(cls, progress, 1, ())
    row.character_class, row.level, row.xp = cls.key, 1, 0
    row.hp, row.hp_at, row.energy, row.energy_at = fresh.max_hp, now, fresh.max_energy, now
    player_store(row, "character_class", "level", "xp", "hp", "hp_at", "energy", "energy_at")
    moves = [Move(item_asset(item.item), item.amount) for item in progress.starting_items]
    moves.append(Move(GOLD, progress.starting_gold))
    ledger_move(
        player_id=row.pk,
        moves=[move for move in moves if move.amount],
        reason="start",
        key=f"start:{row.pk}",
    )
