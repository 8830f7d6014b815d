"""What each effect does, with numbers checked by hand."""

from __future__ import annotations

from dataclasses import replace

import pytest

from combat.rules.actions import Action, Attack, Flee, UsePotion, UseSkill
from combat.rules.engine import act
from combat.rules.events import (
    BattleEnded,
    BattleEvent,
    Dodged,
    Fell,
    Fled,
    FleeFailed,
    Healed,
    Hit,
    PotionUsed,
    Shielded,
    SkillUsed,
    StatusApplied,
    StatusEnded,
    StatusResisted,
    StatusTicked,
    Stunned,
)
from combat.rules.state import Battle, Cooldown, Ending, Fighter, Lore, Outcome, Potion, Status
from combat.tests.rules import cast
from common.rules.rng import Rng
from players.rules.catalogue import DamageType, EffectKind, StatusKind
from world.rules.catalogue import Resistance

HERO, GHOUL = cast.HERO, cast.GHOUL


def play(
    action: Action, *, hero: Fighter = HERO, foe: Fighter = GHOUL, lore: Lore | None = None, seed: int = 1
) -> tuple[Battle, tuple[BattleEvent, ...]]:
    """The hero acts, then the foe."""
    battle = cast.battle(hero, foe)
    return act(battle, actor_id=HERO.id, action=action, lore=lore or cast.lore(), rng=Rng(seed))


def first_hit(events: tuple[BattleEvent, ...]) -> Hit:
    return next(event for event in events if isinstance(event, Hit))


def test_a_calm_exchange_of_blows() -> None:
    battle, events = play(Attack(GHOUL.id))
    assert events == (
        Hit(HERO.id, GHOUL.id, None, 10, 0, False, DamageType.PHYSICAL),
        Hit(GHOUL.id, HERO.id, None, 10, 0, False, DamageType.PHYSICAL),
    )
    assert [fighter.hp for fighter in battle.fighters] == [90, 90]
    assert (battle.turn, battle.turn_of) == (2, HERO.id)


@pytest.mark.parametrize(
    ("damage_type", "armor", "percent", "amount"),
    [
        (DamageType.PHYSICAL, 50, 0, 50),  # armor equal to armor_half leaves half
        (DamageType.FIRE, 50, 0, 100),  # armor does not help against fire
        (DamageType.FIRE, 0, 50, 50),
        (DamageType.FIRE, 0, -50, 150),
        (DamageType.FIRE, 0, 100, 0),
        (DamageType.FIRE, 0, 120, 0),  # more than full does not heal
        (DamageType.PHYSICAL, 25, 40, 40),  # 100 * 50/75 * 60 %
        (DamageType.PHYSICAL, 100_000, 0, 1),  # a blow always takes something
    ],
)
def test_armor_and_resistance(damage_type: DamageType, armor: int, percent: int, amount: int) -> None:
    hero = replace(HERO, attack=100, damage_type=damage_type)
    foe = replace(GHOUL, hp=500, max_hp=500, armor=armor, resistances=(Resistance(damage_type, percent),))
    _, events = play(Attack(foe.id), hero=hero, foe=foe)
    assert first_hit(events).amount == amount


def test_a_critical_hit_does_its_percent() -> None:
    sharp = cast.lore(rules=cast.rules(crit_base=100, crit_max=100, crit_damage_percent=250))
    _, events = play(Attack(GHOUL.id), lore=sharp)
    assert first_hit(events) == Hit(HERO.id, GHOUL.id, None, 25, 0, True, DamageType.PHYSICAL)


def test_damage_spreads_over_the_whole_range() -> None:
    wild = cast.lore(rules=cast.rules(damage_spread_percent=20))
    amounts = {first_hit(play(Attack(GHOUL.id), lore=wild, seed=seed)[1]).amount for seed in range(200)}
    assert amounts == {8, 9, 10, 11, 12}


@pytest.mark.parametrize(("power", "amount"), [(144, 14), (145, 15), (149, 15), (150, 15)])
def test_damage_is_rounded_to_the_nearest(power: int, amount: int) -> None:
    lore = cast.lore(cast.skill("slash", cast.harm(power)))
    _, events = play(UseSkill("slash", GHOUL.id), hero=replace(HERO, skills=("slash",)), lore=lore)
    assert first_hit(events).amount == amount


def test_a_skill_leaves_the_fallen_alone() -> None:
    lore = cast.lore(cast.skill("flurry", cast.harm(), cast.harm(), cast.poison()))
    foe = replace(GHOUL, hp=10)
    _, events = play(UseSkill("flurry", foe.id), hero=replace(HERO, skills=("flurry",)), foe=foe, lore=lore)
    assert [type(event) for event in events] == [SkillUsed, Hit, Fell, BattleEnded]


def test_a_dodge_escapes_all_that_a_skill_does_to_the_target_but_not_what_it_does_to_the_actor() -> None:
    move = cast.skill("feint", cast.harm(), cast.stun(), cast.boon(EffectKind.SHIELD, 10), energy_cost=3)
    nimble = cast.lore(move, rules=cast.rules(dodge_base=100, dodge_max=100))
    battle, events = play(UseSkill("feint", GHOUL.id), hero=replace(HERO, skills=("feint",)), lore=nimble)
    assert events[:3] == (
        SkillUsed(HERO.id, "feint", GHOUL.id),
        Dodged(HERO.id, GHOUL.id, "feint"),
        Shielded(HERO.id, HERO.id, "feint", 10),
    )
    assert battle.fighter(GHOUL.id) == GHOUL


def test_a_shield_takes_its_part_before_hp_and_does_not_add_up() -> None:
    guard = cast.skill("guard", cast.boon(EffectKind.SHIELD, 6))
    battle, events = play(UseSkill("guard"), hero=replace(HERO, skills=("guard",), shield=4), lore=cast.lore(guard))
    assert Shielded(HERO.id, HERO.id, "guard", 6) in events
    assert first_hit(events) == Hit(GHOUL.id, HERO.id, None, 4, 6, False, DamageType.PHYSICAL)
    assert (battle.fighter(HERO.id).shield, battle.fighter(HERO.id).hp) == (0, 96)


def test_a_heal_gives_no_more_than_there_is_room_for() -> None:
    mend = cast.skill("mend", cast.boon(EffectKind.HEAL, 30))
    _, events = play(UseSkill("mend"), hero=replace(HERO, hp=90, skills=("mend",)), lore=cast.lore(mend))
    assert Healed(HERO.id, HERO.id, "mend", 10) in events


def test_poison_works_at_the_start_of_its_bearers_turns_past_armor_and_shield() -> None:
    lore = cast.lore(cast.skill("venom", cast.poison(power=50, turns=2)))
    hero = replace(HERO, skills=("venom",))
    foe = replace(GHOUL, armor=50, shield=50)
    battle, events = play(UseSkill("venom", foe.id), hero=hero, foe=foe, lore=lore)
    assert StatusApplied(HERO.id, foe.id, "venom", StatusKind.POISON, 2, 5) in events
    assert StatusTicked(foe.id, StatusKind.POISON, 5, 1) in events
    battle, events = act(battle, actor_id=HERO.id, action=Attack(foe.id), lore=lore, rng=Rng(1))
    assert StatusTicked(foe.id, StatusKind.POISON, 5, 0) in events
    assert StatusEnded(foe.id, StatusKind.POISON) in events
    assert battle.fighter(foe.id).hp == 90
    assert not battle.fighter(foe.id).statuses


def test_poison_can_fell_and_end_the_battle() -> None:
    foe = replace(GHOUL, hp=15, statuses=(Status(StatusKind.POISON, 3, 8),))
    battle, events = play(Attack(foe.id), foe=foe)
    assert events[1:] == (
        StatusTicked(foe.id, StatusKind.POISON, 5, 2),
        Fell(foe.id),
        BattleEnded(Ending.VICTORY, HERO.side),
    )
    assert battle.outcome == Outcome(Ending.VICTORY, HERO.side)


def test_full_resistance_keeps_poison_out() -> None:
    foe = replace(GHOUL, resistances=(Resistance(DamageType.POISON, 100),))
    lore = cast.lore(cast.skill("venom", cast.poison()))
    battle, events = play(UseSkill("venom", foe.id), hero=replace(HERO, skills=("venom",)), foe=foe, lore=lore)
    assert StatusResisted(HERO.id, foe.id, "venom", StatusKind.POISON) in events
    assert not battle.fighter(foe.id).statuses


def test_poison_on_poison_keeps_the_longer_time_and_the_stronger_power() -> None:
    foe = replace(GHOUL, statuses=(Status(StatusKind.POISON, 1, 9),))
    lore = cast.lore(cast.skill("venom", cast.poison(power=50, turns=3)))
    _, events = play(UseSkill("venom", foe.id), hero=replace(HERO, skills=("venom",)), foe=foe, lore=lore)
    assert StatusApplied(HERO.id, foe.id, "venom", StatusKind.POISON, 3, 9) in events


def test_a_stun_takes_a_turn_and_then_gives_immunity() -> None:
    lore = cast.lore(cast.skill("bash", cast.stun()))
    battle = cast.battle(replace(HERO, skills=("bash",)), GHOUL)
    stunned = []
    for _ in range(6):
        battle, events = act(battle, actor_id=HERO.id, action=UseSkill("bash", GHOUL.id), lore=lore, rng=Rng(1))
        stunned.append(Stunned(GHOUL.id, 0) in events)
    assert stunned == [True, False, False, True, False, False]


def test_a_stun_that_lasts_is_not_made_longer() -> None:
    foe = replace(GHOUL, statuses=(Status(StatusKind.STUN, 2),))
    lore = cast.lore(cast.skill("bash", cast.stun(turns=5)))
    battle, events = play(UseSkill("bash", foe.id), hero=replace(HERO, skills=("bash",)), foe=foe, lore=lore)
    assert StatusResisted(HERO.id, foe.id, "bash", StatusKind.STUN) in events
    assert battle.fighter(foe.id).statuses == (Status(StatusKind.STUN, 1),)


def test_a_cooldown_counts_own_turns() -> None:
    lore = cast.lore(cast.skill("slash", cast.harm(), cooldown=2, energy_cost=5))
    battle, _ = play(UseSkill("slash", GHOUL.id), hero=replace(HERO, skills=("slash",)), lore=lore)
    waits = [battle.fighter(HERO.id).cooldown_of("slash")]
    for _ in range(2):
        battle, _ = act(battle, actor_id=HERO.id, action=Attack(GHOUL.id), lore=lore, rng=Rng(1))
        waits.append(battle.fighter(HERO.id).cooldown_of("slash"))
    assert waits == [2, 1, 0]


def test_energy_is_paid_and_recovers_each_own_turn() -> None:
    lore = cast.lore(cast.skill("slash", cast.harm(), energy_cost=5))
    battle, _ = play(UseSkill("slash", GHOUL.id), hero=replace(HERO, skills=("slash",)), lore=lore)
    assert battle.fighter(HERO.id).energy == 20 - 5 + 1


def test_monsters_pay_no_energy_but_wait_for_cooldowns() -> None:
    lore = cast.lore(cast.skill("crush", cast.harm(150), energy_cost=9, cooldown=1))
    foe = replace(GHOUL, skills=("crush",), weights=(1,))
    battle, events = play(Attack(foe.id), foe=foe, lore=lore)
    assert SkillUsed(foe.id, "crush", HERO.id) in events
    assert battle.fighter(foe.id).cooldowns == (Cooldown("crush", 1),)
    _, events = act(battle, actor_id=HERO.id, action=Attack(foe.id), lore=lore, rng=Rng(1))
    assert Hit(foe.id, HERO.id, None, 10, 0, False, DamageType.PHYSICAL) in events


def test_a_whole_monster_does_not_heal_itself() -> None:
    lore = cast.lore(cast.skill("lick", cast.boon(EffectKind.HEAL, 10)))
    foe = replace(GHOUL, skills=("lick",), weights=(1,))
    hurt = replace(foe, hp=50)
    _, peaceful = play(UsePotion("tonic"), hero=_thirsty(), foe=foe, lore=lore)
    _, bloody = play(UsePotion("tonic"), hero=_thirsty(), foe=hurt, lore=lore)
    assert SkillUsed(foe.id, "lick") not in peaceful
    assert SkillUsed(foe.id, "lick") in bloody


def _thirsty() -> Fighter:
    return replace(HERO, hp=50, energy=0, potions=(Potion("tonic", 2, heals=30, energizes=50),))


def test_a_potion_restores_is_used_up_and_takes_the_turn() -> None:
    battle, events = play(UsePotion("tonic"), hero=_thirsty())
    assert events[0] == PotionUsed(HERO.id, "tonic", 30, 20)
    assert first_hit(events).actor_id == GHOUL.id
    assert battle.fighter(HERO.id).potions == (Potion("tonic", 1, 30, 50),)
    battle, _ = act(battle, actor_id=HERO.id, action=UsePotion("tonic"), lore=cast.lore(), rng=Rng(1))
    assert battle.fighter(HERO.id).potions == ()


def test_a_potion_of_energy_helps_the_whole_but_tired() -> None:
    tired = replace(HERO, energy=4, potions=(Potion("blue", 1, heals=5, energizes=10),))
    _, events = play(UsePotion("blue"), hero=tired)
    assert events[0] == PotionUsed(HERO.id, "blue", 0, 10)


def test_fleeing_leaves_the_field_to_the_others() -> None:
    sure = cast.lore(rules=cast.rules(flee_min=100, flee_max=100))
    battle, events = play(Flee(), lore=sure)
    assert events == (Fled(HERO.id), BattleEnded(Ending.FLED, GHOUL.side))
    assert battle.fighter(HERO.id).fled


def test_a_failed_flight_takes_the_turn() -> None:
    never = cast.lore(rules=cast.rules(flee_min=0, flee_max=0))
    _, events = play(Flee(), lore=never)
    assert events[0] == FleeFailed(HERO.id)
    assert first_hit(events).actor_id == GHOUL.id


def test_a_battle_is_a_draw_when_the_turns_run_out() -> None:
    short = cast.lore(rules=cast.rules(max_turns=1))
    battle, events = play(Attack(GHOUL.id), lore=short)
    assert events[-1] == BattleEnded(Ending.DRAW)
    assert (battle.outcome, battle.turn) == (Outcome(Ending.DRAW), 1)
