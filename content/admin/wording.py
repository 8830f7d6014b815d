"""What lint finds, in the game master's language: one sentence a code, saying what is wrong and what follows."""

from __future__ import annotations

from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as __

from content.admin.names import field_title, key_title
from content.rules.catalogue import Catalogue
from content.rules.lint import Finding
from content.sections import SECTIONS

FINDINGS: dict[str, Promise] = {
    "missing_translation": __("“%(field)s” is empty: players who read %(language)s would see nothing."),
    "text_too_long": __("“%(field)s” has %(length)s characters; a screen in Telegram has room for 700."),
    "name_long": __("The name has %(length)s characters (%(language)s); a button shows about 24."),
    "icon_missing": __("It has no icon."),
    "rules_missing": __("These rules are not filled in: the game cannot run without them."),
    "growth_out_of_bounds": __("Levels go up to %(level)s and the growth of XP to %(power)s at most."),
    "xp_out_of_bounds": __("The last level would need more than %(most)s XP."),
    "class_in_use": __("%(players)s players have this class: a release without it would leave them nobody to play."),
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
    "shop_empty": __("There is nothing on its shelves."),
    "offer_without_price": __("“%(item)s” is on sale for nothing: give it a price."),
    "price_loop": __(
        "“%(item)s” is sold for %(price)s and bought back for %(buys_at)s: gold could be made out of nothing."
    ),
    "no_classes": __("There is no class to choose: nobody could begin to play."),
    "class_without_starting_skill": __("It has no skill at level 1."),
    "skill_never_learned": __("“%(skill)s” is learned at level %(level)s, which nobody can reach."),
    "skill_unaffordable": __("“%(skill)s” costs %(cost)s energy, more than a character can have."),
    "skill_without_effect": __("It does nothing."),
    "status_incomplete": __("One of its effects is a status without a kind or without turns."),
    "equipment_without_slot": __("It is equipment, and has no slot to be worn in."),
    "potion_without_effect": __("It is a potion, and restores nothing."),
    "slot_unused": __("It has a slot, and is not equipment."),
    "no_hp_regeneration": __("Characters do not regain HP with time."),
    "no_energy_regeneration": __("Characters do not regain energy with time."),
    "flee_bounds": __("The lowest chance to flee (%(low)s %%) is above the highest (%(high)s %%)."),
    "dodge_certain": __("A dodge that always succeeds makes battles endless: keep its highest chance below 100 %%."),
}
# Which section the key in a parameter is of.
KEYS = {
    "location": "locations",
    "to": "locations",
    "monster": "monsters",
    "item": "items",
    "skill": "skills",
    "shop": "shops",
    "region": "regions",
    "loot_table": "loot_tables",
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
    """The name of a column; of a text in a language when the finding names one."""
    language = dict(finding.params).get("language")
    column = f"{path}_{language}" if language else path
    return field_title(SECTIONS[finding.section].model, column)


def findings_title(errors: int) -> str:
    """Why the button is off."""
    return _("Put the errors right first: %(count)d left.") % {"count": errors}
