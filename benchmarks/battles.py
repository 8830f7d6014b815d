"""How fast the combat engine plays: `python -m benchmarks.battles [--battles N] [--seed N]`.

Plays PvE battles on one core, each class against each monster in turn, with the engine's own sensible policy,
and prints how many a second. The cast is the benchmark's own, so figures stay comparable while content changes.
"""

from __future__ import annotations

import argparse
import time
from itertools import cycle, islice, product

from combat.rules.catalogue import CombatRulesSpec
from combat.rules.fighters import fighter_from_character, fighter_from_monster
from combat.rules.simulate import simulate
from combat.rules.state import Fighter, Lore
from common.rules.rng import Rng
from common.rules.text import Text
from players.rules.catalogue import (
    ClassSkill,
    ClassSpec,
    DamageType,
    EffectKind,
    EffectSpec,
    ItemKind,
    ItemSpec,
    ProgressSpec,
    SkillSpec,
    StatusKind,
    Target,
)
from players.rules.character import learned_skills, sheet
from world.rules.catalogue import MonsterSkill, MonsterSpec, Resistance

LEVEL = 4
TARGET_SECONDS = 8.0

RULES = CombatRulesSpec(
    key="default",
    damage_spread_percent=15,
    crit_base=5,
    crit_per_agility_tenths=4,
    crit_max=40,
    crit_damage_percent=160,
    dodge_base=3,
    dodge_per_agility_tenths=4,
    dodge_max=35,
    flee_base=50,
    flee_per_agility_tenths=20,
    flee_min=10,
    flee_max=90,
    armor_half=40,
    max_turns=60,
)

PROGRESS = ProgressSpec("default", 30, 60, 160, 30, 5, 20, 10, 2, 0, ())


def _skill(key: str, energy_cost: int, cooldown: int, *effects: EffectSpec) -> SkillSpec:
    return SkillSpec(key, Text(), Text(), "", energy_cost, cooldown, effects)


def _harm(power: int, damage_type: DamageType = DamageType.PHYSICAL) -> EffectSpec:
    return EffectSpec(EffectKind.DAMAGE, Target.ENEMY, power, damage_type=damage_type)


def _curse(status: StatusKind, power: int, turns: int, chance: int) -> EffectSpec:
    return EffectSpec(EffectKind.STATUS, Target.ENEMY, power, chance, status=status, turns=turns)


def _boon(kind: EffectKind, power: int) -> EffectSpec:
    return EffectSpec(kind, Target.SELF, power)


SKILLS = {
    skill.key: skill
    for skill in (
        _skill("slash", 4, 1, _harm(150)),
        _skill("bash", 5, 3, _harm(80), _curse(StatusKind.STUN, 0, 1, 60)),
        _skill("guard", 4, 3, _boon(EffectKind.SHIELD, 20)),
        _skill("fireball", 5, 1, _harm(170, DamageType.FIRE)),
        _skill("mend", 6, 4, _boon(EffectKind.HEAL, 30)),
        _skill("venom", 4, 3, _harm(60), _curse(StatusKind.POISON, 40, 3, 100)),
        _skill("bite", 0, 2, _harm(130), _curse(StatusKind.POISON, 25, 2, 50)),
        _skill("crush", 0, 3, _harm(140), _curse(StatusKind.STUN, 0, 1, 30)),
    )
}

LORE = Lore(RULES, SKILLS)

POTION = ItemSpec("potion", Text(), Text(), "", ItemKind.POTION, 10, heals=35)


def _class(key: str, main_stat: str, stats: tuple[int, int, int, int], *skills: str) -> ClassSpec:
    learned = tuple(ClassSkill(skill) for skill in skills)
    return ClassSpec(key, Text(), Text(), Text(), "", main_stat, *stats, 2, 1, 2, 2, learned)


def _monster(
    key: str,
    hp: int,
    attack: int,
    armor: int,
    agility: int,
    skills: tuple[str, ...],
    *resistances: Resistance,
) -> MonsterSpec:
    moves = tuple(MonsterSkill(skill) for skill in skills)
    return MonsterSpec(
        key,
        Text(),
        Text(),
        "",
        LEVEL,
        hp,
        attack,
        armor,
        agility,
        DamageType.PHYSICAL,
        10,
        1,
        5,
        None,
        moves,
        resistances,
    )


CLASSES = (
    _class("warrior", "strength", (10, 5, 2, 10), "slash", "bash", "guard"),
    _class("mage", "intellect", (3, 6, 11, 7), "fireball", "mend"),
    _class("ranger", "strength", (9, 10, 3, 8), "slash", "venom"),
)

MONSTERS = (
    _monster("wolf", 90, 14, 0, 9, ("bite",)),
    _monster("ghoul", 110, 15, 6, 4, ("bite", "crush"), Resistance(DamageType.POISON, 50)),
    _monster("golem", 140, 16, 20, 2, ("crush",), Resistance(DamageType.FIRE, 30)),
    _monster("bandit", 100, 17, 4, 8, ()),
)


def _character(cls: ClassSpec) -> Fighter:
    worth = sheet(cls, PROGRESS, LEVEL, ())
    return fighter_from_character(
        fighter_id=1,
        cls=cls,
        sheet=worth,
        hp=worth.max_hp,
        energy=worth.max_energy,
        skills=dict.fromkeys(learned_skills(cls, LEVEL), 1),
        potions=[(POTION, 2)],
    )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--battles", type=int, default=10_000)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    characters = [_character(cls) for cls in CLASSES]
    monsters = [fighter_from_monster(fighter_id=-1, monster=monster) for monster in MONSTERS]
    rng = Rng(options.seed)
    turns = wins = 0
    started = time.perf_counter()
    for character, monster in islice(cycle(product(characters, monsters)), options.battles):
        battle = simulate(character, monster, lore=LORE, rng=rng)
        turns += battle.turn
        wins += battle.fighter(1).stands
    seconds = time.perf_counter() - started
    print(f"{options.battles:,} battles in {seconds:.2f} s: {options.battles / seconds:,.0f} battles/s")
    print(f"{turns:,} turns, in each of which both sides act: {turns / seconds:,.0f} turns/s")
    print(f"won {100 * wins / options.battles:.0f} %; target: 10,000 battles in under {TARGET_SECONDS:.0f} s")


if __name__ == "__main__":
    main()
