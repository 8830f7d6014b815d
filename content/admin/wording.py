"""What lint finds, in the game master's language: one sentence a code, saying what is wrong and what follows."""

from __future__ import annotations

from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as __

from content.admin.names import key_title, path_words
from content.rules.catalogue import Catalogue
from content.rules.lint import Finding

FINDINGS: dict[str, Promise] = {
    "missing_translation": __("“%(field)s” is empty: players who read %(language)s would see nothing."),
    "text_too_long": __("“%(field)s” has %(length)s characters; a screen in Telegram has room for 700."),
    "name_long": __("The name has %(length)s characters (%(language)s); a button shows about 24."),
    "icon_missing": __("It has no icon."),
    "rules_missing": __("These rules are not filled in: the game cannot run without them."),
    "growth_out_of_bounds": __("Levels go up to %(level)s and the growth of XP to %(power)s at most."),
    "xp_out_of_bounds": __("The last level would need more than %(most)s XP."),
    "class_in_use": __("%(players)s players have this class: a release without it would leave them nobody to play."),
    "item_is_prize": __("This item is a prize of a season that is not over: a release without it could not pay it."),
    "text_purpose_taken": __("Another kind that is switched on is for the same thing."),
    "text_lengths_crossed": __("Its shortest length is above its longest."),
    "text_prompt_empty": __("It has no prompt: the writer would not know what to write."),
    "forbidden_word_empty": __("It holds no letter, so no text could ever hold it."),
    "rules_extra": __("There may be only one set of these rules."),
    "must_be_positive": __("“%(field)s” must be at least 1."),
    "location_missing": __("The rules name the place “%(location)s”, which does not exist."),
    "defeat_location_unsafe": __("The defeated wake at “%(location)s”, where they are not safe."),
    "exit_to_nowhere": __("An exit leads to “%(to)s”, which does not exist."),
    "gate_unopenable": __("The exit to “%(to)s” opens at level %(level)s, which nobody can reach."),
    "no_way_out": __("There is no way out: whoever comes here is stuck."),
    "unreachable": __("Nobody can get here: no way leads here from where characters start."),
    "no_way_back": __("There is no way back from here to “%(location)s”."),
    "newcomers_shut_in": __("New characters start here, and every exit needs at least level %(level)s."),
    "newcomers_without_fights": __("A new character finds nothing to fight: gates close every dangerous place."),
    "monster_too_strong": __(
        "“%(monster)s” is of level %(level)s, and a character of level %(gate)s can already come here."
    ),
    "monster_never_met": __("It is met nowhere."),
    "region_missing": __("Its region “%(region)s” does not exist."),
    "weather_missing": __("Its weather “%(weather)s” does not exist."),
    "region_without_weather": __("It has no weather: the sky over it never changes."),
    "event_lacks": __("An event of this kind needs “%(field)s”."),
    "event_names_nothing": __("“%(field)s” names “%(name)s”, which does not exist."),
    "event_for_nobody": __("It is told from level %(level)s on, which nobody can reach."),
    "boss_without_reward": __("The boss brings nothing: neither XP nor gold nor loot."),
    "happy_hour_usual": __("It brings no more than the usual."),
    "times_unreadable": __("The usual times “%(times)s” cannot be read. They are a crontab line, like “0 20 * * sat”."),
    "times_never": __("The usual times “%(times)s” never come."),
    "zone_unknown": __("There is no time zone “%(zone)s”."),
    "zone_is_home": __("It shuts “%(location)s”, where characters start or wake."),
    "entrance_leads_elsewhere": __("From “%(to)s” no way leads to “%(location)s”."),
    "shop_missing": __("Its shop “%(shop)s” does not exist."),
    "encounters_in_safe_place": __("It is safe, so the monsters listed here are never met."),
    "no_encounters": __("It is not safe, yet there is nothing to fight."),
    "monster_missing": __("The monster “%(monster)s” does not exist."),
    "monster_without_skills": __("It has no skills to fight with."),
    "skill_missing": __("The skill “%(skill)s” does not exist."),
    "loot_table_missing": __("Its loot table “%(loot_table)s” does not exist."),
    "monster_without_reward": __("It leaves neither gold nor loot."),
    "loot_table_empty": __("Nothing can drop from it."),
    "item_missing": __("The item “%(item)s” does not exist."),
    "season_length": __("A season lasts from 1 to %(most)s days."),
    "prize_places": __("Places %(first)s–%(last)s: the last cannot stand before the first."),
    "prize_of_nothing": __("Places %(first)s–%(last)s get nothing: a prize needs gold, an item, or both."),
    "shop_empty": __("There is nothing on its shelves."),
    "offer_without_price": __("“%(item)s” is on sale for nothing: give it a price."),
    "price_loop": __(
        "“%(item)s” is sold for %(price)s and bought back for %(buys_at)s: gold could be made out of nothing."
    ),
    "profession_unused": __("Nothing is made or gathered by it."),
    "place_missing": __("It names the place “%(location)s”, which does not exist."),
    "place_unreachable": __("It is at “%(location)s”, where nobody can get."),
    "station_nowhere": __("It stands nowhere that players can get to: nothing can be made at it."),
    "station_missing": __("Its station “%(station)s” does not exist."),
    "profession_missing": __("The profession “%(profession)s” does not exist."),
    "profession_level_too_high": __("It needs level %(level)s of “%(profession)s”, which nobody can reach."),
    "recipe_without_inputs": __("It makes something out of nothing: name its ingredients."),
    "recipe_without_outputs": __("It makes nothing."),
    "chance_out_of_bounds": __("A chance of %(chance)s %% is no chance: it goes from 1 to 100."),
    "takes_too_long": __("It takes %(seconds)s seconds: a day is the longest."),
    "amount_not_positive": __("The amount of “%(item)s” must be at least 1."),
    "returns_more_than_taken": __("More of “%(item)s” comes back than was taken."),
    "equipment_as_ingredient": __("“%(item)s” is equipment: what a player wears could be used up."),
    "equipment_as_tool": __("“%(item)s” is equipment, which is rolled and worn: a tool is a plain thing in the bag."),
    "tool_is_ingredient": __("“%(item)s” is both its tool, which is kept, and an ingredient."),
    "recipe_mints_gold": __(
        "It is made of what costs %(cost)s in shops and sells for %(brings)s: gold could be made out of nothing."
    ),
    "recipe_circle": __("Recipes go in a circle here: each round makes more of the same thing out of itself."),
    "too_many_portions": __("It has more portions than %(most)s."),
    "energy_unaffordable": __("It costs %(cost)s energy, more than a character can have."),
    "activity_brings_nothing": __("It brings nothing: no XP, no gold, no loot, no journey."),
    "practice_of_nothing": __("It gives practice, and names no profession."),
    "journey_in_portions": __("A journey has one portion: it is over when one arrives."),
    "journey_past_gates": __("It takes characters to “%(location)s” before level %(gate)s, past the gates on the way."),
    "dungeon_bounds_crossed": __("Its bounds are crossed: the least number of rooms or steps is above the most."),
    "dungeon_too_few_rooms": __(
        "It has too few rooms for the way to the boss and the hidden rooms: raise “rooms, at least”."
    ),
    "dungeon_without_rooms": __("It has no kinds of rooms to be made of: give one some weight."),
    "dungeon_without_monsters": __("It has rooms with monsters and no monsters for them."),
    "dungeon_without_events": __("It has rooms with events and no events for them."),
    "dungeon_too_crowded": __("So many rooms do not fit so near the entrance: lower their number or lengthen the way."),
    "dungeon_locks_without_room": __("There are more locked doors than rooms to lay their keys in."),
    "dungeon_level_unreachable": __("It opens at level %(level)s, which nobody can reach."),
    "dungeon_event_missing": __("Its event “%(dungeon_event)s” does not exist."),
    "dungeon_event_choices": __("It needs at least one choice, and a screen has room for %(most)s."),
    "dungeon_event_unused": __("No dungeon has it."),
    "dungeon_without_rest": __("It is long, and there is nowhere to rest in it."),
    "dungeon_boss_outdone": __("“%(monster)s” is of level %(level)s, above its boss."),
    "no_classes": __("There is no class to choose: nobody could begin to play."),
    "class_without_starting_skill": __("It has no skill at level 1."),
    "skill_never_learned": __("“%(skill)s” is learned at level %(level)s, which nobody can reach."),
    "skill_unaffordable": __("“%(skill)s” costs %(cost)s energy, more than a character can have."),
    "skill_without_effect": __("It does nothing."),
    "status_incomplete": __("One of its effects is a status without a kind, or without 1 to %(most)s turns."),
    "status_unused": __("One of its effects names a status or turns, and is no status."),
    "leech_unused": __("One of its effects draws HP, and is no damage."),
    "summon_incomplete": __("One of its effects calls nobody: name a monster, and oneself as the target."),
    "monster_unused": __("One of its effects names a monster, and calls nobody."),
    "effect_chance_out_of_bounds": __("The chance of one of its effects is not between 1 and 100 %%."),
    "power_out_of_bounds": __("The power of one of its effects must be between %(low)s and %(high)s %%."),
    "bonus_out_of_bounds": __("It changes the sheet by more than %(most)s."),
    "too_many_effects": __("It has more than %(most)s effects: they do not fit on a screen."),
    "modifiers_need_passive": __("It changes the sheet, and is not marked as passive."),
    "passive_has_effects": __("It is passive, so its effects never happen: take them away."),
    "monster_skill_passive": __("Its skill “%(skill)s” is passive: it would do nothing."),
    "summons_crowd": __("At most %(most)s summoned fighters fit on a side."),
    "branch_missing": __("“%(skill)s” is in the branch “%(branch)s”, which the class does not have."),
    "points_never_come": __("“%(skill)s” costs points, and levels bring none."),
    "rank_for_nothing": __("The ranks of “%(skill)s” cost nothing: everybody would take them at once."),
    "need_missing": __("“%(skill)s” needs “%(needs)s”: one of them is not in the tree."),
    "need_too_high": __("“%(skill)s” needs “%(needs)s” at rank %(rank)s, which it does not have."),
    "need_comes_later": __("“%(skill)s” needs “%(needs)s”, which comes at a higher level."),
    "need_ring": __("“%(skill)s” needs itself, by way of others: nobody could learn it."),
    "formula_unreadable": __("The formula “%(formula)s” cannot be read: %(where)s."),
    "formula_unknown_name": __("The formula “%(formula)s” names “%(where)s”, which it does not know."),
    "formula_divides_by_zero": __("The formula “%(formula)s” divides by zero: %(where)s."),
    "formula_without_value": __("The formula “%(formula)s” gets too big, or has a power above 8: %(where)s."),
    "formula_out_of_bounds": __("The formula “%(formula)s” gives a number that cannot be: %(where)s."),
    "equipment_without_slot": __("It is equipment, and has no slot to be worn in."),
    "potion_without_effect": __("It is a potion, and restores nothing."),
    "slot_unused": __("It has a slot, and is not equipment."),
    "affix_table_missing": __("Its affix table “%(affix_table)s” does not exist."),
    "item_set_missing": __("Its set “%(item_set)s” does not exist."),
    "not_for_equipment": __("It has an affix table or a set, and is not equipment."),
    "rarity_beyond_table": __("It is rarer than anything “%(affix_table)s” gives, so its pieces get no affixes."),
    "affix_table_without_grades": __("No rarity can come out of it: give a grade some weight."),
    "grade_twice": __("The rarity “%(rarity)s” is in it twice."),
    "affix_twice": __("The affix “%(affix)s” is in it twice."),
    "affix_bounds_crossed": __("The least of the affix “%(affix)s” is above its most."),
    "durability_out_of_bounds": __("Durability goes up to %(most)s."),
    "durability_unused": __("Only pieces that are one of a kind wear: it needs an affix table or to bind when worn."),
    "breaks_at_once": __("It breaks in its first battle: one takes %(wear)s of durability."),
    "repair_out_of_bounds": __("A repair costs %(percent)s %% of the price: 0 to 100 make sense."),
    "wear_out_of_bounds": __("Wear a battle goes up to %(most)s."),
    "nothing_wears": __("Battles wear things, but no item has a durability."),
    "grade_short_of_affixes": __("A grade asks for %(affixes)s affixes, and there are only %(stats)s different stats."),
    "set_without_bonuses": __("It has no bonuses: it is worth nothing to collect."),
    "set_bonus_unreachable": __("A bonus asks for %(pieces)s pieces, and its items fill %(slots)s slots."),
    "set_bonus_twice": __("There are two bonuses for %(pieces)s pieces."),
    "no_hp_regeneration": __("Characters do not regain HP with time."),
    "no_energy_regeneration": __("Characters do not regain energy with time."),
    "flee_bounds": __("The lowest chance to flee (%(low)s %%) is above the highest (%(high)s %%)."),
    "dodge_certain": __("A dodge that always succeeds makes battles endless: keep its highest chance below 100 %%."),
    "quest_without_objectives": __("It asks for nothing: add an objective."),
    "quest_level_unreachable": __("It needs level %(level)s, which nobody can reach."),
    "never_again": __(
        "It is repeated, yet one of its objectives happens once in a life: nobody could finish it again."
    ),
    "quest_waits_for_itself": __("It counts how often it was finished itself."),
    "nothing_to_bring": __("One of its objectives does not say which item is to be brought."),
    "brought_equipment": __("“%(item)s” is equipment: what is worn cannot be brought. Ask for a material or a potion."),
    "brought_without_quest": __("Only quests can ask for something to be brought."),
    "subject_unused": __("“%(subject)s” is named, yet what is counted is not of anything: leave it empty."),
    "subject_missing": __("“%(subject)s” does not exist."),
    "quest_missing": __("The quest “%(quest)s” does not exist."),
    "prerequisite_comes_later": __("“%(quest)s” has to be finished first, and opens only at a higher level."),
    "prerequisites_in_a_circle": __("It has to be finished before itself: the quests to finish first go in a circle."),
    "quest_without_reward": __("It gives neither experience nor gold nor things."),
    "no_rest_there": __("One cannot rest at “%(location)s”."),
    "giver_out_of_reach": __("It is given at “%(location)s”, where one gets only from level %(level)s on."),
    "monster_out_of_reach": __("It asks for “%(monster)s”, which is met only from level %(level)s on."),
    "place_out_of_reach": __("It asks to go to “%(location)s”, where one gets only from level %(level)s on."),
    "no_such_hour": __("A day has no hour %(hour)s: choose one from 0 to 23."),
}
# Which section the key in a parameter is of.
KEYS = {
    "location": "locations",
    "to": "locations",
    "monster": "monsters",
    "quest": "quests",
    "item": "items",
    "skill": "skills",
    "needs": "skills",
    "shop": "shops",
    "region": "regions",
    "dungeon_event": "dungeon_events",
    "loot_table": "loot_tables",
    "weather": "weathers",
    "station": "stations",
    "profession": "professions",
    "affix_table": "affix_tables",
    "item_set": "item_sets",
}
LANGUAGE_NAMES = {"ru": __("Russian"), "en": __("English")}


def finding_words(finding: Finding, catalogue: Catalogue) -> str:
    """One finding as a sentence. A code that nobody has worded is shown as it is."""
    params = {name: _param(finding, name, value, catalogue) for name, value in finding.params}
    pattern = FINDINGS.get(finding.code)
    return f"{finding.code} {params or ''}".strip() if pattern is None else str(pattern) % params


def _param(finding: Finding, name: str, value: Any, catalogue: Catalogue) -> str:
    if name in KEYS:
        return key_title(KEYS[name], str(value), catalogue)
    if name == "language":
        return str(LANGUAGE_NAMES.get(value, value))
    if name == "field":
        return _field(finding, str(value))
    return str(value)


def _field(finding: Finding, path: str) -> str:
    """The name of a field, like `greeting` or `choices 2 label`; of a text in a language when the finding names one."""
    language = dict(finding.params).get("language")
    parts = path.split()
    if language:
        parts = [*parts, str(language)]
    return path_words(finding.section, tuple(parts))


def findings_title(errors: int) -> str:
    """Why the button is off."""
    return _("Put the errors right first: %(count)d left.") % {"count": errors}
