"""Achievements; and how quests look over the API, for the router of the app that knows where they are given."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.http import HttpResponse
from ninja import Router, Schema
from pydantic import Field

from common import clock
from common.door import WRITE, BodyIn, CatalogueKey, PlayerRequest, Version, respond, write_once
from content.release import current
from content.rules.catalogue import Catalogue
from content.sections import SECTIONS
from players.api.guards import player_token
from players.api.render import Json
from players.api.schemas import NamedOut
from players.rules.catalogue import ItemSpec
from players.rules.quests import SUBJECTS, AchievementSpec, Fact, Objective, QuestSpec, Repeat
from players.selectors.quests import AchievementsView, AchievementView, QuestState, QuestView, achievements_view
from players.services.quests import Reward, achievement_claim

router = Router(tags=["achievements"], auth=player_token)


class SubjectOut(Schema):
    key: str
    name: str


class ObjectiveOut(Schema):
    fact: Fact = Field(description="What is counted")
    subject: SubjectOut | None = Field(description="Of which monster, place, item … ; null: of any")
    done: int
    amount: int


class RewardItemOut(Schema):
    item: NamedOut
    amount: int


class RewardOut(Schema):
    xp: int
    gold: int
    items: list[RewardItemOut]


class GivenOut(RewardOut):
    level: int = Field(description="The level reached by it; 0 when none was gained")
    skills: list[str] = Field(description="Skills learned with it (keys)")


class QuestOut(Schema):
    key: str
    name: str
    description: str
    icon: str
    state: QuestState
    here: bool = Field(description="Whether it is given where you are")
    giver: SubjectOut | None = Field(description="The place where it is given; null: anywhere")
    repeat: Repeat
    min_level: int
    first: list[str] = Field(description="Quests to be finished before it (keys)")
    again_at: datetime | None = Field(description="When one that is done may be accepted again")
    objectives: list[ObjectiveOut]
    reward: RewardOut


class QuestLogOut(Schema):
    version: int
    quests: list[QuestOut]


class QuestChangedOut(Schema):
    version: int
    quest: QuestOut


class QuestClaimedOut(Schema):
    version: int
    quest: str
    thanks: str
    given: GivenOut


class QuestIn(BodyIn):
    quest: CatalogueKey
    version: Version = None


class AchievementOut(Schema):
    key: str | None = Field(description="Null while a hidden one is a riddle; so are its other words")
    name: str
    description: str | None
    icon: str | None
    points: int
    hidden: bool
    objective: ObjectiveOut | None
    reward: RewardOut | None
    unlocked_at: datetime | None
    claimable: bool = Field(description="Whether its reward waits")


class AchievementsOut(Schema):
    version: int
    points: int
    most_points: int
    achievements: list[AchievementOut]


class AchievementIn(BodyIn):
    achievement: CatalogueKey
    version: Version = None


class AchievementClaimedOut(Schema):
    version: int
    achievement: str
    given: GivenOut


def named_out(catalogue: Catalogue, section: str, key: str | None, language: str) -> Json | None:
    """A row of the catalogue by its name; by its key when the release no longer has it."""
    if key is None:
        return None
    spec: Any = catalogue.find(SECTIONS[section].spec, key)
    return {"key": key, "name": spec.name.in_(language) if spec is not None else key}


def _objective_out(objective: Objective | AchievementSpec, done: int, catalogue: Catalogue, language: str) -> Json:
    section = SUBJECTS.get(objective.fact, "")
    subject = named_out(catalogue, section, objective.subject, language) if section else None
    return {"fact": objective.fact, "subject": subject, "done": done, "amount": objective.amount}


def _items_out(items: tuple[tuple[str, int], ...], catalogue: Catalogue, language: str) -> list[Json]:
    found = ((catalogue.find(ItemSpec, key), amount) for key, amount in items)
    return [
        {"item": {"key": item.key, "name": item.name.in_(language), "icon": item.icon}, "amount": amount}
        for item, amount in found
        if item is not None
    ]


def _reward_out(spec: QuestSpec | AchievementSpec, catalogue: Catalogue, language: str) -> Json:
    items = tuple((reward.item, reward.amount) for reward in spec.items)
    return {"xp": spec.xp, "gold": spec.gold, "items": _items_out(items, catalogue, language)}


def given_out(reward: Reward, catalogue: Catalogue, language: str) -> Json:
    return {
        "xp": reward.xp,
        "gold": reward.gold,
        "items": _items_out(reward.items, catalogue, language),
        "level": reward.level,
        "skills": list(reward.skills),
    }


def quest_out(view: QuestView, catalogue: Catalogue, language: str, *, here: bool) -> Json:
    spec = view.spec
    return {
        "key": spec.key,
        "name": spec.name.in_(language),
        "description": spec.description.in_(language),
        "icon": spec.icon,
        "state": view.state,
        "here": here,
        "giver": named_out(catalogue, "locations", spec.giver, language),
        "repeat": spec.repeat,
        "min_level": spec.min_level,
        "first": list(view.first),
        "again_at": view.again_at.isoformat() if view.again_at else None,
        "objectives": [_objective_out(step.objective, step.done, catalogue, language) for step in view.steps],
        "reward": _reward_out(spec, catalogue, language),
    }


def achievements_out(view: AchievementsView, catalogue: Catalogue, language: str) -> Json:
    return {
        "version": view.version,
        "points": view.points,
        "most_points": view.most_points,
        "achievements": [_achievement_out(each, catalogue, language) for each in view.achievements],
    }


def _achievement_out(view: AchievementView, catalogue: Catalogue, language: str) -> Json:
    spec = view.spec
    if view.is_riddle:
        riddle = dict.fromkeys(("key", "description", "icon", "objective", "reward", "unlocked_at"))
        return {**riddle, "name": "???", "points": spec.points, "hidden": True, "claimable": False}
    return {
        "key": spec.key,
        "name": spec.name.in_(language),
        "description": spec.description.in_(language),
        "icon": spec.icon,
        "points": spec.points,
        "hidden": spec.hidden,
        "objective": _objective_out(spec, view.done, catalogue, language),
        "reward": _reward_out(spec, catalogue, language) if spec.rewards_something else None,
        "unlocked_at": view.unlocked_at.isoformat() if view.unlocked_at else None,
        "claimable": view.claimable,
    }


@router.get("", response=AchievementsOut, summary="Achievements")
def achievements(request: PlayerRequest) -> HttpResponse:
    """Every achievement and how far you are. Hidden ones are riddles until they are unlocked."""
    view = achievements_view(player_id=request.player_id, now=clock.now())
    return respond(achievements_out(view, current(), request.language))


@router.post("/claim", response=AchievementClaimedOut, summary="Take the reward", openapi_extra=WRITE)
def achievement_reward(request: PlayerRequest, body: AchievementIn) -> HttpResponse:
    """Of an achievement that is unlocked; once."""

    def claim() -> Json:
        claimed = achievement_claim(
            player_id=request.player_id, achievement=body.achievement, expected_version=body.version
        )
        given = given_out(claimed.reward, current(), request.language)
        return {"version": claimed.view.version, "achievement": claimed.achievement.key, "given": given}

    return write_once(request, claim)
