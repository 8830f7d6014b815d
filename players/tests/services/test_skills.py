"""Learning skills and forgetting them."""

from __future__ import annotations

from typing import Any

import pytest

from combat.services.encounters import encounter_seek, fighter_of
from common import clock
from common.errors import Stale
from common.tests.sample import in_threads
from content.rules.catalogue import Catalogue
from gameproject.testing import make_player
from gameproject.tests.api.client import stand
from players.errors import (
    Busy,
    LevelTooLow,
    NoSkillPoints,
    NotEnough,
    NothingLearned,
    SkillForeign,
    SkillFull,
    SkillNeeded,
)
from players.models import Player
from players.selectors.characters import character_view
from players.selectors.skills import skill_tree_view
from players.services.skills import skill_learn, skills_forget
from players.state.character import character_read
from players.state.ledger import GOLD, Move, balance, ledger_move

pytestmark = pytest.mark.usefixtures("published_world")


def warrior(level: int = 5) -> Player:
    player = make_player()
    Player.objects.filter(pk=player.pk).update(level=level, character_class="warrior")
    player.refresh_from_db()
    return player


def give_gold(player: Player, amount: int) -> None:
    ledger_move(player_id=player.pk, moves=[Move(GOLD, amount)], reason="test")


def learned(player: Player) -> list[str]:
    return Player.objects.get(pk=player.pk).learned


def test_a_skill_is_learned_for_points_and_used_in_battle(published_world: Catalogue) -> None:
    hero = warrior(level=2)
    view = skill_learn(player_id=hero.pk, skill="deep_cut", expected_version=hero.version)
    node = view.node("deep_cut")
    assert node is not None
    assert (view.points, view.spent, node.step.rank, learned(hero)) == (0, 1, 1, ["deep_cut"])
    assert "deep_cut" in fighter_of(character_read(hero.pk, now=clock.now())).skills


def test_a_rank_raises_what_a_skill_does_and_reaches_the_battle() -> None:
    hero = warrior(level=3)
    skill_learn(player_id=hero.pk, skill="cleave")
    skill_learn(player_id=hero.pk, skill="cleave")
    fighter = fighter_of(character_read(hero.pk, now=clock.now()))
    assert fighter.rank_of("cleave") == 3
    with pytest.raises(SkillFull):
        skill_learn(player_id=hero.pk, skill="cleave")


def test_a_passive_skill_changes_the_sheet_at_once() -> None:
    hero = warrior(level=3)
    before = character_view(player_id=hero.pk, now=clock.now())
    after = skill_learn(player_id=hero.pk, skill="tanned_hide").character
    assert after.armor == before.armor + 3
    assert "tanned_hide" not in fighter_of(character_read(hero.pk, now=clock.now())).skills


@pytest.mark.parametrize(
    ("skill", "level", "refusal", "params"),
    [
        ("kindle", 5, SkillForeign, {"skill": "kindle"}),
        ("unheard_of", 5, SkillForeign, {"skill": "unheard_of"}),
        ("windmill", 5, LevelTooLow, {"needs": 6, "has": 5}),
        ("challenge", 5, SkillNeeded, {"skill": "challenge", "needs": "tanned_hide", "rank": 1}),
        ("cleave", 1, NoSkillPoints, {"needs": 1, "has": 0}),
    ],
)
def test_what_cannot_be_learned_is_refused_and_changes_nothing(
    skill: str, level: int, refusal: type[Exception], params: dict[str, Any]
) -> None:
    hero = warrior(level)
    with pytest.raises(refusal) as refused:
        skill_learn(player_id=hero.pk, skill=skill)
    assert getattr(refused.value, "params", None) == params
    after = Player.objects.get(pk=hero.pk)
    assert (after.learned, after.version) == ([], hero.version)


def test_a_stale_button_teaches_nothing() -> None:
    hero = warrior()
    with pytest.raises(Stale):
        skill_learn(player_id=hero.pk, skill="deep_cut", expected_version=hero.version + 1)
    assert learned(hero) == []


def test_nobody_learns_in_a_fight() -> None:
    hero = warrior()
    stand(hero, "old_clearing")
    encounter_seek(player_id=hero.pk)
    with pytest.raises(Busy):
        skill_learn(player_id=hero.pk, skill="deep_cut")
    with pytest.raises(Busy):
        skills_forget(player_id=hero.pk)


def test_forgetting_costs_gold_by_level_and_gives_every_point_back() -> None:
    hero = warrior(level=4)
    give_gold(hero, 200)
    gold = balance(player_id=hero.pk, asset=GOLD)
    skill_learn(player_id=hero.pk, skill="hardened")
    view = skills_forget(player_id=hero.pk)
    assert (view.points, view.spent, learned(hero)) == (3, 0, [])
    assert balance(player_id=hero.pk, asset=GOLD) == gold - 4 * 25
    hp = character_view(player_id=hero.pk, now=clock.now())
    assert hp.hp <= hp.max_hp
    with pytest.raises(NothingLearned):
        skills_forget(player_id=hero.pk)


def test_who_cannot_pay_forgets_nothing() -> None:
    hero = warrior(level=20)
    skill_learn(player_id=hero.pk, skill="hardened")
    with pytest.raises(NotEnough):
        skills_forget(player_id=hero.pk)
    assert learned(hero) == ["hardened"]


def test_what_was_known_before_there_were_points_stays_known() -> None:
    view = skill_tree_view(player_id=warrior(level=8).pk, now=clock.now())
    known = {node.skill.key for _branch, nodes in view.branches for node in nodes if node.step.rank}
    assert known == {"cleave", "shield_up", "shield_bash", "second_wind", "crushing_blow"}


@pytest.mark.django_db(transaction=True)
def test_two_learn_with_the_last_point_and_one_of_them_does() -> None:
    hero = warrior(level=2)
    results = in_threads(
        lambda: skill_learn(player_id=hero.pk, skill="deep_cut"),
        lambda: skill_learn(player_id=hero.pk, skill="tanned_hide"),
    )
    assert sum(isinstance(result, NoSkillPoints) for result in results) == 1
    assert len(learned(hero)) == 1


@pytest.mark.django_db(transaction=True)
def test_two_forget_at_once_and_one_pays() -> None:
    hero = warrior(level=2)
    give_gold(hero, 500)
    gold = balance(player_id=hero.pk, asset=GOLD)
    skill_learn(player_id=hero.pk, skill="deep_cut")
    results = in_threads(*[lambda: skills_forget(player_id=hero.pk)] * 2)
    assert sum(isinstance(result, NothingLearned) for result in results) == 1
    assert balance(player_id=hero.pk, asset=GOLD) == gold - 2 * 25
