"""What every row must have: texts in both languages that fit a screen, a name that fits a button, an icon."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from combat.rules.catalogue import CombatRulesSpec
from common.rules.text import Text
from content.rules.lint import LONGEST_NAME, LONGEST_TEXT, Level
from content.tests.worlds import changed, findings, found, with_row, without
from gameproject.testing import starter_catalogue
from players.rules.catalogue import ItemSpec, ProgressSpec
from world.rules.catalogue import LocationSpec, MonsterSpec, WorldRulesSpec


def test_the_starter_world_has_nothing_wrong_with_it() -> None:
    assert findings(starter_catalogue()) == []


@pytest.mark.parametrize("empty", ["", "  \n"])
def test_a_missing_translation_names_the_field_and_the_language(empty: str) -> None:
    (finding,) = findings(changed(LocationSpec, "market", name=Text(ru="Торжище", en=empty)))
    assert (finding.level, finding.code, finding.section, finding.key) == (
        Level.ERROR,
        "missing_translation",
        "locations",
        "market",
    )
    assert dict(finding.params) == {"field": "name", "language": "en"}


def test_a_text_is_measured_as_telegram_does() -> None:
    """An emoji beyond the basic plane counts twice."""
    text = "🐺" * (LONGEST_TEXT // 2)
    fits = starter_catalogue().get(MonsterSpec, "lean_wolf").description
    assert found(changed(MonsterSpec, "lean_wolf", description=Text(text, fits.en))) == set()
    too_long = changed(MonsterSpec, "lean_wolf", description=Text(text + "!", fits.en))
    assert found(too_long) == {("text_too_long", "monsters", "lean_wolf")}


def test_a_name_too_long_for_a_button_is_a_warning() -> None:
    name = Text(ru="Волк", en="W" * (LONGEST_NAME + 1))
    (finding,) = findings(changed(MonsterSpec, "lean_wolf", name=name))
    assert (finding.level, finding.code) == (Level.WARNING, "name_long")


def test_a_row_without_an_icon_is_a_warning() -> None:
    key = next(iter(starter_catalogue().all(ItemSpec)))
    (finding,) = findings(changed(ItemSpec, key, icon=" "))
    assert (finding.level, finding.code, finding.key) == (Level.WARNING, "icon_missing", key)


@pytest.mark.parametrize(
    ("spec", "section"),
    [(ProgressSpec, "progress"), (WorldRulesSpec, "world_rules"), (CombatRulesSpec, "combat_rules")],
)
def test_rules_exist_exactly_once(spec: type, section: str) -> None:
    lacking = found(without(spec))
    # What cannot be reached from a place of departure that nobody names is found as well.
    assert {finding for finding in lacking if finding[0] != "station_nowhere"} == {
        ("rules_missing", section, "default")
    }
    rules: Any = starter_catalogue().one(spec)
    second = replace(rules, key="other")
    assert found(with_row(spec, "other", second)) == {("rules_extra", section, "other")}
