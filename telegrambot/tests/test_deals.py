"""Two people at the same place: a trade, a gift; and what the bot tells of rare pieces and full bags."""

from __future__ import annotations

from dataclasses import replace

import pytest
from django.core.management import call_command

from common import clock
from common.models import OutboxMessage
from common.outbox import publish
from common.relay import relay_events
from common.tx import run_unit
from content.release import current
from content.rules.catalogue import Catalogue
from gameproject.testing import make_player, publish_catalogue
from players.events import ParcelsKept, PiecesFound
from players.models import Gear, NoticeKind, Parcel, Player
from players.rules.catalogue import ItemSpec, ProgressSpec
from players.services.preferences import player_notices_mute
from players.state.gear import gear_give
from players.state.ledger import GOLD, Move, balance, gear_asset, item_asset, ledger_move
from telegrambot.emulator.testing import RunningEmulator
from telegrambot.models import Chat
from telegrambot.tests.conftest import RunningBot
from telegrambot.tests.person import Person
from world.models import Trade, Whereabouts
from world.state.place import player_place

pytestmark = pytest.mark.django_db(transaction=True)


def a_piece(player: Player) -> Gear:
    affixes = [{"key": "thunder", "stat": "attack", "amount": 2}]
    piece = Gear.objects.create(item="steel_sword", rarity="epic", affixes=affixes, reason="battle")
    gear_give(player.pk, [piece.pk], reason="battle")
    return piece


@pytest.fixture
def pair(telegram: RunningEmulator, bot: RunningBot) -> tuple[Person, Person]:
    """Two newcomers at the forest gate."""
    pair = Person(telegram).begin(), Person(telegram, first_name="Борис").begin()
    relay_events()  # others see them now
    return pair


def test_two_people_trade(pair: tuple[Person, Person]) -> None:
    ann, bob = pair
    her, him = Player.objects.order_by("pk")
    piece = a_piece(her)
    ann.say("/people")
    assert "Борис" in ann.text
    ann.tap("person.").tap("dealwith.")
    relay_events()
    assert "предлагает обмен" in bob.hear()["text"]
    ann.tap("dealbag.")
    handle = next(data for data in ann.data if data.startswith("dealitem."))
    ann.send(handle)
    assert "громовой удар" in ann.text
    ann.tap("dealput.")
    bob.say("/deal")
    assert "Стальной меч" in bob.text
    bob.tap("dealgold.").tap("dealpay..10")
    relay_events()
    ann.screen = ann.hear()
    assert "10" in ann.text
    ann.tap("dealyes.")
    assert "Твоё согласие есть" in ann.text
    relay_events()
    bob.screen = bob.hear()
    bob.tap("dealyes.")
    assert "Обмен состоялся" in bob.text
    relay_events()
    assert "Обмен состоялся" in ann.hear()["text"]
    assert (balance(player_id=him.pk, asset=gear_asset(piece.pk)), Trade.objects.get().state) == (1, "done")
    assert balance(player_id=him.pk, asset=GOLD) == 30
    call_command("check_ledger")
    bob.say(f"/item__{piece.pk}")
    assert "Редкость: эпическая" in bob.text


def test_a_yes_to_a_table_that_has_changed_is_refused(pair: tuple[Person, Person]) -> None:
    ann, bob = pair
    ann.say("/people").tap("person.").tap("dealwith.")
    bob.say("/dealpay_5")
    ann.say("/deal")
    assert ann.can("dealyes.")
    bob.say("/dealpay_1")
    ann.tap("dealyes.")
    assert ann.toast == "Экран обновлён."
    assert Trade.objects.get().opener_agreed is False
    ann.say("/dealno")
    assert "Обмен отменён" in ann.text
    ann.say("/deal")
    assert "обмена нет" in ann.text


def test_one_who_walks_off_comes_back_to_the_same_table(pair: tuple[Person, Person]) -> None:
    ann, bob = pair
    ann.say("/people").tap("person.").tap("dealwith.")
    bob.say("/dealpay_5")
    ann.tap("look.").tap("doings.").tap("people.").tap("person.").tap("dealwith.")
    assert "Ты получаешь: 🪙 5" in ann.text
    bob.say("/people").tap("person.").tap("dealwith.")
    assert "Ты отдаёшь: 🪙 5" in bob.text
    assert Trade.objects.count() == 1


def test_a_gift_goes_over_at_once(pair: tuple[Person, Person]) -> None:
    ann, bob = pair
    her, him = Player.objects.order_by("pk")
    bread = item_asset("rye_bread")
    before = balance(player_id=him.pk, asset=bread)
    ann.say("/people").tap("person.").tap("give.")
    ann.send(next(data for data, label in zip(ann.data, ann.labels, strict=True) if "ржаного" in label))
    ann.tap("giftall.")
    assert "Подарок получает Борис" in ann.toast
    assert balance(player_id=him.pk, asset=bread) == before + 3
    assert balance(player_id=her.pk, asset=bread) == 0
    relay_events()
    assert "Подарок: от игрока" in bob.hear()["text"]


def test_a_piece_is_worn_compared_sold_and_thrown_away(pair: tuple[Person, Person]) -> None:
    ann, _bob = pair
    player = Player.objects.order_by("pk")[0]
    first, second = a_piece(player), a_piece(player)
    Gear.objects.filter(pk=second.pk).update(affixes=[{"key": "bear", "stat": "strength", "amount": 1}])
    Player.objects.update(level=9)
    ann.say(f"/item__{first.pk}").tap(f"wear.{Player.objects.get(pk=player.pk).version}._{first.pk}")
    assert "Надето на тебе" in ann.text
    ann.say(f"/item__{second.pk}")
    assert "атака −2" in ann.text
    assert "сила +1" in ann.text
    ann.say("/worn")
    assert "Голова: пусто" in ann.text
    ann.say(f"/item__{second.pk}").tap("drop.")
    assert "насовсем" in ann.text
    ann.tap("dropone.")
    assert "Выброшено" in ann.toast
    assert Gear.objects.get(pk=second.pk).owner is None
    ann.say("/takeoff_weapon").say("/go_town_square").say("/go_smithy")
    if ann.say("/goods").can(f"ware.._{first.pk}"):
        ann.tap(f"ware.._{first.pk}").tap("sell.")
        assert "Продано" in ann.toast
        assert Gear.objects.get(pk=first.pk).owner is None
    call_command("check_ledger")


def test_what_waits_is_taken_by_a_tap(pair: tuple[Person, Person]) -> None:
    ann, _bob = pair
    player = Player.objects.order_by("pk")[0]
    Parcel.objects.create(player=player, item="wolf_pelt", amount=2, reason="battle")
    ann.say("/bag").tap("parcels.").tap("unpack.")
    assert balance(player_id=player.pk, asset=item_asset("wolf_pelt")) == 2
    assert not Parcel.objects.exists()


def test_a_gift_to_somebody_whose_name_is_typed(pair: tuple[Person, Person]) -> None:
    ann, _bob = pair
    _her, him = Player.objects.order_by("pk")
    ann.say("/give")
    assert "Кому подаришь?" in ann.text
    ann.say("Кощей Бессмертный")
    assert "Никого не зовут Кощей Бессмертный" in ann.text
    assert ann.can(f"give..{him.pk}")  # who is near can still be pressed
    ann.say("лёля")
    assert "Это ты" in ann.text
    ann.say("борис")  # the question is still the same
    assert "Подарок" in ann.text
    assert ann.can("givewhat.")
    ann.say("лёля")  # it has been answered: words are words again
    assert "используй кнопки" in ann.text.lower() or "/help" in ann.text
    ann.say("/people").send("person..").say("Борис").tap("give.")
    assert ann.can("givewhat.")
    Whereabouts.objects.update_or_create(player=him, defaults={"location": "tavern", "arrived_at": clock.now()})
    ann.say("/give Борис")
    assert "Здесь нет игрока по имени Борис" in ann.text
    assert ann.can("look.")


def test_a_trade_with_somebody_whose_name_is_typed(pair: tuple[Person, Person]) -> None:
    ann, bob = pair
    ann.say("/deal Борис")
    assert ann.can("dealwith.")
    ann.say("/dealwith")
    assert "С кем обменяешься?" in ann.text
    ann.say("Борис")
    assert Trade.objects.get().state == "open"
    ann.say("/dealno")
    bob.say("/dealwith Лёля")
    assert Trade.objects.filter(state="open").get().opener.name == "Борис"


def test_a_worn_piece_is_shown_and_repaired(pair: tuple[Person, Person]) -> None:
    ann, _bob = pair
    player = Player.objects.order_by("pk")[0]
    world = current()
    items = dict(world.all(ItemSpec))
    items["steel_sword"] = replace(items["steel_sword"], durability=60, level=1)
    rules = {"default": replace(world.one(ProgressSpec), wear_per_battle=1)}
    piece = a_piece(player)
    Gear.objects.update(wear=60)
    ann.say(f"/item__{piece.pk}")
    assert "рочность" not in ann.text  # nothing wears yet
    publish_catalogue(Catalogue(0, {**world.sections, ItemSpec: items, ProgressSpec: rules}))
    ann.say(f"/item__{piece.pk}")
    assert "Сломано" in ann.text
    ann.tap("wear.").say("/worn")
    assert "(сломано)" in ann.text
    ann.say("/repairs")
    assert Gear.objects.get().wear == 60
    player_place(player.pk, "market", now=clock.now())
    run_unit(lambda: ledger_move(player_id=player.pk, moves=[Move(GOLD, 500)], reason="test"))
    ann.say("/shop").tap("repairs.")
    assert "Стальной меч" in ann.text
    ann.tap(f"repair.{Player.objects.get(pk=player.pk).version}._{piece.pk}")
    assert "Починка:" in ann.toast
    assert (Gear.objects.get().wear, ann.can("repairs.")) == (0, False)
    ann.say("/repair_all")
    assert "Чинить нечего" in ann.text
    ann.say("/repair")
    assert "Чинить нечего" in ann.text
    call_command("check_ledger")


# What is told unasked.


@pytest.fixture
def player(published_world: Catalogue) -> Player:
    made = make_player()
    assert made.telegram_id is not None
    Chat.objects.create(chat_id=made.telegram_id, player=made, live_message_id=5, bottom_message_id=5)
    return made


def told() -> list[str]:
    relay_events()
    return [row.payload["text"] for row in OutboxMessage.objects.filter(topic="telegram").order_by("id")]


def test_only_rare_pieces_are_news(player: Player) -> None:
    found = ((1, "steel_sword", "uncommon"), (2, "ring_mail", "legendary"), (3, "gone", "epic"))
    run_unit(lambda: publish(PiecesFound(player_id=player.pk, pieces=found)))
    (text,) = told()
    assert "Кольчужка" in text
    assert "легендарная" in text
    assert "Редкая вещь!" in text
    assert "Стальной меч" not in text
    more = ((4, "steel_sword", "epic"), (5, "ring_mail", "epic"))
    run_unit(lambda: publish(PiecesFound(player_id=player.pk, pieces=more)))
    assert "Редкие вещи!" in told()[1]


def test_a_full_bag_is_told_unless_muted(player: Player) -> None:
    run_unit(lambda: publish(ParcelsKept(player_id=player.pk, items=(("wolf_pelt", 2), ("gone", 1)))))
    (text,) = told()
    assert "Сумка полна" in text
    assert "Волчья шкура</b>" not in text
    player_notices_mute(player_id=player.pk, mute=[NoticeKind.PARCEL])
    run_unit(lambda: publish(ParcelsKept(player_id=player.pk, items=(("wolf_pelt", 2),))))
    assert told() == [text]
