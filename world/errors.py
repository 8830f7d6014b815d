"""What the world refuses."""

from __future__ import annotations

from common.errors import GameError


class NoSuchExit(GameError):
    """There is no way from here to there. params: to."""

    code = "world.no_such_exit"


class ExitLocked(GameError):
    """The way opens at a level. params: to, needs, has (levels)."""

    code = "world.exit_locked"


class TooTired(GameError):
    """Not enough energy for a step. params: needs, has (energy)."""

    code = "world.too_tired"


class NoRestHere(GameError):
    """One cannot rest here."""

    code = "world.no_rest_here"


class Rested(GameError):
    """HP and energy are full already."""

    code = "world.rested"


class NoShopHere(GameError):
    """Nobody trades here."""

    code = "world.no_shop_here"


class NotOnSale(GameError):
    """This shop does not sell that. params: item."""

    code = "world.not_on_sale"


class NotWanted(GameError):
    """This shop does not buy that. params: item."""

    code = "world.not_wanted"


class TooWeak(GameError):
    """Without HP one does not go looking for a fight."""

    code = "world.too_weak"


class NothingToFight(GameError):
    """Nothing dangerous lives here."""

    code = "world.nothing_to_fight"
