"""The life of a quest: accepted where its giver is, counted, finished once."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from combat.events import BattleEnded
from common import clock
from common.errors import GameError, NotFound, Stale
from common.models import OutboxMessage
from common.outbox import publish
from common.relay import relay_events
from common.rules.text import Text
from common.tests.sample import in_threads
from common.tx import run_unit
from content.rules.catalogue import Catalogue
from gameproject.testing import make_player, publish_catalogue, starter_catalogue
from players.errors import (
    AchievementLocked,
    Busy,
    LevelTooLow,
    QuestDone,
    QuestLocked,
    QuestLogFull,
    QuestNotActive,
    QuestNotReady,
    QuestTaken,
    RewardTaken,
)
from players.events import LevelGained
from players.models import FactTally, LedgerEntry, Player, QuestEntry, UnlockedAchievement
from players.rules.catalogue import ProgressSpec
from players.rules.quests import AchievementSpec, Fact, Objective, Prerequisite, QuestSpec, Repeat, RewardItem
from players.selectors.quests import MOST_ACTIVE, QuestState, QuestView, achievements_view, quest_log
from players.services.quests import achievement_claim, quest_abandon, quest_claim
from players.state.ledger import GOLD, Move, balance, item_asset, ledger_move
from world.errors import QuestNotHere
from world.events import PlayerRested, PlayerTravelled
from world.models import Whereabouts
from world.selectors.quests import quest_board
from world.services.quests import quest_accept

pytestmark = pytest.mark.django_db(transaction=True)
WORDS = Text("слово", "word")
WOLVES = Objective(Fact.MONSTER_DEFEATED, "lean_wolf", 2)


def quest(key: str, *objectives: Objective, **fields: Any) -> QuestSpec:
    return QuestSpec(key, WORDS, WORDS, WORDS, "🐺", objectives=objectives or (WOLVES,), **fields)


def achievement(key: str, fact: Fact, amount: int, **fields: Any) -> AchievementSpec:
    return AchievementSpec(key, WORDS, WORDS, "🏅", fact, amount=amount, **fields)


QUESTS = (
    quest("wolves", giver="tavern", xp=30, gold=15, items=(RewardItem("herb_tonic", 2),)),
    quest("pelts", Objective(Fact.ITEM_BROUGHT, "wolf_pelt", 3), xp=10_000),
    quest("after_wolves", prerequisites=(Prerequisite("wolves"),)),
    quest("daily", Objective(Fact.RESTED), repeat=Repeat.DAILY, gold=5),
    quest("grown_up", min_level=5),
)
ACHIEVEMENTS = (
    achievement("first_blood", Fact.BATTLE_WON, 1, gold=7, points=5),
    achievement("walker", Fact.LOCATIONS_KNOWN, 2),
)


@pytest.fixture
def world() -> Catalogue:
    starter = starter_catalogue()
    sections = {
        **starter.sections,
        QuestSpec: {spec.key: spec for spec in QUESTS},
        AchievementSpec: {spec.key: spec for spec in ACHIEVEMENTS},
    }
    publish_catalogue(Catalogue(0, sections))
    return starter


@pytest.fixture
def hero(world: Catalogue) -> Player:
    player = make_player()
    relay_events()
    return player


def stand(player: Player, location: str) -> None:
    Whereabouts.objects.update_or_create(player=player, defaults={"location": location})


def beat(player: Player, monster: str = "lean_wolf", times: int = 1, **fields: Any) -> None:
    ended = BattleEnded(player_id=player.pk, battle_id=1, monster=monster, outcome="victory", xp=1, gold=3, **fields)
    run_unit(lambda: publish(*[ended] * times))
    relay_events()


def accepted(player: Player, key: str = "wolves") -> None:
    stand(player, "tavern")
    quest_accept(player_id=player.pk, quest=key)


def seen(player: Player, key: str = "wolves", now: datetime | None = None) -> QuestView:
    view = quest_log(player_id=player.pk, now=now or clock.now()).find(key)
    assert view is not None
    return view


def published(name: str) -> list[dict[str, Any]]:
    return [row.payload for row in OutboxMessage.objects.filter(name=name).order_by("id")]


def test_a_quest_from_the_first_word_to_the_reward(hero: Player) -> None:
    beat(hero)  # before it is accepted: does not count
    accepted(hero)
    assert (seen(hero).state, seen(hero).steps[0].done) == (QuestState.ACTIVE, 0)
    beat(hero)
    beat(hero, "stray_dog")
    assert seen(hero).steps[0].done == 1
    with pytest.raises(QuestNotReady):
        quest_claim(player_id=hero.pk, quest="wolves")
    assert published("players.QuestReady") == []
    beat(hero, times=3)
    assert (seen(hero).state, seen(hero).steps[0].done) == (QuestState.READY, 2)
    assert published("players.QuestReady") == [{"player_id": hero.pk, "quest": "wolves"}]
    gold = balance(player_id=hero.pk, asset=GOLD)
    claimed = quest_claim(player_id=hero.pk, quest="wolves")
    assert (claimed.reward.xp, claimed.reward.gold, claimed.reward.items) == (30, 15, (("herb_tonic", 2),))
    assert balance(player_id=hero.pk, asset=GOLD) == gold + 15
    assert seen(hero).state is QuestState.DONE
    with pytest.raises(QuestNotActive):
        quest_claim(player_id=hero.pk, quest="wolves")
    with pytest.raises(QuestDone):
        quest_accept(player_id=hero.pk, quest="wolves")
    assert LedgerEntry.objects.filter(player=hero, reason="quest").count() == 2


def test_who_asks_decides_where_when_and_how_many(hero: Player, monkeypatch: pytest.MonkeyPatch) -> None:
    def refused(key: str) -> type[GameError]:
        with pytest.raises(GameError) as refusal:
            quest_accept(player_id=hero.pk, quest=key)
        return refusal.type

    stand(hero, "market")
    assert refused("wolves") is QuestNotHere
    assert refused("grown_up") is LevelTooLow
    assert refused("after_wolves") is QuestLocked
    assert refused("no_such_quest") is NotFound
    accepted(hero)
    assert refused("wolves") is QuestTaken
    more = [QuestEntry(player=hero, quest=f"gone_{number}") for number in range(MOST_ACTIVE)]
    QuestEntry.objects.bulk_create(more)
    quest_accept(player_id=hero.pk, quest="daily")  # quests that no release has any more take no room
    monkeypatch.setattr("players.services.quests.MOST_ACTIVE", 2)
    assert refused("pelts") is QuestLogFull
    Player.objects.filter(pk=hero.pk).update(engagement="battle:1")
    assert refused("pelts") is Busy
    with pytest.raises(Busy):
        quest_claim(player_id=hero.pk, quest="wolves")
    with pytest.raises(Stale):
        quest_abandon(player_id=hero.pk, quest="wolves", expected_version=99)
    assert QuestEntry.objects.get(player=hero, quest="wolves").times_accepted == 1


def test_the_board_tells_what_is_here_and_where_the_rest_is(hero: Player) -> None:
    stand(hero, "market")
    board = quest_board(player_id=hero.pk, now=clock.now())
    assert [view.spec.key for view in board.here()] == ["pelts", "daily"]
    assert [place.key for place in board.elsewhere()] == ["tavern"]
    assert {view.spec.key for view in board.log.of(QuestState.LOCKED)} == {"after_wolves", "grown_up"}
    assert seen(hero, "after_wolves").first == ("wolves",)


def test_what_is_given_up_begins_anew(hero: Player) -> None:
    accepted(hero)
    beat(hero)
    quest_abandon(player_id=hero.pk, quest="wolves")
    with pytest.raises(QuestNotActive):
        quest_abandon(player_id=hero.pk, quest="wolves")
    assert seen(hero).state is QuestState.AVAILABLE
    accepted(hero)
    assert seen(hero).steps[0].done == 0
    row = QuestEntry.objects.get(player=hero)
    assert (row.times_accepted, row.times_finished) == (2, 0)


def test_what_is_brought_is_taken_and_a_level_is_announced(hero: Player) -> None:
    quest_accept(player_id=hero.pk, quest="pelts")
    beat(hero, items=(("wolf_pelt", 1),))
    assert seen(hero, "pelts").steps[0].done == 0  # heard of, but not in the bag
    ledger_move(player_id=hero.pk, moves=[Move(item_asset("wolf_pelt"), 4)], reason="test")
    beat(hero, items=(("wolf_pelt", 4),))
    assert published("players.QuestReady") == [{"player_id": hero.pk, "quest": "pelts"}]
    reward = quest_claim(player_id=hero.pk, quest="pelts").reward
    assert balance(player_id=hero.pk, asset=item_asset("wolf_pelt")) == 1
    hero.refresh_from_db()
    assert reward.level == hero.level > 5
    assert [event["level"] for event in published("players.LevelGained")] == [hero.level]
    relay_events()
    assert FactTally.objects.get(player=hero, fact=Fact.LEVEL_REACHED, subject="").amount == hero.level
    assert FactTally.objects.get(player=hero, fact=Fact.QUEST_FINISHED, subject="pelts").amount == 1


def test_a_daily_quest_waits_for_its_hour(hero: Player, monkeypatch: pytest.MonkeyPatch) -> None:
    hour = starter_catalogue().one(ProgressSpec).quest_reset_hour
    now = datetime(2026, 11, 21, hour, tzinfo=UTC) - timedelta(minutes=1)
    monkeypatch.setattr(clock, "now", lambda: now)
    for day in range(2):
        quest_accept(player_id=hero.pk, quest="daily")
        run_unit(lambda: publish(PlayerRested(player_id=hero.pk, location="tavern")))
        relay_events()
        quest_claim(player_id=hero.pk, quest="daily")
        view = seen(hero, "daily", now)
        assert view.state is QuestState.DONE
        assert view.again_at == datetime(2026, 11, 21 + day, hour, tzinfo=UTC)
        with pytest.raises(QuestDone):
            quest_accept(player_id=hero.pk, quest="daily")
        now += timedelta(minutes=2)
    row = QuestEntry.objects.get(player=hero, quest="daily")
    assert (row.times_accepted, row.times_finished, row.period) == (2, 2, "2026-11-21")
    assert LedgerEntry.objects.filter(player=hero, reason="quest").count() == 2


def test_two_claims_of_one_quest_pay_once(hero: Player) -> None:
    accepted(hero)
    beat(hero, times=2)
    gold = balance(player_id=hero.pk, asset=GOLD)
    results = in_threads(*[lambda: quest_claim(player_id=hero.pk, quest="wolves")] * 6)
    assert sum(isinstance(result, QuestNotActive) for result in results) == 5, results
    hero.refresh_from_db()
    assert balance(player_id=hero.pk, asset=GOLD) == gold + 15
    assert hero.xp == 30
    assert len(published("players.QuestFinished")) == 1


def test_two_acceptances_are_one(hero: Player) -> None:
    stand(hero, "tavern")
    results = in_threads(*[lambda: quest_accept(player_id=hero.pk, quest="wolves")] * 4)
    assert sum(isinstance(result, QuestTaken) for result in results) == 3, results
    assert QuestEntry.objects.get(player=hero).times_accepted == 1


def test_an_achievement_is_unlocked_once_and_rewarded_once(hero: Player) -> None:
    with pytest.raises(AchievementLocked):
        achievement_claim(player_id=hero.pk, achievement="first_blood")
    beat(hero, times=3)
    assert [event["achievement"] for event in published("players.AchievementUnlocked")] == ["first_blood"]
    view = achievements_view(player_id=hero.pk, now=clock.now())
    assert (view.points, view.most_points) == (5, 15)
    gold = balance(player_id=hero.pk, asset=GOLD)
    results = in_threads(*[lambda: achievement_claim(player_id=hero.pk, achievement="first_blood")] * 4)
    assert sum(isinstance(result, RewardTaken) for result in results) == 3, results
    assert balance(player_id=hero.pk, asset=GOLD) == gold + 7


def test_only_new_places_are_counted_as_known(hero: Player) -> None:
    for place in ("ford", "forest_gate", "ford"):
        run_unit(lambda: publish(PlayerTravelled(player_id=hero.pk, from_location="x", to_location=place)))  # noqa: B023
        relay_events()
    assert FactTally.objects.get(player=hero, fact=Fact.LOCATION_VISITED, subject="").amount == 4
    assert FactTally.objects.get(player=hero, fact=Fact.LOCATIONS_KNOWN).amount == 2
    assert UnlockedAchievement.objects.get(player=hero).achievement == "walker"


def test_an_achievement_added_later_counts_what_was_done_before(hero: Player, world: Catalogue) -> None:
    beat(hero, times=5)
    later = achievement("veteran", Fact.BATTLE_WON, 4)
    publish_catalogue(Catalogue(0, {**world.sections, QuestSpec: {}, AchievementSpec: {"veteran": later}}))
    assert achievements_view(player_id=hero.pk, now=clock.now()).achievements[0].done == 4
    beat(hero)
    assert UnlockedAchievement.objects.filter(player=hero, achievement="veteran").exists()


def test_many_relays_count_everything_once(hero: Player) -> None:
    other = make_player()
    relay_events()
    for number in range(40):
        player = (hero, other)[number % 2]
        ended = BattleEnded(player_id=player.pk, battle_id=1, monster="lean_wolf", outcome="victory", xp=1, gold=1)
        run_unit(lambda: publish(ended))  # noqa: B023
    in_threads(*[lambda: relay_events(limit=7)] * 4)
    while relay_events():
        pass
    OutboxMessage.objects.filter(state="pending").update(due_at=clock.now() - timedelta(hours=1))
    relay_events()
    for player in (hero, other):
        assert FactTally.objects.get(player=player, fact=Fact.MONSTER_DEFEATED, subject="lean_wolf").amount == 20


def consumed(player: Player) -> int:
    from combat.subscribers import count_battle

    ended = BattleEnded(player_id=player.pk, battle_id=1, monster="lean_wolf", outcome="victory", xp=1, gold=1)
    with CaptureQueriesContext(connection) as captured:
        run_unit(lambda: count_battle(ended))
    brackets = ("BEGIN", "COMMIT", "SAVEPOINT", "RELEASE")
    return sum(not query["sql"].startswith(brackets) for query in captured)


def test_counting_costs_the_same_for_a_full_log(hero: Player, world: Catalogue) -> None:
    specs = {f"hunt_{n}": quest(f"hunt_{n}", Objective(Fact.MONSTER_DEFEATED, "lean_wolf", 99)) for n in range(50)}
    feats = {f"feat_{n}": achievement(f"feat_{n}", Fact.BATTLE_WON, n + 1) for n in range(50)}
    publish_catalogue(Catalogue(0, {**world.sections, QuestSpec: specs, AchievementSpec: feats}))
    beat(hero)
    quest_accept(player_id=hero.pk, quest="hunt_0")
    few = consumed(hero)
    for number in range(1, MOST_ACTIVE):
        quest_accept(player_id=hero.pk, quest=f"hunt_{number}")
    assert consumed(hero) == few <= 6


def test_the_board_costs_the_same_for_a_full_log(hero: Player) -> None:
    def read() -> int:
        with CaptureQueriesContext(connection) as captured:
            quest_board(player_id=hero.pk, now=clock.now())
        return len(captured)

    stand(hero, "tavern")
    quest_accept(player_id=hero.pk, quest="wolves")
    few = read()
    quest_accept(player_id=hero.pk, quest="pelts")
    quest_accept(player_id=hero.pk, quest="daily")
    assert read() <= few + 1 <= 7  # the bag, for what is to be brought
    with CaptureQueriesContext(connection) as captured:
        achievements_view(player_id=hero.pk, now=clock.now())
    assert len(captured) <= 5


def test_levels_count_by_the_highest(hero: Player) -> None:
    for level in (3, 2):
        run_unit(lambda: publish(LevelGained(player_id=hero.pk, level=level, skills=())))  # noqa: B023
        relay_events()
    assert FactTally.objects.get(player=hero, fact=Fact.LEVEL_REACHED).amount == 3
