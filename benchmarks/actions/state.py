"""Where the players' battles stand, read between two loads."""

from __future__ import annotations

from typing import Any

from django.db.models import Count, F

from benchmarks.actions.provision import ENOUGH_HP
from combat.models import Battle, BattleMember
from combat.state.battles import MONSTER_ID


def current_battles(players: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """The load generator's players, brought up to what the database says."""
    ids = [player["battle_id"] for player in players]
    owner = dict(BattleMember.objects.filter(battle_id__in=ids).values_list("battle_id", "player_id"))
    latest = {
        member.player_id: member.battle
        for member in BattleMember.objects.filter(player_id__in=owner.values()).select_related("battle").order_by("pk")
    }
    fresh = []
    for player in players:
        battle = latest[owner[player["battle_id"]]]
        now = {"battle_id": battle.pk, "version": battle.version, "over": bool(battle.outcome)}
        fresh.append(player | now)
    return fresh


def battles_out_of_step() -> int:
    """Battles that have not exactly one turn row for each version (and one for the beginning)."""
    battles = Battle.objects.annotate(recorded=Count("turns"))
    return battles.exclude(recorded=F("version") + 1).count()


def let_battles_last(players: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """The players whose battle goes on, against monsters that no longer fall: nothing but turns is left."""
    going_on = [player for player in current_battles(players) if not player["over"]]
    battles = list(Battle.objects.filter(pk__in=[player["battle_id"] for player in going_on]))
    for battle in battles:
        for fighter in battle.state["fighters"]:
            if fighter["id"] == MONSTER_ID:
                fighter["hp"] = fighter["max_hp"] = ENOUGH_HP
    Battle.objects.bulk_update(battles, ["state"])
    return going_on
