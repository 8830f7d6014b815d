"""Beginning, refusals, parties."""

from __future__ import annotations

from dataclasses import replace

import pytest

from combat import errors
from combat.rules.actions import Action, Attack, Flee, UsePotion, UseSkill
from combat.rules.engine import act, begin
from combat.rules.events import Fell, Hit
from combat.rules.preview import previews
from combat.rules.state import Battle, Cooldown, Ending, Fighter, Outcome, Potion
from combat.tests.rules import cast
from common.errors import GameError
from common.rules.rng import Rng
from players.rules.catalogue import EffectKind

HERO, GHOUL = cast.HERO, cast.GHOUL
LORE = cast.lore(
    cast.skill("slash", cast.harm(150), energy_cost=4, cooldown=1),
    cast.skill("mend", cast.boon(EffectKind.HEAL, 20), energy_cost=4),
)
SKILLED = replace(HERO, skills=("slash", "mend"))


def refusal(battle: Battle, action: Action, actor_id: int = HERO.id) -> GameError:
    with pytest.raises(GameError) as caught:
        act(battle, actor_id=actor_id, action=action, lore=LORE, rng=Rng(1))
    return caught.value


def test_the_quicker_one_begins() -> None:
    battle, events = begin((HERO, GHOUL), lore=LORE, rng=Rng(1))
    assert (battle.order, battle.turn_of, battle.turn, events) == ((HERO.id, GHOUL.id), HERO.id, 1, ())


def test_a_quicker_monster_strikes_before_the_first_choice() -> None:
    battle, events = begin((HERO, replace(GHOUL, agility=30)), lore=LORE, rng=Rng(1))
    assert [type(event) for event in events] == [Hit]
    assert (battle.order, battle.turn_of, battle.turn) == ((GHOUL.id, HERO.id), HERO.id, 1)


def test_the_initiative_roll_can_turn_the_order() -> None:
    lore = cast.lore(rules=cast.rules(initiative_roll=20))
    firsts = {begin((HERO, GHOUL), lore=lore, rng=Rng(seed))[0].order[0] for seed in range(50)}
    assert firsts == {HERO.id, GHOUL.id}


@pytest.mark.parametrize(
    "roster",
    [(HERO,), (HERO, replace(HERO, id=2)), (HERO, replace(GHOUL, id=HERO.id)), (replace(HERO, hp=0), GHOUL)],
)
def test_a_roster_that_cannot_fight_is_a_bug(roster: tuple[Fighter, ...]) -> None:
    with pytest.raises(ValueError, match=r"fighter|sides"):
        begin(roster, lore=LORE, rng=Rng(1))


@pytest.mark.parametrize(
    ("hero", "action", "kind", "params"),
    [
        (SKILLED, Attack(HERO.id), errors.NoSuchTarget, {"target_id": HERO.id}),
        (SKILLED, Attack(99), errors.NoSuchTarget, {"target_id": 99}),
        (SKILLED, UseSkill("slash"), errors.NoSuchTarget, {"target_id": None}),
        (SKILLED, UseSkill("fly", GHOUL.id), errors.UnknownSkill, {"skill": "fly"}),
        (
            replace(SKILLED, cooldowns=(Cooldown("slash", 2),)),
            UseSkill("slash", GHOUL.id),
            errors.SkillOnCooldown,
            {"skill": "slash", "turns": 2},
        ),
        (
            replace(SKILLED, energy=3),
            UseSkill("mend"),
            errors.NotEnoughEnergy,
            {"skill": "mend", "needs": 4, "has": 3},
        ),
        (SKILLED, UsePotion("red"), errors.NoPotion, {"item": "red"}),
        (
            replace(SKILLED, potions=(Potion("red", 1, heals=30),)),
            UsePotion("red"),
            errors.PotionPointless,
            {"item": "red"},
        ),
    ],
)
def test_refusals_tell_why(hero: Fighter, action: Action, kind: type[GameError], params: dict[str, object]) -> None:
    refused = refusal(cast.battle(hero, GHOUL), action)
    assert type(refused) is kind
    assert refused.params == params


def test_refusals_about_turn_and_end() -> None:
    battle = cast.battle(HERO, GHOUL)
    assert refusal(battle, Attack(HERO.id), actor_id=GHOUL.id).params == {"turn_of": HERO.id}
    assert refusal(battle, Flee(), actor_id=7).params == {"fighter_id": 7}
    over = replace(battle, outcome=Outcome(Ending.DRAW))
    assert isinstance(refusal(over, Flee()), errors.BattleOver)


def test_every_refusal_has_its_own_code() -> None:
    kinds = [kind for kind in vars(errors).values() if isinstance(kind, type) and issubclass(kind, GameError)]
    codes = [kind.code for kind in kinds if kind is not GameError]
    assert len(codes) == len(set(codes))
    assert all(code.startswith("combat.") for code in codes)


def test_a_party_fights_on_when_one_falls_and_the_fallen_are_passed_over() -> None:
    ally = replace(HERO, id=2, agility=9)
    weak = replace(GHOUL, id=-2, hp=5)
    battle, events = begin((HERO, ally, GHOUL, weak), lore=LORE, rng=Rng(1))
    battle, events = act(battle, actor_id=HERO.id, action=Attack(weak.id), lore=LORE, rng=Rng(1))
    assert events[-1] == Fell(weak.id)
    assert (battle.turn_of, battle.is_over) == (ally.id, False)
    assert isinstance(refusal(battle, Attack(weak.id), actor_id=ally.id), errors.NoSuchTarget)
    battle, events = act(battle, actor_id=ally.id, action=Attack(GHOUL.id), lore=LORE, rng=Rng(1))
    assert {event.actor_id for event in events if isinstance(event, Hit)} == {ally.id, GHOUL.id}
    assert (battle.turn, battle.turn_of) == (2, HERO.id)


def test_one_who_fled_does_not_turn_the_others_defeat_into_a_flight() -> None:
    sure = cast.lore(rules=cast.rules(flee_min=100, flee_max=100))
    frail = replace(HERO, id=2, hp=1, agility=9)
    battle = cast.battle(HERO, frail, GHOUL)
    battle, _ = act(battle, actor_id=HERO.id, action=Flee(), lore=sure, rng=Rng(1))
    battle, _ = act(battle, actor_id=frail.id, action=Attack(GHOUL.id), lore=sure, rng=Rng(1))
    assert battle.outcome == Outcome(Ending.VICTORY, GHOUL.side)
    assert battle.fighter(HERO.id).fled


def test_previews_carry_what_the_buttons_show() -> None:
    hero = replace(SKILLED, hp=90, energy=3, cooldowns=(Cooldown("slash", 1),), potions=(Potion("red", 2, heals=30),))
    attack, slash, mend, red, flee = previews(cast.battle(hero, GHOUL), actor_id=HERO.id, lore=LORE)
    assert (attack.action, attack.damage, attack.percent) == (Attack(GHOUL.id), 10, 100)
    assert (slash.action, slash.damage, slash.cooldown) == (UseSkill("slash", GHOUL.id), 15, 1)
    assert isinstance(slash.refusal, errors.SkillOnCooldown)
    assert (mend.action, mend.heals, mend.energy_cost) == (UseSkill("mend"), 20, 4)
    assert isinstance(mend.refusal, errors.NotEnoughEnergy)
    assert (red.action, red.amount, red.heals, red.usable) == (UsePotion("red"), 2, 10, True)
    assert (flee.action, flee.percent) == (Flee(), 60)


def test_previews_aim_where_told_and_are_empty_after_the_end() -> None:
    other = replace(GHOUL, id=-2, armor=50)
    battle = cast.battle(SKILLED, GHOUL, other)
    attack, *_ = previews(battle, actor_id=HERO.id, lore=LORE, target_id=other.id)
    assert (attack.action, attack.damage) == (Attack(other.id), 5)
    over = replace(battle, outcome=Outcome(Ending.DRAW))
    assert previews(over, actor_id=HERO.id, lore=LORE) == ()
    with pytest.raises(errors.NotInBattle):
        previews(battle, actor_id=99, lore=LORE)
