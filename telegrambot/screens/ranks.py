"""Boards: the best, those around the player, and the player's own place."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from common.rules.text import Text
from players.rules.catalogue import ItemSpec
from players.rules.ranking import Board, Period
from players.services.leaderboards import BoardView, LeaderboardView, PlaceView, PrizeView, SeasonView
from telegrambot.codec import Tap, Verb
from telegrambot.screens.base import Button, Screen, lines, packed
from telegrambot.screens.pen import Pen

_IN_WORDS = 5  # places: there the typed commands need lines of their own
_MOST_PRIZES = 6  # told of a board
ALL_TIME, AROUND_ME, PRIZES = "all", "me", "prizes"


def board_names() -> dict[Board, str]:
    return {
        Board.LEVEL: _("Experience"),
        Board.WEALTH: _("Wealth"),
        Board.WINS: _("Victories"),
        Board.BOSSES: _("Bosses"),
        Board.DUNGEON: _("Dungeons"),
    }


def ranks_tap(board: Board, *, theme: int = 0, period: Period = Period.SEASON, around: bool = False) -> Tap:
    """`theme`: its number, from 1, on a board that has themes."""
    words = [str(board)]
    words += [str(theme)] if theme else []
    words += [ALL_TIME] if period is Period.ALL else []
    words += [AROUND_ME] if around else []
    return Tap(Verb.RANKS, "_".join(words))


def ranks_screen(view: LeaderboardView, pen: Pen, *, now: datetime, around: bool = False) -> Screen:
    """The best; or, with `around`, the neighbours of who looks. Who looks is always told the own place."""
    around = around and bool(view.around)
    shown = _shown(view.around if around else view.top, pen, around)
    return Screen(
        "ranks",
        lines(
            _title(view, pen, now),
            *[_place(place, view, pen) for place in shown],
            _empty(view) if not shown else None,
            _own(view, pen),
        ),
        (
            *packed(_tab(tab, view, pen) for tab in view.boards),
            *_switches(view, pen, around),
            (*_prizes(view), Button(_("← Menu"), Tap(Verb.MENU))),
        ),
    )


def prizes_screen(view: LeaderboardView, prizes: Sequence[PrizeView], pen: Pen, *, now: datetime) -> Screen:
    """What the season brings to the best of a board when it ends."""
    board = view.key.board
    here = [prize for prize in prizes if prize.board is board]
    back = ranks_tap(board, theme=_theme_number(view))
    title = _("Prizes: %(board)s") % {"board": pen.html(board_names()[board])}
    return Screen(
        "prizes",
        lines(
            f"{pen.icon('🎁')}<b>{title}</b> · {_period(view, pen, now)}",
            *[_prize(prize, pen) for prize in here[:_MOST_PRIZES]],
            _prizes_note(board) if here else _("This board brings no prizes this season: only the glory."),
        ),
        (
            *packed(_prize_tab(tab, view, pen) for tab in view.boards),
            (Button(_("← Leaderboard"), back), Button(_("← Menu"), Tap(Verb.MENU))),
        ),
    )


def _prize(prize: PrizeView, pen: Pen) -> str:
    if prize.first == prize.last:
        places = _("Place %(place)d") % {"place": prize.first}
    else:
        places = _("Places %(first)d–%(last)d") % {"first": prize.first, "last": prize.last}
    return f"{places}: {_prize_words(prize.gold, prize.items, pen)}"


def _prize_words(gold: int, items: Sequence[tuple[ItemSpec, int]], pen: Pen) -> str:
    won = [pen.gold(gold)] if gold else []
    won += [f"{pen.icon(item.icon)}{pen.html(item.name)} ×{amount}" for item, amount in items]
    return ", ".join(won)


def _prizes_note(board: Board) -> str:
    if board is Board.DUNGEON:
        return _("In every dungeon, to who was fastest. Paid by itself when the season ends.")
    return _("Paid by itself when the season ends.")


def _prize_tab(tab: BoardView, view: LeaderboardView, pen: Pen) -> Button:
    mark = "✓ " if tab.board is view.key.board and not pen.plain else ""
    return Button(f"{mark}{board_names()[tab.board]}", prizes_tap(tab.board))


def prizes_tap(board: Board) -> Tap:
    return Tap(Verb.RANKS, f"{board}_{PRIZES}")


def _shown(places: Sequence[PlaceView], pen: Pen, around: bool) -> Sequence[PlaceView]:
    if not pen.plain:
        return places
    mine = next((number for number, place in enumerate(places) if place.mine), 0) if around else 0
    first = max(min(mine - _IN_WORDS // 2, len(places) - _IN_WORDS), 0)
    return places[first : first + _IN_WORDS]


def _title(view: LeaderboardView, pen: Pen, now: datetime) -> str:
    name = pen.html(board_names()[view.key.board])
    if view.theme is not None:
        name = f"{name}: {pen.html(view.theme)}"
    return f"{pen.icon('🏆')}<b>{name}</b> · {_period(view, pen, now)}"


def _period(view: LeaderboardView, pen: Pen, now: datetime) -> str:
    if view.period is Period.ALL or view.season is None:
        return _("all time")
    return f"{pen.html(view.season.name)}, {_left(view.season, now)}"


def _left(season: SeasonView, now: datetime) -> str:
    left = max(season.ends_at - now, timedelta(0))
    if left.days:
        return ngettext("%(n)d day left", "%(n)d days left", left.days) % {"n": left.days}
    hours = left.seconds // 3600
    if hours:
        return ngettext("%(n)d hour left", "%(n)d hours left", hours) % {"n": hours}
    return _("the last hour")


def _place(place: PlaceView, view: LeaderboardView, pen: Pen) -> str:
    name = pen.html(place.name)
    if place.mine:
        name = _("%(name)s (you)") % {"name": name}
    line = f"{place.rank}. {name} · {_result(place, view.key.board, pen)}"
    return f"<b>{line}</b>" if place.mine else line


def _result(place: PlaceView, board: Board, pen: Pen) -> str:
    score = place.score
    if board is Board.WEALTH:
        return pen.gold(score)
    if board is Board.WINS:
        return ngettext("%(n)d victory", "%(n)d victories", score) % {"n": score}
    if board is Board.BOSSES:
        return _("%(n)d damage") % {"n": score}
    if board is Board.DUNGEON:
        return _("%(minutes)d min %(seconds)d s") % {"minutes": score // 60, "seconds": score % 60}
    experience = _("%(n)d experience") % {"n": score}
    level = _("lv. %(level)d") % {"level": place.level} if place.level else ""
    return f"{level}, {experience}" if level else experience


def _empty(view: LeaderboardView) -> str:
    if not view.counted:
        return _("Places are being counted: look in again in a minute.")
    return _("Nobody is here yet: the first place is free.")


def _own(view: LeaderboardView, pen: Pen) -> str:
    mine = view.mine
    if mine is None:
        return _way_in(view.key.board)
    if not view.counted:
        return _("Your result: %(result)s.") % {"result": _result(mine, view.key.board, pen)}
    return _("Your place: %(rank)d of %(size)d.") % {"rank": mine.rank, "size": view.size}


def _way_in(board: Board) -> str:
    """What brings the first place on a board."""
    return {
        Board.LEVEL: _("You have no place yet: win a fight."),
        Board.WEALTH: _("You have no place yet: earn some gold."),
        Board.WINS: _("You have no place yet: win a fight."),
        Board.BOSSES: _("You have no place yet: strike at a boss that everybody hunts."),
        Board.DUNGEON: _("You have no place yet: walk a dungeon to its end."),
    }[board]


def _tab(tab: BoardView, view: LeaderboardView, pen: Pen) -> Button:
    mark = "✓ " if tab.board is view.key.board and not pen.plain else ""
    return Button(f"{mark}{board_names()[tab.board]}", ranks_tap(tab.board, period=view.period))


def _switches(view: LeaderboardView, pen: Pen, around: bool) -> tuple[tuple[Button, ...], ...]:
    """The other period, the other piece of the board, the next theme."""
    board, themes, number = view.key.board, _themes(view), _theme_number(view)
    buttons = []
    if view.season is not None:
        other = Period.ALL if view.period is Period.SEASON else Period.SEASON
        label = _("All time") if other is Period.ALL else _("This season")
        buttons.append(Button(label, ranks_tap(board, theme=number, period=other, around=around)))
    if around or view.around:
        label = _("The best") if around else _("Around me")
        buttons.append(Button(label, ranks_tap(board, theme=number, period=view.period, around=not around)))
    if len(themes) > 1:
        label = _("Dungeon %(n)d/%(all)d →") % {"n": number, "all": len(themes)}
        buttons.append(Button(label, ranks_tap(board, theme=number % len(themes) + 1, period=view.period)))
    return (tuple(buttons),) if buttons else ()


def _prizes(view: LeaderboardView) -> tuple[Button, ...]:
    return (Button(_("Prizes of the season"), prizes_tap(view.key.board)),) if view.season is not None else ()


def _theme_number(view: LeaderboardView) -> int:
    """From 1; 0 on a board without themes."""
    themes = _themes(view)
    return themes.index(view.key.theme) + 1 if themes else 0


def _themes(view: LeaderboardView) -> list[str]:
    return next(([key for key, _name in tab.themes] for tab in view.boards if tab.board is view.key.board), [])


def prize_notice(
    pen: Pen, *, season: Text, places: Sequence[tuple[str, int]], gold: int, items: Sequence[tuple[ItemSpec, int]]
) -> Screen:
    """A receipt. `places`: (board in words, rank)."""
    told = ", ".join(_("%(board)s: %(rank)d") % {"board": pen.html(board), "rank": rank} for board, rank in places)
    return Screen(
        "prize",
        lines(
            pen.icon("🏆") + _("<b>%(season)s is over.</b> You are among the best!") % {"season": pen.html(season)},
            _("Your places: %(places)s.") % {"places": told},
            _("Your prize: %(prize)s.") % {"prize": _prize_words(gold, items, pen)},
        ),
        ((Button(_("Go on"), Tap(Verb.LOOK)), Button(_("Leaderboard"), Tap(Verb.RANKS))),),
    )
