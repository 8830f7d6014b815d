"""Seasons: they open, are counted, pay and close by themselves, one step and one transaction at a time.

Whatever is due is found in the rows, so a step that did not end is simply done again: a board is counted in the
transaction that notes it as counted, and each prize is paid in the one that strikes it off the list.
"""

from __future__ import annotations

import time
from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import LiteralString

from common import clock
from common.audit import audit
from common.errors import Invalid, NotFound
from common.models import OutboxMessage
from common.outbox import EVENTS_TOPIC, publish
from common.tx import command, statement
from content.release import current, is_active
from players.errors import SeasonNotRunning
from players.events import SeasonClosed, SeasonOpened, SeasonPrizeWon
from players.models import Player, Season, SeasonPrize, SeasonStanding
from players.rules.ranking import BoardKey, Prize, board_key, next_name, winnings
from players.rules.seasons import PlannedPrize, SeasonPlanSpec, plan_after, season_name
from players.selectors.boards import board_keys, source, weight_sql
from players.state.character import character_of, player_store
from players.state.grants import Grant, grant_give

# Between the end and the count: what was under way at the end is still counted.
GRACE = timedelta(minutes=1)
LONGEST_WAIT = timedelta(hours=1)  # for events of the season that are still to be heard
WINNERS_AT_ONCE = 200
_LONGEST_RUN = 60.0  # seconds
_STEPS_LOCK = 0x4172_7465_7365  # any number that nothing else in the database locks
_PURGED_AT_ONCE = 5_000
_FOR_LONG_WORK: LiteralString = "SET LOCAL statement_timeout = '2min'; SET LOCAL work_mem = '256MB'"

State = Season.State


def seasons_advance(*, now: datetime) -> int:
    """Do what is due with seasons, for as long as a task may take; gives the number of steps. May run beside itself:
    then one of the two does the work."""
    steps, until = 0, time.monotonic() + _LONGEST_RUN
    while time.monotonic() < until and season_step(now=now):
        steps += 1
    return steps


@command
def season_step(*, now: datetime) -> bool:
    """The next thing that is due; False when nothing is, or somebody else is at it."""
    if not statement("SELECT pg_try_advisory_xact_lock(%s)", [_STEPS_LOCK]).fetchone()[0]:
        return False
    seasons = _open_seasons()
    occupied = any(season.state in (State.RUNNING, State.COUNTING) for season in seasons)
    for season in seasons:
        if season.state == State.RUNNING and season.ends_at <= now:
            return _to(season, State.COUNTING)
        if season.state == State.COUNTING and now >= season.ends_at + GRACE and not _still_to_be_heard(season, now):
            return _count(season)
        if season.state == State.PAYING:
            return _pay(season, now)
        if season.state == State.PLANNED and season.starts_at <= now and not occupied:
            return _begin(season)
    return not seasons and _begin_planned(now)


@command
def season_close(*, season_id: int, reason: str, actor: str) -> None:
    """End a season now; it is counted within a minute or two. Raises Invalid, NotFound, SeasonNotRunning."""
    if not reason.strip():
        raise Invalid(field="reason", reason="empty")
    season = next((row for row in _open_seasons() if row.pk == season_id), None)
    if season is None or season.state != State.RUNNING:
        season = season or Season.objects.filter(pk=season_id).first()
        if season is None:
            raise NotFound(what="season", key=str(season_id))
        raise SeasonNotRunning(season_id=season_id, state=season.state)
    planned, season.ends_at = season.ends_at, clock.now()
    season.cut_short = planned - season.ends_at
    _to(season, State.COUNTING, "ends_at", "cut_short")
    subject = f"season:{season_id}"
    audit(actor=actor, action="players.season_close", subject=subject, reason=reason, planned=planned.isoformat())


_FORGET_SCORES: LiteralString = """
    DELETE FROM players_score WHERE ctid = ANY (ARRAY(SELECT ctid FROM players_score WHERE season_number = %s LIMIT %s))
"""
_FORGET_GOLD: LiteralString = """
    DELETE FROM players_seasonstart
    WHERE ctid = ANY (ARRAY(SELECT ctid FROM players_seasonstart WHERE season_id = %s LIMIT %s))
"""


def seasons_purge() -> int:
    """Forget the counters of seasons that are closed: their standings are kept. Gives the number of rows."""
    closed = Season.objects.filter(state=State.CLOSED).values_list("pk", flat=True)
    return sum(_delete_in_parts(sql, season_id) for season_id in closed for sql in (_FORGET_SCORES, _FORGET_GOLD))


def _delete_in_parts(sql: LiteralString, season_id: int) -> int:
    deleted = 0
    while part := statement(sql, [season_id, _PURGED_AT_ONCE]).rowcount:
        deleted += part
    return deleted


def _open_seasons() -> list[Season]:
    """All that are not closed, oldest first, locked."""
    return list(Season.objects.select_for_update().exclude(state=State.CLOSED).order_by("starts_at", "pk"))


def _to(season: Season, state: str, *fields: str) -> bool:
    season.state = state
    season.save(update_fields=["state", *fields])
    return True


def _still_to_be_heard(season: Season, now: datetime) -> bool:
    """Whether events from before the end wait for the relay, as after an outage. Those that have failed do not."""
    untried = OutboxMessage.objects.filter(topic=EVENTS_TOPIC, state=OutboxMessage.State.PENDING, attempts=0)
    return now < season.ends_at + LONGEST_WAIT and untried.filter(created_at__lt=season.ends_at).exists()


_REMEMBER_GOLD: LiteralString = """
    INSERT INTO players_seasonstart (season_id, player_id, gold)
    SELECT %s, player_id, amount FROM players_holding WHERE asset = 'gold' AND amount > 0
"""


def _begin(season: Season) -> bool:
    statement(_FOR_LONG_WORK)
    statement(_REMEMBER_GOLD, [season.pk])
    publish(SeasonOpened(season_id=season.pk))
    return _to(season, State.RUNNING)


def _begin_planned(now: datetime) -> bool:
    """Begin the season whose turn it is in the release, when none is on or to come; False when none is planned.

    It keeps the length and prizes that it began with, whatever is published later.
    """
    if not is_active():
        return False
    last = Season.objects.exclude(plan="").order_by("-starts_at").values_list("plan", flat=True).first()
    plan = plan_after(current().all(SeasonPlanSpec), last or "")
    if plan is None:
        return False
    name = season_name(plan, Season.objects.count() + 1)
    ends_at = now + timedelta(days=plan.days)
    season = Season.objects.create(
        name_ru=name.ru, name_en=name.en, starts_at=now, ends_at=ends_at, repeats=False, plan=plan.key
    )
    SeasonPrize.objects.bulk_create(_promised(season, prize) for prize in plan.prizes)
    return _begin(season)


def _promised(season: Season, prize: PlannedPrize) -> SeasonPrize:
    return SeasonPrize(
        season=season,
        board=prize.board,
        first=prize.first,
        last=prize.last,
        gold=prize.gold,
        item=prize.item or "",
        amount=prize.amount,
    )


def _count(season: Season) -> bool:
    """Write the final standings of one board; after the last, prizes are due and the next season may come."""
    key = next((key for key in board_keys(current()) if str(key) not in season.counted), None)
    if key is None:
        _follow(season)
        return _to(season, State.PAYING)
    statement(_FOR_LONG_WORK)
    _count_board(season, key)
    season.counted = [*season.counted, str(key)]
    return _to(season, State.COUNTING, "counted")


def _count_board(season: Season, key: BoardKey) -> None:
    sql, parameters = source(key, season.pk)
    ranked: LiteralString = "SELECT player_id, score, rank() OVER (ORDER BY " + weight_sql(key) + ") AS rank"
    placed: LiteralString = ranked + " FROM (" + sql + ") AS standing"
    insert: LiteralString = (
        "INSERT INTO players_seasonstanding (season_id, board, player_id, rank, score, prize_due)"  # noqa: S608
        " SELECT %(season)s, %(what)s, player_id, rank, score, EXISTS ("
        " SELECT FROM players_seasonprize AS prize WHERE prize.season_id = %(season)s"
        " AND prize.board = %(board)s AND placed.rank BETWEEN prize.first AND prize.last"
        ") FROM (" + placed + ") AS placed ORDER BY rank, player_id"
    )
    statement(insert, parameters | {"board": str(key.board)})


def _follow(season: Season) -> None:
    """Plan the season after this one, unless somebody has planned another."""
    if not season.repeats or Season.objects.filter(state=State.PLANNED).exists():
        return
    length = season.ends_at - season.starts_at + season.cut_short
    following = Season.objects.create(
        name_ru=next_name(season.name_ru),
        name_en=next_name(season.name_en),
        starts_at=season.ends_at,
        ends_at=season.ends_at + length,
    )
    SeasonPrize.objects.bulk_create(
        SeasonPrize(
            season=following,
            board=prize.board,
            first=prize.first,
            last=prize.last,
            gold=prize.gold,
            item=prize.item,
            amount=prize.amount,
        )
        for prize in season.prizes.all()
    )


def _pay(season: Season, now: datetime) -> bool:
    """Pay some winners; when there are none left, the season is closed."""
    due = SeasonStanding.objects.filter(season=season, prize_due=True)
    winners = list(due.order_by("player_id").values_list("player_id", flat=True).distinct()[:WINNERS_AT_ONCE])
    if not winners:
        season.closed_at = now
        publish(SeasonClosed(season_id=season.pk))
        return _to(season, State.CLOSED, "closed_at")
    players = Player.objects.select_for_update(no_key=True).filter(pk__in=winners).order_by("pk")
    places: dict[int, list[tuple[str, int]]] = {}
    for player_id, board, rank in due.filter(player_id__in=winners).values_list("player_id", "board", "rank"):
        places.setdefault(player_id, []).append((board, rank))
    prizes = _prizes(season)
    publish(*[_pay_winner(season, player, places[player.pk], prizes, now) for player in players])
    due.filter(player_id__in=winners).update(prize_due=False)
    return True


def _pay_winner(
    season: Season, player: Player, places: Sequence[tuple[str, int]], prizes: Sequence[Prize], now: datetime
) -> SeasonPrizeWon:
    won = winnings(((board_key(board).board, rank) for board, rank in places), prizes)
    reference = f"season:{season.pk}"
    grant_give(
        character_of(player, now=now),
        Grant(gold=won.gold, items=won.items),
        reason="season",
        reference=reference,
        key=f"{reference}:{player.pk}",
        now=now,
    )
    player_store(player)
    return SeasonPrizeWon(player.pk, season.pk, tuple(sorted(places)), won.gold, won.items)


def _prizes(season: Season) -> list[Prize]:
    return [
        Prize(
            board_key(row.board).board,
            row.first,
            row.last,
            row.gold,
            ((row.item, row.amount),) if row.item else (),
        )
        for row in season.prizes.all()
    ]
