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


# What is refused at the door: sign-in, tokens, keys.


class InitDataRefused(GameError):
    """Mini App launch data that cannot be believed. params: reason (`malformed`, `forged`, `expired`, `future`)."""

    code = "players.init_data_refused"


class InitDataUsed(GameError):
    """The launch data was exchanged for tokens before: it is good once."""

    code = "players.init_data_used"


class GuestLoginOff(GameError):
    """Guests cannot sign in to this installation."""

    code = "players.guest_login_off"


class TokenRefused(GameError):
    """An access or refresh token that is forged, expired, or of a session that has ended."""

    code = "players.token_refused"


class TokenReused(GameError):
    """A refresh token came a second time: somebody has a copy, so its whole session was ended."""

    code = "players.token_reused"


class ApiKeyRefused(GameError):
    """An API key that is unknown, expired or revoked."""

    code = "players.api_key_refused"
