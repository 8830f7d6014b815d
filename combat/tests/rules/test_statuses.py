"""What lasting states, summons and the other kinds of effects do, with numbers checked by hand."""

from __future__ import annotations

from dataclasses import replace

import pytest

from combat.errors import Taunted
from combat.rules.actions import Action, Attack, UseSkill
from combat.rules.engine import act, aimed
from combat.rules.events import (
    BattleEnded,
    BattleEvent,
    Cleansed,
    Drained,
    Hit,
    Reflected,
    Regenerated,
    StatusApplied,
    StatusEnded,
    StatusResisted,
    StatusTicked,
    Summoned,
)
from combat.rules.fit import fit_of
from combat.rules.preview import previews
from combat.rules.state import Battle, Ending, Fighter, Lore, Outcome, Status
from combat.tests.rules import cast
from common.rules.rng import Rng
from common.rules.text import Text
from players.rules.catalogue import DamageType, EffectKind, EffectSpec, StatusKind, Target
from world.rules.catalogue import MonsterSpec, Resistance

HERO, GHOUL = cast.HERO, cast.GHOUL
WOLF = MonsterSpec("wolf", Text(), Text(), "", 3, 40, 8, 0, 5, DamageType.PHYSICAL, 1, 0, 0, None, (), ())


def status(kind: StatusKind, power: int, turns: int = 2, target: Target = Target.ENEMY, **more: object) -> EffectSpec:
    return EffectSpec(EffectKind.STATUS, target, power, status=kind, turns=turns, **more)  # type: ignore[arg-type]


def play(
    *effects: EffectSpec, hero: Fighter = HERO, foe: Fighter = GHOUL, lore: Lore | None = None, rank: int = 1
) -> tuple[Battle, tuple[BattleEvent, ...], Lore]:
    """The hero uses one skill with these effects, then the foe strikes."""
    known = lore or Lore(cast.CALM, {"move": cast.skill("move", *effects)}, {"wolf": WOLF})
    hero = replace(hero, skills=("move",), ranks=(rank,) if rank > 1 else ())
    battle = cast.battle(hero, foe)
    action = aimed(battle, actor_id=hero.id, action=UseSkill("move"), lore=known)
    after, events = act(battle, actor_id=hero.id, action=action, lore=known, rng=Rng(1))
    return after, events, known


def go_on(battle: Battle, lore: Lore, action: Action | None = None) -> tuple[Battle, tuple[BattleEvent, ...]]:
    return act(battle, actor_id=HERO.id, action=action or Attack(GHOUL.id), lore=lore, rng=Rng(1))


def hits(events: tuple[BattleEvent, ...], actor: Fighter) -> list[int]:
    return [event.amount for event in events if isinstance(event, Hit) and event.actor_id == actor.id]


@pytest.mark.parametrize(
    ("kind", "resists"),
    [
        (StatusKind.POISON, DamageType.POISON),
        (StatusKind.BURN, DamageType.FIRE),
        (StatusKind.BLEED, DamageType.PHYSICAL),
    ],
)
def test_wounds_work_at_the_start_of_turns_past_armor_and_only_resistance_helps(
    kind: StatusKind, resists: DamageType
) -> None:
    foe = replace(GHOUL, armor=50, resistances=(Resistance(resists, 50),))
    _, events, _ = play(status(kind, 80), foe=foe)
    assert StatusTicked(foe.id, kind, 4, 1) in events
    _, events, _ = play(status(kind, 80), foe=replace(foe, resistances=(Resistance(resists, 100),)))
    assert StatusResisted(HERO.id, foe.id, "move", kind) in events


def test_recovery_gives_hp_back_turn_by_turn() -> None:
    after, _, lore = play(status(StatusKind.REGENERATION, 15, target=Target.SELF), hero=replace(HERO, hp=50))
    assert after.fighter(HERO.id).hp == 50 - 10 + 15
    after, events = go_on(after, lore)
    assert Regenerated(HERO.id, StatusKind.REGENERATION, 15, 0) in events
    assert StatusEnded(HERO.id, StatusKind.REGENERATION) in events


@pytest.mark.parametrize(
    ("kind", "power", "mine", "theirs"),
    [
        (StatusKind.WEAKNESS, 40, 10, 6),
        (StatusKind.SUNDER, 50, 7, 10),  # armor 50 becomes 25: 10 * 50 / 75
        (StatusKind.EXPOSURE, 50, 8, 10),  # armor 50 halves 15
    ],
)
def test_what_is_laid_on_an_enemy_lasts_so_many_of_its_turns(
    kind: StatusKind, power: int, mine: int, theirs: int
) -> None:
    foe = replace(GHOUL, hp=1000, max_hp=1000, armor=50 if kind is not StatusKind.WEAKNESS else 0)
    after, events, lore = play(status(kind, power, turns=2), foe=foe)
    assert hits(events, GHOUL) == [theirs]
    after, events = go_on(after, lore)
    assert (hits(events, HERO), hits(events, GHOUL)) == ([mine], [theirs])
    _, events = go_on(after, lore)
    assert hits(events, GHOUL) == [10]


def test_what_one_gives_oneself_lasts_so_many_own_turns_to_come() -> None:
    foe = replace(GHOUL, hp=1000, max_hp=1000)
    after, _, lore = play(status(StatusKind.MIGHT, 50, turns=2, target=Target.SELF), foe=foe)
    blows = []
    for _ in range(3):
        after, events = go_on(after, lore)
        blows += hits(events, HERO)
    assert blows == [15, 15, 10]


def test_opposites_add_up_and_numbers_stay_in_bounds() -> None:
    both = (Status(StatusKind.MIGHT, 1, 50), Status(StatusKind.WEAKNESS, 1, 20))
    assert fit_of(replace(HERO, statuses=both)).attack == 13
    low = (Status(StatusKind.WEAKNESS, 1, 100), Status(StatusKind.SUNDER, 1, 300), Status(StatusKind.SLOW, 1, 100))
    worn = fit_of(replace(HERO, armor=10, statuses=low))
    assert (worn.attack, worn.armor, worn.agility) == (1, 0, 0)
    assert fit_of(HERO) is HERO


def test_wards_against_two_kinds_of_damage_are_borne_together() -> None:
    fire = status(StatusKind.WARD, 30, target=Target.SELF, damage_type=DamageType.FIRE)
    frost = status(StatusKind.WARD, 20, target=Target.SELF, damage_type=DamageType.FROST)
    after, _, _ = play(fire, frost)
    hero = after.fighter(HERO.id)
    assert {(s.damage_type, s.power) for s in hero.statuses} == {(DamageType.FIRE, 30), (DamageType.FROST, 20)}
    assert set(fit_of(hero).resistances) == {Resistance(DamageType.FIRE, 30), Resistance(DamageType.FROST, 20)}


def test_a_mirror_gives_back_a_part_of_the_whole_blow_and_two_mirrors_do_not_quarrel() -> None:
    foe = replace(GHOUL, statuses=(Status(StatusKind.REFLECT, 3, 50),))
    after, events, _ = play(
        status(StatusKind.REFLECT, 30, target=Target.SELF), cast.harm(), hero=replace(HERO, shield=4), foe=foe
    )
    reflected = [event for event in events if isinstance(event, Reflected)]
    assert reflected == [Reflected(foe.id, HERO.id, 5), Reflected(HERO.id, foe.id, 3)]
    assert after.fighter(HERO.id).hp == 100 - 5 - 6  # the mirror goes past the shield, the shield took 4 of the blow
    assert after.fighter(foe.id).hp == 100 - 10 - 3


def test_a_mirror_can_fell_who_strikes_and_the_fallen_reflect_nothing() -> None:
    foe = replace(GHOUL, statuses=(Status(StatusKind.REFLECT, 3, 100),))
    _after, events, _ = play(cast.harm(), hero=replace(HERO, hp=5), foe=foe)
    assert events[-1] == BattleEnded(Ending.VICTORY, foe.side)
    _, events, _ = play(cast.harm(), hero=replace(HERO, hp=5), foe=replace(foe, hp=10))
    assert not any(isinstance(event, Reflected) for event in events)


def test_leeching_gives_a_part_of_the_hp_taken_and_no_more_than_there_is_room_for() -> None:
    draw = replace(cast.harm(200), leech=50)
    _, events, _ = play(draw, hero=replace(HERO, hp=50))
    assert Drained(HERO.id, GHOUL.id, "move", 10) in events
    _, events, _ = play(draw, hero=replace(HERO, hp=97))
    assert Drained(HERO.id, GHOUL.id, "move", 3) in events
    _, events, _ = play(draw, hero=replace(HERO, hp=50), foe=replace(GHOUL, shield=100))
    assert not any(isinstance(event, Drained) for event in events)


def test_cleansing_takes_harm_off_friends_and_boons_off_enemies() -> None:
    mixed = (Status(StatusKind.BLEED, 3, 2), Status(StatusKind.MIGHT, 3, 10), Status(StatusKind.SLOW, 3, 10))
    mine = EffectSpec(EffectKind.CLEANSE, Target.SELF, 0)
    after, events, _ = play(mine, hero=replace(HERO, statuses=mixed))
    assert Cleansed(HERO.id, HERO.id, "move", (StatusKind.BLEED, StatusKind.SLOW)) in events
    assert {s.kind for s in after.fighter(HERO.id).statuses} == {StatusKind.MIGHT}
    after, events, _ = play(replace(mine, target=Target.ENEMY), foe=replace(GHOUL, statuses=mixed))
    assert Cleansed(HERO.id, GHOUL.id, "move", (StatusKind.MIGHT,)) in events


def test_every_enemy_is_struck_and_everybody_on_ones_side_is_helped() -> None:
    other, friend = replace(GHOUL, id=-2), replace(HERO, id=2, hp=50)
    sweep = (EffectSpec(EffectKind.DAMAGE, Target.ENEMIES, 100), EffectSpec(EffectKind.HEAL, Target.ALLIES, 20))
    lore = cast.lore(cast.skill("move", *sweep))
    battle = cast.battle(replace(HERO, hp=50, skills=("move",)), friend, GHOUL, other)
    after, events = act(battle, actor_id=HERO.id, action=UseSkill("move"), lore=lore, rng=Rng(1))
    assert [event.target_id for event in events if isinstance(event, Hit)] == [GHOUL.id, other.id]
    assert [after.fighter(fighter_id).hp for fighter_id in (HERO.id, friend.id)] == [70, 70]


def test_who_taunts_draws_every_blow_of_people_and_monsters() -> None:
    loud = replace(GHOUL, id=-2, statuses=(Status(StatusKind.TAUNT, 3),))
    battle = cast.battle(HERO, GHOUL, loud)
    with pytest.raises(Taunted) as refused:
        act(battle, actor_id=HERO.id, action=Attack(GHOUL.id), lore=cast.lore(), rng=Rng(1))
    assert refused.value.params == {"target_id": loud.id}
    attacks = [p.action for p in previews(battle, actor_id=HERO.id, lore=cast.lore()) if isinstance(p.action, Attack)]
    assert attacks == [Attack(loud.id)]
    assert aimed(battle, actor_id=HERO.id, action=Attack(), lore=cast.lore()) == Attack(loud.id)
    friend = replace(HERO, id=2, statuses=(Status(StatusKind.TAUNT, 3),))
    for seed in range(20):
        battle = cast.battle(HERO, GHOUL, friend)
        _, events = act(battle, actor_id=HERO.id, action=Attack(GHOUL.id), lore=cast.lore(), rng=Rng(seed))
        assert [event.target_id for event in events if isinstance(event, Hit) and event.actor_id < 0] == [friend.id]


CALL = EffectSpec(EffectKind.SUMMON, Target.SELF, 50, monster="wolf")


def test_a_summoned_fighter_comes_with_its_part_of_the_strength_and_strikes_in_the_same_turn() -> None:
    after, events, lore = play(CALL, foe=replace(GHOUL, hp=500, max_hp=500))
    assert Summoned(HERO.id, "move", "wolf", -2) in events
    wolf = after.fighter(-2)
    assert (wolf.side, wolf.max_hp, wolf.attack, wolf.summoner_id) == (HERO.side, 20, 4, HERO.id)
    assert hits(events, wolf) == [4]
    _, events = go_on(after, lore)
    assert hits(events, wolf) == [4]


def test_a_side_calls_only_so_many() -> None:
    lore = Lore(cast.rules(summons_standing=1), {"move": cast.skill("move", CALL)}, {"wolf": WOLF})
    after, _, _ = play(foe=replace(GHOUL, attack=1, hp=900, max_hp=900), lore=lore)
    after, events = go_on(after, lore, UseSkill("move"))
    assert Summoned(HERO.id, "move", "wolf") in events
    assert len(after.fighters) == 3


def test_the_summoned_do_not_hold_the_field() -> None:
    after, _, lore = play(CALL, hero=replace(HERO, hp=15))
    after, _ = go_on(after, lore)
    if after.fighter(HERO.id).hp:
        after, _ = go_on(after, lore)
    assert after.fighter(-2).stands
    assert after.outcome == Outcome(Ending.VICTORY, GHOUL.side)


def test_power_follows_the_formula_of_rank_and_level() -> None:
    strong = replace(cast.harm(100), formula="power + 20 * (rank - 1) + level")
    _, events, _ = play(strong, hero=replace(HERO, level=10), rank=3)
    assert hits(events, HERO) == [15]


def test_a_formula_without_a_value_leaves_the_power_as_written() -> None:
    _, events, _ = play(replace(cast.harm(150), formula="100 / (level - 1)"))
    assert hits(events, HERO) == [15]


def test_a_status_that_takes_hold_tells_what_is_borne() -> None:
    _, events, _ = play(status(StatusKind.EXPOSURE, 25, damage_type=DamageType.HOLY))
    applied = StatusApplied(HERO.id, GHOUL.id, "move", StatusKind.EXPOSURE, 2, 25, DamageType.HOLY)
    assert applied in events


def test_what_names_nobody_goes_for_the_one_struck_last() -> None:
    """While that one can be aimed at; then for the first who can."""
    first, second = replace(GHOUL, max_hp=900, hp=900), replace(GHOUL, id=-2, max_hp=900, hp=900)
    battle = cast.battle(HERO, first, second)
    lore = cast.lore()
    assert aimed(battle, actor_id=HERO.id, action=Attack(), lore=lore) == Attack(first.id)
    struck, _ = act(battle, actor_id=HERO.id, action=Attack(second.id), lore=lore, rng=Rng(1))
    assert aimed(struck, actor_id=HERO.id, action=Attack(), lore=lore) == Attack(second.id)
    felled = replace(struck, fighters=tuple(replace(f, hp=0) if f.id == second.id else f for f in struck.fighters))
    assert aimed(felled, actor_id=HERO.id, action=Attack(), lore=lore) == Attack(first.id)
    loud = Status(StatusKind.TAUNT, 2)
    fighters = tuple(replace(f, statuses=(loud,)) if f.id == first.id else f for f in struck.fighters)
    taunted = replace(struck, fighters=fighters)
    assert aimed(taunted, actor_id=HERO.id, action=Attack(), lore=lore) == Attack(first.id)
