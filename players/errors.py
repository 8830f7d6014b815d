"""What players are refused here."""

from __future__ import annotations

from common.errors import GameError


class NameRefused(GameError):
    """A name cannot be used. params: reason (`empty`, `long`, `characters`), longest."""

    code = "players.name_refused"


class NameTaken(GameError):
    """Somebody else has that name, or one that looks the same. params: name."""

    code = "players.name_taken"


class NotReady(GameError):
    """The character is not made yet. params: step (`name`, `class`)."""

    code = "players.not_ready"


class AlreadyChosen(GameError):
    """Name or class was chosen before and stays. params: step."""

    code = "players.already_chosen"


class Busy(GameError):
    """The player is held by something else. params: engagement (like `battle:12`)."""

    code = "players.busy"


class Banned(GameError):
    """The player was banned."""

    code = "players.banned"


class NotEnough(GameError):
    """Not enough of an asset. params: asset (`gold`, `item:<key>`), needs, has."""

    code = "players.not_enough"


class LevelTooLow(GameError):
    """params: needs, has (levels)."""

    code = "players.level_too_low"


class CannotEquip(GameError):
    """The item is not something to wear. params: item."""

    code = "players.cannot_equip"


class CannotUse(GameError):
    """The item does nothing when used. params: item."""

    code = "players.cannot_use"


class NothingToRestore(GameError):
    """A potion would be wasted: HP and energy that it restores are full. params: item."""

    code = "players.nothing_to_restore"


class SlotEmpty(GameError):
    """Nothing is worn there. params: slot."""

    code = "players.slot_empty"


class Worn(GameError):
    """The only one left is being worn. params: item."""

    code = "players.worn"
