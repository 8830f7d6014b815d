"""The state of a battle: frozen values, small enough to be written every turn.

Names, icons and what a skill does are not here. A battle keeps the release it began with, so doors look texts
up by `key` and the engine looks skills up in `Lore`. The generator's state is stored beside the battle.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum
from typing import Any

from combat.rules import codec
from combat.rules.catalogue import CombatRulesSpec
from players.rules.catalogue import TYPED, DamageType, SkillSpec, StatusKind
from players.rules.skills import powered
from world.rules.catalogue import MonsterSpec, Resistance

SCHEMA = 1

PLAYERS_SIDE = 0
MONSTERS_SIDE = 1


StatusKey = StatusKind | tuple[StatusKind, DamageType]


class FighterKind(StrEnum):
    CHARACTER = "character"  # a player chooses; `key` is a class
    MONSTER = "monster"  # the engine chooses; `key` is a monster


class Ending(StrEnum):
    VICTORY = "victory"
    FLED = "fled"
    DRAW = "draw"


@dataclass(frozen=True, slots=True)
class Lore:
    """What the engine looks up in the battle's release: the numbers of combat, skills and (for summons) monsters
    by key. What it has worked out of a skill's formulas it remembers."""

    rules: CombatRulesSpec
    skills: Mapping[str, SkillSpec]
    monsters: Mapping[str, MonsterSpec] = field(default_factory=dict)
    _powered: dict[tuple[str, int, int], SkillSpec] = field(default_factory=dict, init=False, repr=False, compare=False)

    def skill(self, fighter: Fighter, key: str) -> SkillSpec:
        """The skill as strong as this fighter is in it. Raises KeyError."""
        place = (key, fighter.rank_of(key), fighter.level)
        known = self._powered.get(place)
        if known is None:
            known = self._powered[place] = powered(self.skills[key], rank=place[1], level=place[2])
        return known


@dataclass(frozen=True, slots=True)
class Status:
    """A lasting state. `turns`: own turns of its bearer still to come; `power`: HP a turn or percent, as its kind
    says; `damage_type`: only of those that are borne once for each."""

    kind: StatusKind
    turns: int
    power: int = 0
    damage_type: DamageType | None = None

    @property
    def key(self) -> StatusKey:
        """What it does not add up with."""
        return (self.kind, self.damage_type) if self.kind in TYPED and self.damage_type else self.kind


@dataclass(frozen=True, slots=True)
class Cooldown:
    """`skill` is not ready for `turns` more own turns (1 or more)."""

    skill: str
    turns: int


@dataclass(frozen=True, slots=True)
class Potion:
    """`amount` potions (1 or more), each of which restores `heals` HP and `energizes` energy."""

    item: str
    amount: int
    heals: int = 0
    energizes: int = 0


@dataclass(frozen=True, slots=True)
class Fighter:
    """One who fights. `weights` (monsters) and `ranks` (all 1 when empty) go with `skills`; `cooldowns` names only
    the skills not ready; `stun_immunity`: own turns during which no stun takes hold; `fled`: has left alive;
    `summoner_id`: who called it into the battle; `aim`: whom a character with a choice
    struck last. Attack, armor, agility and resistances are those without statuses:
    `combat.rules.fit` has them as they now are."""

    id: int
    side: int
    kind: FighterKind
    key: str
    level: int
    max_hp: int
    hp: int
    max_energy: int
    energy: int
    attack: int
    armor: int
    agility: int
    damage_type: DamageType = DamageType.PHYSICAL
    resistances: tuple[Resistance, ...] = ()
    skills: tuple[str, ...] = ()
    weights: tuple[int, ...] = ()
    potions: tuple[Potion, ...] = ()
    cooldowns: tuple[Cooldown, ...] = ()
    statuses: tuple[Status, ...] = ()
    shield: int = 0
    stun_immunity: int = 0
    fled: bool = False
    ranks: tuple[int, ...] = ()
    summoner_id: int | None = None
    aim: int | None = None

    @property
    def stands(self) -> bool:
        """Alive and still here."""
        return self.hp > 0 and not self.fled

    def rank_of(self, skill: str) -> int:
        return self.ranks[self.skills.index(skill)] if self.ranks and skill in self.skills else 1

    def bears(self, kind: StatusKind) -> bool:
        return any(status.kind is kind for status in self.statuses)

    def cooldown_of(self, skill: str) -> int:
        """Own turns to wait for `skill`, 0 when it is ready."""
        return next((cooldown.turns for cooldown in self.cooldowns if cooldown.skill == skill), 0)

    def potion(self, item: str) -> Potion | None:
        return next((potion for potion in self.potions if potion.item == item), None)


@dataclass(frozen=True, slots=True)
class Outcome:
    """How a battle ended. `winner` is the side that holds the field, None after a draw.

    VICTORY: an opponent of the winner fell. FLED: all of them got away. DRAW: the turns ran out. The summoned do
    not count: a side is gone when those who came to the battle by themselves are.
    The fate of each fighter is its own `hp` and `fled`.
    """

    ending: Ending
    winner: int | None = None


@dataclass(frozen=True, slots=True)
class Battle:
    """A battle between two turns. `order`: fighter ids, quickest first; `turn_of`: who is to act (when the
    battle is over, who acted last); `turn`: from 1; everyone standing acts once in each turn."""

    schema: int
    fighters: tuple[Fighter, ...]
    order: tuple[int, ...]
    turn_of: int
    turn: int = 1
    outcome: Outcome | None = None

    @property
    def is_over(self) -> bool:
        return self.outcome is not None

    def find(self, fighter_id: int | None) -> Fighter | None:
        return next((fighter for fighter in self.fighters if fighter.id == fighter_id), None)

    def fighter(self, fighter_id: int) -> Fighter:
        """Raises KeyError when no such fighter takes part."""
        found = self.find(fighter_id)
        if found is None:
            raise KeyError(fighter_id)
        return found

    def enemies_of(self, fighter: Fighter) -> tuple[Fighter, ...]:
        """Standing fighters of the other sides."""
        return tuple(other for other in self.fighters if other.side != fighter.side and other.stands)

    def open_to(self, fighter: Fighter) -> tuple[Fighter, ...]:
        """The enemies that the fighter can aim at: those who taunt, else all that stand."""
        enemies = self.enemies_of(fighter)
        return tuple(enemy for enemy in enemies if enemy.bears(StatusKind.TAUNT)) or enemies

    def aim_of(self, fighter: Fighter) -> Fighter | None:
        """Whom the fighter goes for without naming anybody: the enemy it chose or struck last, while that one can
        be aimed at, else the first of those who can. None when there is nobody."""
        open_to = self.open_to(fighter)
        return next((enemy for enemy in open_to if enemy.id == fighter.aim), open_to[0] if open_to else None)

    def with_aim(self, fighter_id: int, target_id: int) -> Battle:
        """The battle with that one chosen by the fighter."""
        fighters = tuple(
            replace(fighter, aim=target_id) if fighter.id == fighter_id else fighter for fighter in self.fighters
        )
        return replace(self, fighters=fighters)


def fighter_to_json(fighter: Fighter) -> dict[str, Any]:
    """A JSON object without the fields that have their default value."""
    encoded: dict[str, Any] = codec.encode(fighter)
    return encoded


def fighter_from_json(data: Mapping[str, Any]) -> Fighter:
    """The inverse of `fighter_to_json`."""
    return codec.decode(Fighter, data)


def battle_to_json(battle: Battle) -> dict[str, Any]:
    """A JSON object without the fields that have their default value."""
    encoded: dict[str, Any] = codec.encode(battle)
    return encoded


def battle_from_json(data: Mapping[str, Any]) -> Battle:
    """The inverse of `battle_to_json`. Raises ValueError on a schema this code cannot read."""
    if data["schema"] != SCHEMA:
        raise ValueError(f"battle schema {data['schema']}, this code reads {SCHEMA}")
    return codec.decode(Battle, data)
