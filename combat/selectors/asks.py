"""What texts about fights are asked by: the legend of a foe, and the tale of a fight worth one."""

from __future__ import annotations

from combat.models import Battle
from combat.selectors.battles import BattleView
from common.rules.text import Text
from content.rules.texts import Ask, Purpose, ask
from world.rules.dungeon_themes import DungeonThemeSpec, inhabitants
from world.selectors.asks import monster_ask
from world.state.runs import engaged_run

BARELY_PERCENT = 10  # won with less HP than this
FAR_STRONGER = 3  # levels
_BOSS = Text("хозяин этих мест повержен", "the master of these parts was brought down")
_BARELY = Text("последний удар на исходе сил", "a last blow when all strength was gone")
_STRONGER = Text("победа над противником, который был намного сильнее", "a victory over a far stronger foe")


def legend_ask(view: BattleView, *, language: str) -> Ask:
    """A creature of a place has one legend, whoever meets it."""
    return monster_ask(view.monster, _place(view), language=language)


def tale_ask(view: BattleView, turn: Text, *, hero: str, language: str) -> Ask:
    """`turn`: what made the fight worth it."""
    return ask(
        Purpose.BATTLE,
        language,
        f"battle:{view.id}",
        hero=hero,
        monster=view.monster.name.in_(language),
        place=_place(view).in_(language),
        turning_point=turn.in_(language),
    )


def turning_point(view: BattleView) -> Text | None:
    """None for a fight like any other."""
    if view.outcome != Battle.Outcome.VICTORY:
        return None
    me = view.fighter
    if view.monster.boss:
        return _BOSS
    if me.hp * 100 < me.max_hp * BARELY_PERCENT:
        return _BARELY
    return _STRONGER if view.monster.level >= me.level + FAR_STRONGER else None


def _place(view: BattleView) -> Text:
    """The dungeon that the fight is on the way through; else the location."""
    here = view.location
    if engaged_run(view.returns_to) is not None and here is not None:
        for theme in view.catalogue.all(DungeonThemeSpec).values():
            if theme.location == here.key and view.monster.key in inhabitants(theme):
                return theme.name
    return here.name if here is not None else Text("", "")
