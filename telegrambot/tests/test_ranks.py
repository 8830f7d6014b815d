"""The boards in the chat."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import translation

from common import clock
from common.models import OutboxMessage
from common.outbox import publish
from common.relay import relay_events
from common.rules.text import LANGUAGES
from common.tx import run_unit
from gameproject.testing import make_player
from players.events import SeasonPrizeWon
from players.models import Player, Season
from players.rules.ranking import Board, BoardKey, Period
from players.selectors.characters import player_get
from players.services.leaderboards import leaderboards_rebuild
from players.state.scores import score_add
from telegrambot.actions.base import Visit
from telegrambot.actions.play import asked
from telegrambot.codec import Tap, Verb, read_command
from telegrambot.emulator.testing import RunningEmulator
from telegrambot.models import Chat
from telegrambot.screens.base import Screen
from telegrambot.screens.pen import Pen
from telegrambot.screens.ranks import ranks_tap
from telegrambot.tests.conftest import RunningBot
from telegrambot.tests.person import Person
from telegrambot.tests.scenes import _boards
from telegrambot.tests.test_screens import check


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("plain", [False, True])
def test_every_board_fits(language: str, plain: bool) -> None:
    pen = Pen(language, plain)
    with translation.override(language):
        for screen in _boards(pen, "Лёля & <b>"):
            check(screen, pen)


@pytest.mark.parametrize("board", Board)
@pytest.mark.parametrize("period", Period)
@pytest.mark.parametrize("around", [True, False])
def test_a_board_is_asked_for_by_a_typed_command(board: Board, period: Period, around: bool) -> None:
    tap = ranks_tap(board, theme=12, period=period, around=around)
    command = read_command(f"/{tap.verb}_{tap.arg}")
    assert command is not None
    assert command.tap == tap


def won(amount: int) -> Player:
    player = make_player()
    score_add(player_id=player.pk, amounts={BoardKey(Board.WINS): amount}, at=clock.now())
    return player


def running(name: str = "Сезон дождей") -> Season:
    now = clock.now()
    times = {"starts_at": now - timedelta(days=1), "ends_at": now + timedelta(days=3, hours=1)}
    return Season.objects.create(name_ru=name, name_en="Season of rains", state=Season.State.RUNNING, **times)


def shown(player: Player, arg: str) -> Screen:
    view = player_get(player_id=player.pk)
    assert view is not None
    with translation.override(view.language):
        screen = asked(Visit(view, clock.now()), Tap(Verb.RANKS, arg)).screen
    assert screen is not None
    return screen


@pytest.mark.django_db
@pytest.mark.usefixtures("published_world", "clean_redis")
class TestPages:
    def test_the_season_first_and_all_time_beside_it(self) -> None:
        veteran = won(40)
        running()
        me = won(2)
        leaderboards_rebuild(now=clock.now())
        screen = shown(me, "wins")
        assert "Сезон дождей, ещё 3 дня" in screen.text
        assert f"<b>1. {me.name} (ты) · 2 победы</b>" in screen.text
        assert "Твоё место: 1 из 1." in screen.text
        always = shown(me, "wins_all")
        assert f"1. {veteran.name} · 40 побед\n<b>2. {me.name} (ты)" in always.text
        assert Tap(Verb.RANKS, "wins") in [button.tap for row in always.rows for button in row]

    def test_around_me_shows_neighbours(self) -> None:
        players = [won(number) for number in range(20, 0, -1)]
        leaderboards_rebuild(now=clock.now())
        text = shown(players[14], "wins_me").text
        assert [line.split(".")[0].removeprefix("<b>") for line in text.split("\n")[1:-1]] == [
            "12", "13", "14", "15", "16", "17", "18",
        ]  # fmt: skip

    def test_who_has_no_place_is_told_the_way_to_one(self) -> None:
        newcomer = make_player()
        leaderboards_rebuild(now=clock.now())
        text = shown(newcomer, "bosses").text
        assert "первое место свободно" in text
        assert "ударь босса" in text

    def test_a_board_without_a_copy_says_so(self) -> None:
        me = won(3)
        text = shown(me, "wins").text
        assert "считаются" in text
        assert "Твой результат: 3 победы." in text

    def test_dungeons_are_turned_like_pages(self) -> None:
        me = make_player()
        leaderboards_rebuild(now=clock.now())
        titles = {shown(me, f"dungeon_{number}").text.split("\n")[0] for number in (1, 2, 99)}
        assert len(titles) == 2

    def test_nonsense_leads_to_the_first_board(self) -> None:
        me = won(1)
        leaderboards_rebuild(now=clock.now())
        for arg in ("", "gold_rush", "wins_wins_7_x"):
            assert shown(me, arg).kind == "ranks"

    def test_a_prize_comes_as_a_receipt_whatever_is_muted(self) -> None:
        me, season = make_player(), running()
        Player.objects.update(notifications=False)
        Chat.objects.create(chat_id=me.telegram_id or 0, player=me)
        prize = SeasonPrizeWon(me.pk, season.pk, (("dungeon:x", 2), ("wins", 1)), 500, (("herb_tonic", 3), ("gone", 1)))
        run_unit(lambda: publish(prize))
        relay_events()
        (row,) = OutboxMessage.objects.filter(topic="telegram")
        text = row.payload["text"]
        assert "Сезон дождей: итоги подведены" in text
        assert "Победы — 1" in text
        assert "🪙 500" in text
        assert "×3" in text


@pytest.mark.django_db(transaction=True)
def test_from_the_menu_to_the_board(telegram: RunningEmulator, bot: RunningBot, clean_redis: object) -> None:
    lena = Person(telegram).begin()
    leaderboards_rebuild(now=clock.now())
    lena.tap("menu.").tap("ranks.")
    assert "Опыт" in lena.text
    lena.tap("ranks..wealth")
    assert "(ты)" in lena.text
    assert "Твоё место: 1 из 1." in lena.text
    lena.tap("ranks..wealth_all_me")
    lena.tap("menu.")
