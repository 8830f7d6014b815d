"""A person gathers, makes and works, with the real bot, over the Bot API."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db.models import F

from common import clock
from common.models import OutboxMessage, Timer
from common.relay import relay_events
from common.timers import timers_sweep
from players.models import NoticeKind, Player
from players.services.preferences import player_notices_mute
from players.state.ledger import GOLD, Move, balance, item_asset, ledger_move
from telegrambot.emulator.testing import RunningEmulator
from telegrambot.tests.person import Person
from world.models import ActivityRun, PlayerProfession
from world.state.place import player_place

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("bot")]


def move_to(location: str, **items: int) -> Player:
    player = Player.objects.get()
    player_place(player.pk, location, now=clock.now())
    moves = [Move(GOLD if item == "gold" else item_asset(item), amount) for item, amount in items.items()]
    if moves:
        ledger_move(player_id=player.pk, moves=moves, reason="test")
    return player


def let_pass(time: timedelta) -> None:
    """As if what goes on had begun so long before."""
    ActivityRun.objects.filter(outcome="").update(started_at=F("started_at") - time, ends_at=F("ends_at") - time)
    Timer.objects.filter(kind="activity").update(due_at=F("due_at") - time)


def test_from_the_meadow_to_the_cauldron(telegram: RunningEmulator) -> None:
    lena = Person(telegram).begin()
    player = move_to("old_clearing")
    lena.say("/look").tap("doings.").tap("node..meadow")
    assert "Луговые травы, Болотная мята 35 %" in lena.text
    lena.tap("gather.")
    assert lena.toast.startswith("Собрано: Луговые травы ×")
    assert "Осталось порций: 5 из 6." in lena.text
    lena.tap("gatherall.")
    assert "Осталось порций: 0 из 6." in lena.text
    assert not lena.can("gather")
    herbs = balance(player_id=player.pk, asset="item:meadow_herbs")
    assert herbs >= 6
    move_to("market")
    lena.say("/look").tap("doings.").tap("craft..cauldron")
    assert "Травяной настой · хватит на" in lena.text
    lena.tap("recipe..brew_herb_tonic").tap("make.")
    assert "Готово: Травяной настой ×2." in lena.toast or "не вышло" in lena.toast
    assert balance(player_id=player.pk, asset="item:meadow_herbs") in (herbs - 3, herbs - 2)
    assert PlayerProfession.objects.get(player=player).profession == "herbalism"
    assert "Травничество: уровень" in lena.say("/trades").text


def test_all_that_there_is_enough_for_in_one_press(telegram: RunningEmulator) -> None:
    lena = Person(telegram).begin()
    player = move_to("market", marsh_mint=9)
    lena.say("/recipe_brew_mint_tea")
    assert "Сделать 3" in lena.labels
    lena.tap("makemore.")
    assert balance(player_id=player.pk, asset="item:marsh_mint") <= 3
    assert "Портняжный стол" in lena.say("/craft_loom").text
    assert "не делают" in lena.say("/craft_forge").text
    assert "Ремесло" in lena.say("/recipes_1_2").text
    assert "Ремесло" in lena.say("/recipes_77_1").text


def test_smelting_goes_on_by_itself_and_a_message_tells_of_its_end(telegram: RunningEmulator) -> None:
    lena = Person(telegram).begin()
    move_to("smithy", bog_iron=6)
    lena.say("/recipe_smelt_iron").tap("makemore.")
    assert "Железная крица" in lena.text
    assert "0 %. Осталось: 60 секунд." in lena.text
    lena.tap("look.")
    assert "Занятие идёт: /activity" in lena.text
    assert "Дела" in lena.labels
    lena.tap("doings.").tap("activity.")
    let_pass(timedelta(seconds=45))
    lena.tap("activity.")
    assert "Сделано: 1 из 2" in lena.text
    let_pass(timedelta(seconds=20))
    assert timers_sweep() == 1
    relay_events()
    texts = [row.payload["text"] for row in OutboxMessage.objects.filter(topic="telegram", name="message")]
    assert any("Железная крица</b>: готово." in text for text in texts)


def test_breaking_off_takes_what_was_shown(telegram: RunningEmulator) -> None:
    lena = Person(telegram).begin()
    player = move_to("market")
    gold = balance(player_id=player.pk, asset=GOLD)
    lena.say("/look").tap("doings.").tap("pastime..guard_stall").tap("begin.")
    assert "Осталось: 4 часа." in lena.text
    assert "Два дела сразу не выйдет. До конца начатого: 4 часа." in lena.say("/begin_guard_stall").text
    let_pass(timedelta(minutes=31))
    lena.say("/activity")
    assert "Уже есть: золото +6." in lena.text
    lena.tap("stop.")
    assert "Посторожить лавку: остановлено.\nПринесло: золото +6." in lena.text
    assert balance(player_id=player.pk, asset=GOLD) == gold + 6
    assert "Сейчас ничего не происходит." in lena.say("/stop").text


def test_a_journey_is_the_screen_until_it_arrives(telegram: RunningEmulator) -> None:
    lena = Person(telegram).begin()
    move_to("quay", gold=100)
    Player.objects.update(level=9)
    lena.say("/pastime_boat_to_pomors").tap("begin.")
    assert "В пути: Слобода поморов." in lena.text
    assert "Ты в дороге" in lena.say("/go_market").text
    assert "В пути: Слобода поморов." in lena.say("/look").text
    lena.tap("bag.").tap("look.")
    assert "В пути: Слобода поморов." in lena.text
    let_pass(timedelta(minutes=11))
    player_notices_mute(player_id=Player.objects.get().pk, mute=[NoticeKind.ACTIVITY])
    assert timers_sweep() == 1
    assert "Слобода поморов" in lena.say("/look").text
    assert not lena.can("stop.")


def test_what_is_elsewhere_is_told_where(telegram: RunningEmulator) -> None:
    lena = Person(telegram).begin()
    move_to("tavern")
    assert "Луговина" not in lena.say("/doings").text
    assert "в другом месте: Старая просека" in lena.say("/gather_meadow").text
    assert "в другом месте: Старая просека" in lena.say("/node_meadow").text
    assert "в другом месте: Площадь" in lena.say("/begin_drill").text
    assert "в другом месте: Площадь" in lena.say("/pastime_drill").text
    assert "Этого здесь больше нет" in lena.say("/pastime_nothing").text
    assert "Здесь такое не делают. Ищи, где стоит: Травный котёл." in lena.say("/make_brew_herb_tonic").text
    assert "Окунь" in lena.say("/make_cook_fish_soup").text
