"""No hostile answer passes, no good one is refused, and what players typed stays data."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from common.rules.text import Text
from content.document import rows_from
from content.rules.prompts import prompt_make
from content.rules.text_checks import likeness, words_cleaned, words_faults
from content.rules.texts import LONGEST_FACT, Ask, ForbiddenWordSpec, Purpose, TextKindSpec, Words, ask
from content.tests.hostile_texts import GOOD, HOSTILE, INJECTIONS

STARTER = Path(__file__).parents[2] / "data" / "starter" / "forbidden_words.yaml"
KIND = TextKindSpec("place_mood", Text("Место", "Place"), Purpose.LOCATION, "Describe.", 40, 280)
TALE = TextKindSpec("battle_tale", Text("Рассказ", "Tale"), Purpose.BATTLE, "Tell.", 40, 280)


@pytest.fixture(scope="module")
def forbidden() -> tuple[ForbiddenWordSpec, ...]:
    return tuple(rows_from(ForbiddenWordSpec, yaml.safe_load(STARTER.read_text())["rows"]))


def place(language: str) -> Ask:
    about = {"ru": "Мелкая вода и широкие камни.", "en": "Shallow water and broad stones."}
    return ask(Purpose.LOCATION, language, "location:ford", place="Ford", about=about[language])


def codes(body: str, asked: Ask, forbidden: tuple[ForbiddenWordSpec, ...] = (), **more: object) -> list[str]:
    words = words_cleaned(Words(body))
    return [fault.code for fault in words_faults(words, KIND, asked, forbidden=forbidden, **more)]  # type: ignore[arg-type]


def test_the_corpus_is_large() -> None:
    assert sum(map(len, HOSTILE.values())) + len(INJECTIONS) >= 130


@pytest.mark.parametrize(("language", "body"), [(it, body) for it in HOSTILE for body in HOSTILE[it]])
def test_nothing_hostile_passes(language: str, body: str, forbidden: tuple[ForbiddenWordSpec, ...]) -> None:
    assert codes(body, place(language), forbidden)


@pytest.mark.parametrize(("language", "body"), [(it, body) for it in GOOD for body in GOOD[it]])
def test_nothing_good_is_refused(language: str, body: str, forbidden: tuple[ForbiddenWordSpec, ...]) -> None:
    assert codes(body, place(language), forbidden) == []


@pytest.mark.parametrize("typed", INJECTIONS)
def test_what_players_typed_stays_within_its_fence(typed: str) -> None:
    prompt = prompt_make(TALE, ask(Purpose.BATTLE, "en", "battle:1", hero=typed, monster="Ghoul"), seed=1)
    assert typed not in prompt.system
    instructions, _, fenced = prompt.user.partition("<facts>")
    assert instructions.strip() == "Tell."
    facts, _, after = fenced.partition("</facts>")
    assert after == ""
    assert json.loads(facts)["hero"] == " ".join(typed[:LONGEST_FACT].split())


@pytest.mark.parametrize("typed", [it for it in INJECTIONS if len(it) >= 30])
def test_a_writer_that_repeats_what_was_typed_is_not_heard(typed: str) -> None:
    asked = ask(Purpose.BATTLE, "en", "battle:1", hero=typed)
    words = words_cleaned(Words(f"The ghoul fell, and then a voice said: {typed[:100]}."))
    assert words_faults(words, TALE, asked)


def test_a_banned_name_is_told_to_nobody() -> None:
    asked = ask(Purpose.BATTLE, "en", "battle:1", hero="Badname", monster="Ghoul")
    assert "Badname" not in prompt_make(TALE, asked, seed=1, banned={"badname"}).user


def test_words_of_the_list_are_found_whole_or_by_their_stem() -> None:
    rows = (ForbiddenWordSpec("a", "ass"), ForbiddenWordSpec("b", "troll", is_stem=True))
    assert "forbidden" not in codes(f"{GOOD['en'][0][:-1]} in the grass.", place("en"), rows)
    assert "forbidden" in codes(f"{GOOD['en'][0][:-1]} of an ass.", place("en"), rows)
    assert "forbidden" in codes(f"{GOOD['en'][0][:-1]} for trolling.", place("en"), rows)


def test_a_word_of_one_language_is_allowed_in_the_other() -> None:
    rows = (ForbiddenWordSpec("a", "лампа", language="en"),)
    assert "forbidden" not in codes(f"{GOOD['ru'][1][:-1]}, и лампа.", place("ru"), rows)


def test_digits_of_the_facts_may_be_told() -> None:
    asked = ask(Purpose.LOCATION, "en", "location:mile", place="Milestone 12", about="A stone.")
    body = "The stone says 12, and the moss has eaten whatever else it had to say about the road."
    assert codes(body, asked) == []
    assert codes(body.replace("12", "13"), asked) == ["numbers"]


def test_the_description_is_not_told_again() -> None:
    about = "Мелкая вода бежит по широким камням, и на том берегу начинается настоящий лес."
    asked = ask(Purpose.LOCATION, "ru", "location:ford", place="Брод", about=about)
    assert "repeats_facts" in codes(about, asked)


def test_what_players_read_already_is_not_written_again() -> None:
    assert "similar" in codes(GOOD["ru"][1], place("ru"), others=(GOOD["ru"][1].replace("брод", "мост"),))
    assert codes(GOOD["ru"][1], place("ru"), others=GOOD["ru"][2:]) == []


@given(st.text(max_size=600))
def test_cleaning_is_done_once_and_leaves_nothing_unseen(text: str) -> None:
    clean = words_cleaned(Words(text, text))
    assert words_cleaned(clean) == clean
    assert clean.body.isprintable()
    assert clean.body == clean.body.strip()


@given(st.text(max_size=400), st.sampled_from(["ru", "en"]))
def test_what_passes_is_prose(text: str, language: str) -> None:
    if not codes(text, place(language)):
        assert not set(text) & set("<>[]{}@#*_`~|\\/$%^&+=")


@given(st.text(max_size=80), st.text(max_size=80))
def test_likeness_is_a_share(one: str, other: str) -> None:
    assert 0 <= likeness(one, other) == likeness(other, one) <= 1
    assert likeness(one, one) in (0, 1)
