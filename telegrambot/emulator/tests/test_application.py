"""The whole round: an unmodified Application polls, people play."""

from telegrambot.emulator.testing import RunningEmulator
from telegrambot.emulator.tests.playing import BotThread


def test_people_play_side_by_side(telegram: RunningEmulator) -> None:
    lena, boris = telegram.person("Лена"), telegram.person("Борис")
    with BotThread(telegram):
        telegram.begin(lena, "ref_9")
        telegram.begin(boris)
        assert telegram.reply(lena)["text"] == "Привет ref_9"
        assert telegram.reply(lena)["text"].startswith("Шаг 0 <script> тайна")
        assert telegram.reply(boris)["text"] == "Привет"
        assert telegram.reply(boris)["text"].startswith("Шаг 0")
        for step in (1, 2):
            answer = telegram.press(lena, "Дальше")
            assert answer is not None
            assert answer["text"] == "Идём"
            assert telegram.reply(lena)["text"].startswith(f"Шаг {step}")
        assert telegram.is_silent(boris)
    assert len(telegram.messages(lena)) == 3
    assert telegram.calls("editMessageText")[-1]["code"] == 200


def test_alerts_photos_and_payments(telegram: RunningEmulator) -> None:
    lena = telegram.person("Лена")
    with BotThread(telegram):
        telegram.begin(lena)
        telegram.reply(lena)
        telegram.reply(lena)
        answer = telegram.press(lena, "Громко")
        assert answer is not None
        assert (answer["text"], answer["show_alert"]) == ("Ответ alert", True)
        telegram.press(lena, "Картина")
        assert telegram.reply(lena)["caption"] == "Подпись"
        telegram.say(lena, "/buy")
        invoice = telegram.reply(lena)
        assert telegram.pay(lena, message_id=invoice["message_id"]).status == "paid"
        assert telegram.press(lena, data="mute", message_id=invoice["message_id"] - 3, timeout=0.05) is None


def test_what_was_said_while_the_bot_was_away_is_answered_later(telegram: RunningEmulator) -> None:
    lena = telegram.person("Лена")
    telegram.begin(lena)
    with BotThread(telegram):
        assert telegram.reply(lena)["text"] == "Привет"
