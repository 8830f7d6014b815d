"""Views of runs as JSON values, in one language."""

from __future__ import annotations

import msgspec

from content.api.told import told_out
from players.api.render import Json
from players.rules.catalogue import ItemSpec
from world.api.render import monster_here_out
from world.rules.dungeon_run import News, NewsKind
from world.rules.dungeon_themes import DungeonThemeSpec
from world.selectors.runs import RunLineView, RunView
from world.selectors.telling import room_told


def dungeon_out(spec: DungeonThemeSpec, language: str) -> Json:
    """What a signpost tells; what is inside is found out by going in."""
    return {
        "key": spec.key,
        "name": spec.name.in_(language),
        "description": spec.description.in_(language),
        "icon": spec.icon,
        "location": spec.location,
        "min_level": spec.min_level,
        "rooms_min": spec.rooms_min,
        "rooms_max": spec.rooms_max,
    }


def run_out(view: RunView, language: str) -> Json:
    return {
        "id": view.id,
        "version": view.version,
        "result": view.result,
        "dungeon": {"key": view.theme.key, "name": view.theme.name.in_(language), "icon": view.theme.icon},
        "room": {
            "kind": view.kind,
            "done": view.done,
            "depth": view.depth,
            "monster": view.monster and monster_here_out(view.monster, language),
            "event": _event_out(view, language),
            "told": told_out(room_told(view, language=language)),
        },
        "ways": [
            {
                "to": way.direction,
                "look": way.look,
                "lock": way.lock,
                "has_key": way.has_key,
                "open": way.open,
            }
            for way in view.ways
        ],
        "map": msgspec.to_builtins(view.sketch),
        "you": {
            "hp": view.member.hp,
            "max_hp": view.member.max_hp,
            "energy": view.member.energy,
            "max_energy": view.member.max_energy,
        },
        "torch": view.torch,
        "keys": list(view.keys),
        "rooms_seen": view.rooms_seen,
        "news": [_news_out(view, news, language) for news in view.news],
        "found": _found_out(view, language),
    }


def _event_out(view: RunView, language: str) -> Json | None:
    if view.event is None:
        return None
    return {
        "key": view.event.key,
        "name": view.event.name.in_(language),
        "description": view.event.description.in_(language),
        "icon": view.event.icon,
        "choices": [
            {"number": number, "label": choice.label.in_(language), "chance": choice.chance}
            for number, choice in enumerate(view.event.choices, start=1)
        ],
    }


def _news_out(view: RunView, news: News, language: str) -> Json:
    text = None
    if view.decided is not None and news.kind in (NewsKind.WENT_WELL, NewsKind.WENT_BADLY):
        choice = view.decided.choices[news.amount - 1]
        text = (choice.good_text if news.kind is NewsKind.WENT_WELL else choice.bad_text).in_(language)
    return {"kind": news.kind, "amount": news.amount, "text": text}


def _found_out(view: RunView, language: str) -> Json:
    if view.result or view.grant is None:
        xp, gold, items = view.found.xp, view.found.gold, view.found.items
    else:
        xp, gold, items = view.grant.xp, view.grant.gold, view.grant.items
    named = ((key, view.catalogue.find(ItemSpec, key), amount) for key, amount in items)
    return {
        "xp": xp,
        "gold": gold,
        "items": [
            {"item": key, "name": item.name.in_(language) if item else key, "amount": amount}
            for key, item, amount in named
        ],
    }


def run_line_out(line: RunLineView, language: str) -> Json:
    return {
        "id": line.row.pk,
        "dungeon": line.row.theme,
        "dungeon_name": line.theme.name.in_(language) if line.theme else line.row.theme,
        "result": line.row.result,
        "started_at": line.row.started_at,
        "finished_at": line.row.finished_at,
    }
