"""The people of the benchmark: strong enough not to fall, signed in, in a place with something to fight."""

from __future__ import annotations

from dataclasses import asdict, dataclass, replace
from uuid import uuid4

from django.core.management import call_command

from benchmarks.actions.bare import make_tables
from combat.services.encounters import encounter_seek
from common import clock
from content.release import current
from content.rules.catalogue import Catalogue
from gameproject.testing import publish_catalogue, starter_catalogue
from players.models import Player, RefreshToken
from players.rules.catalogue import ClassSpec, ProgressSpec
from players.tokens import REFRESH_LIFETIME, AccessClaims, access_token_make, refresh_token_first, secret_digest
from world.models import Whereabouts

PLACE = "old_clearing"
LEVEL = 5  # a battle there takes it four or five turns
ENOUGH_HP = 100_000


@dataclass(frozen=True)
class Fighter:
    """What the load generator knows of one player."""

    token: str
    address: str  # as a proxy would report it: everybody has a connection of their own
    battle_id: int
    version: int
    over: bool


def provision(count: int) -> list[dict[str, object]]:
    """Migrated tables, a published world and `count` players, each in a battle."""
    call_command("migrate", verbosity=0)
    _publish()
    make_tables()
    players = _players(count)
    return [asdict(_fighter(number, player)) for number, player in enumerate(players)]


def _publish() -> None:
    """The starter world, in which nobody falls: who wakes in town has nothing to fight there."""
    starter = starter_catalogue()
    progress = replace(starter.one(ProgressSpec), hp_base=ENOUGH_HP)
    publish_catalogue(Catalogue(0, {**starter.sections, ProgressSpec: {progress.key: progress}}))


def _players(count: int) -> list[Player]:
    classes = list(current().all(ClassSpec))
    now = clock.now()
    players = Player.objects.bulk_create(
        Player(
            guest_key=f"bench-{number}",
            name=f"Bench {number}",
            name_key=f"bench{number}",
            character_class=classes[number % len(classes)],
            level=LEVEL,
            hp=ENOUGH_HP,
            energy=20,
            hp_at=now,
            energy_at=now,
        )
        for number in range(count)
    )
    Whereabouts.objects.bulk_create(Whereabouts(player=player, location=PLACE) for player in players)
    return players


def _fighter(number: int, player: Player) -> Fighter:
    now, family = clock.now(), uuid4()
    RefreshToken.objects.create(
        player=player, family=family, digest=secret_digest(refresh_token_first()), expires_at=now + REFRESH_LIFETIME
    )
    view = encounter_seek(player_id=player.pk)
    return Fighter(
        token=access_token_make(AccessClaims(player.pk, family, 0), now=now),
        address=f"10.{number >> 16 & 255}.{number >> 8 & 255}.{number & 255}",
        battle_id=view.id,
        version=view.version,
        over=bool(view.outcome),
    )
