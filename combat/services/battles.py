"""Acting in a battle."""

from __future__ import annotations

from datetime import datetime, timedelta

from combat.errors import BattleOver
from combat.events import BattleTurnPlayed
from combat.models import Battle
from combat.rules import engine, state
from combat.rules.actions import Action, UsePotion, action_to_json
from combat.selectors.battles import BattleView, battle_view_of
from combat.state.battles import battle_events, battle_lock, battle_state, battle_store, lore_of
from combat.state.endings import battle_settle
from common import clock
from common.events import Event
from common.rules.rng import Rng
from common.tx import command
from content.release import release_catalogue
from players.models import Player
from players.state.character import player_lock
from players.state.ledger import Move, item_asset, ledger_move

IDLE_LIMIT = timedelta(hours=1)


@command
def battle_act(*, battle_id: int, player_id: int, action: Action, expected_version: int | None = None) -> BattleView:
    """Attack, use a skill, drink a potion or flee; the enemies answer before this returns. What names no
    target goes for the enemy chosen or struck last, or for the first that can be aimed at.

    Raises NotFound (also for somebody else's battle), Stale(expected, actual) and the refusals of combat.errors.
    """
    row = battle_lock(battle_id, player_id=player_id, expected_version=expected_version)
    if row.outcome:
        raise BattleOver()
    rng, lore, before = Rng(int(row.rng_state)), lore_of(row.release_id), battle_state(row)
    action = engine.aimed(before, actor_id=player_id, action=action, lore=lore)
    battle, events = engine.act(before, actor_id=player_id, action=action, lore=lore, rng=rng)
    player = None
    if isinstance(action, UsePotion):
        player = player_lock(player_id)  # as everywhere: the battle, then the player, then what the player holds
        ledger_move(
            player_id=player_id,
            moves=[Move(item_asset(action.item), -1)],
            reason="battle_use",
            reference=f"battle:{row.pk}",
        )
    row.version += 1
    announced = _announced(row, battle, rng, player_id=player_id, player=player)
    battle_store(
        row,
        battle,
        rng,
        player_id=player_id,
        action=action_to_json(action),
        events=events,
        announced=announced,
    )
    return battle_view_of(row, player_id=player_id, battle=battle, events=events)


@command
def battle_aim(*, battle_id: int, player_id: int, target_id: int, expected_version: int | None = None) -> BattleView:
    """Choose the enemy that what names no target goes for from now on. It takes no turn, so the version stays.

    Raises as `battle_act` does for an attack on that enemy.
    """
    row = battle_lock(battle_id, player_id=player_id, expected_version=expected_version)
    if row.outcome:
        raise BattleOver()
    lore = lore_of(row.release_id)
    battle = engine.with_aim(battle_state(row), actor_id=player_id, target_id=target_id, lore=lore)
    row.state = state.battle_to_json(battle)
    row.save(update_fields=["state"])
    return battle_view_of(row, player_id=player_id, battle=battle, events=battle_events(row))


def _announced(row: Battle, battle: state.Battle, rng: Rng, *, player_id: int, player: Player | None) -> list[Event]:
    """What to announce of a turn; of the last one, after its end has been settled. `player`: where locked already."""
    if not battle.is_over:
        return [BattleTurnPlayed(player_id=player_id, battle_id=row.pk, version=row.version)]
    if player is None:
        player = player_lock(player_id, also_banned=True)
    catalogue = release_catalogue(row.release_id)
    return battle_settle(row, battle, player=player, catalogue=catalogue, rng=rng, now=clock.now())


@command
def battle_expire(*, battle_id: int, now: datetime) -> bool:
    """End a battle that its player has left alone for IDLE_LIMIT: the player got away, nothing is won or lost.

    False when the player has acted since.
    """
    row = Battle.objects.select_for_update().filter(pk=battle_id, outcome="").first()
    if row is None or row.acted_at > now - IDLE_LIMIT:
        return False
    player_id = row.members.values_list("player_id", flat=True).get()
    rng = Rng(int(row.rng_state))
    lore = lore_of(row.release_id)
    battle, events = engine.withdraw(battle_state(row), fighter_id=player_id, lore=lore, rng=rng)
    player = player_lock(player_id, also_banned=True)
    catalogue = release_catalogue(row.release_id)
    announced = battle_settle(row, battle, player=player, catalogue=catalogue, rng=rng, now=now)
    row.version += 1
    battle_store(
        row,
        battle,
        rng,
        player_id=None,
        action={"kind": "expire"},
        events=events,
        announced=announced,
    )
    return True


def battles_idle(*, now: datetime, limit: int = 200) -> list[int]:
    """The ids of battles that nobody has acted in for IDLE_LIMIT."""
    idle = Battle.objects.filter(outcome="", started_at__lte=now - IDLE_LIMIT, acted_at__lte=now - IDLE_LIMIT)
    return list(idle.order_by("acted_at").values_list("pk", flat=True)[:limit])
