"""The texts that grow with play, for what a player sees of fights."""

from __future__ import annotations

from combat.selectors.asks import legend_ask, tale_ask, turning_point
from combat.selectors.battles import BattleView
from content.selectors.texts import Told, text_told
from players.selectors.characters import player_get


def legend_told(view: BattleView, *, language: str) -> Told | None:
    """Who it is that one has met, as the battle begins."""
    if view.outcome or view.state.turn > 1:
        return None
    return text_told(legend_ask(view, language=language), player_id=view.player_id)


def tale_told(view: BattleView, *, language: str) -> Told | None:
    """What will be told of a fight that was won and worth it."""
    turn = turning_point(view)
    hero = turn and player_get(player_id=view.player_id)
    if turn is None or not hero:
        return None
    return text_told(tale_ask(view, turn, hero=hero.name, language=language), player_id=view.player_id)


def battle_told(view: BattleView, *, language: str) -> Told | None:
    """The legend as it begins, the tale when it is over."""
    return tale_told(view, language=language) if view.outcome else legend_told(view, language=language)
