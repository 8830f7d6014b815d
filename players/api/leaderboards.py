"""Boards and places."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Any

from django.http import HttpResponse
from ninja import Path, Query, Router, Schema
from pydantic import Field

from common import clock
from common.door import CatalogueKey, PlayerRequest, respond
from common.rules.text import Text
from players.api.guards import player_token
from players.rules.ranking import Board, Period
from players.selectors.boards import season_at
from players.services.leaderboards import (
    LeaderboardView,
    PlaceView,
    PrizeView,
    SeasonView,
    boards_view,
    leaderboard_view,
    prizes_view,
    season_view,
)

router = Router(tags=["leaderboards"], auth=player_token)


class SeasonOut(Schema):
    id: int
    name: str
    starts_at: datetime
    ends_at: datetime


class ThemeOut(Schema):
    key: str
    name: str


class BoardOut(Schema):
    board: Board
    themes: list[ThemeOut] = Field(description="Of a board that is one for each theme; empty for the others")


class PrizeItemOut(Schema):
    key: str
    name: str
    amount: int


class PrizeOut(Schema):
    board: Board = Field(description="Of dungeons: in each theme")
    first: int = Field(description="From this place")
    last: int = Field(description="To this place")
    gold: int
    items: list[PrizeItemOut]


class BoardsOut(Schema):
    season: SeasonOut | None = Field(description="The one that is on")
    boards: list[BoardOut]
    prizes: list[PrizeOut] = Field(description="What places of this season bring when it ends")


class BoardPlaceOut(Schema):
    rank: int = Field(description="Equal scores share a rank: 1, 2, 2, 4. 0 while places are being counted")
    player_id: int
    name: str
    score: int = Field(description="Experience, coins, victories, damage to bosses, or seconds of a dungeon run")
    level: int | None = Field(description="Only on the board of levels of all time")
    mine: bool


class LeaderboardOut(Schema):
    board: Board
    theme: ThemeOut | None
    period: Period
    season: SeasonOut | None = Field(description="The one that is on, also when all time is shown")
    counted: bool = Field(description="False for some seconds after an outage: then only `mine` is known, unranked")
    size: int = Field(description="How many players have a place")
    top: list[BoardPlaceOut] = Field(description="The first ten")
    around: list[BoardPlaceOut] = Field(description="Up to three before the caller, the caller, and up to three behind")
    mine: BoardPlaceOut | None = Field(description="None for who has no place yet")


class LeaderboardPage(Schema):
    """`period`: the season while one is on, else all time; `theme`: the first, where a board has themes."""

    period: Period | None = None
    theme: CatalogueKey | None = None


@router.get("", response=BoardsOut, summary="The boards there are")
def leaderboards(request: PlayerRequest) -> HttpResponse:
    """What players are compared by, the season that is on, and its prizes."""
    season = season_at(clock.now())
    boards = [
        {"board": view.board, "themes": [_theme_out(key, name, request.language) for key, name in view.themes]}
        for view in boards_view()
    ]
    prizes = prizes_view(season.pk) if season else ()
    return respond(
        {
            "season": _season_out(season_view(season) if season else None, request.language),
            "boards": boards,
            "prizes": [_prize_out(prize, request.language) for prize in prizes],
        }
    )


@router.get("/{board}", response=LeaderboardOut, summary="A board")
def leaderboard(
    request: PlayerRequest, board: Annotated[Board, Path()], wanted: Query[LeaderboardPage]
) -> HttpResponse:
    """The best, those around you, and your own place. Equal scores share a rank. Others' scores may be some seconds
    old; yours is as of now. Who was banned is not shown."""
    view = leaderboard_view(
        player_id=request.player_id, board=board, theme=wanted.theme or "", period=wanted.period, now=clock.now()
    )
    return respond(_leaderboard_out(view, request.language))


def _leaderboard_out(view: LeaderboardView, language: str) -> dict[str, Any]:
    return {
        "board": view.key.board,
        "theme": None if view.theme is None else _theme_out(view.key.theme, view.theme, language),
        "period": view.period,
        "season": _season_out(view.season, language),
        "counted": view.counted,
        "size": view.size,
        "top": [_place_out(place) for place in view.top],
        "around": [_place_out(place) for place in view.around],
        "mine": None if view.mine is None else _place_out(view.mine),
    }


def _place_out(place: PlaceView) -> dict[str, Any]:
    return {
        "rank": place.rank,
        "player_id": place.player_id,
        "name": place.name,
        "score": place.score,
        "level": place.level,
        "mine": place.mine,
    }


def _season_out(season: SeasonView | None, language: str) -> dict[str, Any] | None:
    if season is None:
        return None
    return {
        "id": season.id,
        "name": season.name.in_(language),
        "starts_at": season.starts_at,
        "ends_at": season.ends_at,
    }


def _prize_out(prize: PrizeView, language: str) -> dict[str, Any]:
    return {
        "board": prize.board,
        "first": prize.first,
        "last": prize.last,
        "gold": prize.gold,
        "items": [{"key": item.key, "name": item.name.in_(language), "amount": n} for item, n in prize.items],
    }


def _theme_out(key: str, name: Text, language: str) -> dict[str, str]:
    return {"key": key, "name": name.in_(language)}
