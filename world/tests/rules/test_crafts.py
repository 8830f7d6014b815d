"""Laws of making, gathering and passing the time."""

from __future__ import annotations

import itertools
from dataclasses import replace
from datetime import timedelta
from functools import partial

from hypothesis import given
from hypothesis import strategies as st

from common.rules.rng import Rng
from common.rules.text import Text
from world.rules.activities import Gain, Portion, earned, pastime_portion, portions_done
from world.rules.catalogue import LootEntry, LootTableSpec
from world.rules.crafting import craft_attempt, craft_chance, ingredients, times_possible
from world.rules.crafts import ActivitySpec, GatheringNodeSpec, Ingredient, Product, RecipeSpec
from world.rules.events import Bonus
from world.rules.gathering import gather_portion, stock_now

NAMES = ["oak", "iron", "thread", "herb"]
items = st.sampled_from(NAMES)
amounts = st.integers(1, 9)
seeds = st.integers(0, 2**64 - 1)
spans = st.timedeltas(timedelta(-1), timedelta(30))


@st.composite
def recipes(draw: st.DrawFn) -> RecipeSpec:
    parts = draw(st.lists(st.tuples(items, amounts, st.integers(0, 12)), min_size=1, max_size=4))
    return RecipeSpec(
        "r", "smith", "forge", tuple(Ingredient(*part) for part in parts), (Product("sword", draw(amounts)),),
        level=draw(st.integers(1, 20)), chance=draw(st.integers(0, 100)), xp=draw(st.integers(0, 50)),
    )  # fmt: skip


@st.composite
def tables(draw: st.DrawFn) -> LootTableSpec:
    entries = draw(st.lists(st.tuples(items, st.integers(0, 100), amounts), max_size=4))
    return LootTableSpec("t", tuple(LootEntry(item, chance, 1, most) for item, chance, most in entries))


@st.composite
def portions(draw: st.DrawFn) -> Portion:
    """A portion of any kind of doing."""
    name, table = Text("а", "a"), draw(tables())
    node = GatheringNodeSpec("n", name, name, "", "wood", "herbs", "t", xp=draw(amounts))
    spec = ActivitySpec("a", name, name, "", "wood", 10, xp=draw(amounts), gold=draw(amounts))
    recipe = draw(recipes())
    kinds: list[Portion] = [
        lambda rng, bonus: craft_attempt(recipe, recipe.chance, rng, bonus),
        lambda rng, bonus: gather_portion(node, table, rng, bonus),
        lambda rng, bonus: pastime_portion(spec, table, rng, bonus),
    ]
    return draw(st.sampled_from(kinds))


def is_part(part: Gain, whole: Gain) -> bool:
    numbers = ("xp", "gold", "profession_xp", "made", "failed")
    has = dict(whole.items)
    return all(getattr(part, name) <= getattr(whole, name) for name in numbers) and all(
        amount <= has.get(item, 0) for item, amount in part.items
    )


@given(portion=portions(), seed=seeds, first=st.integers(0, 9), more=st.integers(0, 9))
def test_parts_add_up_to_the_whole(portion: Portion, seed: int, first: int, more: int) -> None:
    rng = Rng(seed)
    parts = [sum((portion(rng, Bonus()) for _ in range(count)), start=Gain()) for count in (first, more)]
    assert parts[0] == earned(portion, seed=seed, portions=first)
    assert parts[0] + parts[1] == earned(portion, seed=seed, portions=first + more)


@given(portion=portions(), seed=seeds, count=st.integers(1, 9), at=spans, later=spans)
def test_a_part_is_never_more_than_the_whole(
    portion: Portion, seed: int, count: int, at: timedelta, later: timedelta
) -> None:
    at, later = sorted((at, later))
    done = [portions_done(portions=count, portion_time=timedelta(hours=1), elapsed=each) for each in (at, later)]
    shown, then = (earned(portion, seed=seed, portions=number) for number in done)
    assert is_part(shown, then)
    assert is_part(then, earned(portion, seed=seed, portions=count))


percents = st.integers(0, 400)
bonuses = st.builds(Bonus, xp=percents, gold=percents, loot=st.just(100))


@given(portion=portions(), seed=seeds, goes=st.lists(bonuses, min_size=1, max_size=9))
def test_a_happy_hour_adds_to_its_own_portions_and_to_nothing_else(
    portion: Portion, seed: int, goes: list[Bonus]
) -> None:
    plain = [earned(portion, seed=seed, portions=number) for number in range(len(goes) + 1)]
    lucky = earned(portion, seed=seed, portions=len(goes), bonus=lambda number: goes[number - 1])
    parts = [(after.xp - before.xp, after.gold - before.gold) for before, after in itertools.pairwise(plain)]
    assert lucky.xp == sum(part[0] * each.xp for part, each in zip(parts, goes, strict=True)) // 100
    assert lucky.gold == sum(part[1] * each.gold for part, each in zip(parts, goes, strict=True)) // 100
    assert replace(lucky, xp=plain[-1].xp, gold=plain[-1].gold) == plain[-1]


@given(count=st.integers(1, 50), seconds=st.integers(0, 10_000), elapsed=spans)
def test_portions_are_done_one_by_one(count: int, seconds: int, elapsed: timedelta) -> None:
    time = timedelta(seconds=seconds)
    done = portions_done(portions=count, portion_time=time, elapsed=elapsed)
    assert 0 <= done <= count
    if elapsed >= timedelta(0) and seconds:
        assert done * time <= elapsed
        assert done == count or (done + 1) * time > elapsed
    assert portions_done(portions=count, portion_time=time, elapsed=count * time) == count


@given(recipe=recipes(), seed=seeds, chance=st.integers(0, 100))
def test_an_attempt_makes_the_products_or_returns_at_most_what_it_took(
    recipe: RecipeSpec, seed: int, chance: int
) -> None:
    gain = craft_attempt(recipe, chance, Rng(seed))
    assert gain.made + gain.failed == 1
    if gain.made:
        assert gain.items == tuple((product.item, product.amount) for product in recipe.outputs)
        assert gain.profession_xp == recipe.xp
    else:
        took = ingredients(recipe)
        back = Gain() + gain
        assert all(amount <= took[item] for item, amount in back.items)


@given(recipe=recipes(), seed=seeds)
def test_chances_of_0_and_100_are_certain(recipe: RecipeSpec, seed: int) -> None:
    assert craft_attempt(recipe, 100, Rng(seed)).made
    assert craft_attempt(recipe, 0, Rng(seed)).failed


@given(recipe=recipes(), level=st.integers(1, 100))
def test_practice_never_lowers_the_chance(recipe: RecipeSpec, level: int) -> None:
    assert 0 <= craft_chance(recipe, level) <= craft_chance(recipe, level + 1) <= 100
    assert craft_chance(recipe, recipe.level) == recipe.chance


@given(recipe=recipes(), at_hand=st.dictionaries(items, st.integers(0, 99)))
def test_there_is_enough_for_as_many_attempts_as_told_and_for_no_more(
    recipe: RecipeSpec, at_hand: dict[str, int]
) -> None:
    most = times_possible(recipe, at_hand)
    assert all(at_hand.get(item, 0) >= amount for item, amount in ingredients(recipe, most).items() if most)
    assert any(at_hand.get(item, 0) < amount for item, amount in ingredients(recipe, most + 1).items())


def test_nothing_is_made_of_nothing() -> None:
    assert times_possible(RecipeSpec("r", "smith", "forge", (), (Product("sword"),)), {}) == 0


@given(left=st.integers(0, 9), stock=st.integers(1, 9), minutes=st.integers(0, 600), steps=st.lists(amounts))
def test_a_node_grows_back_the_same_however_often_one_looks(
    left: int, stock: int, minutes: int, steps: list[int]
) -> None:
    name = Text("а", "a")
    node = GatheringNodeSpec("n", name, name, "", "wood", "herbs", "t", stock=stock, regrow_minutes=minutes)
    left = min(left, stock)
    whole, _used = stock_now(node, left, elapsed=timedelta(minutes=sum(steps)))
    seen, at, now = left, timedelta(0), timedelta(0)
    for step in steps:
        now += timedelta(minutes=step)
        seen, used = stock_now(node, seen, elapsed=now - at)
        at += used
    assert seen == whole <= stock


def test_a_gain_of_an_item_twice_is_one_stack() -> None:
    twice = partial(replace, Gain(made=1))
    assert (twice(items=(("oak", 2),)) + twice(items=(("oak", 1), ("herb", 1)))).items == (("oak", 3), ("herb", 1))
