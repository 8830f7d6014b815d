"""Composed texts pass every check, whatever the facts are, and no two are much alike."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from functools import cache
from itertools import combinations, product
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from content.document import rows_from
from content.providers.base import Outcome
from content.providers.offline import OfflineProvider
from content.rules import composer
from content.rules.composer import SHORT, compose, composed
from content.rules.grammars import en, ru
from content.rules.prompts import prompt_make
from content.rules.text_checks import likeness, words_cleaned, words_faults
from content.rules.texts import FACTS, Ask, ForbiddenWordSpec, Purpose, TextKindSpec, Words, ask
from content.tests.hostile_texts import INJECTIONS

STARTER = Path(__file__).parents[2] / "data" / "starter"
LANGUAGES = ("ru", "en")
GRAMMARS = {"ru": ru.POOLS, "en": en.POOLS}
ROOMS = ("entrance", "boss", "monster", "treasure", "trap", "rest", "event")
HEROES = {"ru": ("Драгомира", "Иван Крапива", ""), "en": ("Wanda", "Old Tom", "")}
SAID = {
    "ru": ("Кто здесь?", "привет", "спасибо", "нет", "хм", "да, идём", "сдавайся", ""),
    "en": ("Who is there?", "hello", "thanks", "no", "hm", "yes", "surrender", ""),
}
SEEDS = st.integers(0, 2**63 - 1)

Row = dict[str, Any]


@cache
def rows(name: str) -> list[Row]:
    return list(yaml.safe_load((STARTER / f"{name}.yaml").read_text())["rows"])


@cache
def kinds() -> dict[Purpose, TextKindSpec]:
    return {kind.purpose: kind for kind in rows_from(TextKindSpec, rows("text_kinds"))}


@cache
def forbidden() -> tuple[ForbiddenWordSpec, ...]:
    return tuple(rows_from(ForbiddenWordSpec, rows("forbidden_words")))


def places(language: str) -> Iterator[Ask]:
    regions = {row["key"]: row["name"][language] for row in rows("regions")}
    for row, phase, weather in product(rows("locations"), rows("day_phases"), rows("weathers")):
        yield ask(
            Purpose.LOCATION,
            language,
            f"location:{row['key']}",
            place=row["name"][language],
            region=regions[row["region"]],
            about=row["description"][language],
            time=phase["name"][language],
            weather=weather["name"][language],
        )


def rooms(language: str) -> Iterator[Ask]:
    for row, room, variant in product(rows("dungeon_themes"), ROOMS, "abcd"):
        name, about = row["name"][language], row["description"][language]
        yield ask(Purpose.ROOM, language, "room", dungeon=name, about=about, room=room, variant=variant)


def items(language: str) -> Iterator[Ask]:
    for row in rows("items"):
        name, rarity = row["name"][language], row.get("rarity", "common")
        yield ask(Purpose.ITEM, language, "item", item=name, kind=row["kind"], rarity=rarity)


def traders(language: str) -> Iterator[Ask]:
    goods = {row["key"]: row["name"][language] for row in rows("items")}
    for shop, place, phase in product(rows("shops"), rows("locations")[:8], rows("day_phases")):
        trade = ", ".join(goods[offer["item"]] for offer in shop["offers"][:4])
        who, where, time = (row["name"][language] for row in (shop, place, phase))
        yield ask(Purpose.NPC, language, "shop", who=who, place=where, trade=trade, time=time)


def quests(language: str) -> Iterator[Ask]:
    named = {row["key"]: row["name"][language] for row in rows("locations")}
    for row in rows("quests"):
        name, about = row["name"][language], row["description"][language]
        yield ask(Purpose.QUEST, language, "quest", quest=name, place=named.get(row.get("giver"), ""), about=about)


def monsters(language: str) -> Iterator[Ask]:
    for row, place in product(rows("monsters"), rows("locations")[::6]):
        name, where, about = row["name"][language], place["name"][language], row["description"][language]
        yield ask(Purpose.MONSTER, language, "monster", monster=name, place=where, about=about)


def battles(language: str) -> Iterator[Ask]:
    for row, place, hero in product(rows("monsters"), rows("locations")[::9], HEROES[language]):
        name, where = row["name"][language], place["name"][language]
        yield ask(Purpose.BATTLE, language, "battle", hero=hero, monster=name, place=where)


def replies(language: str) -> Iterator[Ask]:
    for row, said in product(rows("quests"), SAID[language]):
        name, scene = row["name"][language], row["description"][language]
        yield ask(Purpose.REPLY, language, "reply", story=name, scene=scene, said=said)


ASKS = {
    Purpose.LOCATION: places,
    Purpose.ROOM: rooms,
    Purpose.ITEM: items,
    Purpose.NPC: traders,
    Purpose.QUEST: quests,
    Purpose.MONSTER: monsters,
    Purpose.BATTLE: battles,
    Purpose.REPLY: replies,
}


@cache
def starter(purpose: Purpose, language: str) -> tuple[Ask, ...]:
    return tuple(ASKS[purpose](language))


def rich(asked: Ask, seed: int) -> Words:
    kind = kinds()[asked.purpose]
    return composed(asked, seed=seed, longest=kind.max_length, shortest=kind.min_length)


def faults(words: Words, asked: Ask) -> list[str]:
    assert words == words_cleaned(words)
    found = words_faults(words, kinds()[asked.purpose], asked, forbidden=forbidden())
    return [f"{fault.code} {fault.seen}: {words}" for fault in found]


@pytest.mark.parametrize(("purpose", "language"), list(product(Purpose, LANGUAGES)))
def test_texts_of_the_starter_world_pass_every_check(purpose: Purpose, language: str) -> None:
    asks = starter(purpose, language)
    for number, asked in enumerate(asks[:: max(1, len(asks) // 120)]):
        assert faults(rich(asked, number), asked) == []
        assert faults(compose(asked), asked) == []
        assert len(compose(asked).body) <= SHORT


@given(st.data(), st.sampled_from(Purpose), st.sampled_from(LANGUAGES), SEEDS)
def test_any_seed_gives_a_text_that_passes(data: st.DataObject, purpose: Purpose, language: str, seed: int) -> None:
    asked = data.draw(st.sampled_from(starter(purpose, language)))
    words = rich(asked, seed)
    assert words == rich(asked, seed)
    assert faults(words, asked) == []
    assert bool(words.title) == (purpose is Purpose.MONSTER)


hostile = st.one_of(
    st.sampled_from(INJECTIONS),
    st.text(max_size=80),
    st.text("абвгдеё ,.-'", max_size=60),
    st.text("abcdefi ,.-'", max_size=60),
    st.sampled_from(
        ("<b>Вася</b>", "\u202eкто-то", "😀" * 20, "я" * 10_000, "A" * 10_000, "a\x00b", "None", "1 2 3", "-")
    ),
)


@given(st.data(), st.sampled_from(Purpose), st.sampled_from(LANGUAGES), SEEDS)
def test_hostile_facts_break_nothing(data: st.DataObject, purpose: Purpose, language: str, seed: int) -> None:
    facts = {name: data.draw(hostile, label=name) for name in FACTS[purpose]}
    asked = ask(purpose, language, "hostile", **facts)
    kind = kinds()[purpose]
    for words in (rich(asked, seed), compose(asked)):
        assert words == words_cleaned(words)
        assert kind.min_length <= len(words.body) <= kind.max_length
        codes = {fault.code for fault in words_faults(words, kind, asked)}
        assert not codes - {"language", "repeats_facts"}  # odd names of the right letters are the world's own


@pytest.mark.parametrize(("typed", "language"), list(product(INJECTIONS, LANGUAGES)))
def test_what_players_typed_is_told_by_name_or_not_at_all(typed: str, language: str) -> None:
    asked = ask(Purpose.BATTLE, language, "battle:1", hero=typed)
    for seed in range(5):
        assert faults(rich(asked, seed), asked) == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_nothing_typed_is_read_before_it_is_checked(language: str) -> None:
    for hero in HEROES[language][:2]:
        for row in rows("monsters"):
            asked = ask(Purpose.BATTLE, language, "battle:1", hero=hero, monster=row["name"][language])
            assert hero not in compose(asked).body


@pytest.mark.parametrize(("purpose", "language"), list(product(Purpose, LANGUAGES)))
def test_without_any_facts_there_is_still_a_text(purpose: Purpose, language: str) -> None:
    asked = ask(purpose, language, "nothing")
    for seed in range(30):
        assert faults(rich(asked, seed), asked) == []


@given(st.sampled_from(Purpose), st.sampled_from(LANGUAGES), SEEDS, st.integers(0, 400))
def test_no_text_is_longer_than_asked(purpose: Purpose, language: str, seed: int, longest: int) -> None:
    assert len(composed(starter(purpose, language)[0], seed=seed, longest=longest).body) <= longest


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_place_has_many_texts(language: str) -> None:
    asked = starter(Purpose.LOCATION, language)[100]
    assert len({rich(asked, seed).body for seed in range(300)}) >= 200


@pytest.mark.parametrize(("purpose", "language"), list(product(Purpose, LANGUAGES)))
def test_two_texts_are_not_much_alike(purpose: Purpose, language: str) -> None:
    asks = starter(purpose, language)
    told = [rich(asks[number * 7 % len(asks)], number).body for number in range(40)]
    pairs = [likeness(one, other) for one, other in combinations(told, 2)]
    assert sum(pairs) / len(pairs) < 0.4
    assert sum(it > 0.6 for it in pairs) <= len(pairs) / 50


def test_what_decided_a_fight_is_told() -> None:
    turn = "гусь поскользнулся на собственной гордости"
    asked = ask(Purpose.BATTLE, "ru", "battle:1", hero="Драгомира", monster="Сердитый гусь", turning_point=f"{turn}.")
    told = [rich(asked, seed) for seed in range(20)]
    assert sum(turn in words.body for words in told) >= 10
    assert [fault for words in told for fault in faults(words, asked)] == []


def test_the_weather_and_the_hour_are_the_ones_of_the_facts() -> None:
    asked = ask(Purpose.LOCATION, "en", "location:ford", place="The Ford", time="Night", weather="Snow")
    told = " ".join(rich(asked, seed).body for seed in range(60))
    assert "Snowflakes" in told
    assert "The Ford, night" in told
    assert not re.search(r"Thunder|Noon|rain is", told)


def test_a_banned_name_is_not_told_offline() -> None:
    asked = ask(Purpose.BATTLE, "en", "battle:1", hero="Badname", monster="Ghoul")
    for seed in range(30):
        prompt = prompt_make(kinds()[Purpose.BATTLE], asked, seed=seed, banned={"badname"})
        answer = OfflineProvider().write(prompt, seconds=1)
        assert answer.outcome is Outcome.OK
        assert answer.words is not None
        assert "Badname" not in answer.words.body


def test_grammars_have_the_same_pools() -> None:
    assert set(ru.POOLS) == set(en.POOLS)
    assert {kind: set(names) for kind, names in ru.NAMES.items()} == {
        kind: set(names) for kind, names in en.NAMES.items()
    }


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_line_is_well_formed(language: str) -> None:
    drawn = {"title", "ware"}
    for pool, lines in GRAMMARS[language].items():
        known = set(FACTS[Purpose(pool.partition(".")[0])])
        for line in filter(None, map(str.strip, lines.splitlines())):
            assert (
                line.count("[") == line.count("]") == len(re.findall(r"\[[^][]+\|[^][]+\]", line)) or "title" in pool
            ), line
            assert "||" not in line, line
            assert "[|" not in line, line
            assert {it.removesuffix("_quoted") for it in re.findall(r"\{(\w+)\}", line)} <= known | drawn, line
            assert not re.search(r"\d", line), line
            assert "title" in pool or line[-1] in ".!?", line


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_line_is_of_its_language(language: str) -> None:
    """A line that is told to be prose by itself stays so beside any other."""
    about = ask(Purpose.LOCATION, language, "line")
    kind = replace(kinds()[Purpose.LOCATION], min_length=1)
    for pool, lines in GRAMMARS[language].items():
        for line in filter(None, map(str.strip, lines.splitlines())):
            for told in () if "title" in pool else spelled(line):
                assert words_faults(Words(told), kind, about, forbidden=forbidden()) == (), told


def spelled(line: str) -> Iterator[str]:
    """The line with each of its choices, and nothing where facts stand."""
    parts = re.split(r"\[([^\]]*)\]", re.sub(r"\{\w+\}", "", line))
    for drawn in product(*(part.split("|") if number % 2 else [part] for number, part in enumerate(parts))):
        yield "".join(drawn)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_part_of_a_text_can_be_drawn(language: str) -> None:
    for shapes in (composer._SHAPES, composer._SHORT_SHAPES):
        for shape, beats in shapes.items():
            purpose = shape.removesuffix("_in")
            for beat in " ".join(beats).split():
                name = f"{purpose}.{beat}"
                assert {name, f"{name}.?"} & set(GRAMMARS[language]), name
