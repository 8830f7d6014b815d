"""Views of the world as JSON values, in one language."""

from __future__ import annotations

from content.api.told import told_out
from players.api.render import Json, item_out, piece_out, vitals_out
from world.api.events import running_out
from world.rules.catalogue import LocationSpec, MonsterSpec
from world.rules.weather import DayPhaseSpec, WeatherSpec
from world.selectors.locations import LocationView, ShopView
from world.selectors.telling import location_told, trader_told


def location_out(view: LocationView) -> Json:
    language = view.character.player.language
    return {
        "version": view.character.player.version,
        "engagement": view.character.player.engagement,
        "vitals": vitals_out(view.character),
        "location": _place_out(view, language),
        "exits": [
            {
                "to": way.location.key,
                "name": way.location.name.in_(language),
                "icon": way.location.icon,
                "min_level": way.min_level,
                "open": way.open,
                "shut_by": way.shut_by and way.shut_by.key,
            }
            for way in view.exits
        ],
        "neighbours": [
            {"id": neighbour.id, "name": neighbour.name, "level": neighbour.level} for neighbour in view.neighbours
        ],
        "shop": view.shop and {"key": view.shop.key, "name": view.shop.name.in_(language), "icon": view.shop.icon},
        "monsters": [monster_here_out(monster, language) for monster in view.monsters],
        "weather": _named_out(view.sky.weather, language),
        "time_of_day": _named_out(view.sky.phase, language),
        "going_on": [running_out(running, language) for running in view.going_on],
        "told": told_out(location_told(view)),
    }


def _named_out(spec: WeatherSpec | DayPhaseSpec | None, language: str) -> Json | None:
    return None if spec is None else {"key": spec.key, "name": spec.name.in_(language), "icon": spec.icon}


def _place_out(view: LocationView, language: str) -> Json:
    here, region = view.location, view.region
    return {
        "key": here.key,
        "name": here.name.in_(language),
        "description": here.description.in_(language),
        "icon": here.icon,
        "safe": here.safe,
        "has_rest": here.has_rest,
        "region": {"key": region.key, "name": region.name.in_(language), "icon": region.icon},
    }


def monster_here_out(spec: MonsterSpec, language: str) -> Json:
    return {
        "key": spec.key,
        "name": spec.name.in_(language),
        "icon": spec.icon,
        "level": spec.level,
        "boss": spec.boss,
    }


def shop_out(view: ShopView) -> Json:
    language = view.character.player.language
    return {
        "version": view.character.player.version,
        "vitals": vitals_out(view.character),
        "key": view.shop.key,
        "name": view.shop.name.in_(language),
        "greeting": view.shop.greeting.in_(language),
        "icon": view.shop.icon,
        "offers": [{"item": item_out(offer.item, language), "price": offer.price} for offer in view.offers],
        "wanted": [
            {"item": item_out(wanted.item, language), "price": wanted.price, "amount": wanted.amount}
            for wanted in view.wanted
        ],
        "pieces": [{"piece": piece_out(wanted.piece, language), "price": wanted.price} for wanted in view.pieces],
        "told": told_out(trader_told(view)),
        "repairs": [piece_out(piece, language) for piece in view.repairs],
    }


def monster_out(spec: MonsterSpec, language: str) -> Json:
    """What a bestiary tells; rewards, odds and skills are found out by playing."""
    return monster_here_out(spec, language) | {
        "description": spec.description.in_(language),
        "hp": spec.hp,
        "damage_type": spec.damage_type,
    }


def map_location_out(spec: LocationSpec, language: str) -> Json:
    """What a map shows; who lives there is found out by walking."""
    return {
        "key": spec.key,
        "region": spec.region,
        "name": spec.name.in_(language),
        "description": spec.description.in_(language),
        "icon": spec.icon,
        "safe": spec.safe,
        "has_rest": spec.has_rest,
        "shop": spec.shop,
        "exits": [{"to": way.to, "min_level": way.min_level} for way in spec.exits],
        "map_x": spec.map_x,
        "map_y": spec.map_y,
    }
