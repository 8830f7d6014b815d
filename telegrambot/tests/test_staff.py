"""Moderators in Telegram: an account linked by a code, and texts decided about in the staff group."""

from __future__ import annotations

import time
from datetime import timedelta

import pytest
from django.contrib.auth.models import Permission, User
from pytest_django import Settings

from common import clock
from common.errors import NotFound
from common.relay import relay_events
from common.tests.sample import in_threads
from common.tx import run_unit
from content.models import GameText
from content.services.moderation import text_approve, text_regenerate
from content.state.texts import text_hold
from content.tests.texts import prose
from players.models import Player
from telegrambot.emulator.testing import RunningEmulator
from telegrambot.models import StaffLink, StaffPost
from telegrambot.staff import staff_code_issue, staff_link
from telegrambot.tests.conftest import RunningBot
from telegrambot.tests.person import Person

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def moderator(transactional_db: None) -> User:
    user = User.objects.create_user("anna", is_staff=True)
    user.user_permissions.add(Permission.objects.get(codename="moderate_texts"))
    return user


@pytest.fixture
def group(telegram: RunningEmulator, settings: Settings) -> int:
    settings.TELEGRAM_STAFF_CHAT = telegram.group()
    settings.TELEGRAM_STAFF_LANGUAGE = "ru"
    settings.PUBLIC_URL = "https://artel.example.org"
    return int(settings.TELEGRAM_STAFF_CHAT)


def waiting(number: int = 1, *, body: str = "") -> GameText:
    """A text that was written under review first."""
    row = GameText.objects.create(
        purpose="monster", language="ru", fingerprint=f"{number:064d}", subject=f"monster:ghoul_{number}", facts={}
    )
    row.versions.create(number=1, title="Мокрый Тит", body=body or prose(number), provider="scribe")
    run_unit(lambda: text_hold(row, now=clock.now()))
    relay_events()
    return row


def linked(telegram: RunningEmulator, user: User, name: str = "Анна") -> Person:
    person = Person(telegram, first_name=name)
    person.say(f"/staff {staff_code_issue(user=user).lower()}")
    assert user.username in person.text
    return person


def press(person: Person, group: int, label: str) -> str:
    answer = person.telegram.press(person.id, label, group_id=group, timeout=person.patience)
    assert answer is not None, "the press was not answered"
    return str(answer["text"])


def post_known(text: GameText) -> None:
    """Wait until the number of the message is on disk."""
    for _ in range(100):
        if StaffPost.objects.filter(text_id=text.pk, message_id__gt=0).exists():
            return
        time.sleep(0.02)
    raise AssertionError("the post's message is not known")


def test_a_text_is_decided_about_in_the_group(
    telegram: RunningEmulator, bot: RunningBot, group: int, moderator: User
) -> None:
    anna = linked(telegram, moderator)
    row = waiting(body="Он <b>жив</b> & голоден. <a href='https://example.com'>сюда</a>")
    shown = telegram.reply(group, timeout=15)
    assert "Ждёт проверки" in shown["text"]
    assert "<b>жив</b> & голоден. <a href" in shown["text"]  # as it stands, not as markup
    assert [button["text"] for line in shown["reply_markup"]["inline_keyboard"] for button in line] == [
        "✅ Одобрить", "❌ Отклонить", "Открыть в админке",
    ]  # fmt: skip
    stranger = Person(telegram, first_name="Чужой")
    assert "Решают здесь только модераторы" in press(stranger, group, "✅ Одобрить")
    row.refresh_from_db()
    assert (row.state, row.revision) == ("waiting", 0)
    assert "игроки его читают" in press(anna, group, "✅ Одобрить")
    row.refresh_from_db()
    assert (row.state, row.is_reviewed) == ("published", True)
    assert row.versions.get().reviewer == moderator
    relay_events()
    edited = telegram.reply(group, kinds=("edit",), timeout=15)
    assert "Одобрено: anna" in edited["text"]
    assert "reply_markup" not in edited
    assert not Player.objects.filter(telegram_id=stranger.id).exists()  # staff in a group are no players


def test_what_the_admin_has_decided_is_told_in_the_group_and_a_late_press_is_refused(
    telegram: RunningEmulator, bot: RunningBot, group: int, moderator: User
) -> None:
    anna = linked(telegram, moderator)
    row = waiting()
    shown = telegram.reply(group, timeout=15)
    post_known(row)
    text_approve(text_id=row.pk, revision=0, by=User.objects.create_user("boris"))
    assert "уже" in press(anna, group, "❌ Отклонить")
    row.refresh_from_db()
    assert (row.state, row.revision) == ("published", 1)
    relay_events()
    edited = telegram.reply(group, kinds=("edit",), timeout=15)
    assert edited["message_id"] == shown["message_id"]
    assert "Одобрено: boris" in edited["text"]


def test_the_post_is_edited_by_a_bot_that_was_started_anew(
    telegram: RunningEmulator, bot: RunningBot, group: int, moderator: User
) -> None:
    row = waiting()
    shown = telegram.reply(group, timeout=15)
    post_known(row)
    bot.stop()
    text_regenerate(text_id=row.pk, revision=0, by=moderator, hint="темнее")
    relay_events()
    again = RunningBot().start()
    edited = telegram.reply(group, kinds=("edit",), timeout=15)
    again.stop()
    assert edited["message_id"] == shown["message_id"]
    assert "anna" in edited["text"]


def test_two_presses_at_once_decide_once(
    telegram: RunningEmulator, bot: RunningBot, group: int, moderator: User
) -> None:
    boris = User.objects.create_user("boris", is_staff=True)
    boris.user_permissions.set(moderator.user_permissions.all())
    people = [linked(telegram, moderator), linked(telegram, boris, "Борис")]
    row = waiting()
    telegram.reply(group, timeout=15)
    labels = ("✅ Одобрить", "❌ Отклонить")
    in_threads(*(lambda it=it: press(*it) for it in zip(people, [group] * 2, labels, strict=True)))
    row.refresh_from_db()
    assert row.revision == 1


def test_who_lost_the_permission_decides_no_more(
    telegram: RunningEmulator, bot: RunningBot, group: int, moderator: User
) -> None:
    anna = linked(telegram, moderator)
    row = waiting()
    telegram.reply(group, timeout=15)
    moderator.user_permissions.clear()
    assert "только модераторы" in press(anna, group, "✅ Одобрить")
    row.refresh_from_db()
    assert row.state == "waiting"


def test_a_press_in_another_group_decides_nothing(
    telegram: RunningEmulator, bot: RunningBot, group: int, moderator: User
) -> None:
    anna = linked(telegram, moderator)
    row = waiting()
    telegram.reply(group, timeout=15)
    other = telegram.group("Other", group_id=-1_009)
    data = f"staff.approve.{row.pk}.0.{row.versions.get().pk}"
    telegram.press(anna.id, data=data, message_id=5, forged=True, group_id=other, timeout=15)
    row.refresh_from_db()
    assert row.state == "waiting"


def test_without_a_group_nothing_is_told(transactional_db: None, published_world: object, settings: Settings) -> None:
    settings.TELEGRAM_STAFF_CHAT = 0
    waiting()
    assert not StaffPost.objects.exists()


def test_a_code_is_good_once_and_not_for_long(moderator: User, monkeypatch: pytest.MonkeyPatch) -> None:
    code = staff_code_issue(user=moderator)
    assert code not in str(StaffLink.objects.values())
    staff_link(code=code, telegram_user_id=7)
    with pytest.raises(NotFound):
        staff_link(code=code, telegram_user_id=8)
    late = staff_code_issue(user=moderator)
    later = clock.now() + timedelta(minutes=11)
    monkeypatch.setattr(clock, "now", lambda: later)
    with pytest.raises(NotFound):
        staff_link(code=late, telegram_user_id=8)
    assert StaffLink.objects.get().telegram_user_id == 7


def test_a_wrong_code_is_refused_in_words(telegram: RunningEmulator, bot: RunningBot) -> None:
    stranger = Person(telegram, first_name="Чужой").say("/staff ABCDEFGHJK")
    assert "код не подходит" in stranger.text.lower()
    assert not StaffLink.objects.exists()
    assert not Player.objects.filter(telegram_id=stranger.id).exists()
