"""What a release says of making, gathering and passing the time. Percentages are whole numbers, money whole coins."""

from __future__ import annotations

from dataclasses import dataclass

from common.rules.text import Text


@dataclass(frozen=True, slots=True)
class ProfessionSpec:
    """What one becomes good at by doing it. XP from level n to n + 1 is `xp_base * n ** (xp_power / 100)`."""

    key: str
    name: Text
    description: Text
    icon: str
    max_level: int
    xp_base: int
    xp_power: int

    @property
    def xp_formula(self) -> str:
        """A profession grows by its power alone."""
        return ""


@dataclass(frozen=True, slots=True)
class StationPlace:
    """A place where a station stands."""

    location: str


@dataclass(frozen=True, slots=True)
class StationSpec:
    """A forge, a loom, a fire: what recipes are made at. The same kind may stand in several places."""

    key: str
    name: Text
    description: Text
    icon: str
    places: tuple[StationPlace, ...]


@dataclass(frozen=True, slots=True)
class Ingredient:
    """What one attempt takes; `returned` pieces of it come back when the attempt fails."""

    item: str
    amount: int = 1
    returned: int = 0


@dataclass(frozen=True, slots=True)
class Product:
    item: str
    amount: int = 1


@dataclass(frozen=True, slots=True)
class RecipeSpec:
    """How something is made. It is called what its first product is called. `tool` is needed and stays whole;
    `seconds` a piece, 0: at once; `chance` in percent at the recipe's own level; `xp` for the profession."""

    key: str
    profession: str
    station: str
    inputs: tuple[Ingredient, ...]
    outputs: tuple[Product, ...]
    level: int = 1
    tool: str | None = None
    seconds: int = 0
    chance: int = 100
    xp: int = 10


@dataclass(frozen=True, slots=True)
class GatheringNodeSpec:
    """A place in the wild to gather from. It holds `stock` portions for each player, and one grows back every
    `regrow_minutes`. A portion costs `energy` and takes `seconds` (0: at once)."""

    key: str
    name: Text
    description: Text
    icon: str
    location: str
    profession: str
    loot_table: str
    level: int = 1
    tool: str | None = None
    energy: int = 1
    seconds: int = 0
    stock: int = 5
    regrow_minutes: int = 30
    xp: int = 5


@dataclass(frozen=True, slots=True)
class ActivitySpec:
    """A way to pass the time: training, work, a journey. Every `portion_minutes` bring the same, `portions` at most.

    `energy` and `price` are paid at the start. One with a `destination` takes the player there, and holds until then.
    """

    key: str
    name: Text
    description: Text
    icon: str
    location: str
    portion_minutes: int
    portions: int = 1
    min_level: int = 1
    energy: int = 0
    price: int = 0
    xp: int = 0
    gold: int = 0
    profession: str | None = None
    profession_xp: int = 0
    loot_table: str | None = None
    destination: str | None = None
