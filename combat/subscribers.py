"""What battles count for."""

from __future__ import annotations

from combat.events import BattleEnded
from combat.models import Battle
from combat.state.facts import battle_facts
from common import clock
from common.events import subscriber
from content.release import current
from players.rules.ranking import Board, BoardKey
from players.state.scores import score_add
from players.state.tallies import facts_record


@subscriber(BattleEnded)
def count_battle(event: BattleEnded) -> None:
    facts = battle_facts(current(), monster=event.monster, outcome=event.outcome, gold=event.gold, items=event.items)
    facts_record(event.player_id, facts)


@subscriber(BattleEnded)
def count_victory(event: BattleEnded) -> None:
    """In the season in which the battle ended, however late this is heard."""
    if event.outcome == Battle.Outcome.VICTORY:
        ended = Battle.objects.filter(pk=event.battle_id).values_list("ended_at", flat=True).first()
        score_add(player_id=event.player_id, amounts={BoardKey(Board.WINS): 1}, at=ended or clock.now())
