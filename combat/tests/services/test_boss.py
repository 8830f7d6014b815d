"""A world boss, from the first strike to the last coin: nothing dealt twice, nobody paid twice."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.db.models import Sum

from combat.errors import BossGone, BossNotHere, StrikeTooSoon
from combat.models import Battle
from combat.rules import boss as rules
from combat.rules.actions import Attack
from combat.selectors.boss import boss_view
from combat.services.battles import battle_act
from combat.services.boss import boss_strike
from combat.services.encounters import encounter_seek
from combat.state.battles import MONSTER_ID
from common import clock
from common.errors import GameError, Stale
from common.models import OutboxMessage, Timer
from common.tests.sample import in_threads
from common.timers import timers_sweep
from common.tx import run_unit
from gameproject.testing import make_player
from players.models import LedgerEntry, Player
from players.state.ledger import GOLD, balance
from world.errors import TooWeak
from world.models import BossContribution, BossFight, EventRun
from world.rules.events import WorldEventSpec
from world.services import boss_rewards
from world.services.boss_rewards import boss_rewards_pay
from world.services.events import BOSS_REWARDS, event_finish, event_start, event_stop
from world.state import happening
from world.state.bosses import boss_contributions, boss_wound
from world.state.place import player_place
from world.tests.services.events import HUNT, LUCK, publish_events

pytestmark = pytest.mark.django_db
NOON = datetime(2026, 11, 21, 12, 0, tzinfo=UTC)


@pytest.fixture
def now(monkeypatch: pytest.MonkeyPatch) -> Any:
    """The clock, which a test turns by assigning to `at`."""

    class Hands:
        at = NOON

    monkeypatch.setattr(clock, "now", lambda: Hands.at)
    return Hands


def hunt(event: WorldEventSpec = HUNT) -> int:
    """The boss has come; the number of its run."""
    publish_events(event)
    run_id = event_start(event=event.key, reason="a test", actor="staff:1 anna")
    happening.forget()
    return run_id


def hunter(**columns: Any) -> Player:
    player = make_player(**columns)
    player_place(player.pk, "old_clearing", now=NOON)
    return player


def blows_of(monkeypatch: pytest.MonkeyPatch, damage: int) -> None:
    """Every strike does exactly this much, and hurts nobody."""

    def struck(fighter: Any, boss: Any, **_: Any) -> rules.Exchange:
        return rules.Exchange(damage, fighter, ())

    monkeypatch.setattr("combat.rules.boss.strike", struck)


def test_a_strike_costs_hp_and_counts(now: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("common.seeds.fresh", lambda bits=64: 7)
    run_id = hunt(replace(HUNT, monster="reed_rat"))
    player = hunter()
    view = boss_strike(player_id=player.pk, expected_version=player.version)
    assert view.damage > 0
    assert view.boss.hp == 1000 - view.damage
    assert (view.boss.damage, view.boss.strikes, view.boss.place) == (view.damage, 1, 1)
    assert Player.objects.get(pk=player.pk).hp == player.hp - view.lost >= 1
    assert boss_contributions(run_id) == [(player.pk, view.damage)]
    assert OutboxMessage.objects.filter(name="world.BossStruck").count() == 1


def test_one_waits_between_strikes(now: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    hunt()
    blows_of(monkeypatch, 40)
    player = hunter()
    boss_strike(player_id=player.pk)
    now.at += timedelta(seconds=45)
    before = Player.objects.get(pk=player.pk)
    with pytest.raises(StrikeTooSoon) as refusal:
        boss_strike(player_id=player.pk)
    assert refusal.value.params == {"retry_after": 15}
    assert Player.objects.get(pk=player.pk).version == before.version
    assert boss_view(player_id=player.pk, now=now.at).ready_at == NOON + timedelta(seconds=60)
    now.at += timedelta(seconds=15)
    assert boss_strike(player_id=player.pk).boss.damage == 80


def test_refusals_leave_everything_as_it_was(now: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    run_id = hunt()
    blows_of(monkeypatch, 40)
    elsewhere, weak, player = make_player(), hunter(hp=1, hp_at=NOON), hunter()
    with pytest.raises(BossNotHere):
        boss_strike(player_id=elsewhere.pk)
    with pytest.raises(BossNotHere):
        boss_strike(player_id=player.pk, run_id=run_id + 1)
    with pytest.raises(TooWeak):
        boss_strike(player_id=weak.pk)
    with pytest.raises(Stale):
        boss_strike(player_id=player.pk, expected_version=player.version - 1)
    assert BossFight.objects.get().hp == 1000
    assert not BossContribution.objects.exists()


def test_a_boss_that_has_just_gone_costs_nothing(now: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    run_id = hunt()
    player = hunter()
    happening.happening(now=NOON)  # this process still remembers it
    monkeypatch.setattr(happening, "forget", lambda: None)
    event_stop(run_id=run_id, reason="enough", actor="staff:1 anna")
    with pytest.raises(BossGone):
        boss_strike(player_id=player.pk)
    assert Player.objects.get(pk=player.pk).hp == player.hp


def test_the_last_blow_ends_it_and_everybody_is_paid_once(now: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    run_id = hunt()
    first, second, third, idle = hunter(), hunter(), hunter(), hunter()
    for player, damage in ((first, 600), (second, 395), (third, 5000)):
        blows_of(monkeypatch, damage)
        boss_strike(player_id=player.pk)
        happening.forget()
    run = EventRun.objects.get(pk=run_id)
    assert (run.state, run.ended_by) == ("ended", "felled")
    assert run.result == {"dealt": 1000, "max_hp": 1000, "felled": True, "fighters": 3}
    assert BossFight.objects.get().felled_by_id == third.pk
    gold = {player.pk: balance(player_id=player.pk, asset=GOLD) for player in (first, second, third, idle)}
    assert timers_sweep() == 1
    gained = {pk: balance(player_id=pk, asset=GOLD) - had for pk, had in gold.items()}
    assert gained == {first.pk: 20 + 600, second.pk: 20 + 395, third.pk: 0, idle.pk: 0}
    rows = {row.player_id: row for row in BossContribution.objects.all()}
    assert [(rows[who.pk].state, rows[who.pk].place) for who in (first, second, third)] == [
        ("paid", 1),
        ("paid", 2),
        ("nothing", None),
    ]
    assert rows[third.pk].damage == 5, "what is beyond the last HP is nobody's"
    assert {item for item, _ in rows[first.pk].items} >= {"heart_elixir", "night_shadow"}
    assert boss_rewards_pay(run_id=run_id, now=NOON) == 0
    assert LedgerEntry.objects.filter(reason="boss", asset=GOLD).count() == 2
    assert OutboxMessage.objects.filter(name="world.BossFelled").count() == 1
    assert OutboxMessage.objects.filter(name="world.BossRewarded").count() == 3


def test_a_boss_that_gets_away_pays_for_what_it_lost(now: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    run_id = hunt()
    blows_of(monkeypatch, 500)
    player = hunter()
    boss_strike(player_id=player.pk)
    had = balance(player_id=player.pk, asset=GOLD)
    now.at += timedelta(hours=1)
    assert timers_sweep() == 2, "the end, and the rewards"
    assert EventRun.objects.get(pk=run_id).ended_by == "timer"
    assert balance(player_id=player.pk, asset=GOLD) - had == (20 + 1000) // 2
    assert BossContribution.objects.get().items == []
    assert not OutboxMessage.objects.filter(name="world.BossFelled").exists()


def test_thousands_are_paid_in_batches(now: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    run_id = hunt()
    monkeypatch.setattr(boss_rewards, "BATCH", 2)
    players = [hunter() for _ in range(5)]
    for player in players:
        boss_wound(run_id=run_id, player_id=player.pk, damage=100, now=NOON)
    event_stop(run_id=run_id, reason="enough", actor="staff:1 anna")
    assert timers_sweep() == 3
    assert not Timer.objects.filter(kind=BOSS_REWARDS).exists()
    assert LedgerEntry.objects.filter(reason="boss", asset=GOLD).count() == 5
    assert set(BossContribution.objects.values_list("state", flat=True)) == {"paid"}


def test_one_who_cannot_be_paid_does_not_hold_up_the_others(now: Any) -> None:
    run_id = hunt()
    odd, player = hunter(), hunter()
    for who in (odd, player):
        boss_wound(run_id=run_id, player_id=who.pk, damage=100, now=NOON)
    Player.objects.filter(pk=odd.pk).update(character_class="long_gone")
    event_stop(run_id=run_id, reason="enough", actor="staff:1 anna")
    timers_sweep()
    states = dict(BossContribution.objects.values_list("player_id", "state"))
    assert states == {odd.pk: "failed", player.pk: "paid"}


@pytest.mark.django_db(transaction=True)
def test_everybody_strikes_at_once(now: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    """HP never below zero, what all did adds up to what was dealt, and one blow is the last."""
    run_id = hunt(replace(HUNT, boss_hp=500, min_damage=1))
    blows_of(monkeypatch, 90)
    players = [hunter() for _ in range(8)]
    happening.happening(now=NOON)
    monkeypatch.setattr(happening, "forget", lambda: None)

    def strike(player: Player) -> int:
        return boss_strike(player_id=player.pk).damage

    results = in_threads(*(lambda player=player: strike(player) for player in players))
    dealt = [result for result in results if isinstance(result, int)]
    refused = [result for result in results if isinstance(result, GameError)]
    assert sorted(dealt) == [50, 90, 90, 90, 90, 90]
    assert [type(refusal) for refusal in refused] == [BossGone, BossGone]
    boss = BossFight.objects.get(pk=run_id)
    assert (boss.hp, boss.is_open) == (0, False)
    assert BossContribution.objects.aggregate(all=Sum("damage"))["all"] == 500
    last = BossContribution.objects.get(damage=50)
    assert boss.felled_by_id == last.player_id
    assert OutboxMessage.objects.filter(name="world.BossFelled").count() == 1
    assert EventRun.objects.get(pk=run_id).result["fighters"] == 6


@pytest.mark.django_db(transaction=True)
def test_the_end_comes_while_everybody_strikes(now: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    """Whoever's blow counted is in the reckoning, whoever came too late has lost nothing."""
    run_id = hunt(replace(HUNT, boss_hp=100_000, min_damage=1))
    blows_of(monkeypatch, 10)
    players = [hunter() for _ in range(6)]
    happening.happening(now=NOON)
    monkeypatch.setattr(happening, "forget", lambda: None)

    def strike(player: Player) -> int:
        return boss_strike(player_id=player.pk).damage

    def end() -> int:
        event_stop(run_id=run_id, reason="enough", actor="staff:1 anna")
        return 0

    results = in_threads(end, *(lambda player=player: strike(player) for player in players))
    assert all(isinstance(result, (int, BossGone)) for result in results)
    dealt = sum(result for result in results if isinstance(result, int))
    boss = BossFight.objects.get(pk=run_id)
    assert boss.max_hp - boss.hp == dealt == (BossContribution.objects.aggregate(all=Sum("damage"))["all"] or 0)
    assert EventRun.objects.get(pk=run_id).result["dealt"] == dealt
    assert set(BossContribution.objects.values_list("state", flat=True)) <= {"owed"}


@pytest.mark.django_db(transaction=True)
def test_two_payers_pay_once(now: Any) -> None:
    run_id = hunt()
    players = [hunter() for _ in range(4)]
    for player in players:
        boss_wound(run_id=run_id, player_id=player.pk, damage=100, now=NOON)
    event_stop(run_id=run_id, reason="enough", actor="staff:1 anna")

    def pay() -> int:
        return boss_rewards_pay(run_id=run_id, now=NOON)

    assert sorted(in_threads(pay, pay, pay), key=str) == [0, 0, 4]
    assert LedgerEntry.objects.filter(reason="boss", asset=GOLD).count() == 4


@pytest.mark.django_db(transaction=True)
def test_two_ends_are_one(now: Any) -> None:
    run_id = hunt()

    def end() -> bool:
        return run_unit(lambda: event_finish(run_id=run_id, by="timer", now=NOON))

    assert sorted(in_threads(end, end, end), key=str) == [False, False, True]
    assert OutboxMessage.objects.filter(name="world.WorldEventEnded").count() == 1


def test_a_happy_hour_counts_where_and_while_it_is(now: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    """A battle won in it brings three times the XP and twice the gold, in this region alone."""
    monkeypatch.setattr("common.seeds.fresh", lambda bits=64: 7)
    plain = won(LUCK, begins=False)
    lucky = won(LUCK, begins=True)
    elsewhere = won(replace(LUCK, region="iron_hills"), begins=True)
    assert plain == elsewhere
    assert lucky == (3 * plain[0], 2 * plain[1])


def won(event: WorldEventSpec, *, begins: bool) -> tuple[int, int]:
    """XP and gold of one and the same victory."""
    publish_events(event)
    EventRun.objects.all().delete()
    if begins:
        event_start(event=event.key, reason="a test", actor="staff:1 anna")
    happening.forget()
    player = hunter()
    view = encounter_seek(player_id=player.pk)
    row = Battle.objects.get(pk=view.id)
    for fighter in row.state["fighters"]:
        fighter["hp"] = 1 if fighter["id"] < 0 else fighter["hp"]
        fighter["agility"] = 0 if fighter["id"] < 0 else fighter["agility"]
    row.save(update_fields=["state"])
    while not view.outcome:
        view = battle_act(battle_id=view.id, player_id=player.pk, action=Attack(MONSTER_ID))
    return view.rewards.xp, view.rewards.gold
