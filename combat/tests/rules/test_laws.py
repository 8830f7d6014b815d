"""What holds in every battle."""

from __future__ import annotations

from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from combat.errors import BattleOver, NotInBattle, NotYourTurn
from combat.rules.actions import Action, action_from_json, action_to_json
from combat.rules.engine import act, withdraw
from combat.rules.events import (
    BattleEnded,
    BattleEvent,
    Dodged,
    Drained,
    Fell,
    Fled,
    FleeFailed,
    Healed,
    Hit,
    PotionUsed,
    Reflected,
    Regenerated,
    SkillUsed,
    StatusTicked,
    Summoned,
)
from combat.rules.preview import previews
from combat.rules.state import Battle, Ending, FighterKind, battle_from_json, battle_to_json
from combat.tests.rules.strategies import Tale, actions, fighter_ids, tales
from common.errors import GameError
from common.rules.rng import Rng


@given(tales)
def test_every_battle_ends(tale: Tale) -> None:
    *_, last = tale.steps()
    assert last.after.is_over
    assert last.after.turn <= tale.lore.rules.max_turns


@given(tales)
def test_a_battle_waits_only_for_a_character_that_stands(tale: Tale) -> None:
    for step in tale.steps():
        awaited = step.after.fighter(step.after.turn_of)
        assert step.after.is_over or (awaited.stands and awaited.kind is FighterKind.CHARACTER)


@given(tales)
def test_points_stay_within_bounds(tale: Tale) -> None:
    for step in tale.steps():
        for fighter in step.after.fighters:
            assert 0 <= fighter.hp <= fighter.max_hp
            assert 0 <= fighter.energy <= fighter.max_energy
            assert fighter.shield >= 0
            assert all(status.turns >= 1 for status in fighter.statuses)
            assert all(cooldown.turns >= 1 for cooldown in fighter.cooldowns)
            assert all(potion.amount >= 1 for potion in fighter.potions)


@given(tales)
def test_events_account_for_every_hp(tale: Tale) -> None:
    hp = {fighter.id: fighter.hp for fighter in tale.roster}
    for step in tale.steps():
        for event in step.events:
            if isinstance(event, Summoned) and event.fighter_id is not None:
                assert event.fighter_id not in hp
                hp[event.fighter_id] = step.after.fighter(event.fighter_id).max_hp
            for fighter_id, change in _hp_change(event).items():
                hp[fighter_id] += change
        assert hp == {fighter.id: fighter.hp for fighter in step.after.fighters}


def _hp_change(event: BattleEvent) -> dict[int, int]:
    match event:
        case Hit() | StatusTicked() | Reflected():
            return {event.target_id: -event.amount}
        case Healed() | Regenerated():
            return {event.target_id: event.amount}
        case Drained():
            return {event.actor_id: event.amount}
        case PotionUsed():
            return {event.actor_id: event.healed}
        case _:
            return {}


@given(tales)
def test_the_fallen_and_the_fled_never_act(tale: Tale) -> None:
    gone: set[int] = set()
    for step in tale.steps():
        for event in step.events:
            if isinstance(event, Hit | Dodged | SkillUsed | PotionUsed | FleeFailed | Fled):
                # A skill that felled its own user still finishes what it began.
                assert event.actor_id not in gone or isinstance(event, Hit | Dodged)
            if isinstance(event, Fell):
                assert event.target_id not in gone
                gone.add(event.target_id)
            if isinstance(event, Fled):
                gone.add(event.actor_id)


@given(tales)
def test_the_outcome_is_told_by_who_stands(tale: Tale) -> None:
    *_, last = tale.steps()
    battle, outcome = last.after, last.after.outcome
    assert outcome is not None
    assert last.events[-1] == BattleEnded(outcome.ending, outcome.winner)
    came = [fighter for fighter in battle.fighters if fighter.summoner_id is None]
    sides = {fighter.side for fighter in came if fighter.stands}
    fallen = {fighter.side for fighter in came if fighter.hp == 0}
    match outcome.ending:
        case Ending.VICTORY:
            assert sides == {outcome.winner}
            assert fallen - sides
        case Ending.FLED:
            assert sides == {outcome.winner}
            assert not fallen - sides
        case Ending.DRAW:
            assert len(sides) != 1


@given(tales)
def test_seed_and_action_log_replay_the_battle_through_its_stored_form(tale: Tale) -> None:
    first, *rest = tale.steps()
    rng = Rng(tale.seed)
    assert tale.begin(rng) == (first.after, first.events)
    battle = first.after
    for step in rest:
        battle, rng = battle_from_json(battle_to_json(battle)), Rng(rng.state)
        action = action_from_json(action_to_json(_taken(step.action)))
        battle, events = act(battle, actor_id=battle.turn_of, action=action, lore=tale.lore, rng=rng)
        assert (battle, events) == (step.after, step.events)


def _taken(action: Action | None) -> Action:
    assert action is not None
    return action


def _battles(tale: Tale) -> list[Battle]:
    return [step.after for step in tale.steps()]


@given(tales, fighter_ids, actions)
def test_nobody_acts_out_of_turn(tale: Tale, fighter_id: int, action: Action) -> None:
    for battle in _battles(tale):
        if battle.turn_of == fighter_id and not battle.is_over:
            continue
        rng = Rng(tale.seed)
        with pytest.raises((NotYourTurn, BattleOver, NotInBattle)):
            act(battle, actor_id=fighter_id, action=action, lore=tale.lore, rng=rng)
        assert rng.state == tale.seed


@given(tales, st.lists(actions, min_size=1, max_size=4))
def test_a_refused_action_draws_nothing(tale: Tale, wishes: list[Action]) -> None:
    for battle in _battles(tale):
        for action in wishes:
            rng = Rng(tale.seed)
            with suppress(GameError):
                after, _ = act(battle, actor_id=battle.turn_of, action=action, lore=tale.lore, rng=rng)
                assert after != battle
                continue
            assert rng.state == tale.seed


@given(tales)
def test_a_preview_is_usable_exactly_when_act_accepts(tale: Tale) -> None:
    for battle in _battles(tale):
        for fighter in battle.fighters:
            for preview in previews(battle, actor_id=fighter.id, lore=tale.lore):
                refused: GameError | None = None
                try:
                    act(
                        battle,
                        actor_id=fighter.id,
                        action=preview.action,
                        lore=tale.lore,
                        rng=Rng(tale.seed),
                    )
                except GameError as refusal:
                    refused = refusal
                assert preview.usable == (refused is None)
                assert type(preview.refusal) is type(refused)
                assert 0 <= preview.percent <= 100


@given(tales, st.data())
def test_who_leaves_holds_nobody_up(tale: Tale, data: st.DataObject) -> None:
    """A fighter that is withdrawn has fled alive; the battle is over or waits for a character that stands."""
    steps = [step for step in tale.steps() if not step.after.is_over]
    if not steps:
        return
    battle = data.draw(st.sampled_from(steps)).after
    leaver = data.draw(st.sampled_from([fighter.id for fighter in battle.fighters if fighter.stands]))
    after, events = withdraw(battle, fighter_id=leaver, lore=tale.lore, rng=Rng(7))
    assert after.fighter(leaver).fled
    assert events[0] == Fled(leaver)
    assert after.is_over == isinstance(events[-1], BattleEnded)
    awaited = after.fighter(after.turn_of)
    assert after.is_over or (awaited.stands and awaited.kind is FighterKind.CHARACTER)
    with pytest.raises((BattleOver, NotInBattle)):
        withdraw(after, fighter_id=leaver, lore=tale.lore, rng=Rng(7))
