"""Views of players as JSON values, in one language. Plain dictionaries: no model is built on the way out."""

from __future__ import annotations

from typing import Any

from players.rules.catalogue import ClassSpec, ItemSpec, SkillSpec, Stats
from players.selectors import CharacterView, InventoryView, PlayerView
from players.services.sessions import SessionView

Json = dict[str, Any]


def player_out(view: PlayerView) -> Json:
    return {
        "id": view.id,
        "name": view.name,
        "language": view.language,
        "text_only": view.text_only,
        "notifications": view.notifications,
        "muted": list(view.muted),
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
    }


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
        "skills": [{"key": skill.skill, "level": skill.level} for skill in spec.skills],
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
    }
