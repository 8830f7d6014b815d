"""The world boss where one stands, and striking at it."""

from __future__ import annotations

from datetime import datetime

from django.http import HttpResponse
from ninja import Router, Schema
from pydantic import Field

from combat.selectors.boss import BossView, boss_view
from combat.services.boss import StrikeView, boss_strike
from common import clock
from common.door import WRITE, BodyIn, Id, PlayerRequest, Version, respond, write_once
from players.api.guards import player_token
from players.api.render import Json, vitals_out
from players.api.schemas import VitalsOut
from world.api.events import RunningOut, running_out
from world.api.render import monster_here_out
from world.api.schemas import MonsterHereOut

router = Router(tags=["events"], auth=player_token)


class StrikeIn(BodyIn):
    run_id: Id | None = Field(None, description="Strike only at the boss of this run")
    version: Version = None


class BossOut(Schema):
    version: int
    vitals: VitalsOut
    event: RunningOut
    monster: MonsterHereOut
    hp: int = Field(description="What everybody together has left of it")
    max_hp: int
    fighters: int = Field(description="How many have struck")
    damage: int = Field(description="What you have done to it in all")
    strikes: int
    place: int = Field(description="Yours among all who struck, equal damage sharing a place; 0 before your first")
    ready_at: datetime | None = Field(description="When you may strike again; null is now")


class StrikeOut(Schema):
    damage: int = Field(description="Done by this strike")
    lost: int = Field(description="HP that it cost you")
    boss: BossOut


@router.get("", response=BossOut, summary="The world boss here")
def boss(request: PlayerRequest) -> HttpResponse:
    """Its HP are everybody's. A problem `combat.boss_not_here` where none stands."""
    return respond(boss_out(boss_view(player_id=request.player_id, now=clock.now()), request.language))


@router.post("/strike", response=StrikeOut, summary="Strike at the world boss", openapi_extra=WRITE)
def boss_striking(request: PlayerRequest, body: StrikeIn) -> HttpResponse:
    """A few turns of battle, fought with your own skills. Nobody dies of it; HP and energy are spent."""
    return write_once(
        request,
        lambda: strike_out(
            boss_strike(player_id=request.player_id, run_id=body.run_id, expected_version=body.version),
            request.language,
        ),
    )


def strike_out(view: StrikeView, language: str) -> Json:
    return {"damage": view.damage, "lost": view.lost, "boss": boss_out(view.boss, language)}


def boss_out(view: BossView, language: str) -> Json:
    return {
        "version": view.character.player.version,
        "vitals": vitals_out(view.character),
        "event": running_out(view.running, language),
        "monster": monster_here_out(view.monster, language),
        "hp": view.hp,
        "max_hp": view.max_hp,
        "fighters": view.fighters,
        "damage": view.damage,
        "strikes": view.strikes,
        "place": view.place,
        "ready_at": view.ready_at,
    }
