"""Whatever a player can do can be done over the API."""

from __future__ import annotations

import importlib
import inspect
import pkgutil
from collections.abc import Callable, Iterator
from typing import Any

from gameproject.tests.api.test_operations import operations

# Services that take a player_id and are deliberately not a player's own to call, and why.
NOT_FOR_PLAYERS = {
    "players.services.corrections.balance_correct": "an operator corrects balances, in the admin",
    "players.services.corrections.player_ban": "an operator bans, in the admin",
    "players.services.corrections.player_unban": "an operator lifts a ban, in the admin",
}
DOORS = {
    "players.services.onboarding.player_name_set": {"me_name"},
    "players.services.onboarding.player_class_choose": {"me_class"},
    "players.services.preferences.player_language_set": {"me_settings"},
    "players.services.preferences.player_notifications_set": {"me_settings"},
    "players.services.preferences.player_notices_mute": {"me_settings"},
    "players.services.preferences.player_text_only_set": {"me_settings"},
    "players.services.preferences.player_credit_set": {"me_settings"},
    "players.services.skills.skill_learn": {"skill_learning"},
    "players.services.skills.skills_forget": {"skill_forgetting"},
    "players.services.items.item_equip": {"inventory_equip"},
    "players.services.items.item_unequip": {"inventory_unequip"},
    "players.services.items.item_use": {"inventory_use"},
    "players.services.items.gear_equip": {"inventory_gear_equip"},
    "players.services.items.item_drop": {"inventory_drop"},
    "players.services.items.parcels_take": {"inventory_parcels_take"},
    "players.services.sessions.session_end_everywhere": {"sign_out_everywhere"},
    "players.services.quests.quest_abandon": {"quest_giving_up"},
    "players.services.quests.quest_claim": {"quest_reward"},
    "players.services.quests.achievement_claim": {"achievement_reward"},
    "world.services.quests.quest_accept": {"quest_accepting"},
    "world.services.travel.location_travel": {"location_walk"},
    "world.services.travel.location_rest": {"location_take_rest"},
    "world.services.trade.shop_buy": {"shop_buying"},
    "world.services.trade.shop_sell": {"shop_selling"},
    "world.services.trade.gear_sell": {"shop_gear_selling"},
    "world.services.repair.gear_repair": {"shop_repairing"},
    "world.services.exchange.thing_give": {"gift"},
    "world.services.exchange.trade_open": {"trade_opening"},
    "world.services.exchange.trade_put": {"trade_putting"},
    "world.services.exchange.trade_agree": {"trade_agreeing"},
    "world.services.exchange.trade_cancel": {"trade_cancelling"},
    "world.services.crafting.recipe_craft": {"workshop_crafting"},
    "world.services.gathering.node_gather": {"gathering_portions"},
    "world.services.activities.activity_start": {"activity_starting"},
    "world.services.activities.activity_stop": {"activity_stopping"},
    "world.services.runs.run_enter": {"dungeon_enter"},
    "world.services.runs.run_act": {"dungeon_act"},
    "world.services.runs.run_drink": {"dungeon_drink"},
    "world.services.runs.run_leave": {"dungeon_leave"},
    "combat.services.run_fights.run_fight": {"dungeon_fight"},
    "combat.services.encounters.encounter_seek": {"encounter"},
    "combat.services.boss.boss_strike": {"boss_striking"},
    "combat.services.battles.battle_act": {"battle_attack", "battle_skill", "battle_potion", "battle_flee"},
    "combat.services.battles.battle_aim": {"battle_aiming"},
}


def player_services() -> Iterator[tuple[str, Callable[..., Any]]]:
    """Commands that take a `player_id`: `@command` wraps them, so they have a `__wrapped__`."""
    for app in ("players", "world", "combat"):
        package = importlib.import_module(f"{app}.services")
        for module in pkgutil.walk_packages(package.__path__, f"{app}.services."):
            for name, function in vars(importlib.import_module(module.name)).items():
                if (
                    hasattr(function, "__wrapped__")
                    and function.__module__ == module.name
                    and not name.startswith("_")
                    and "player_id" in inspect.signature(function).parameters
                ):
                    yield f"{module.name}.{name}", function


def test_every_service_of_a_player_has_a_door() -> None:
    services = dict(player_services())
    assert set(services) == set(DOORS) | set(NOT_FOR_PLAYERS)


def test_the_doors_call_what_the_table_says() -> None:
    known = operations()
    for service, doors in DOORS.items():
        name = service.rpartition(".")[2]
        for door in doors:
            module = inspect.getmodule(known[door].view_func)
            assert getattr(module, name, None) is dict(player_services())[service], f"{door} does not know {service}"
