"""A person takes quests, does them and is paid, with the real bot; and what the bot tells of it unasked."""

from __future__ import annotations

import pytest

from common.models import OutboxMessage
from common.outbox import publish
from common.relay import relay_events
from common.tx import run_unit
from content.rules.catalogue import Catalogue
from gameproject.testing import make_player
from players.events import AchievementUnlocked, QuestReady
from players.models import NoticeKind, Player, QuestEntry
from players.services.preferences import player_notices_mute
from telegrambot.emulator.testing import RunningEmulator
from telegrambot.models import Chat
from telegrambot.tests.conftest import RunningBot
from telegrambot.tests.person import Person

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def person(telegram: RunningEmulator, bot: RunningBot) -> Person:
    return Person(telegram)


def test_a_newcomer_takes_a_quest_fights_for_it_and_is_paid(person: Person) -> None:
    person.begin()
    assert "Тут есть и поручения" in person.text
    person.say("/quests")
    assert "Первые шаги · новое" in person.text
    person.tap("quest..first_steps")
    assert "Победить в бою · 0 из 1" in person.text
    person.tap("accept.")
    assert "Записано" in person.toast
    assert person.labels == ["← Поручения", "← Назад", "Отказаться"], "giving up is the last thing one wants now"
    relay_events()
    person.say("/go_old_clearing")
    person.win()
    assert "Первые шаги · " in person.text
    while relay_events():
        pass
    told = sorted(person.hear()["text"] for _ in range(2))
    assert "Достижение: Проба кулака" in told[0]
    assert "Первые шаги: всё сделано" in told[1]
    person.say("/quest_first_steps")
    assert "готово, награда ждёт" in person.text
    claim = next(data for data in person.data if data.startswith("claim."))
    person.send(claim)
    assert "Первые шаги: сделано!" in person.text
    person.send(claim, forged=True)
    assert "Экран обновлён" in person.toast
    while relay_events():
        pass
    assert "Достижение: На посылках" in person.hear()["text"]
    person.say("/feats")
    assert "Проба кулака · открыто, награда ждёт" in person.text
    person.tap("feat..first_win").tap("prize.")
    assert "Тебе достаётся" in person.text


def test_giving_up_is_asked_twice(person: Person) -> None:
    person.begin().say("/accept_first_steps")
    assert "Записано" in person.text
    person.tap("giveup.")
    assert QuestEntry.objects.get().state == QuestEntry.State.ACTIVE
    person.tap("abandon.")
    assert QuestEntry.objects.get().state == QuestEntry.State.ABANDONED
    assert "Первые шаги · новое" in person.text


def test_refusals_tell_the_way_out(person: Person) -> None:
    person.begin().say("/accept_town_round")
    assert "Площадь" in person.text
    person.say("/claim_first_steps")
    assert "нет в журнале" in person.text
    person.say("/feat_first_defeat")
    assert "Первый блин" not in person.text


@pytest.fixture
def player(published_world: Catalogue) -> Player:
    made = make_player()
    assert made.telegram_id is not None
    Chat.objects.create(chat_id=made.telegram_id, player=made, live_message_id=5, bottom_message_id=5)
    relay_events()
    return made


def told() -> list[str]:
    relay_events()
    return [row.payload["text"] for row in OutboxMessage.objects.filter(topic="telegram").order_by("id")]


def test_a_finished_quest_and_an_achievement_are_told_quietly(player: Player) -> None:
    QuestEntry.objects.create(player=player, quest="tails_by_count")
    ready = QuestReady(player_id=player.pk, quest="tails_by_count")
    unlocked = AchievementUnlocked(player_id=player.pk, achievement="first_defeat", points=5)
    run_unit(lambda: publish(ready, unlocked))
    first, second = told()
    assert "Хвосты по счёту" in first
    assert "Первый блин" in second
    assert all(row.payload["silent"] for row in OutboxMessage.objects.filter(topic="telegram"))


def test_nothing_is_told_of_what_is_over_or_muted(player: Player) -> None:
    QuestEntry.objects.create(player=player, quest="tails_by_count", state=QuestEntry.State.FINISHED)
    player_notices_mute(player_id=player.pk, mute=[NoticeKind.ACHIEVEMENT])
    ready = QuestReady(player_id=player.pk, quest="tails_by_count")
    unlocked = AchievementUnlocked(player_id=player.pk, achievement="first_defeat", points=5)
    run_unit(lambda: publish(ready, unlocked))
    assert told() == []
