"""From a stranger to a player."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection
from hypothesis import given
from hypothesis import strategies as st

from content.rules.catalogue import Catalogue
from players.errors import AlreadyChosen, NameRefused, NameTaken, NotReady
from players.models import Player
from players.rules.catalogue import ClassSpec, ProgressSpec
from players.rules.names import LONGEST, clean_name, name_fault, name_key
from players.selectors.characters import PlayerView
from players.services.onboarding import first_language, player_arrive, player_class_choose, player_name_set
from players.state.ledger import GOLD, balance, balances, item_asset


def test_a_person_becomes_a_player_once(published_world: Catalogue) -> None:
    first = player_arrive(telegram_id=1, language_code="ru-RU")
    again = player_arrive(telegram_id=1, language_code="en")
    assert (first.id, first.language, first.next_step) == (again.id, "ru", "name")

    named = player_name_set(player_id=first.id, name="  Лёля \u202e ")
    assert (named.name, named.next_step) == ("Лёля", "class")

    cls = next(iter(published_world.all(ClassSpec)))
    playing = player_class_choose(player_id=first.id, character_class=cls)
    progress = published_world.one(ProgressSpec)
    assert (playing.next_step, playing.level) == ("", 1)
    assert balance(player_id=first.id, asset=GOLD) == progress.starting_gold
    held = balances(player_id=first.id)
    assert all(held[item_asset(start.item)] == start.amount for start in progress.starting_items)


def test_name_and_class_are_chosen_once(published_world: Catalogue) -> None:
    player = player_arrive(telegram_id=2)
    cls = next(iter(published_world.all(ClassSpec)))
    with pytest.raises(NotReady):
        player_class_choose(player_id=player.id, character_class=cls)
    player_name_set(player_id=player.id, name="Boris")
    with pytest.raises(AlreadyChosen):
        player_name_set(player_id=player.id, name="Gleb")
    player_class_choose(player_id=player.id, character_class=cls)
    with pytest.raises(AlreadyChosen):
        player_class_choose(player_id=player.id, character_class=cls)
    assert balance(player_id=player.id, asset=GOLD) == published_world.one(ProgressSpec).starting_gold


@pytest.mark.parametrize(
    "name",
    ["", "   ", "\u200b\u202e", "<b>x</b>", "a" * (LONGEST + 1), "12345", "🙂", "\u3164", "\uff9e", "ﷺ" * 6, "a\0b<"],
)
def test_names_that_would_break_a_screen_are_refused(db: None, name: str) -> None:
    player = player_arrive(telegram_id=3)
    with pytest.raises(NameRefused):
        player_name_set(player_id=player.id, name=name)
    assert Player.objects.get(pk=player.id).version == 0


def test_a_name_that_looks_the_same_is_taken(db: None) -> None:
    player_name_set(player_id=player_arrive(telegram_id=4).id, name="Alex")
    other = player_arrive(telegram_id=5)
    for imitation in ("ALEX", "Аlех", "Alex.", "A lex", "AIex", "A1ex", "Alex\u3164", "Älex"):
        with pytest.raises(NameTaken):
            player_name_set(player_id=other.id, name=imitation)


@given(st.text(max_size=60))
def test_a_clean_name_stays_clean(raw: str) -> None:
    cleaned = clean_name(raw)
    assert clean_name(cleaned) == cleaned
    if name_fault(cleaned) is None:
        assert not set(cleaned) & set('<>&"\n\r\t`*_[]')
        assert name_key(cleaned)


@pytest.mark.parametrize(
    ("code", "language"), [("ru", "ru"), ("ru-RU", "ru"), ("pt-br", "en"), (None, "en"), ("", "en")]
)
def test_the_first_language_follows_the_client(code: str | None, language: str) -> None:
    assert first_language(code) == language


@pytest.mark.django_db(transaction=True)
def test_two_arrivals_at_once_make_one_player() -> None:
    def arrive(_: int) -> PlayerView:
        try:
            return player_arrive(telegram_id=6)
        finally:
            connection.close()

    with ThreadPoolExecutor(8) as pool:
        arrived = {view.id for view in pool.map(arrive, range(8))}
    assert len(arrived) == 1
    assert Player.objects.count() == 1


def test_who_arrives_has_one_identity(db: None) -> None:
    with pytest.raises(ValueError, match="one identity"):
        player_arrive()
