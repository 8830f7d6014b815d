"""What events mean for ways, weather and rewards."""

from __future__ import annotations

from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from common.rules.text import Text
from world.rules.boss import Hunt, share_of
from world.rules.catalogue import LootEntry, LootTableSpec
from world.rules.events import Bonus, EventKind, WorldEventSpec, bonus_of, luckier, way_is_shut, weather_ruled

TEXT = Text("слова", "words")


def event(kind: EventKind, key: str = "event", **fields: Any) -> WorldEventSpec:
    return WorldEventSpec(key, TEXT, TEXT, "🎪", kind, 60, **fields)


def boss(**fields: Any) -> WorldEventSpec:
    rewards: dict[str, Any] = {
        "reward_xp": 100,
        "reward_gold": 50,
        "pool_gold": 1000,
        "min_damage": 10,
        "loot_table": "chest",
    }
    return event(EventKind.BOSS, **(rewards | fields))


def test_happy_hours_add_up_where_they_are() -> None:
    everywhere = event(EventKind.HAPPY_HOUR, xp_percent=200)
    here = event(EventKind.HAPPY_HOUR, region="marsh", xp_percent=150, gold_percent=300)
    assert bonus_of([everywhere, here, boss()], "marsh") == Bonus(250, 300, 100)
    assert bonus_of([everywhere, here], "hills") == Bonus(200, 100, 100)
    assert bonus_of([], "marsh") == Bonus()


@given(st.lists(st.integers(0, 100), max_size=5), st.integers(0, 1000))
def test_luck_never_passes_certainty(chances: list[int], percent: int) -> None:
    table = LootTableSpec("chest", tuple(LootEntry("coin", chance) for chance in chances))
    lucky = luckier(table, percent)
    assert lucky is not None
    assert [entry.chance for entry in lucky.entries] == [min(100, chance * percent // 100) for chance in chances]


def test_luck_leaves_the_usual_and_the_missing_table_alone() -> None:
    table = LootTableSpec("chest", ())
    assert luckier(table, 100) is table
    assert luckier(None, 300) is None


def test_the_last_event_rules_the_weather() -> None:
    rain = event(EventKind.WEATHER, region="marsh", weather="rain")
    storm = event(EventKind.WEATHER, region="marsh", weather="storm")
    assert weather_ruled([rain, storm], "marsh") == "storm"
    assert weather_ruled([rain, storm], "hills") is None


def test_a_zone_is_open_only_while_its_event_lasts() -> None:
    fair = event(EventKind.ZONE_OPEN, location="fair")
    assert way_is_shut([fair], [], here="gate", there="fair") is fair
    assert way_is_shut([fair], [fair], here="gate", there="fair") is None
    assert way_is_shut([fair], [], here="fair", there="gate") is None, "nobody is locked in"
    assert way_is_shut([fair], [], here="gate", there="square") is None


def test_closing_goes_before_opening() -> None:
    fair = event(EventKind.ZONE_OPEN, location="fair")
    flood = event(EventKind.ZONE_CLOSE, "flood", location="fair")
    assert way_is_shut([fair, flood], [fair, flood], here="gate", there="fair") is flood
    assert way_is_shut([fair, flood], [fair], here="gate", there="fair") is None


def test_only_one_entrance_may_be_shut() -> None:
    flood = event(EventKind.ZONE_CLOSE, location="ford", entrance="village")
    assert way_is_shut([flood], [flood], here="village", there="ford") is flood
    assert way_is_shut([flood], [flood], here="forest", there="ford") is None


@given(st.lists(st.integers(0, 5000), min_size=1, max_size=30), st.integers(1, 20_000))
def test_shares_of_the_pool_never_add_up_to_more_than_it(blows: list[int], max_hp: int) -> None:
    hunt = Hunt(max_hp, min(sum(blows), max_hp))
    dealt = hunt.dealt
    damages = []
    for blow in blows:  # as the database deals it out: what is beyond the last HP is nobody's
        damages.append(min(blow, dealt))
        dealt -= damages[-1]
    spec = boss(reward_gold=0, min_damage=1)
    shares = [share_of(spec, hunt, damage=damage, place=None) for damage in damages]
    assert sum(share.gold for share in shares) <= spec.pool_gold * hunt.percent // 100
    assert all(share.gold == 0 for share, damage in zip(shares, damages, strict=True) if not damage)


@given(st.integers(0, 1000), st.integers(0, 1000))
def test_who_did_more_gets_no_less(first: int, second: int) -> None:
    hunt = Hunt(2000, 2000)
    less, more = sorted((first, second))
    assert share_of(boss(), hunt, damage=less, place=None).gold <= share_of(boss(), hunt, damage=more, place=None).gold


def test_all_of_the_reward_is_for_the_fall_alone() -> None:
    fallen = share_of(boss(), Hunt(1000, 1000), damage=500, place=1)
    assert (fallen.xp, fallen.gold, fallen.rolls_loot) == (100, 550, True)
    escaped = share_of(boss(), Hunt(1000, 600), damage=300, place=1)
    assert (escaped.xp, escaped.gold, escaped.rolls_loot) == (60, 330, False)


def test_below_the_threshold_there_is_nothing() -> None:
    share = share_of(boss(), Hunt(1000, 1000), damage=9, place=2)
    assert (share.xp, share.gold, share.rolls_loot) == (0, 0, False)


def test_loot_is_for_the_best() -> None:
    assert not share_of(boss(), Hunt(1000, 1000), damage=500, place=None).rolls_loot
    assert not share_of(boss(loot_table=None), Hunt(1000, 1000), damage=500, place=1).rolls_loot
