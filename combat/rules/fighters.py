"""Who enters a battle: fighters made of a character's sheet or of a monster's row in the release."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace

from combat.rules.state import MONSTERS_SIDE, PLAYERS_SIDE, Fighter, FighterKind, Potion
from players.rules.catalogue import ClassSpec, ItemKind, ItemSpec
from players.rules.character import Sheet
from world.rules.catalogue import MonsterSpec, Resistance


def fighter_from_character(  # noqa: PLR0913 — keywords only: a call reads like a character sheet
    *,
    fighter_id: int,
    cls: ClassSpec,
    sheet: Sheet,
    hp: int,
    energy: int,
    skills: Mapping[str, int],
    potions: Iterable[tuple[ItemSpec, int]] = (),
    side: int = PLAYERS_SIDE,
) -> Fighter:
    """`hp` and `energy` as they are now, kept within the sheet's maxima; `skills`: ranks by skill, active ones only;
    `potions`: items with their amounts.

    Characters strike physically; other kinds of damage come from their skills.
    """
    return Fighter(
        id=fighter_id,
        side=side,
        kind=FighterKind.CHARACTER,
        key=cls.key,
        level=sheet.level,
        max_hp=sheet.max_hp,
        hp=min(hp, sheet.max_hp),
        max_energy=sheet.max_energy,
        energy=min(energy, sheet.max_energy),
        attack=sheet.attack,
        armor=sheet.armor,
        agility=sheet.initiative,
        resistances=tuple(Resistance(kind, percent) for kind, percent in sheet.resistances),
        skills=tuple(skills),
        ranks=tuple(skills.values()) if any(rank > 1 for rank in skills.values()) else (),
        potions=tuple(_potion(item, amount) for item, amount in potions if amount > 0),
    )


def _potion(item: ItemSpec, amount: int) -> Potion:
    if item.kind is not ItemKind.POTION:
        raise ValueError(f"{item.key} is not a potion")
    return Potion(item.key, amount, item.heals, item.energizes)


def fighter_from_monster(*, fighter_id: int, monster: MonsterSpec, side: int = MONSTERS_SIDE) -> Fighter:
    """At full HP. Monsters have no energy: their skills cost none, cooldowns alone set their pace."""
    return Fighter(
        id=fighter_id,
        side=side,
        kind=FighterKind.MONSTER,
        key=monster.key,
        level=monster.level,
        max_hp=monster.hp,
        hp=monster.hp,
        max_energy=0,
        energy=0,
        attack=monster.attack,
        armor=monster.armor,
        agility=monster.agility,
        damage_type=monster.damage_type,
        resistances=monster.resistances,
        skills=tuple(skill.skill for skill in monster.skills),
        weights=tuple(skill.weight for skill in monster.skills),
    )


def fighter_from_summons(*, fighter_id: int, monster: MonsterSpec, summoner: Fighter, power: int) -> Fighter:
    """On the summoner's side, with `power` percent of the monster's HP and attack."""
    called = fighter_from_monster(fighter_id=fighter_id, monster=monster, side=summoner.side)
    hp = max(1, monster.hp * power // 100)
    attack = max(1, monster.attack * power // 100)
    return replace(called, max_hp=hp, hp=hp, attack=attack, summoner_id=summoner.id)
