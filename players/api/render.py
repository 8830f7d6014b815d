"""Views of players as JSON values, in one language. Plain dictionaries: no model is built on the way out."""

from __future__ import annotations

from typing import Any

from django.utils import translation

from content.release import current
from players.rules.catalogue import ClassSpec, ItemSetSpec, ItemSpec, SkillSpec, Stats
from players.rules.items import Condition, is_rolled
from players.selectors.characters import CharacterView, InventoryView, PieceView, PlayerView
from players.services.sessions import SessionView
from players.skill_words import monster_namer, skill_words

Json = dict[str, Any]


def player_out(view: PlayerView) -> Json:
    return {
        "id": view.id,
        "name": view.name,
        "language": view.language,
        "text_only": view.text_only,
        "notifications": view.notifications,
        "muted": list(view.muted),
        "credited": view.credited,
        "character_class": view.character_class,
        "level": view.level,
        "version": view.version,
        "engagement": view.engagement,
        "next_step": view.next_step,
    }


def session_out(view: SessionView) -> Json:
    return {
        "player": player_out(view.player),
        "access_token": view.access_token,
        "token_type": "Bearer",
        "expires_in": view.access_expires_in,
        "refresh_token": view.refresh_token,
        "refresh_expires_at": view.refresh_expires_at.isoformat(),
    }


def stats_out(stats: Stats) -> Json:
    return {
        "strength": stats.strength,
        "agility": stats.agility,
        "intellect": stats.intellect,
        "vitality": stats.vitality,
    }


def skill_out(spec: SkillSpec, language: str) -> Json:
    return {
        "key": spec.key,
        "name": spec.name.in_(language),
        "description": spec.description.in_(language),
        "icon": spec.icon,
        "energy_cost": spec.energy_cost,
        "cooldown": spec.cooldown,
        "passive": spec.passive,
        "effect": _effect_out(spec, language),
    }


def _effect_out(spec: SkillSpec, language: str) -> str:
    with translation.override(language):
        return skill_words(spec, monster_namer(current(), language))


def item_out(spec: ItemSpec, language: str) -> Json:
    return {
        "key": spec.key,
        "name": spec.name.in_(language),
        "description": spec.description.in_(language),
        "icon": spec.icon,
        "kind": spec.kind,
        "slot": spec.slot,
        "level": spec.level,
        "price": spec.price,
        "rarity": spec.rarity,
        "stack": spec.stack,
        "bind": spec.bind,
        "rolled": is_rolled(spec),
        "item_set": spec.item_set,
        "stats": stats_out(spec.stats),
        "attack": spec.attack,
        "armor": spec.armor,
        "heals": spec.heals,
        "energizes": spec.energizes,
    }


def class_out(spec: ClassSpec, language: str) -> Json:
    return {
        "key": spec.key,
        "name": spec.name.in_(language),
        "description": spec.description.in_(language),
        "feel": spec.feel.in_(language),
        "icon": spec.icon,
        "main_stat": spec.main_stat,
        "stats": stats_out(Stats(spec.strength, spec.agility, spec.intellect, spec.vitality)),
        "growth": stats_out(
            Stats(spec.strength_growth, spec.agility_growth, spec.intellect_growth, spec.vitality_growth)
        ),
        "skills": [
            {
                "key": node.skill,
                "level": node.level,
                "points": node.points,
                "max_rank": node.max_rank,
                "branch": node.branch,
                "needs": [{"skill": need.needs, "rank": need.rank} for need in spec.needs if need.skill == node.skill],
            }
            for node in spec.skills
        ],
    }


def vitals_out(view: CharacterView) -> Json:
    return {
        "hp": view.hp,
        "max_hp": view.max_hp,
        "energy": view.energy,
        "max_energy": view.max_energy,
        "gold": view.gold,
    }


def character_out(view: CharacterView) -> Json:
    language = view.player.language
    return {
        "player": player_out(view.player),
        "character_class": {"key": view.cls.key, "name": view.cls.name.in_(language), "icon": view.cls.icon},
        "level": view.level,
        "xp": view.xp,
        "xp_needed": view.xp_needed,
        "vitals": vitals_out(view),
        "stats": stats_out(view.stats),
        "attack": view.attack,
        "armor": view.armor,
        "skills": [skill_out(skill, language) for skill in view.skills],
        "equipment": {slot: item_out(item, language) for slot, item in view.equipment},
        "sets": [item_set_out(worn.item_set, language) | {"worn": worn.worn} for worn in view.sets],
    }


def item_set_out(spec: ItemSetSpec, language: str) -> Json:
    return {
        "key": spec.key,
        "name": spec.name.in_(language),
        "bonuses": [
            {
                "pieces": bonus.pieces,
                "stats": stats_out(bonus.stats),
                "attack": bonus.attack,
                "armor": bonus.armor,
            }
            for bonus in spec.bonuses
        ],
    }


def inventory_out(view: InventoryView) -> Json:
    language = view.character.player.language
    return {
        "version": view.character.player.version,
        "vitals": vitals_out(view.character),
        "stacks": [
            {"item": item_out(stack.item, language), "amount": stack.amount, "worn": stack.worn}
            for stack in view.stacks
        ],
        "pieces": [piece_out(piece, language) for piece in view.pieces],
        "parcels": [{"item": item_out(kept.item, language), "amount": kept.amount} for kept in view.parcels],
        "used": view.used,
        "places": view.places,
    }


def piece_out(view: PieceView, language: str) -> Json:
    return {
        "id": view.id,
        "item": item_out(view.item, language),
        "affixes": [
            {"name": name.in_(language) if name else "", "stat": stat, "amount": amount}
            for name, stat, amount in view.affixes
        ],
        "bound": view.bound,
        "worn": view.worn,
        "price": view.price,
        "condition": condition_out(view.condition),
        "repair_price": view.repair,
    }


def condition_out(condition: Condition | None) -> Json | None:
    return None if condition is None else {"left": condition.left, "most": condition.most}
