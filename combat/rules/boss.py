"""A strike at a world boss: a few turns against a monster that one fighter alone cannot bring down."""

from __future__ import annotations

from dataclasses import dataclass, replace

from combat.rules.engine import act, begin
from combat.rules.events import BattleEvent
from combat.rules.simulate import sensible
from combat.rules.state import Fighter, Lore
from common.rules.rng import Rng
from players.rules.catalogue import EffectKind, Target

TURNS = 3
# Out of reach of any character: what is taken of it is taken of the HP that everybody shares.
ENDLESS_HP = 1_000_000_000
_OF_OTHERS = frozenset({EffectKind.DAMAGE, EffectKind.STATUS})


@dataclass(frozen=True, slots=True)
class Exchange:
    """What TURNS turns came to: `damage` done to the boss, the `fighter` as it comes out, and how it went."""

    damage: int
    fighter: Fighter
    events: tuple[BattleEvent, ...]


def endless(boss: Fighter, lore: Lore) -> Fighter:
    """The boss as everybody strikes at it: it neither tires nor heals nor calls for help, because those are shares
    of its HP or fighters of their own, and its HP belong to everybody."""
    kept = [
        (key, weight)
        for key, weight in zip(boss.skills, boss.weights or (1,) * len(boss.skills), strict=True)
        if key in lore.skills  # of an older release than the fighter's, it may know what is no longer known
        and all(
            effect.kind in _OF_OTHERS and effect.target in (Target.ENEMY, Target.ENEMIES)
            for effect in lore.skills[key].effects
        )
    ]
    return replace(
        boss,
        max_hp=ENDLESS_HP,
        hp=ENDLESS_HP,
        skills=tuple(key for key, _ in kept),
        weights=tuple(weight for _, weight in kept),
    )


def strike(fighter: Fighter, boss: Fighter, *, lore: Lore, rng: Rng) -> Exchange:
    """The fighter acts sensibly for TURNS turns, or until it falls: whoever falls is dragged away with 1 HP."""
    battle, events = begin((fighter, endless(boss, lore)), lore=lore, rng=rng)
    while not battle.is_over and battle.turn <= TURNS:
        action = sensible(battle, lore)
        battle, more = act(battle, actor_id=battle.turn_of, action=action, lore=lore, rng=rng)
        events += more
    left = battle.fighter(fighter.id)
    damage = ENDLESS_HP - battle.fighter(boss.id).hp
    return Exchange(damage, replace(left, hp=max(1, left.hp)), events)
