"""Requests and answers about battles. What is sent is written by `render`; tests hold the two together."""

from __future__ import annotations

from datetime import datetime
from typing import Literal

from ninja import Schema
from pydantic import Field

from common.door import BIGGEST_ID, BodyIn, CatalogueKey, PageIn, Version
from content.api.told import ToldOut
from players.api.schemas import NamedOut
from world.api.schemas import MonsterHereOut

Outcome = Literal["", "victory", "defeat", "fled", "draw"]
ActionKind = Literal["attack", "skill", "potion", "flee"]


class StatusOut(Schema):
    kind: str
    turns: int = Field(description="Own turns of its bearer still to come")
    power: int = Field(description="HP a turn, or percent, as its kind says")
    damage_type: str | None = Field(description="Of a ward or an exposure: against what")


class FighterOut(Schema):
    id: int = Field(description="Below 0 for monsters; name it as the target of an attack")
    kind: Literal["character", "monster"]
    key: str
    name: str
    level: int
    hp: int
    max_hp: int
    energy: int
    max_energy: int
    shield: int
    statuses: list[StatusOut]
    fled: bool
    summoner_id: int | None = Field(description="Who called it into the battle")


class RefusalOut(Schema):
    code: str
    params: dict[str, object]


class ChoiceOut(Schema):
    """One thing that can be done now. Post it to the address of its `kind`."""

    kind: ActionKind
    target_id: int | None
    skill: str | None
    item: str | None
    name: str | None
    icon: str | None
    usable: bool
    refusal: RefusalOut | None = Field(description="Why it would be refused")
    energy_cost: int
    cooldown: int
    damage: int = Field(description="Expected of a blow that lands")
    heals: int
    shields: int
    energizes: int
    percent: int = Field(description="Chance to land, or to get away")
    amount: int = Field(description="Potions left")


class BattleEventOut(Schema):
    """What happened, in order. Fields that say nothing (no skill, no winner) are left out."""

    kind: str = Field(description="hit, dodged, skill_used, healed, fell, battle_ended …")
    actor_id: int | None = None
    target_id: int | None = None
    skill: str | None = None
    item: str | None = None
    amount: int | None = None
    absorbed: int | None = None
    crit: bool | None = None
    damage_type: str | None = None
    shield: int | None = None
    status: str | None = None
    statuses: list[str] | None = Field(default=None, description="What a target is rid of")
    monster: str | None = Field(default=None, description="Who was called")
    fighter_id: int | None = Field(default=None, description="As whom it came; left out when nobody came")
    turns: int | None = None
    power: int | None = None
    healed: int | None = None
    energized: int | None = None
    ending: str | None = Field(default=None, description="victory: one side has won (see `winner`); or draw, fled")
    winner: int | None = Field(default=None, description="The side that has won: 0 the players', 1 the monsters'")


class GainOut(Schema):
    item: str
    name: str
    amount: int


class RewardsOut(Schema):
    xp: int
    gold: int
    gold_lost: int
    items: list[GainOut]
    level: int = Field(description="The level reached; 0 when none was gained")
    skills: list[str] = Field(description="Learned with it")


class BattleOut(Schema):
    id: int
    version: int
    outcome: Outcome = Field(description="Empty while it goes on")
    turn: int
    turn_of: int
    location: NamedOut | None
    monster: MonsterHereOut
    you: FighterOut
    enemies: list[FighterOut]
    allies: list[FighterOut] = Field(description="Who fights beside you, like those you have called")
    choices: list[ChoiceOut]
    events: list[BattleEventOut] = Field(description="Since your last action")
    rewards: RewardsOut | None = Field(description="Once it is over")
    told: ToldOut | None = Field(
        description="As it begins, the legend of the monster; when it is over and was worth one, its tale"
    )


class BattleLineOut(Schema):
    id: int
    version: int
    monster: str
    monster_name: str
    location: str
    outcome: Outcome
    started_at: datetime
    ended_at: datetime | None


class BattlesOut(Schema):
    items: list[BattleLineOut]
    next_cursor: int | None


class TurnOut(Schema):
    number: int
    player_id: int | None
    action: dict[str, object]
    events: list[BattleEventOut]
    at: datetime


class TurnsOut(Schema):
    items: list[TurnOut]
    next_cursor: int | None


class TurnsPageIn(PageIn):
    """Turns are counted from 0, so the first is a place to go on from."""

    cursor: int | None = Field(None, ge=0, le=BIGGEST_ID, description="`next_cursor` of the page before")


_TARGET: int | None = Field(
    None,
    ge=-(2**31),
    le=2**63 - 1,
    description="Left out: the enemy you chose or struck last, or the first that can be aimed at",
)


class SeekIn(BodyIn):
    version: Version = None


class AimIn(BodyIn):
    target_id: int = Field(ge=-(2**31), le=2**63 - 1, description="One of the `enemies`")
    version: Version = None


class AttackIn(BodyIn):
    target_id: int | None = _TARGET
    version: Version = None


class SkillIn(BodyIn):
    skill: CatalogueKey
    target_id: int | None = _TARGET
    version: Version = None


class PotionIn(BodyIn):
    item: CatalogueKey
    version: Version = None


class FleeIn(BodyIn):
    version: Version = None
