"""A strike at a world boss, and battles under a sky."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from combat.rules.boss import ENDLESS_HP, TURNS, endless, strike
from combat.rules.conditions import HARDEST, fighter_under
from combat.rules.odds import resistance
from combat.rules.state import Fighter, FighterKind, Lore
from combat.tests.rules import cast
from combat.tests.rules.strategies import fighters, lores, seeds
from common.rules.rng import Rng
from common.rules.text import Text
from players.rules.catalogue import DamageType, EffectKind, EffectSpec, Target
from world.rules.catalogue import Resistance
from world.rules.weather import CLEAR, DayPhaseSpec, Sky, WeatherSpec

TEXT = Text("слова", "words")
percents = st.integers(-100, 90)
heroes = fighters(1, 0, FighterKind.CHARACTER)
bosses = fighters(-1, 1, FighterKind.MONSTER)


@settings(deadline=None)
@given(heroes, bosses, lores, seeds)
def test_a_strike_takes_no_more_than_there_is_and_kills_nobody(
    hero: Fighter, boss: Fighter, lore: Lore, seed: int
) -> None:
    exchange = strike(hero, boss, lore=lore, rng=Rng(seed))
    assert 0 <= exchange.damage < ENDLESS_HP
    assert 1 <= exchange.fighter.hp <= max(hero.hp, hero.max_hp)
    assert 0 <= exchange.fighter.energy <= hero.max_energy


@settings(deadline=None)
@given(heroes, bosses, lores, seeds)
def test_the_same_seed_strikes_the_same(hero: Fighter, boss: Fighter, lore: Lore, seed: int) -> None:
    assert strike(hero, boss, lore=lore, rng=Rng(seed)) == strike(hero, boss, lore=lore, rng=Rng(seed))


def test_a_plain_strike_is_a_few_blows() -> None:
    """Ten points of attack without spread, crits or dodges: three blows each."""
    exchange = strike(cast.HERO, cast.GHOUL, lore=Lore(cast.rules(), {}), rng=Rng(1))
    assert exchange.damage == 10 * TURNS
    assert cast.HERO.hp - exchange.fighter.hp in (10 * TURNS, 10 * (TURNS - 1))


def test_a_boss_neither_heals_nor_hides_nor_uses_what_is_not_known() -> None:
    heal = cast.skill("heal", EffectSpec(EffectKind.HEAL, Target.SELF, 50))
    drain = cast.skill("drain", cast.harm(), EffectSpec(EffectKind.SHIELD, Target.SELF, 50))
    bite = cast.skill("bite", cast.harm())
    boss = replace(cast.GHOUL, skills=("heal", "drain", "bite", "lost"), weights=(5, 4, 3, 2))
    seen = endless(boss, Lore(cast.rules(), {"heal": heal, "drain": drain, "bite": bite}))
    assert (seen.skills, seen.weights) == (("bite",), (3,))


def weather(**fields: Any) -> Sky:
    return Sky(WeatherSpec("fog", TEXT, TEXT, "🌫", **fields))


def test_without_a_sky_everybody_is_as_they_are() -> None:
    assert fighter_under(CLEAR, cast.HERO) is cast.HERO


def test_fog_and_night_change_everybody() -> None:
    night = DayPhaseSpec("night", TEXT, TEXT, "🌙", 60, attack_percent=-20)
    sky = replace(weather(agility_percent=50, attack_percent=-10), phase=night)
    seen = fighter_under(sky, replace(cast.HERO, attack=100, agility=10))
    assert (seen.attack, seen.agility, seen.hp) == (70, 15, 100)


@given(percents, percents)
def test_weather_makes_nobody_immune(own: int, added: int) -> None:
    rain = weather(resistances=(Resistance(DamageType.FIRE, added),))
    seen = fighter_under(rain, replace(cast.HERO, resistances=(Resistance(DamageType.FIRE, own),)))
    assert resistance(seen, DamageType.FIRE) == min(own + added, max(own, HARDEST))
    assert resistance(seen, DamageType.FROST) == 0
