"""Battles, and what is fought on a run and at a world boss: the calls of combat/api."""

from __future__ import annotations

from typing import Any

from combat.models import Battle
from combat.rules.actions import Attack
from combat.services.battles import battle_act
from combat.state.battles import MONSTER_ID
from gameproject.tests.api.client import fighting, stand
from gameproject.tests.api.operations.call import Call, Facts, nothing, pick
from gameproject.tests.api.operations.situations import at_a_boss, in_a_dungeon
from players.models import Player
from world.models import DungeonRun


def _danger(player: Player) -> Facts:
    stand(player, "old_clearing")
    return {}


def _before_the_boss(player: Player) -> Facts:
    facts = in_a_dungeon(player)
    row = DungeonRun.objects.get(pk=facts["run"])
    boss = next(room["id"] for room in row.plan.dungeon["rooms"] if room["kind"] == "boss")
    row.state["room"] = boss
    row.save(update_fields=["state"])
    return facts


def _battle(player: Player) -> Facts:
    battle = fighting(player, "old_clearing")
    return {"battle": battle.pk, "target": MONSTER_ID, "version": battle.version}


def _battle_after_a_turn(player: Player) -> Facts:
    facts = _battle(player)
    battle_act(battle_id=facts["battle"], player_id=player.pk, action=Attack(MONSTER_ID))
    return facts


def _change_fighter(battle_id: int, player: Player, **changes: Any) -> Facts:
    row = Battle.objects.get(pk=battle_id)
    for fighter in row.state["fighters"]:
        if fighter["id"] == player.pk:
            fighter.update(changes)
    row.save(update_fields=["state"])
    state: Facts = row.state
    return state


def _battle_with_skill(player: Player) -> Facts:
    facts = _battle(player)
    state = _change_fighter(facts["battle"], player, energy=20)
    mine = next(fighter for fighter in state["fighters"] if fighter["id"] == player.pk)
    return facts | {"skill": mine["skills"][0]}


def _battle_with_potion(player: Player) -> Facts:
    facts = _battle(player)
    _change_fighter(
        facts["battle"], player, hp=5, max_hp=50, potions=[{"item": "herb_tonic", "amount": 2, "heals": 15}]
    )
    return facts | {"item": "herb_tonic"}


BATTLE = "/battles/{battle}"
CALLS: dict[str, Call] = {
    "dungeon_fight": Call("POST", "/dungeons/{run}/fight", pick("version"), _before_the_boss, 201),
    "boss": Call("GET", "/world/boss", prepare=at_a_boss),
    "boss_striking": Call("POST", "/world/boss/strike", pick("run_id"), at_a_boss),
    "encounter": Call("POST", "/encounters", nothing, _danger, 201),
    "battles": Call("GET", "/battles", prepare=_battle),
    "battle": Call("GET", BATTLE, prepare=_battle),
    "battle_turns": Call("GET", BATTLE + "/turns", prepare=_battle_after_a_turn),
    "battle_aiming": Call(
        "POST",
        BATTLE + "/aim",
        lambda facts: {"target_id": facts["target"], "version": facts["version"]},
        _battle,
    ),
    "battle_attack": Call(
        "POST",
        BATTLE + "/attack",
        lambda facts: {"target_id": facts["target"], "version": facts["version"]},
        _battle,
    ),
    "battle_skill": Call(
        "POST",
        BATTLE + "/skill",
        lambda facts: {"skill": facts["skill"], "target_id": facts["target"]},
        _battle_with_skill,
    ),
    "battle_potion": Call("POST", BATTLE + "/potion", pick("item"), _battle_with_potion),
    "battle_flee": Call("POST", BATTLE + "/flee", nothing, _battle),
}
