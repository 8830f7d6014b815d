"""A person plays: the whole loop, with the real bot, over the Bot API."""

from __future__ import annotations

import io

import pytest
from PIL import Image

from combat.models import Battle
from common.models import InboxMessage, OutboxMessage
from common.relay import relay_events
from players.models import Player
from telegrambot.emulator.testing import RunningEmulator
from telegrambot.models import Chat
from telegrambot.tests.conftest import RunningBot
from telegrambot.tests.person import Person

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("bot")]


def test_the_first_fight_is_four_taps_from_start_and_the_first_reward_eight(telegram: RunningEmulator) -> None:
    lena = Person(telegram).begin("hunter")
    lena.tap("go.2.old_clearing").tap("fight.")
    assert lena.taps == 4
    assert lena.can("attack.")
    assert lena.can("flee.")


def test_all_of_it_happens_in_one_message(telegram: RunningEmulator) -> None:
    lena = Person(telegram).begin()
    first = lena.screen["message_id"]
    lena.tap("go.2.old_clearing").tap("fight.").tap("attack.")
    assert lena.screen["message_id"] == first
    assert Chat.objects.get().live_message_id == first


def test_a_typed_name_is_taken_and_its_screen_comes_below(telegram: RunningEmulator) -> None:
    lena = Person(telegram, first_name="💀")
    telegram.begin(lena.id)
    lena.screen = telegram.reply(lena.id)
    assert not lena.can("name.")
    first = lena.screen["message_id"]
    lena.say("<b>Лёля</b>")
    assert Player.objects.get().name == ""
    lena.say("Лёля Лесная")
    assert Player.objects.get().name == "Лёля Лесная"
    assert "Лёля Лесная" in lena.text
    assert lena.hear_stripped(first)


def test_a_taken_name_is_offered_with_a_number(telegram: RunningEmulator) -> None:
    Person(telegram).begin()
    other = Person(telegram)
    telegram.begin(other.id)
    other.screen = telegram.reply(other.id)
    other.tap("name.")
    assert "занято" in other.toast
    other.tap("name.")
    assert other.can("class.")
    assert Player.objects.filter(name__startswith="Лёля ").count() == 1


def forget_finds() -> None:
    """What the monster dropped is luck: a rare find would bring a message of its own between those looked at."""
    OutboxMessage.objects.filter(name="combat.BattleEnded").delete()


def test_victory_brings_the_reward_and_a_level_brings_a_message(telegram: RunningEmulator, bot: RunningBot) -> None:
    lena = Person(telegram).begin()
    player = Player.objects.get()
    Player.objects.update(xp=49)
    lena.tap("go.").win()
    assert "Опыт +" in lena.text
    player.refresh_from_db()
    assert player.level == 2
    assert "Уровень 2" in lena.text
    forget_finds()
    relay_events()
    notice = lena.hear()
    assert "Уровень 2" in notice["text"]
    assert "Удар щитом" in notice["text"]
    # The message pushed the screen up: the next one comes below it, and the old one loses its buttons.
    live = lena.screen["message_id"]
    lena.tap("look.")
    assert lena.screen["message_id"] > notice["message_id"]
    assert lena.hear_stripped(live)


def test_muting_from_the_message_itself(telegram: RunningEmulator) -> None:
    lena = Person(telegram).begin()
    Player.objects.update(xp=49)
    lena.tap("go.").win()
    forget_finds()
    relay_events()
    notice = lena.hear()
    lena.send("mute..level", message_id=notice["message_id"], quiet=True)
    assert "больше не придут: новые уровни" in lena.toast
    stripped = telegram.reply(lena.id)
    assert "reply_markup" not in stripped
    assert stripped["message_id"] == notice["message_id"]
    player = Player.objects.get()
    assert (player.notifications, player.muted) == (True, ["level"])


def test_each_kind_of_notification_has_its_switch(telegram: RunningEmulator) -> None:
    lena = Person(telegram).begin().tap("menu.").tap("settings.")
    assert "Уведомления включены." in lena.text
    lena.tap("notify..")
    assert "Новые уровни: вкл.\nРедкие находки: вкл." in lena.text
    lena.tap("notify..find_off")
    assert "Новые уровни: вкл.\nРедкие находки: выкл." in lena.text
    lena.tap("notify..off")
    assert "Уведомления: выкл." in lena.text
    assert not lena.can("notify..find")
    lena.tap("notify..on")
    assert "Редкие находки: выкл." in lena.text
    lena.tap("notify..find_on")
    assert "Редкие находки: вкл." in lena.text


def test_muting_can_be_typed_and_an_unknown_kind_is_refused(telegram: RunningEmulator) -> None:
    lena = Person(telegram).begin()
    assert lena.say("/mute_find").text.startswith("Такие сообщения больше не придут: редкие находки.")
    for command in ("/mute_dragons", "/notify_dragons_off", "/notify_dragons"):
        assert lena.say(command).text.startswith("Таких уведомлений нет: dragons. Вот какие есть.")
    assert "Редкие находки: выкл." in lena.say("/mute").text
    assert Player.objects.get().muted == ["find"]
    assert "Редкие находки: вкл." in lena.say("/notify_find_on").text
    assert Player.objects.get().muted == []


def test_shop_bag_and_settings(telegram: RunningEmulator) -> None:
    lena = Person(telegram).begin()
    Player.objects.update(hp=10)
    lena.tap("go.").tap("shop.").tap("offer..herb_tonic")
    before = lena.text
    lena.tap("buy.")
    assert lena.text != before
    assert lena.toast == "Куплено: Травяной настой ×1 за 10 золотых."
    lena.tap("shop.").tap("goods.").tap("ware..rye_bread").tap("sellall.")
    assert "Краюха" not in lena.text
    assert lena.toast.startswith("Продано: Краюха ржаного ×")
    lena.tap("shop.").tap("look.").tap("bag.").tap("item..herb_tonic").tap("drink.")
    assert Player.objects.get().hp > 10
    lena.tap("bag.").tap("look.").tap("menu.").tap("settings.").tap("language..en")
    assert "Settings" in lena.text
    lena.tap("plain..on")
    assert "Text only: on" in lena.text
    assert "/language_ru" in lena.text
    lena.say("/look")
    assert "HP 7" in lena.text or "HP 6" in lena.text or "HP " in lena.text
    assert "▰" not in lena.text


def test_a_typed_purchase_and_sale_say_so_in_the_first_line(telegram: RunningEmulator) -> None:
    lena = Person(telegram, language="en").begin().tap("go.2.old_clearing")
    assert lena.say("/buy_herb_tonic").text.startswith("Bought: Herb Tonic ×1 for 10 gold.")
    assert lena.say("/sell_herb_tonic").text.startswith("Sold: Herb Tonic ×1 for 4 gold.")


def test_rest_is_offered_when_it_would_help(telegram: RunningEmulator) -> None:
    lena = Person(telegram).begin()
    assert not lena.can("rest.")
    assert "полны" in lena.say("/rest").text
    Player.objects.update(hp=10)
    assert lena.say("/look").data[0].startswith("rest.")
    assert not lena.tap("rest.").can("rest.")


def test_wearing_and_taking_off(telegram: RunningEmulator) -> None:
    from players.state.ledger import Move, item_asset, ledger_move

    lena = Person(telegram).begin()
    player = Player.objects.get()
    ledger_move(player_id=player.pk, moves=[Move(item_asset("knotty_club"), 1)], reason="test", key="test")
    lena.tap("bag.").tap("item..knotty_club").tap("wear.")
    assert "Надето" in lena.text
    lena.tap("takeoff.")
    assert "надето" not in lena.text


def test_a_double_tap_acts_once(telegram: RunningEmulator) -> None:
    lena = Person(telegram).begin()
    lena.tap("go.2.old_clearing").tap("fight.")
    strike = next(data for data in lena.data if data.startswith("attack."))
    telegram.enqueue([{"person_id": lena.id, "data": strike, "message_id": lena.screen["message_id"]}] * 2)
    telegram.reply(lena.id)
    lena.say("/look")
    assert Battle.objects.get().version == 1


def test_a_stale_tap_gets_a_toast_and_the_fresh_screen(telegram: RunningEmulator) -> None:
    lena = Person(telegram).begin()
    old = lena.data
    lena.tap("go.2.old_clearing")
    place = lena.text
    lena.send(next(data for data in old if data.endswith("town_square")), forged=True, quiet=True)
    assert lena.toast == "Экран обновлён."
    lena.say("/look")
    assert lena.text == place


TAMPERED = [
    "", "x", "go", "go.2.", "fly.1.moon", "attack.b99999999999-0.", "attack.b9223372036854775808-0.", "go.1.'; --",
    "potion.b1-0.nothing", "item..no_such", "bag..999", "class.1.king", "language..xx", "\x00\x00", "я" * 32,
]  # fmt: skip


@pytest.mark.parametrize("data", TAMPERED)
def test_tampered_data_is_answered_and_harms_nothing(telegram: RunningEmulator, data: str) -> None:
    lena = Person(telegram).begin()
    lena.send(data or " ", forged=True, quiet=True)
    assert Player.objects.get().level == 1
    assert not InboxMessage.objects.exclude(state=InboxMessage.State.DONE).exists()
    assert lena.say("/look").can("go.")


def test_somebody_elses_battle_is_not_touched(telegram: RunningEmulator) -> None:
    lena, boris = Person(telegram).begin(), Person(telegram, first_name="Борис").begin()
    lena.tap("go.2.old_clearing").tap("fight.")
    boris.send(next(data for data in lena.data if data.startswith("attack.")), forged=True, quiet=True)
    assert boris.toast
    assert Battle.objects.get().version == 0


def test_unknown_commands_long_texts_and_pictures_are_answered(telegram: RunningEmulator) -> None:
    lena = Person(telegram).begin()
    assert "/fight" in lena.say("/figth").text
    assert "/help" in lena.say("/xyzzy <script>").text
    assert lena.say("ы" * 4096).can("go.")
    picture = io.BytesIO()
    Image.new("RGB", (8, 8)).save(picture, "PNG")
    telegram.send_photo(lena.id, picture.getvalue(), "look!")
    assert "текст" in telegram.reply(lena.id, kinds=("message",))["text"]


def test_refusals_say_the_way_out(telegram: RunningEmulator) -> None:
    lena = Person(telegram).begin()
    lena.tap("go.2.old_clearing")
    text = lena.text
    lena.tap(next(data for data in lena.data if data.endswith("rotten_marsh")), quiet=True)
    assert "уровня 5" in lena.toast
    assert "Гнилая топь" in lena.toast
    assert lena.say("/look").text == text
    assert "не отдохнуть" in lena.say("/rest").text


def test_a_banned_player_is_told_so(telegram: RunningEmulator) -> None:
    from players.services.corrections import player_ban

    lena = Person(telegram).begin()
    player_ban(player_id=Player.objects.get().pk, reason="test", actor="staff:1")
    lena.tap("go.")
    assert "заблокирован" in lena.toast
    assert "Игра для тебя закрыта" in lena.text
    assert not lena.data
    assert lena.say("/start").text.count("заблокирован") == 1


def test_the_deep_link_is_remembered(telegram: RunningEmulator) -> None:
    lena = Person(telegram)
    telegram.begin(lena.id, "friend-17")
    telegram.reply(lena.id)
    assert Chat.objects.get().start_payload == "friend-17"


def test_nothing_is_left_undone_or_unsent(telegram: RunningEmulator, bot: RunningBot) -> None:
    Person(telegram).begin().tap("go.2.old_clearing").tap("fight.").tap("flee.")
    bot.stop()
    assert not InboxMessage.objects.exclude(state=InboxMessage.State.DONE).exists()
    assert not OutboxMessage.objects.filter(topic="telegram").exclude(state=OutboxMessage.State.DONE).exists()
