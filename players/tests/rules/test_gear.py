"""Laws of rolled pieces, sets and bags."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from common.rules.rng import Rng
from common.rules.text import Text
from gameproject.testing import starter_catalogue
from players.rules.catalogue import (
    AffixSpec,
    AffixStat,
    AffixTableSpec,
    ClassSpec,
    GradeSpec,
    ItemKind,
    ItemSetSpec,
    ItemSpec,
    ProgressSpec,
    Rarity,
    SetBonusSpec,
    Slot,
)
from players.rules.character import sheet
from players.rules.items import (
    Affix,
    Roll,
    affix_bounds,
    affixes_for,
    affixes_from_json,
    affixes_to_json,
    amount_that_fits,
    difference,
    gear_price,
    gear_roll,
    places_taken,
    sets_worn,
    with_affixes,
)

NAME = Text("имя", "name")
SWORD = ItemSpec("sword", NAME, NAME, "x", ItemKind.EQUIPMENT, 100, slot=Slot.WEAPON, attack=3, affix_table="t")

stats = st.sampled_from(list(AffixStat))
rarities = st.sampled_from(list(Rarity))
affixes = st.builds(
    lambda key, stat, low, more, growth, weight, level: AffixSpec(
        key, NAME, stat, low, low + more, growth=growth, weight=weight, min_level=level
    ),
    st.text("abc", min_size=1, max_size=3),
    stats,
    st.integers(1, 9),
    st.integers(0, 9),
    st.integers(0, 200),
    st.integers(0, 5),
    st.integers(1, 20),
)
grades = st.builds(GradeSpec, rarities, st.integers(0, 9), st.integers(0, 6), st.integers(100, 300))
tables = st.builds(
    lambda rows, kinds: AffixTableSpec("t", tuple(rows), tuple(kinds)),
    st.lists(grades, max_size=5),
    st.lists(affixes, max_size=9),
)
items = st.builds(lambda level, rarity: replace(SWORD, level=level, rarity=rarity), st.integers(1, 20), rarities)
seeds = st.integers(0, 2**64 - 1)


@given(items, tables, seeds)
def test_the_same_seed_rolls_the_same_piece(item: ItemSpec, table: AffixTableSpec, seed: int) -> None:
    assert gear_roll(item, table, Rng(seed)) == gear_roll(item, table, Rng(seed))


@given(items, tables, seeds)
def test_a_piece_keeps_within_its_table(item: ItemSpec, table: AffixTableSpec, seed: int) -> None:
    roll = gear_roll(item, table, Rng(seed))
    assert roll.rarity.rank >= item.rarity.rank
    allowed = affixes_for(item, table)
    for affix in roll.affixes:
        same = [spec for spec in allowed if (spec.key, spec.stat) == (affix.key, affix.stat)]
        bounds = [affix_bounds(spec, item.level) for spec in same]
        assert any(low <= affix.amount <= high for low, high in bounds)
    rolled = [affix.stat for affix in roll.affixes]
    assert len(rolled) == len(set(rolled))
    most = {grade.affixes for grade in table.grades if grade.rarity is roll.rarity and grade.weight} or {0}
    assert any(len(rolled) == min(count, len({affix.stat for affix in allowed})) for count in most)


@given(tables, seeds)
def test_what_never_drops_is_never_rolled(table: AffixTableSpec, seed: int) -> None:
    roll = gear_roll(SWORD, table, Rng(seed))
    weighted = {grade.rarity for grade in table.grades if grade.weight > 0}
    assert roll.rarity in weighted or (not weighted and roll.rarity is SWORD.rarity)


@given(st.lists(st.builds(Affix, st.text(max_size=4), stats, st.integers(-9, 99)), max_size=6))
def test_affixes_survive_storage(rolled: list[Affix]) -> None:
    assert affixes_from_json(affixes_to_json(rolled)) == tuple(rolled)


@given(st.lists(st.builds(Affix, st.just("a"), stats, st.integers(1, 9)), max_size=6))
def test_affixes_add_up(rolled: list[Affix]) -> None:
    piece = with_affixes(SWORD, Rarity.EPIC, rolled)
    assert piece.rarity is Rarity.EPIC
    gained = dict(difference(piece, SWORD))
    for stat in AffixStat:
        assert gained.get(stat, 0) == sum(affix.amount for affix in rolled if affix.stat is stat)


@given(items, tables, seeds)
def test_a_plain_piece_is_worth_no_more_than_its_kind(item: ItemSpec, table: AffixTableSpec, seed: int) -> None:
    roll = gear_roll(item, table, Rng(seed))
    assert gear_price(item, table, roll) >= item.price
    assert gear_price(item, table, Roll(roll.rarity)) == item.price


def test_a_set_adds_what_enough_pieces_bring() -> None:
    bonuses = (SetBonusSpec(2, attack=5), SetBonusSpec(3, vitality=2))
    sets = {"s": ItemSetSpec("s", NAME, bonuses)}
    pieces = [replace(SWORD, key=f"p{number}", item_set="s", attack=0) for number in range(3)]
    assert sets_worn(pieces[:1], sets)[0].bonuses == ()
    assert sets_worn([pieces[0], pieces[0]], sets)[0].worn == 1
    assert sets_worn(pieces[:2], sets)[0].bonuses == bonuses[:1]
    world = starter_catalogue()
    cls, progress = next(iter(world.all(ClassSpec).values())), world.one(ProgressSpec)
    bare, full = sheet(cls, progress, 1, pieces), sheet(cls, progress, 1, pieces, sets)
    assert (full.attack - bare.attack, full.stats.vitality - bare.stats.vitality) == (5, 2)
    assert full.max_hp == bare.max_hp + 2 * progress.hp_per_vitality


@given(st.integers(0, 9), st.integers(0, 99), st.integers(1, 99), st.integers(-3, 9))
def test_what_fits_a_bag_fits_and_no_more_would(stack: int, held: int, wanted: int, free: int) -> None:
    item = replace(SWORD, stack=stack)
    fits = amount_that_fits(item, held, wanted, free)
    assert 0 <= fits <= wanted
    room = max(free, 0)
    assert places_taken(item, held + fits) <= places_taken(item, held) + room
    if fits < wanted:
        assert places_taken(item, held + fits + 1) > places_taken(item, held) + room
