"""A player's character as it is at a moment: the row, its release, its sheet, its vitals."""

from __future__ import annotations

import functools
import json
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, LiteralString

from django.db import DEFAULT_DB_ALIAS

from common.errors import NotFound, Stale
from common.tx import statement
from content.release import current
from content.rules.catalogue import Catalogue
from players.errors import Banned, Busy, NotReady
from players.models import Player
from players.rules.catalogue import ClassSpec, ItemSetSpec, ItemSpec, ProgressSpec, Rarity, SkillSpec
from players.rules.character import Sheet, sheet
from players.rules.items import Condition, affixes_from_json, broken, condition_of, with_affixes
from players.rules.regeneration import energy_point_time, hp_point_time, regenerated
from players.rules.skills import active_skills, passive_bonuses, ranks_known


@dataclass(slots=True)
class Character:
    """What services and selectors work with. `row` is locked when it was loaded to be changed."""

    row: Player
    catalogue: Catalogue
    cls: ClassSpec
    progress: ProgressSpec
    sheet: Sheet
    equipment: dict[str, ItemSpec]  # by slot; a rolled piece with what it was rolled to have, a broken one without
    worn_gear: dict[str, int] = field(default_factory=dict)  # slot: which piece, where it is one of a kind
    conditions: dict[str, Condition] = field(default_factory=dict)  # by slot, of the pieces that wear

    @property
    def ranks(self) -> dict[str, int]:
        """Every skill known, with its rank, in the order of the tree's levels."""
        return ranks_known(self.cls, self.row.level, self.row.learned)

    @property
    def battle_skills(self) -> dict[str, int]:
        """The ranks of those that can be used in a battle."""
        return active_skills(self.ranks, self.catalogue.all(SkillSpec))

    def set_vitals(self, *, now: datetime, hp: int | None = None, energy: int | None = None) -> None:
        """Set HP or energy as of `now`, within their bounds."""
        if hp is not None:
            self.row.hp, self.row.hp_at = min(max(hp, 0), self.sheet.max_hp), now
        if energy is not None:
            self.row.energy, self.row.energy_at = min(max(energy, 0), self.sheet.max_energy), now

    def dress(self, equipment: dict[str, ItemSpec]) -> None:
        """Count the sheet anew for what is worn now."""
        self.equipment = equipment
        self.sheet = _worth(self.row, self.catalogue, equipment)
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


_WORN: LiteralString = """
    SELECT worn.slot, worn.item, worn.gear_id, gear.rarity, gear.affixes, gear.wear
    FROM players_equipped worn LEFT JOIN players_gear gear ON gear.id = worn.gear_id WHERE worn.player_id = %s
"""


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
    return character_shown(_checked(row, player_id, None), now=now)


KeptVitals = Callable[[int, int], tuple[int, int] | None]
_KEPT: dict[str, KeptVitals] = {}


def vitals_kept(holder: str, read: KeptVitals) -> None:
    """Whom `holder:7` holds, has HP and energy there until it is over: `read(player_id, 7)` gives them, as they are."""
    _KEPT[holder] = read


def character_shown(row: Player, *, now: datetime) -> Character:
    """`character_of`, but with the HP and energy that what holds the player keeps: to look at, not to act on."""
    character = character_of(row, now=now)
    holder, _, number = row.engagement.partition(":")
    kept = _KEPT[holder](row.pk, int(number)) if holder in _KEPT else None
    if kept is not None:
        character.set_vitals(now=now, hp=kept[0], energy=kept[1])
    return character


def character_of(row: Player, *, now: datetime) -> Character:
    """The character of a player's row; `row` is changed to what its vitals are at `now`, and not saved."""
    if not row.name:
        raise NotReady(step="name")
    if not row.character_class:
        raise NotReady(step="class")
    catalogue = current()
    cls, progress = catalogue.get(ClassSpec, row.character_class), catalogue.one(ProgressSpec)
    equipment, pieces, conditions = _equipment(row.pk, catalogue, progress)
    worth = _worth(row, catalogue, equipment)
    character = Character(row, catalogue, cls, progress, worth, equipment, pieces, conditions)
    _settle(character, now)
    return character


def _worth(row: Player, catalogue: Catalogue, equipment: dict[str, ItemSpec]) -> Sheet:
    """What class, level, passive skills and what is worn make of a character."""
    cls, progress = catalogue.get(ClassSpec, row.character_class), catalogue.one(ProgressSpec)
    ranks = ranks_known(cls, row.level, row.learned)
    bonuses = passive_bonuses(ranks, catalogue.all(SkillSpec), row.level)
    return sheet(cls, progress, row.level, equipment.values(), catalogue.all(ItemSetSpec), bonuses)


def _equipment(
    player_id: int, catalogue: Catalogue, progress: ProgressSpec
) -> tuple[dict[str, ItemSpec], dict[str, int], dict[str, Condition]]:
    """Worn items by slot, which of them are pieces of their own, and how those hold out; one that the active release no
    longer has, or has for another slot, is as good as off."""
    equipment, pieces, conditions = {}, {}, {}
    for slot, key, gear_id, rarity, affixes, wear in statement(_WORN, [player_id]).fetchall():
        item = catalogue.find(ItemSpec, key)
        if item is None or item.slot != slot:
            continue
        equipment[slot] = item
        if gear_id is not None:
            equipment[slot] = with_affixes(item, Rarity(rarity), affixes_from_json(json.loads(affixes)))
            pieces[slot] = gear_id
            condition = condition_of(item, progress, wear)
            if condition is not None:
                conditions[slot] = condition
                equipment[slot] = broken(equipment[slot]) if condition.is_broken else equipment[slot]
    return equipment, pieces, conditions


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
