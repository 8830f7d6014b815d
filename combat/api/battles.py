"""Looking for a fight, and fighting."""

from __future__ import annotations

from typing import Annotated

from django.http import HttpResponse
from ninja import Path, Query, Router

from combat.api.render import battle_line_out, battle_out, turn_out
from combat.api.schemas import (
    AimIn,
    AttackIn,
    BattleOut,
    BattlesOut,
    FleeIn,
    PotionIn,
    SeekIn,
    SkillIn,
    TurnsOut,
    TurnsPageIn,
)
from combat.rules.actions import Action, Attack, Flee, UsePotion, UseSkill
from combat.selectors.battles import battle_view
from combat.selectors.history import battles_page, turns_page
from combat.services.battles import battle_act, battle_aim
from combat.services.encounters import encounter_seek
from common.door import WRITE, Id, Page, PlayerRequest, page_body, respond, write_once
from players.api.guards import player_token

encounter_router = Router(tags=["battles"], auth=player_token)
router = Router(tags=["battles"], auth=player_token)

BattleId = Annotated[Id, Path()]


@encounter_router.post("", response={201: BattleOut}, summary="Look for a fight", openapi_extra=WRITE)
def encounter(request: PlayerRequest, body: SeekIn) -> HttpResponse:
    """Meet one of the monsters that live here. Nothing else can be done until the battle is over."""
    return write_once(
        request,
        lambda: battle_out(
            encounter_seek(player_id=request.player_id, expected_version=body.version), request.language
        ),
        status=201,
    )


@router.get("", response=BattlesOut, summary="My battles")
def battles(request: PlayerRequest, page: Page) -> HttpResponse:
    """Newest first; the one that goes on, if any, has an empty outcome."""
    lines = battles_page(player_id=request.player_id, before=page.cursor, limit=page.limit + 1)
    return respond(page_body([battle_line_out(line, request.language) for line in lines], limit=page.limit))


@router.get("/{int:battle_id}", response=BattleOut, summary="A battle")
def battle(request: PlayerRequest, battle_id: BattleId) -> HttpResponse:
    """A battle of one's own, with what can be done now."""
    return respond(battle_out(battle_view(battle_id=battle_id, player_id=request.player_id), request.language))


@router.get("/{int:battle_id}/turns", response=TurnsOut, summary="A battle, turn by turn")
def battle_turns(request: PlayerRequest, battle_id: BattleId, page: Query[TurnsPageIn]) -> HttpResponse:
    """From the first turn on. `next_cursor` is the number of the last turn shown."""
    lines = turns_page(battle_id=battle_id, player_id=request.player_id, after=page.cursor, limit=page.limit + 1)
    shown = lines[: page.limit]
    more = len(lines) > page.limit
    return respond({"items": [turn_out(line) for line in shown], "next_cursor": shown[-1].number if more else None})


@router.post("/{int:battle_id}/aim", response=BattleOut, summary="Aim", openapi_extra=WRITE)
def battle_aiming(request: PlayerRequest, battle_id: BattleId, body: AimIn) -> HttpResponse:
    """Choose whom blows and skills go for when they name nobody. It takes no turn."""
    player_id, language = request.player_id, request.language
    return write_once(
        request,
        lambda: battle_out(
            battle_aim(
                battle_id=battle_id, player_id=player_id, target_id=body.target_id, expected_version=body.version
            ),
            language,
        ),
    )


@router.post("/{int:battle_id}/attack", response=BattleOut, summary="Attack", openapi_extra=WRITE)
def battle_attack(request: PlayerRequest, battle_id: BattleId, body: AttackIn) -> HttpResponse:
    """A plain blow at one of the `enemies`. They answer before this does."""
    return _act(request, battle_id, Attack(body.target_id), body.version)


@router.post("/{int:battle_id}/skill", response=BattleOut, summary="Use a skill", openapi_extra=WRITE)
def battle_skill(request: PlayerRequest, battle_id: BattleId, body: SkillIn) -> HttpResponse:
    """One of the `choices`. A skill that harms one enemy is aimed at a target."""
    return _act(request, battle_id, UseSkill(body.skill, body.target_id), body.version)


@router.post("/{int:battle_id}/potion", response=BattleOut, summary="Drink a potion", openapi_extra=WRITE)
def battle_potion(request: PlayerRequest, battle_id: BattleId, body: PotionIn) -> HttpResponse:
    """One that the fighter carries. Drinking takes the turn."""
    return _act(request, battle_id, UsePotion(body.item), body.version)


@router.post("/{int:battle_id}/flee", response=BattleOut, summary="Flee", openapi_extra=WRITE)
def battle_flee(request: PlayerRequest, battle_id: BattleId, body: FleeIn) -> HttpResponse:
    """Try to get away. A failed attempt takes the turn."""
    return _act(request, battle_id, Flee(), body.version)


def _act(request: PlayerRequest, battle_id: int, action: Action, version: int | None) -> HttpResponse:
    player_id, language = request.player_id, request.language
    return write_once(
        request,
        lambda: battle_out(
            battle_act(battle_id=battle_id, player_id=player_id, action=action, expected_version=version),
            language,
        ),
    )
