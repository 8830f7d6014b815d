"""A player's character as it is at a moment: the row, its release, its sheet, its vitals."""

from __future__ import annotations

import functools
from dataclasses import dataclass
from datetime import datetime
from typing import Any, LiteralString

from django.db import DEFAULT_DB_ALIAS

from common.errors import NotFound, Stale
from common.tx import statement
from content.release import current
from content.rules.catalogue import Catalogue
from players.errors import Banned, Busy, NotReady
from players.models import Player
from players.rules.catalogue import ClassSpec, ItemSpec, ProgressSpec
from players.rules.character import Sheet, sheet
from players.rules.regeneration import energy_point_time, hp_point_time, regenerated


@dataclass(slots=True)
class Character:
    """What services and selectors work with. `row` is locked when it was loaded to be changed."""

    row: Player
    catalogue: Catalogue
    cls: ClassSpec
    progress: ProgressSpec
    sheet: Sheet
    equipment: dict[str, ItemSpec]  # by slot

    def set_vitals(self, *, now: datetime, hp: int | None = None, energy: int | None = None) -> None:
        """Set HP or energy as of `now`, within their bounds."""
        if hp is not None:
            self.row.hp, self.row.hp_at = min(max(hp, 0), self.sheet.max_hp), now
        if energy is not None:
            self.row.energy, self.row.energy_at = min(max(energy, 0), self.sheet.max_energy), now

    def dress(self, equipment: dict[str, ItemSpec]) -> None:
        """Count the sheet anew for what is worn now."""
        self.equipment = equipment
        self.sheet = sheet(self.cls, self.progress, self.row.level, equipment.values())
        self.row.hp = min(self.row.hp, self.sheet.max_hp)
        self.row.energy = min(self.row.energy, self.sheet.max_energy)


VITALS = ("hp", "hp_at", "energy", "energy_at")


def player_lock(player_id: int, *, expected_version: int | None = None, also_banned: bool = False) -> Player:
    """The player's row, locked. Raises NotFound, Banned, Stale(expected, actual).

    With `also_banned` for what must end even then, like a battle. Rows that point at the player may be
    written beside it (FOR NO KEY UPDATE), so a ledger entry elsewhere does not wait, nor deadlock.
    """
    return _checked(_select_locked(player_id), player_id, expected_version, also_banned=also_banned)


# The character's statements, by hand, because nearly every command begins and ends with them. What is worn is read
# after the lock and not with it: beside a lock that had to wait, it would be what was worn before the wait.
@functools.cache
def _lock_sql() -> str:
    columns = ", ".join(field.attname for field in Player._meta.concrete_fields)
    return f"SELECT {columns} FROM players_player WHERE id = %s FOR NO KEY UPDATE"  # noqa: S608  (our own columns)


@functools.cache
def _store_sql(fields: tuple[str, ...]) -> str:
    changes = ", ".join(f"{field} = %s" for field in fields)
    return f"UPDATE players_player SET {changes} WHERE id = %s"  # noqa: S608  (our own columns)


_WORN: LiteralString = "SELECT slot, item FROM players_equipped WHERE player_id = %s"


def _select_locked(player_id: int) -> Player | None:
    found: tuple[Any, ...] | None = statement(_lock_sql(), [player_id]).fetchone()
    if found is None:
        return None
    return Player.from_db(DEFAULT_DB_ALIAS, [field.attname for field in Player._meta.concrete_fields], found)


def _checked(row: Player | None, player_id: int, expected_version: int | None, *, also_banned: bool = False) -> Player:
    if row is None:
        raise NotFound(what="player", key=str(player_id))
    if row.banned_at is not None and not also_banned:
        raise Banned()
    if expected_version is not None and row.version != expected_version:
        raise Stale(expected=expected_version, actual=row.version)
    return row


def player_store(row: Player, *fields: str) -> None:
    """Save the named fields and count one change."""
    row.version += 1
    stored = (*fields, "version")
    statement(_store_sql(stored), [*(getattr(row, field) for field in stored), row.pk])


def character_lock(player_id: int, *, now: datetime, expected_version: int | None = None) -> Character:
    """The character, its row locked, its vitals settled to `now`. Raises NotReady besides player_lock's."""
    return character_of(player_lock(player_id, expected_version=expected_version), now=now)


def character_read(player_id: int, *, now: datetime) -> Character:
    """The character without a lock, for a view. Raises NotFound, Banned, NotReady."""
    row = Player.objects.filter(pk=player_id).first()
    return character_of(_checked(row, player_id, None), now=now)


def character_of(row: Player, *, now: datetime) -> Character:
    """The character of a player's row; `row` is changed to what its vitals are at `now`, and not saved."""
    if not row.name:
        raise NotReady(step="name")
    if not row.character_class:
        raise NotReady(step="class")
    catalogue = current()
    cls, progress = catalogue.get(ClassSpec, row.character_class), catalogue.one(ProgressSpec)
    equipment = _equipment(row.pk, catalogue)
    character = Character(row, catalogue, cls, progress, sheet(cls, progress, row.level, equipment.values()), equipment)
    _settle(character, now)
    return character


def _equipment(player_id: int, catalogue: Catalogue) -> dict[str, ItemSpec]:
    """Worn items by slot; one that the active release no longer has, or has for another slot, is as good as off."""
    worn = statement(_WORN, [player_id]).fetchall()
    found = ((slot, catalogue.find(ItemSpec, item)) for slot, item in worn)
    return {slot: item for slot, item in found if item is not None and item.slot == slot}


def _settle(character: Character, now: datetime) -> None:
    """Let time work on the vitals; not while something holds the player: a battle has its own HP and energy."""
    row = character.row
    if row.engagement:
        return
    row.hp, used = regenerated(
        row.hp,
        character.sheet.max_hp,
        point_time=hp_point_time(character.progress, character.sheet.max_hp),
        elapsed=now - row.hp_at,
    )
    row.hp_at += used
    row.energy, used = regenerated(
        row.energy,
        character.sheet.max_energy,
        point_time=energy_point_time(character.progress),
        elapsed=now - row.energy_at,
    )
    row.energy_at += used


def check_free(row: Player) -> None:
    """Raises Busy(engagement) when something holds the player."""
    if row.engagement:
        raise Busy(engagement=row.engagement)
