"""Telling of a world event those whom it concerns: some at a time, so that thousands hold up nothing else."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import datetime, timedelta
from typing import Any

from django.db.models import Q, QuerySet
from django.utils import translation

from common import clock
from common.events import subscriber
from common.models import OutboxMessage
from common.outbox import relay_nudge
from common.timers import timer, timer_set
from content.release import release_catalogue
from players.models import NoticeKind
from players.selectors.characters import pieces_found, player_view
from telegrambot.chats import chat_of_player
from telegrambot.keyboards import screen_payload
from telegrambot.models import Chat
from telegrambot.replies import MESSAGE, TOPIC
from telegrambot.screens.base import Screen
from telegrambot.screens.events import boss_notice, event_notice
from telegrambot.screens.pen import Pen
from world.events import BossRewarded, WorldEventStarted
from world.models import EventRun, Whereabouts
from world.rules.catalogue import LocationSpec, WorldRulesSpec
from world.state.happening import Running, event_of, running_of

ANNOUNCE = "telegrambot.announce"
BATCH = 200
STILL_AROUND = timedelta(days=14)  # who has not been seen for longer is not called back by every event


@subscriber(WorldEventStarted)
def announce_event(event: WorldEventStarted) -> None:
    timer_set(kind=ANNOUNCE, key=str(event.run_id), due_at=clock.now(), payload={"after": 0})


@timer(ANNOUNCE)
def announce_to_some(key: str, payload: dict[str, Any], now: datetime) -> None:
    """The next BATCH of those concerned. An event that is over meanwhile is no news."""
    row = EventRun.objects.filter(pk=int(key), state=EventRun.State.RUNNING).first()
    running = running_of(row) if row else None
    if running is None or running.ends_at <= now:
        return
    chats = list(concerned(running, now=now).filter(player_id__gt=payload["after"])[:BATCH])
    wanting = [chat for chat in chats if player_view(chat.player).wants(NoticeKind.EVENT)]
    _owe(wanting, lambda pen: event_notice(running.event, pen, left=running.ends_at - now))
    if len(chats) == BATCH:
        timer_set(kind=ANNOUNCE, key=key, due_at=now, payload={"after": chats[-1].player_id})


def concerned(running: Running, *, now: datetime) -> QuerySet[Chat]:
    """The chats of those of the level and the region who have been around lately, by player."""
    event = running.event
    chats = Chat.objects.select_related("player").filter(
        unreachable_at=None,
        player__banned_at=None,
        player__notifications=True,
        player__level__gte=event.min_level,
        player__seen_at__gte=now - STILL_AROUND,
    )
    chats = chats.exclude(player__character_class="")
    if event.region is not None:
        chats = chats.filter(_in_region(running, event.region))
    return chats.order_by("player_id")


def _in_region(running: Running, region: str) -> Q:
    """Who has not walked yet is where everybody starts."""
    catalogue = release_catalogue(running.release_id)
    places = [key for key, place in catalogue.all(LocationSpec).items() if place.region == region]
    there = Q(player_id__in=Whereabouts.objects.filter(location__in=places).values("player_id"))
    if catalogue.one(WorldRulesSpec).starting_location in places:
        there |= ~Q(player_id__in=Whereabouts.objects.values("player_id"))
    return there


@subscriber(BossRewarded)
def tell_boss_reward(told: BossRewarded) -> None:
    chat = chat_of_player(told.player_id)
    row = EventRun.objects.filter(pk=told.run_id).first()
    if chat is None or row is None or not player_view(chat.player).wants(NoticeKind.EVENT):
        return
    event, catalogue = event_of(row), release_catalogue(row.release_id)
    found = pieces_found(told.player_id, told.pieces)
    _owe([chat], lambda pen: boss_notice(told, event, catalogue, pen, found=found))


def _owe(chats: Iterable[Chat], make: Callable[[Pen], Screen]) -> None:
    """A new message to each in their language, without a sound; one statement for all."""
    rows = [
        OutboxMessage(topic=TOPIC, name=MESSAGE, lane=str(chat.chat_id), payload=_said(chat, make)) for chat in chats
    ]
    if rows:
        OutboxMessage.objects.bulk_create(rows)
        relay_nudge(TOPIC)


def _said(chat: Chat, make: Callable[[Pen], Screen]) -> dict[str, Any]:
    pen = Pen(chat.player.language, chat.player.text_only)
    with translation.override(pen.language):
        return screen_payload(make(pen), pen) | {"silent": True}
