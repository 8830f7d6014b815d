"""World events in the chat: who is told, and a boss that two people bring down."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from common import clock
from common.models import OutboxMessage, Timer
from common.relay import relay_events
from common.timers import timers_sweep
from content.rules.catalogue import Catalogue
from gameproject.testing import make_player
from players.models import NoticeKind, Player
from players.services.preferences import player_notices_mute
from telegrambot.emulator.testing import RunningEmulator
from telegrambot.models import Chat
from telegrambot.subscribers import announcements
from telegrambot.subscribers.announcements import ANNOUNCE
from telegrambot.tests.person import Person
from world.models import BossContribution, BossFight
from world.services.events import event_start, event_stop
from world.state import happening
from world.state.place import player_place

pytestmark = pytest.mark.django_db(transaction=True)


def reachable(**columns: Any) -> Player:
    made = make_player(**columns)
    assert made.telegram_id is not None
    Chat.objects.create(chat_id=made.telegram_id, player=made, live_message_id=5, bottom_message_id=5)
    return made


def begin(event: str) -> int:
    run_id = event_start(event=event, reason="a test", actor="staff:1 anna")
    relay_events()
    return run_id


def told() -> list[tuple[str, str]]:
    """(chat, first line) of everything that is owed."""
    rows = OutboxMessage.objects.filter(topic="telegram").order_by("id")
    return [(row.lane, row.payload["text"].split("\n")[0]) for row in rows]


def test_those_concerned_are_told(published_world: Catalogue) -> None:
    here, away, low = reachable(level=9), reachable(level=9), reachable(level=3)
    for player in (here, low):
        player_place(player.pk, "rotten_marsh", now=clock.now())
    player_place(away.pk, "seal_bay", now=clock.now())
    unmoved = reachable(level=9)
    muted, gone, banned = reachable(level=9), reachable(level=9), reachable(level=9, banned_at=clock.now())
    player_notices_mute(player_id=muted.pk, mute=[NoticeKind.EVENT])
    Player.objects.filter(pk=gone.pk).update(seen_at=clock.now() - timedelta(days=30))
    begin("witch_night")
    timers_sweep()
    assert {lane for lane, _ in told()} == {str(here.telegram_id), str(unmoved.telegram_id)}
    assert "Ведьмина ночь" in told()[0][1]
    assert str(banned.telegram_id) not in {lane for lane, _ in told()}


def test_everybody_is_told_once_in_batches(published_world: Catalogue, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(announcements, "BATCH", 2)
    players = [reachable(language=language) for language in ("ru", "en", "ru", "en", "ru")]
    begin("lucky_hour")
    assert timers_sweep() == 3
    assert [lane for lane, _ in told()] == [str(player.telegram_id) for player in players]
    assert {"Час удачи" in line for _, line in told()[::2]} == {True}
    assert {"The Lucky Hour" in line for _, line in told()[1::2]} == {True}
    relay_events()
    assert timers_sweep() == 0


def test_what_is_over_is_no_news(published_world: Catalogue) -> None:
    reachable()
    run_id = begin("lucky_hour")
    event_stop(run_id=run_id, reason="enough", actor="staff:1 anna")
    assert Timer.objects.filter(kind=ANNOUNCE).exists()
    timers_sweep()
    assert told() == []


@pytest.mark.usefixtures("bot")
def test_a_boss_in_the_chat(telegram: RunningEmulator) -> None:
    lena = Person(telegram).begin()
    run_id = event_start(event="zmey_raid", reason="a test", actor="staff:1 anna")
    happening.forget()
    lena.tap("go.2.old_clearing")
    assert "Налёт Змея Горыныча" in lena.text
    lena.tap("boss.")
    assert "6000/6000" in lena.text
    lena.tap("strike.")
    assert "Твой удар" in lena.text
    assert not lena.can("strike."), "out of breath"
    assert "Передышка: 60 секунд" in lena.labels
    lena.say("/strike")
    assert "Переведи дух" in lena.text
    lena.say("/events")
    assert "События мира" in lena.text
    assert len(set(lena.data)) == len(lena.data), "what goes on and comes again has one button"
    lena.say("/event_zmey_raid")
    assert "Над Старой просекой" in lena.text
    lena.send(f"strike.0.{run_id}", forged=True)
    assert "обновлён" in lena.toast
    assert BossContribution.objects.get().strikes == 1
    BossContribution.objects.update(damage=500)
    event_stop(run_id=run_id, reason="enough", actor="staff:1 anna")
    timers_sweep()
    relay_events()
    assert "Твой урон: 500" in lena.hear()["text"]


@pytest.mark.usefixtures("bot")
def test_a_forged_strike_from_afar_is_refused(telegram: RunningEmulator) -> None:
    lena = Person(telegram).begin()
    run_id = event_start(event="zmey_raid", reason="a test", actor="staff:1 anna")
    happening.forget()
    version = Player.objects.get().version
    lena.send(f"strike.{version}.{run_id}", forged=True)
    assert "босса здесь нет" in lena.toast
    assert BossFight.objects.get().hp == 6000
