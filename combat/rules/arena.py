"""The engine's working copy of a battle. It lives within one `begin` or `act`; nothing mutable leaves those.

A turn changes a fighter many times; freezing it once at the end is what makes simulating thousands of battles cheap.
"""

from __future__ import annotations

from collections.abc import Iterator

from combat.rules.events import BattleEvent, Fell
from combat.rules.fit import CHANGING, fit_of
from combat.rules.state import Battle, Cooldown, Fighter, Lore, Outcome, Potion, Status, StatusKey
from common.rules.rng import Rng
from players.rules.catalogue import StatusKind


class Body:
    """A fighter in motion: what a turn can change. `fighter` is the one it was, `fit` the same with the numbers that
    its statuses now give it: what odds are worked out with."""

    __slots__ = (
        "aim",
        "cooldowns",
        "energy",
        "fighter",
        "fit",
        "fled",
        "hp",
        "id",
        "potions",
        "shield",
        "side",
        "statuses",
        "stun_immunity",
    )

    def __init__(self, fighter: Fighter) -> None:
        self.fighter = fighter
        self.id = fighter.id
        self.side = fighter.side
        self.hp = fighter.hp
        self.energy = fighter.energy
        self.shield = fighter.shield
        self.stun_immunity = fighter.stun_immunity
        self.fled = fighter.fled
        self.aim = fighter.aim
        self.potions: tuple[Potion, ...] = fighter.potions
        self.cooldowns: dict[str, int] = {cooldown.skill: cooldown.turns for cooldown in fighter.cooldowns}
        self.statuses: dict[StatusKey, Status] = {status.key: status for status in fighter.statuses}
        self.fit = fit_of(fighter) if self.statuses else fighter

    @property
    def stands(self) -> bool:
        return self.hp > 0 and not self.fled

    def bears(self, kind: StatusKind) -> bool:
        return any(status.kind is kind for status in self.statuses.values())

    def bear(self, status: Status) -> None:
        """From now on this status, in the place of the same one."""
        self.statuses[status.key] = status
        if status.kind in CHANGING:
            self.fit = fit_of(self.fighter, self.statuses.values())

    def shed(self, status: Status) -> None:
        """No longer this status."""
        del self.statuses[status.key]
        if status.kind in CHANGING:
            self.fit = fit_of(self.fighter, self.statuses.values())

    def restore_hp(self, points: int) -> int:
        """Returns the HP really gained."""
        gained = min(points, self.fighter.max_hp - self.hp)
        self.hp += gained
        return gained

    def restore_energy(self, points: int) -> int:
        """Returns the energy really gained."""
        gained = min(points, self.fighter.max_energy - self.energy)
        self.energy += gained
        return gained

    def spend_turn(self) -> None:
        """An own turn passes, taken or lost: what is counted in own turns comes one nearer to its end."""
        if self.cooldowns:
            self.cooldowns = {skill: turns - 1 for skill, turns in self.cooldowns.items() if turns > 1}
        if self.stun_immunity:
            self.stun_immunity -= 1

    def settled(self) -> Fighter:
        """The fighter as it now is. Built by its constructor: `dataclasses.replace` costs twice as much."""
        was = self.fighter
        return Fighter(
            was.id,
            was.side,
            was.kind,
            was.key,
            was.level,
            was.max_hp,
            self.hp,
            was.max_energy,
            self.energy,
            was.attack,
            was.armor,
            was.agility,
            was.damage_type,
            was.resistances,
            was.skills,
            was.weights,
            self.potions,
            tuple(Cooldown(skill, turns) for skill, turns in self.cooldowns.items()) if self.cooldowns else (),
            tuple(self.statuses.values()),
            self.shield,
            self.stun_immunity,
            self.fled,
            was.ranks,
            was.summoner_id,
            self.aim,
        )


class Arena:
    """A battle in motion, and the events so far."""

    __slots__ = ("battle", "bodies", "events", "lore", "order", "outcome", "rng", "rules", "turn", "turn_of")

    def __init__(self, battle: Battle, lore: Lore, rng: Rng) -> None:
        self.battle = battle
        self.lore = lore
        self.rules = lore.rules
        self.rng = rng
        self.bodies = {fighter.id: Body(fighter) for fighter in battle.fighters}
        self.order = list(battle.order)
        self.turn = battle.turn
        self.turn_of = battle.turn_of
        self.outcome: Outcome | None = battle.outcome
        self.events: list[BattleEvent] = []

    def tell(self, event: BattleEvent) -> None:
        self.events.append(event)

    def enemies_of(self, body: Body) -> Iterator[Body]:
        """Standing enemies, in the order of the roster."""
        return (other for other in self.bodies.values() if other.side != body.side and other.stands)

    def open_to(self, body: Body) -> tuple[Body, ...]:
        """The enemies that can be aimed at: those who taunt, else all that stand."""
        enemies = tuple(self.enemies_of(body))
        if len(enemies) == 1:
            return enemies
        return tuple(enemy for enemy in enemies if enemy.bears(StatusKind.TAUNT)) or enemies

    def allies_of(self, body: Body) -> Iterator[Body]:
        """Everyone standing on the same side, the body too, in the order of the roster."""
        return (other for other in self.bodies.values() if other.side == body.side and other.stands)

    def has_room(self, side: int) -> bool:
        """Whether one more may be summoned: a side calls only so many, or kin calling kin would fill the field."""
        called = [body for body in self.bodies.values() if body.side == side and body.fighter.summoner_id is not None]
        standing = sum(body.stands for body in called)
        return standing < self.rules.summons_standing and len(called) < self.rules.summons_ever

    def join(self, fighter: Fighter) -> None:
        """A fighter comes into the battle: it acts last."""
        self.bodies[fighter.id] = Body(fighter)
        self.order.append(fighter.id)

    def wound(self, body: Body, points: int) -> int:
        """Takes HP past any shield. Returns the HP really lost; tell of it, then call `mourn`."""
        lost = min(points, body.hp)
        body.hp -= lost
        return lost

    def mourn(self, body: Body) -> None:
        """Announces the fall, after the event that caused it."""
        if body.hp == 0:
            self.tell(Fell(body.id))

    def settled(self) -> Battle:
        """The battle as it now is."""
        fighters = tuple(body.settled() for body in self.bodies.values())
        return Battle(self.battle.schema, fighters, tuple(self.order), self.turn_of, self.turn, self.outcome)
