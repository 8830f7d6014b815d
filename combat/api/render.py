"""Battles as JSON values, in one language. The hottest answer there is: plain dictionaries, nothing validated."""

from __future__ import annotations

from typing import Any

from combat.rules.actions import Attack, UsePotion, UseSkill
from combat.rules.events import event_to_json
from combat.rules.preview import ActionPreview
from combat.rules.state import Fighter, FighterKind
from combat.selectors.battles import BattleView
from combat.selectors.history import BattleLine, TurnLine
from combat.selectors.telling import battle_told
from combat.state.endings import Rewards
from content.api.told import told_out
from content.release import release_catalogue
from content.rules.catalogue import Catalogue
from players.api.render import Json
from players.rules.catalogue import ClassSpec, ItemSpec, SkillSpec
from world.api.render import monster_here_out
from world.rules.catalogue import MonsterSpec


def battle_out(view: BattleView, language: str) -> Json:
    here = view.location
    return {
        "id": view.id,
        "version": view.version,
        "outcome": view.outcome,
        "turn": view.state.turn,
        "turn_of": view.state.turn_of,
        "location": here and {"key": here.key, "name": here.name.in_(language), "icon": here.icon},
        "monster": monster_here_out(view.monster, language),
        "you": _fighter_out(view.fighter, view.catalogue, language),
        "enemies": [_fighter_out(enemy, view.catalogue, language) for enemy in view.enemies],
        "allies": [_fighter_out(ally, view.catalogue, language) for ally in view.allies],
        "choices": [_choice_out(choice, view.catalogue, language) for choice in view.previews],
        "events": [event_to_json(event) for event in view.events],
        "rewards": _rewards_out(view.rewards, view.catalogue, language) if view.outcome else None,
        "told": told_out(battle_told(view, language=language)),
    }


def _fighter_out(fighter: Fighter, catalogue: Catalogue, language: str) -> Json:
    spec: ClassSpec | MonsterSpec
    if fighter.kind is FighterKind.CHARACTER:
        spec = catalogue.get(ClassSpec, fighter.key)
    else:
        spec = catalogue.get(MonsterSpec, fighter.key)
    return {
        "id": fighter.id,
        "kind": fighter.kind,
        "key": fighter.key,
        "name": spec.name.in_(language),
        "level": fighter.level,
        "hp": fighter.hp,
        "max_hp": fighter.max_hp,
        "energy": fighter.energy,
        "max_energy": fighter.max_energy,
        "shield": fighter.shield,
        "statuses": [
            {
                "kind": status.kind,
                "turns": status.turns,
                "power": status.power,
                "damage_type": status.damage_type,
            }
            for status in fighter.statuses
        ],
        "fled": fighter.fled,
        "summoner_id": fighter.summoner_id,
    }


def _choice_out(choice: ActionPreview, catalogue: Catalogue, language: str) -> Json:
    refusal = choice.refusal
    return _aim(choice, catalogue, language) | {
        "kind": choice.action.kind,
        "usable": refusal is None,
        "refusal": refusal and {"code": refusal.code, "params": refusal.params},
        "energy_cost": choice.energy_cost,
        "cooldown": choice.cooldown,
        "damage": choice.damage,
        "heals": choice.heals,
        "shields": choice.shields,
        "energizes": choice.energizes,
        "percent": choice.percent,
        "amount": choice.amount,
    }


def _aim(choice: ActionPreview, catalogue: Catalogue, language: str) -> Json:
    """The fields that name what is used, and on whom."""
    action = choice.action
    aim: Json = {"target_id": None, "skill": None, "item": None, "name": None, "icon": None}
    if isinstance(action, Attack):
        aim["target_id"] = action.target_id
    elif isinstance(action, UseSkill):
        skill = catalogue.get(SkillSpec, action.skill)
        aim |= {"target_id": action.target_id, "skill": skill.key} | _label(skill, language)
    elif isinstance(action, UsePotion):
        item = catalogue.get(ItemSpec, action.item)
        aim |= {"item": item.key} | _label(item, language)
    return aim


def _label(spec: SkillSpec | ItemSpec, language: str) -> Json:
    return {"name": spec.name.in_(language), "icon": spec.icon}


def _rewards_out(rewards: Rewards, catalogue: Catalogue, language: str) -> Json:
    return {
        "xp": rewards.xp,
        "gold": rewards.gold,
        "gold_lost": rewards.gold_lost,
        "items": [
            {"item": item, "name": catalogue.get(ItemSpec, item).name.in_(language), "amount": amount}
            for item, amount in rewards.items
        ],
        "level": rewards.level,
        "skills": list(rewards.skills),
    }


def battle_line_out(line: BattleLine, language: str) -> Json:
    monster = release_catalogue(line.release_id).get(MonsterSpec, line.monster)
    return {
        "id": line.id,
        "version": line.version,
        "monster": line.monster,
        "monster_name": monster.name.in_(language),
        "location": line.location,
        "outcome": line.outcome,
        "started_at": line.started_at,
        "ended_at": line.ended_at,
    }


def turn_out(line: TurnLine) -> dict[str, Any]:
    return {
        "number": line.number,
        "player_id": line.player_id,
        "action": line.action,
        "events": line.events,
        "at": line.at,
    }
