"""Builders and whole battles played by the computer."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given

from combat.rules.actions import Attack, UsePotion, UseSkill
from combat.rules.engine import act
from combat.rules.fighters import fighter_from_character, fighter_from_monster
from combat.rules.legality import check
from combat.rules.simulate import sensible, simulate
from combat.rules.state import Ending, FighterKind, Outcome, Potion
from combat.tests.rules import cast
from combat.tests.rules.strategies import Tale, tales
from common.rules.rng import Rng
from common.rules.text import Text
from players.rules.catalogue import ClassSpec, DamageType, EffectKind, ItemKind, ItemSpec, Stats
from players.rules.character import Sheet
from world.rules.catalogue import MonsterSkill, MonsterSpec, Resistance

HERO, GHOUL = cast.HERO, cast.GHOUL
WARRIOR = ClassSpec("warrior", Text(), Text(), Text(), "", "strength", 10, 5, 2, 8, 2, 1, 0, 2, skills=())


@given(tales)
def test_the_sensible_policy_is_always_legal(tale: Tale) -> None:
    rng = Rng(tale.seed)
    battle, _ = tale.begin(rng)
    while not battle.is_over:
        action = sensible(battle, tale.lore)
        check(battle, actor_id=battle.turn_of, action=action, lore=tale.lore)
        battle, _ = act(battle, actor_id=battle.turn_of, action=action, lore=tale.lore, rng=rng)


def test_the_sensible_policy_strikes_hard_and_recovers_when_low() -> None:
    slash = cast.skill("slash", cast.harm(150), energy_cost=4)
    mend = cast.skill("mend", cast.boon(EffectKind.HEAL, 30))
    lore = cast.lore(slash, mend)
    hero = replace(HERO, skills=("slash", "mend"), potions=(Potion("red", 1, heals=30),))
    low = replace(hero, hp=20)
    assert sensible(cast.battle(hero, GHOUL), lore) == UseSkill("slash", GHOUL.id)
    assert sensible(cast.battle(replace(hero, energy=0), GHOUL), lore) == Attack(GHOUL.id)
    assert sensible(cast.battle(low, GHOUL), lore) == UseSkill("mend")
    assert sensible(cast.battle(replace(low, skills=()), GHOUL), lore) == UsePotion("red")


def test_a_strong_hero_wins_and_a_seed_gives_the_same_battle() -> None:
    strong = replace(HERO, attack=60)
    battle = simulate(strong, GHOUL, lore=cast.lore(), rng=Rng(5))
    assert battle.outcome == Outcome(Ending.VICTORY, HERO.side)
    assert battle == simulate(strong, GHOUL, lore=cast.lore(), rng=Rng(5))


def test_a_character_enters_with_its_sheet_and_what_it_has_now() -> None:
    worth = Sheet(4, Stats(), max_hp=80, max_energy=20, attack=16, armor=3, initiative=8)
    red = ItemSpec("red", Text(), Text(), "", ItemKind.POTION, 10, heals=30, energizes=2)
    fighter = fighter_from_character(
        fighter_id=7,
        cls=WARRIOR,
        sheet=worth,
        hp=95,
        energy=12,
        skills={"slash": 1},
        potions=[(red, 2), (red, 0)],
    )
    assert (fighter.kind, fighter.key, fighter.level) == (FighterKind.CHARACTER, "warrior", 4)
    assert (fighter.hp, fighter.max_hp, fighter.energy, fighter.max_energy) == (80, 80, 12, 20)
    assert (fighter.attack, fighter.armor, fighter.agility) == (16, 3, 8)
    assert fighter.potions == (Potion("red", 2, 30, 2),)
    with pytest.raises(ValueError, match="not a potion"):
        fighter_from_character(
            fighter_id=7,
            cls=WARRIOR,
            sheet=worth,
            hp=1,
            energy=1,
            skills={},
            potions=[(replace(red, kind=ItemKind.MATERIAL), 1)],
        )


def test_a_monster_enters_whole_with_its_skills_and_weights() -> None:
    spec = MonsterSpec(
        key="ghoul",
        name=Text(),
        description=Text(),
        icon="",
        level=4,
        hp=84,
        attack=9,
        armor=5,
        agility=4,
        damage_type=DamageType.POISON,
        xp=10,
        gold_min=1,
        gold_max=2,
        loot_table=None,
        skills=(MonsterSkill("bite", 3), MonsterSkill("crush")),
        resistances=(Resistance(DamageType.POISON, 50),),
    )
    fighter = fighter_from_monster(fighter_id=-1, monster=spec)
    assert (fighter.kind, fighter.hp, fighter.max_hp, fighter.side) == (FighterKind.MONSTER, 84, 84, 1)
    assert (fighter.skills, fighter.weights) == (("bite", "crush"), (3, 1))
    assert (fighter.damage_type, fighter.resistances) == (DamageType.POISON, spec.resistances)
