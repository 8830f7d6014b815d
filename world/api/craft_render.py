"""Views of making, gathering and passing the time as JSON values, in one language."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from players.api.render import Json, vitals_out
from players.rules.catalogue import ItemSpec
from world.rules.activities import Gain
from world.rules.crafts import RecipeSpec
from world.selectors.activities import ActivitiesView, ActivityOffer, EndedView, RunView
from world.selectors.crafts import CraftView, GatherView, NodeView, ProfessionsView, RecipeView, WorkshopView
from world.state.gains import Outcome

_SECOND = timedelta(seconds=1)


def _named(spec: Any, language: str) -> Json | None:
    return spec and {"key": spec.key, "name": spec.name.in_(language), "icon": spec.icon}


def _finds(finds: tuple[tuple[ItemSpec, int], ...], language: str) -> list[Json]:
    return [
        {"key": item.key, "name": item.name.in_(language), "icon": item.icon, "chance": chance}
        for item, chance in finds
    ]


def _gain(gain: Gain, level: int = 0, profession_level: int = 0) -> Json:
    return {
        "made": gain.made,
        "failed": gain.failed,
        "xp": gain.xp,
        "gold": gain.gold,
        "practice": gain.profession_xp,
        "items": gain.items,
        "level": level,
        "profession_level": profession_level,
    }


def _outcome(outcome: Outcome | None) -> Json | None:
    return None if outcome is None else _gain(outcome.gain, outcome.level, outcome.profession_level)


def professions_out(view: ProfessionsView) -> Json:
    language = view.character.player.language
    return {
        "version": view.character.player.version,
        "professions": [
            {
                "key": each.spec.key,
                "name": each.spec.name.in_(language),
                "description": each.spec.description.in_(language),
                "icon": each.spec.icon,
                "level": each.level,
                "xp": each.xp,
                "xp_needed": each.xp_needed,
            }
            for each in view.professions
        ],
    }


def workshop_out(view: WorkshopView) -> Json:
    language = view.character.player.language
    return {
        "version": view.character.player.version,
        "location": view.location.key,
        "stations": [_named(station, language) for station in view.stations],
        "recipes": [_recipe(recipe, language) for recipe in view.recipes],
    }


def _recipe(recipe: RecipeView, language: str) -> Json:
    return {
        "key": recipe.spec.key,
        "products": [
            {"key": item.key, "name": item.name.in_(language), "icon": item.icon, "amount": amount}
            for item, amount in recipe.products
        ],
        "profession": recipe.spec.profession,
        "level": recipe.spec.level,
        "station": _named(recipe.station, language),
        "inputs": [
            {
                "key": part.item.key,
                "name": part.item.name.in_(language),
                "icon": part.item.icon,
                "amount": part.amount,
                "has": part.has,
                "returned": part.returned,
            }
            for part in recipe.inputs
        ],
        "tool": _named(recipe.tool, language),
        "has_tool": recipe.has_tool,
        "chance": recipe.chance,
        "seconds": recipe.spec.seconds,
        "xp": recipe.spec.xp,
        "times": recipe.times,
        "ready": recipe.ready,
    }


def craft_out(view: CraftView) -> Json:
    return {
        "version": view.character.player.version,
        "vitals": vitals_out(view.character),
        "recipe": _recipe(view.recipe, view.character.player.language),
        "outcome": _outcome(view.outcome),
    }


def node_out(node: NodeView, language: str) -> Json:
    spec = node.spec
    return {
        "key": spec.key,
        "name": spec.name.in_(language),
        "description": spec.description.in_(language),
        "icon": spec.icon,
        "profession": spec.profession,
        "level": spec.level,
        "skilled": node.skilled,
        "finds": _finds(node.finds, language),
        "tool": _named(node.tool, language),
        "has_tool": node.has_tool,
        "energy": spec.energy,
        "seconds": spec.seconds,
        "xp": spec.xp,
        "stock": spec.stock,
        "left": node.left,
        "next_in": -(-node.next_in // _SECOND),
    }


def gather_out(view: GatherView) -> Json:
    return {
        "version": view.character.player.version,
        "vitals": vitals_out(view.character),
        "node": node_out(view.node, view.character.player.language),
        "outcome": _outcome(view.outcome),
    }


def activity_out(view: ActivitiesView) -> Json:
    player = view.character.player
    return {
        "version": player.version,
        "engagement": player.engagement,
        "vitals": vitals_out(view.character),
        "location": view.location.key,
        "running": view.running and _running(view.running, player.language),
        "offers": [_offer(offer, player.language) for offer in view.offers],
        "ended": view.ended and _ended(view.ended, player.language),
    }


def _running(run: RunView, language: str) -> Json:
    return {
        "id": run.id,
        "kind": run.kind,
        "subject": run.subject,
        "name": run.name.in_(language),
        "icon": run.icon,
        "done": run.done,
        "portions": run.portions,
        "portion_seconds": run.portion_time // _SECOND,
        "ends_at": run.ends_at,
        "seconds_left": -(-run.left // _SECOND),
        "destination": _named(run.destination, language),
        "earned": _gain(run.gain),
    }


def _offer(offer: ActivityOffer, language: str) -> Json:
    spec = offer.spec
    return {
        "key": spec.key,
        "name": spec.name.in_(language),
        "description": spec.description.in_(language),
        "icon": spec.icon,
        "min_level": spec.min_level,
        "open": offer.open,
        "energy": spec.energy,
        "price": spec.price,
        "portion_minutes": spec.portion_minutes,
        "portions": spec.portions,
        "xp": spec.xp,
        "gold": spec.gold,
        "profession": spec.profession,
        "profession_xp": spec.profession_xp,
        "finds": _finds(offer.finds, language),
        "destination": _named(offer.destination, language),
    }


def _ended(ended: EndedView, language: str) -> Json:
    return {
        "kind": ended.kind,
        "name": ended.name.in_(language),
        "icon": ended.icon,
        "stopped": ended.stopped,
        "done": ended.done,
        "portions": ended.portions,
        "outcome": _gain(ended.gain, ended.level, ended.profession_level),
    }


def recipe_out(spec: RecipeSpec, language: str) -> Json:
    """What a book of recipes tells."""
    return {
        "key": spec.key,
        "profession": spec.profession,
        "level": spec.level,
        "station": spec.station,
        "tool": spec.tool,
        "seconds": spec.seconds,
        "chance": spec.chance,
        "xp": spec.xp,
        "inputs": [{"item": part.item, "amount": part.amount} for part in spec.inputs],
        "outputs": [{"item": product.item, "amount": product.amount} for product in spec.outputs],
    }
