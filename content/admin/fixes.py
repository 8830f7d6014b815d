"""Where a finding is put right: the row's form, at the very field or line that it is about."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from common.admin.html import list_url
from common.rules.text import Text
from content.admin.names import key_url
from content.mapper import child_spec, spec_types
from content.rules.catalogue import Catalogue
from content.rules.lint import Finding
from content.sections import SECTIONS

# By code: the field of the row (or of its children) to look at, the first of these that the row has.
# A code that is not here tells its place by its parameters.
FIELDS: dict[str, tuple[str, ...]] = {
    "name_long": ("name",),
    "icon_missing": ("icon",),
    "growth_out_of_bounds": ("xp_power",),
    "xp_out_of_bounds": ("xp_base",),
    "location_missing": ("starting_location",),
    "defeat_location_unsafe": ("defeat_location",),
    "exit_to_nowhere": ("exits",),
    "gate_unopenable": ("exits",),
    "no_way_out": ("exits",),
    "no_way_back": ("exits",),
    "newcomers_shut_in": ("exits",),
    "newcomers_without_fights": ("exits",),
    "monster_too_strong": ("encounters",),
    "encounters_in_safe_place": ("encounters",),
    "no_encounters": ("encounters",),
    "region_missing": ("region",),
    "weather_missing": ("weathers", "weather"),
    "region_without_weather": ("weathers",),
    "event_for_nobody": ("min_level",),
    "boss_without_reward": ("reward_xp",),
    "happy_hour_usual": ("xp_percent",),
    "times_unreadable": ("usual_times",),
    "times_never": ("usual_times",),
    "text_purpose_taken": ("purpose",),
    "text_lengths_crossed": ("min_length",),
    "text_prompt_empty": ("prompt",),
    "forbidden_word_empty": ("word",),
    "zone_unknown": ("usual_zone",),
    "zone_is_home": ("location",),
    "entrance_leads_elsewhere": ("entrance",),
    "shop_missing": ("shop",),
    "monster_missing": ("monsters", "encounters", "boss", "effects", "objectives", "subject"),
    "monster_without_skills": ("skills",),
    "skill_missing": ("skills",),
    "loot_table_missing": ("loot_table", "treasure_loot", "choices"),
    "monster_without_reward": ("loot_table",),
    "loot_table_empty": ("entries",),
    "item_missing": ("entries", "offers", "starting_items", "items", "inputs", "tool", "subject"),
    "shop_empty": ("offers",),
    "offer_without_price": ("offers",),
    "price_loop": ("offers",),
    "place_missing": ("location", "places", "destination", "giver", "objectives", "subject"),
    "place_unreachable": ("location", "places"),
    "station_nowhere": ("places",),
    "station_missing": ("station",),
    "profession_missing": ("profession", "subject", "objectives"),
    "profession_level_too_high": ("level", "amount", "objectives"),
    "recipe_without_inputs": ("inputs",),
    "recipe_without_outputs": ("outputs",),
    "chance_out_of_bounds": ("chance",),
    "takes_too_long": ("seconds", "portion_minutes"),
    "amount_not_positive": ("inputs",),
    "returns_more_than_taken": ("inputs",),
    "equipment_as_ingredient": ("inputs",),
    "equipment_as_tool": ("tool",),
    "tool_is_ingredient": ("tool",),
    "recipe_mints_gold": ("inputs",),
    "recipe_circle": ("inputs",),
    "too_many_portions": ("stock", "portions"),
    "energy_unaffordable": ("energy",),
    "activity_brings_nothing": ("xp",),
    "practice_of_nothing": ("profession",),
    "journey_in_portions": ("portions",),
    "journey_past_gates": ("destination",),
    "dungeon_bounds_crossed": ("rooms_min",),
    "dungeon_too_few_rooms": ("rooms_min",),
    "dungeon_without_rooms": ("rooms",),
    "dungeon_without_monsters": ("monsters",),
    "dungeon_without_events": ("events",),
    "dungeon_too_crowded": ("rooms_max",),
    "dungeon_locks_without_room": ("locks",),
    "dungeon_level_unreachable": ("min_level",),
    "dungeon_event_missing": ("events",),
    "dungeon_event_choices": ("choices",),
    "dungeon_without_rest": ("rooms",),
    "dungeon_boss_outdone": ("monsters",),
    "class_without_starting_skill": ("skills",),
    "skill_never_learned": ("skills",),
    "skill_unaffordable": ("skills",),
    "skill_without_effect": ("effects",),
    "status_incomplete": ("effects",),
    "status_unused": ("effects",),
    "leech_unused": ("effects",),
    "summon_incomplete": ("effects",),
    "monster_unused": ("effects",),
    "effect_chance_out_of_bounds": ("effects",),
    "power_out_of_bounds": ("effects",),
    "too_many_effects": ("effects",),
    "bonus_out_of_bounds": ("modifiers",),
    "modifiers_need_passive": ("passive",),
    "passive_has_effects": ("effects",),
    "monster_skill_passive": ("skills",),
    "summons_crowd": ("summons_standing",),
    "branch_missing": ("branches",),
    "points_never_come": ("skills",),
    "rank_for_nothing": ("skills",),
    "need_missing": ("needs",),
    "need_too_high": ("needs",),
    "need_comes_later": ("needs",),
    "need_ring": ("needs",),
    "formula_unreadable": ("effects", "strength_formula", "xp_formula"),
    "formula_unknown_name": ("effects", "strength_formula", "xp_formula"),
    "formula_divides_by_zero": ("effects", "strength_formula", "xp_formula"),
    "formula_without_value": ("effects", "strength_formula", "xp_formula"),
    "formula_out_of_bounds": ("effects", "strength_formula", "xp_formula"),
    "equipment_without_slot": ("slot",),
    "potion_without_effect": ("heals",),
    "slot_unused": ("slot",),
    "affix_table_missing": ("affix_table",),
    "item_set_missing": ("item_set",),
    "not_for_equipment": ("affix_table",),
    "rarity_beyond_table": ("rarity",),
    "affix_table_without_grades": ("grades",),
    "grade_twice": ("grades",),
    "affix_twice": ("affixes",),
    "affix_bounds_crossed": ("affixes",),
    "durability_out_of_bounds": ("durability",),
    "durability_unused": ("durability",),
    "breaks_at_once": ("durability",),
    "repair_out_of_bounds": ("repair_percent",),
    "wear_out_of_bounds": ("wear_per_battle",),
    "nothing_wears": ("wear_per_battle",),
    "grade_short_of_affixes": ("grades",),
    "set_without_bonuses": ("bonuses",),
    "set_bonus_unreachable": ("bonuses",),
    "set_bonus_twice": ("bonuses",),
    "no_hp_regeneration": ("hp_regen_percent_per_minute",),
    "no_energy_regeneration": ("energy_regen_per_minute",),
    "flee_bounds": ("flee_min",),
    "dodge_certain": ("dodge_max",),
    "quest_without_objectives": ("objectives",),
    "quest_level_unreachable": ("min_level", "amount"),
    "never_again": ("repeat",),
    "quest_waits_for_itself": ("objectives",),
    "nothing_to_bring": ("objectives",),
    "brought_equipment": ("objectives",),
    "brought_without_quest": ("fact",),
    "subject_unused": ("objectives", "subject"),
    "subject_missing": ("objectives", "subject"),
    "quest_missing": ("prerequisites", "subject"),
    "prerequisite_comes_later": ("prerequisites",),
    "prerequisites_in_a_circle": ("prerequisites",),
    "quest_without_reward": ("xp",),
    "no_rest_there": ("objectives", "subject"),
    "giver_out_of_reach": ("giver",),
    "monster_out_of_reach": ("objectives",),
    "place_out_of_reach": ("objectives",),
    "no_such_hour": ("quest_reset_hour",),
    "season_length": ("days",),
    "prize_places": ("prizes",),
    "prize_of_nothing": ("prizes",),
}
NAMED = {"missing_translation", "text_too_long", "must_be_positive", "event_lacks", "event_names_nothing"}
# About the row as a whole: it is missing, one too many, missed elsewhere, or used nowhere.
WHOLE = {
    "rules_missing",
    "rules_extra",
    "class_in_use",
    "item_is_prize",
    "no_classes",
    "unreachable",
    "monster_never_met",
    "profession_unused",
    "dungeon_event_unused",
}


@dataclass(frozen=True, slots=True)
class Place:
    """A field of a row, or a line (from 0) of its children; `language`: of a text."""

    field: str
    line: int | None = None
    language: str = ""


def fix_url(finding: Finding, draft: Catalogue) -> str:
    """The row's form at the place to look at; the list when there is no such row yet."""
    section = SECTIONS[finding.section]
    row = draft.find(section.spec, finding.key)
    if row is None:
        return list_url(section.model)
    place = place_of(finding, row)
    return key_url(finding.section, finding.key) + ("" if place is None else f"#{anchor(finding.section, place)}")


def anchor(section: str, place: Place) -> str:
    """The id that the form gives a field, a table of children or the first field of a line of it."""
    hint = spec_types(SECTIONS[section].spec)[place.field]
    child = child_spec(hint)
    if child is not None and place.line is None:
        return f"{place.field}-group"
    if child is not None:
        first, kind = next(iter(spec_types(child).items()))
        return f"id_{place.field}-{place.line}-{first}" + ("_ru" if kind is Text else "")
    if hint is Text:
        return f"id_{place.field}_{place.language or 'ru'}"
    return f"id_{place.field}"


def place_of(finding: Finding, row: Any) -> Place | None:
    """What the finding names by a parameter, or else what its code is about."""
    if finding.code in WHOLE:
        return None
    params = dict(finding.params)
    if "field" in params:
        return _named_place(str(params["field"]), str(params.get("language", "")), row)
    candidates = FIELDS.get(finding.code, ())
    if finding.code == "name_long":
        return Place("name", language=str(params["language"]))
    values = {value for value in params.values() if isinstance(value, str)}
    if finding.code.startswith("formula_") and params.get("formula"):
        values = {str(params["formula"])}
    known = spec_types(type(row))
    fields = [name for name in candidates if name in known]
    found = [*_holding(row, fields, values), *_holding(row, list(known), values)]
    return next(iter(found), None) or next((Place(name) for name in fields), None)


def _named_place(path: str, language: str, row: Any) -> Place | None:
    """`greeting`, or `choices 2 label`: what lint calls a field."""
    name, *line = path.split()
    if name not in spec_types(type(row)):
        return None
    return Place(name, int(line[0]) - 1 if line and line[0].isdecimal() else None, language)


def _holding(row: Any, fields: list[str], values: set[str]) -> Iterator[Place]:
    """The fields and the lines in which one of the values stands."""
    for name in fields:
        value = getattr(row, name)
        if name == "key" or not values:
            continue
        if isinstance(value, str) and value in values:
            yield Place(name)
        elif isinstance(value, tuple):
            for number, child in enumerate(value):
                if values & set(_held(child)):
                    yield Place(name, number)


def _held(child: Any) -> Iterator[str]:
    for name in spec_types(type(child)):
        held = getattr(child, name)
        if isinstance(held, str):
            yield held
