"""Texts that grow with play, as two people meet them through the bot."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from django.contrib.auth.models import User

from combat.models import Battle
from common.models import OutboxMessage
from common.relay import relay_events
from content.models import GameText, TextReport
from content.providers.base import Answer, Outcome
from content.rules.texts import Purpose, Words
from content.selectors import texts
from content.services.moderation import text_approve
from content.services.writing import text_write_next
from content.tests.texts import WRITTEN, Scribe
from players.models import FactTally, Player, UnlockedAchievement
from players.rules.quests import Fact
from telegrambot.emulator.testing import RunningEmulator
from telegrambot.models import Chat
from telegrambot.replies import Owed
from telegrambot.tests.conftest import RunningBot
from telegrambot.tests.person import Person

pytestmark = pytest.mark.django_db(transaction=True)
HERE = "forest_gate"


@pytest.fixture(autouse=True)
def no_memory() -> Iterator[None]:
    texts.forget_all()
    yield
    texts.forget_all()


def write(purpose: Purpose, scribe: Scribe | None = None) -> GameText:
    """Everything that is wanted of other purposes waits; the writer writes the one that is left."""
    GameText.objects.exclude(purpose=purpose).filter(state="wanted").delete()
    (row,) = GameText.objects.filter(state="wanted")
    assert text_write_next(scribe or Scribe())
    row.refresh_from_db()
    return row


def published(person: Person, row: GameText) -> dict[str, object]:
    """What the person's screen becomes when the relay has told of it."""
    if row.state == "waiting":
        text_approve(text_id=row.pk, revision=row.revision, by=User.objects.create_user("zlata"))
    relay_events()
    return person.hear()


def stays(person: Person) -> bool:
    """Whether the person goes on seeing what they saw."""
    while not person.telegram.is_silent(person.id):
        pass
    return any(message["text"] == person.text for message in person.telegram.messages(person.id)[-1:])


@pytest.fixture
def ann(telegram: RunningEmulator, bot: RunningBot) -> Person:
    """A newcomer who wants to hear of nothing but what she asks for."""
    return Person(telegram).begin().say("/notify_off").say("/look")


def test_the_first_is_named_and_the_second_reads_at_once(ann: Person, telegram: RunningEmulator) -> None:
    relay_events()
    assert WRITTEN not in ann.text
    number = ann.screen["message_id"]
    row = write(Purpose.LOCATION)
    shown = published(ann, row)
    assert WRITTEN in str(shown["text"])
    assert shown["message_id"] == number  # refreshed, not sent
    assert "Впервые описано: Лёля." in ann.say("/look").text
    bob = Person(telegram, first_name="Борис").begin()
    assert WRITTEN in bob.text
    assert "Впервые описано: Лёля." in bob.text
    her = Player.objects.earliest("pk")
    assert FactTally.objects.get(player=her, fact=Fact.TEXTS_EXPLORED).amount == 1
    assert UnlockedAchievement.objects.filter(player=her, achievement="first_light").exists()
    assert Chat.objects.get(player=her).awaits == ""


def test_three_reports_hide_a_text(ann: Person, telegram: RunningEmulator) -> None:
    row = write(Purpose.LOCATION)
    published(ann, row)
    people = [ann, *(Person(telegram, first_name=name).begin() for name in ("Борис", "Вера"))]
    for person in people:
        person.say("/menu").tap("text.")
        assert WRITTEN in person.text
        person.tap("report.")
        assert "Спасибо" in person.toast
    assert WRITTEN not in people[-1].text
    assert TextReport.objects.count() == 3
    people[0].say("/look")
    assert WRITTEN not in people[0].text
    people[0].say(f"/report_{row.pk}")
    assert TextReport.objects.count() == 3
    assert "уже никто не читает" in people[0].text


def test_who_does_not_want_to_be_named_is_not(ann: Person) -> None:
    ann.say("/settings").tap("credit.")
    assert "не стоит" in ann.text
    ann.say("/look")
    row = write(Purpose.LOCATION)
    assert "Лёля" not in str(published(ann, row)["text"]).split("Рядом")[0]
    assert GameText.objects.get().credit == ""
    ann.say("/credit_on")
    texts.forget_all()
    ann.say("/look")
    assert "Впервые описано: Лёля." in ann.text
    ann.say("/credit_off")
    texts.forget_all()
    ann.say("/look")
    assert "Впервые" not in ann.text


def test_words_that_got_past_the_checks_are_escaped(ann: Person) -> None:
    row = write(Purpose.LOCATION)
    hostile = '<b>жми</b> <a href="tg://user?id=1">сюда</a>\n\n\n' + "\n".join("строка &amp; <" for _ in range(400))
    GameText.objects.filter(pk=row.pk).update(body=hostile, credit="<i>&")
    texts.forget_all()
    relay_events()
    shown = ann.say("/look").screen
    assert "<b>жми</b> <a href" in shown["text"]  # as letters
    assert {entity["type"] for entity in shown.get("entities", ())} <= {"bold", "italic"}
    assert len(shown["text"]) <= 700
    assert len(shown["text"].split("\n")) <= 12


def test_another_screen_is_left_alone(ann: Person) -> None:
    row = write(Purpose.LOCATION)
    ann.tap("bag.")
    relay_events()
    assert stays(ann)
    assert row.state == "published"
    assert WRITTEN in ann.tap("look.").text


def test_who_has_walked_on_is_not_brought_back(ann: Person) -> None:
    row = write(Purpose.LOCATION)
    ann.say("/go_town_square")
    relay_events()
    assert stays(ann)
    assert row.subject == f"location:{HERE}"
    assert WRITTEN not in ann.text


def test_a_refresh_gives_way_to_a_screen_that_was_owed_after_it(ann: Person, bot: RunningBot) -> None:
    """The row is written first and found last, as when the sweep is slow."""
    row = write(Purpose.LOCATION)
    assert row.state == "published"
    relay_events()
    pushed = OutboxMessage.objects.filter(topic="telegram", name="screen", payload__yields=True).latest("pk")
    ann.hear()
    ann.tap("bag.")
    owed = Owed(pushed.pk, ann.id, pushed.name, pushed.payload)
    bot._loop.call_soon_threadsafe(bot.runtime.sender.offer, [owed])
    assert stays(ann)


@pytest.mark.parametrize(
    ("command", "purpose"),
    [("/item_rye_bread", Purpose.ITEM), ("/quest_tails_by_count", Purpose.QUEST)],
)
def test_cards_tell_more_and_lead_to_a_report(ann: Person, command: str, purpose: Purpose) -> None:
    ann.say(command)
    row = write(purpose)
    shown = published(ann, row)
    ann.screen = shown
    assert WRITTEN in ann.text
    ann.tap("text.").tap("report.")
    assert TextReport.objects.count() == 1


def test_the_trader_speaks(ann: Person) -> None:
    ann.say("/go_town_square").say("/go_market").say("/shop")
    assert WRITTEN in str(published(ann, write(Purpose.NPC))["text"])


def test_a_foe_has_a_legend_and_a_notable_fight_a_tale(ann: Person) -> None:
    ann.say("/go_old_clearing").tap("fight.")
    legend = GameText.objects.get(purpose=Purpose.MONSTER)
    battle = Battle.objects.get()
    assert legend.subject == f"monster:{battle.monster}"
    ann.say("/look")
    for fighter in battle.state["fighters"]:
        fighter["hp"] = 1 if fighter["id"] < 0 else 2
        fighter["agility"], fighter["max_hp"] = (0, fighter["max_hp"]) if fighter["id"] < 0 else (999, 900)
    battle.save(update_fields=["state"])
    ann.fight_on()
    assert "Победа" in ann.text
    scribe = Scribe([Answer(Outcome.OK, Words(f"{TALE}"), 100, 50)])
    row = write(Purpose.BATTLE, scribe)
    assert row.facts["hero"] == "Лёля"
    shown = str(published(ann, row)["text"])
    assert TALE in shown
    assert "Победа" in shown


TALE = "Говорят, Лёля стояла на поляне до последнего вздоха и всё же осталась стоять, когда пыль улеглась."
