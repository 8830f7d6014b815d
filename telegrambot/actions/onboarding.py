"""Becoming a player."""

from __future__ import annotations

from players.errors import NameTaken
from players.services.onboarding import player_class_choose, player_name_set
from telegrambot.actions.base import Answer, Visit, check_fresh
from telegrambot.actions.here import here, naming_otherwise, suggested_name
from telegrambot.codec import Tap
from telegrambot.refusals import refusal_text


def name(visit: Visit, tap: Tap) -> Answer:
    """Take the Telegram name, with the number that the button offered."""
    check_fresh(visit, tap)
    number = tap.arg if tap.arg.isdecimal() else ""
    return take_name(visit, suggested_name(visit, number))


def take_name(visit: Visit, wanted: str) -> Answer:
    try:
        visit.now_known_as(player_name_set(player_id=visit.player.id, name=wanted))
    except NameTaken as refusal:
        return Answer(naming_otherwise(visit), refusal_text(refusal, visit.pen, None))
    return Answer(here(visit))


def choose_class(visit: Visit, tap: Tap) -> Answer:
    check_fresh(visit, tap)
    visit.now_known_as(player_class_choose(player_id=visit.player.id, character_class=tap.arg))
    return Answer(here(visit))
