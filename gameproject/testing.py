"""What tests of every app begin from: a published world, and characters in it."""

from __future__ import annotations

import functools
import itertools
from pathlib import Path
from typing import Any

import content
from content.document import document_digest, document_from
from content.models import ActiveRelease, Release
from content.release import current, forget
from content.rules.catalogue import Catalogue
from content.sections import SECTIONS
from content.services.bundles import bundle_read
from players.models import Player
from players.rules.catalogue import ClassSpec
from players.services.onboarding import player_arrive, player_class_choose, player_name_set

STARTER = Path(content.__file__).parent / "data" / "starter"

_numbers = itertools.count(1)


@functools.cache
def starter_catalogue() -> Catalogue:
    """The starter bundle as a catalogue, read once per process."""
    rows = bundle_read(STARTER)
    return Catalogue(0, {SECTIONS[name].spec: {row.key: row for row in values} for name, values in rows.items()})


def publish_catalogue(catalogue: Catalogue) -> Release:
    """Make a catalogue the active release, past the draft: three statements instead of a thousand."""
    document = document_from(catalogue)
    release = Release.objects.create(document=document, digest=document_digest(document))
    ActiveRelease.objects.update_or_create(pk=1, defaults={"release": release})
    forget()
    return release


def publish_starter() -> Catalogue:
    """The starter world, published; the catalogue of its release."""
    publish_catalogue(starter_catalogue())
    return current()


def make_player(character_class: str = "", **columns: Any) -> Player:
    """A player who has finished onboarding by the services that people use; `columns` are then set as given."""
    number = next(_numbers)
    arrived = player_arrive(telegram_id=7_000_000 + number, language_code="ru")
    player_name_set(player_id=arrived.id, name=f"Hero {_letters(number)}")
    first_class = next(iter(current().all(ClassSpec)))
    player_class_choose(player_id=arrived.id, character_class=character_class or first_class)
    if columns:
        Player.objects.filter(pk=arrived.id).update(**columns)
    return Player.objects.get(pk=arrived.id)


def _letters(number: int) -> str:
    """Names need letters, and those that look alike (i and l) are one letter to `name_key`."""
    text = ""
    while number:
        number, digit = divmod(number, len(_ALPHABET))
        text = _ALPHABET[digit] + text
    return text


_ALPHABET = "bcdfghjkmnpqrtuvwxyzaeos"
