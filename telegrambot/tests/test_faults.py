"""Bad days: Telegram refuses, the player floods, an update is poison, the database goes away."""

from __future__ import annotations

import time
from collections.abc import Callable

import pytest

from combat.models import BattleTurn
from common.models import InboxMessage, OutboxMessage
from common.tx import run_unit
from players.models import Player
from telegrambot import reception, replies
from telegrambot.actions import play
from telegrambot.emulator.testing import RunningEmulator
from telegrambot.models import Chat
from telegrambot.replies import MESSAGE
from telegrambot.runtime import BotRuntime
from telegrambot.tests.conftest import RunningBot
from telegrambot.tests.person import Person

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("bot")]


def eventually(is_so: Callable[[], object], seconds: float = 5.0) -> None:
    deadline = time.monotonic() + seconds
    while not is_so():
        assert time.monotonic() < deadline
        time.sleep(0.02)


def push(chat_id: int, text: str) -> None:
    run_unit(lambda: replies.push(chat_id, MESSAGE, {"text": text}))


def unsent() -> int:
    return OutboxMessage.objects.filter(topic="telegram", state=OutboxMessage.State.PENDING).count()


def test_a_chat_told_to_wait_waits_alone(telegram: RunningEmulator) -> None:
    lena, boris = Person(telegram).begin(), Person(telegram, "Борис").begin()
    telegram.fault("flood", "editMessageText", chat_id=lena.id, retry_after=1)
    started = time.monotonic()
    strike = next(data for data in lena.data if data.startswith("go.2.old"))
    telegram.enqueue([{"person_id": lena.id, "data": strike}])
    boris.tap("go.2.old_clearing").tap("fight.")
    assert time.monotonic() - started < 0.9
    lena.screen = telegram.reply(lena.id)
    assert time.monotonic() - started >= 1.0
    assert lena.can("fight.")


def test_of_the_screens_that_waited_only_the_newest_is_sent(telegram: RunningEmulator) -> None:
    lena = Person(telegram).begin()
    telegram.fault("flood", "editMessageText", retry_after=1)
    before = telegram.bot_message_count
    for data in ("character..", "bag..", "menu.."):
        lena.send(data, forged=True, quiet=True)
    lena.screen = lena.hear()
    assert lena.can("settings.")
    eventually(lambda: not unsent())
    assert telegram.bot_message_count == before + 1


def test_a_blocked_bot_stops_writing_until_the_player_is_back(telegram: RunningEmulator) -> None:
    lena = Person(telegram).begin()
    telegram.block(lena.id)
    eventually(lambda: Chat.objects.get().unreachable_at is not None)
    telegram.unblock(lena.id)
    eventually(lambda: Chat.objects.get().unreachable_at is None)
    telegram.deactivate(lena.id)
    push(lena.id, "hello")
    eventually(lambda: Chat.objects.get().unreachable_at is not None)
    assert not OutboxMessage.objects.filter(topic="telegram", state=OutboxMessage.State.DEAD).exists()
    eventually(lambda: not unsent())


def test_the_same_screen_again_is_no_error(telegram: RunningEmulator) -> None:
    lena = Person(telegram).begin()
    lena.send("look..", forged=True, quiet=True)
    eventually(lambda: not unsent())
    assert not OutboxMessage.objects.filter(state=OutboxMessage.State.DEAD).exists()
    assert lena.tap("menu.").can("settings.")


def test_a_deleted_screen_is_sent_anew(telegram: RunningEmulator) -> None:
    lena = Person(telegram).begin()
    gone = int(lena.screen["message_id"])
    telegram._do(lambda: telegram.emulator.people.chats[lena.id].messages.pop(gone))
    lena.send("menu..", forged=True)
    assert lena.screen["message_id"] > gone
    eventually(lambda: Chat.objects.get().live_message_id == lena.screen["message_id"])
    assert lena.tap("settings.").screen["message_id"] == lena.screen["message_id"]


@pytest.mark.parametrize("kind", ["server_error", "timeout_after_success"])
def test_errors_of_the_network_are_retried(telegram: RunningEmulator, kind: str) -> None:
    lena = Person(telegram).begin()
    telegram.fault(kind, "editMessageText", calls=2)
    lena.send("menu..", forged=True)
    assert lena.can("settings.")
    eventually(lambda: not unsent())


def test_a_press_answered_too_late_is_no_error(telegram: RunningEmulator) -> None:
    lena = Person(telegram).begin()
    telegram.fault("stale_query", "answerCallbackQuery")
    telegram.enqueue([{"person_id": lena.id, "data": "menu..", "forged": True}])
    lena.screen = telegram.reply(lena.id)
    assert lena.can("settings.")


def test_what_telegram_does_not_take_is_a_dead_letter_with_the_reason(telegram: RunningEmulator) -> None:
    lena = Person(telegram).begin()
    push(lena.id, "<b>broken")
    push(lena.id, "good")
    assert telegram.reply(lena.id)["text"] == "good"
    eventually(lambda: OutboxMessage.objects.filter(state=OutboxMessage.State.DEAD).exists())
    assert "entities" in OutboxMessage.objects.get(state=OutboxMessage.State.DEAD).error


def test_an_update_that_comes_twice_takes_effect_once(telegram: RunningEmulator) -> None:
    lena = Person(telegram).begin()
    lena.tap("go.2.old_clearing").tap("fight.")
    telegram.fault("duplicate_update")
    lena.say("/attack")
    lena.say("/look")
    assert BattleTurn.objects.filter(number__gt=0).count() == 1


def test_a_poison_update_is_parked_and_the_player_goes_on(
    telegram: RunningEmulator, monkeypatch: pytest.MonkeyPatch
) -> None:
    lena = Person(telegram).begin()
    healthy = play.pressed

    def poisoned(visit: object, data: str) -> object:
        if data.startswith("bag"):
            raise ZeroDivisionError
        return healthy(visit, data)  # type: ignore[arg-type]

    monkeypatch.setattr(reception, "pressed", poisoned)
    lena.send("bag..", forged=True)
    assert "сломалось" in lena.text
    parked = InboxMessage.objects.get(state=InboxMessage.State.PARKED)
    assert parked.attempts == 3
    assert "ZeroDivisionError" in parked.error
    assert lena.say("/look").can("go.")


def test_a_player_who_floods_is_told_and_delays_nobody(telegram: RunningEmulator) -> None:
    lena, boris = Person(telegram).begin(), Person(telegram, "Борис").begin()
    telegram.enqueue([{"person_id": lena.id, "text": "/look"}] * 300)
    started = time.monotonic()
    boris.tap("go.2.old_clearing")
    assert time.monotonic() - started < 2.0
    eventually(lambda: not InboxMessage.objects.filter(state=InboxMessage.State.PENDING).exists(), 20)
    skipped = InboxMessage.objects.filter(error__startswith="skipped").count()
    assert skipped > 150
    eventually(lambda: sum("Слишком быстро" in m.get("text", "") for m in telegram.messages(lena.id)) == 1)
    assert lena.say("/look").can("go.")


def test_money_is_never_skipped_and_never_taken_for_nothing(telegram: RunningEmulator) -> None:
    from telegrambot.backlog import shed

    lena = Person(telegram).begin()
    payment = {"update_id": 1, "message": {"message_id": 1, "chat": {"id": lena.id}, "successful_payment": {}}}
    word = {"update_id": 2, "message": {"message_id": 2, "chat": {"id": lena.id}, "text": "hi"}}
    for number, update in enumerate((payment, word), 1):
        InboxMessage.objects.create(source="other", external_id=number, lane=lena.id, payload=update)
    assert run_unit(lambda: shed("other", lena.id, keep=0)) == [""]
    assert InboxMessage.objects.get(source="other", state=InboxMessage.State.PENDING).external_id == 1


def test_connections_that_break_are_made_anew(telegram: RunningEmulator) -> None:
    from django.db import connection

    lena = Person(telegram).begin()
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
            " WHERE datname = current_database() AND pid <> pg_backend_pid()"
        )
    for place in ("old_clearing", "forest_gate", "old_clearing"):
        lena.say(f"/go_{place}")
    assert lena.can("fight.")
    eventually(lambda: not unsent(), 10)
    assert Player.objects.get().version == 5


def test_a_reply_left_by_a_dead_process_is_sent(telegram: RunningEmulator, bot: RunningBot) -> None:
    lena = Person(telegram).begin()
    bot.stop()
    push(lena.id, "while you were away")
    again = RunningBot().start()
    try:
        assert telegram.reply(lena.id)["text"] == "while you were away"
        assert isinstance(again.runtime, BotRuntime)
    finally:
        again.stop()
