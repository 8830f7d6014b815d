"""A player's program, as tests write it."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any
from uuid import uuid4

from django.http import HttpResponse
from django.test import Client

from combat.models import Battle
from combat.services.encounters import encounter_seek
from gameproject.testing import make_player
from players.models import Player
from players.services.sessions import SessionView, session_open_guest
from world.models import Whereabouts

ROOT = "/api/v1"


@dataclass
class ApiClient:
    """Speaks JSON; every write gets a new Idempotency-Key unless the test names one (`key=""`: none)."""

    headers: dict[str, str] = field(default_factory=dict)
    http: Client = field(default_factory=Client)

    def send(self, method: str, path: str, body: Any = None, *, key: str | None = None, **headers: str) -> HttpResponse:
        sent = {**self.headers, **{name.replace("_", "-"): value for name, value in headers.items()}}
        if method != "GET" and key != "":
            sent["Idempotency-Key"] = key or uuid4().hex
        response: Any = self.http.generic(
            method,
            ROOT + path,
            b"" if body is None else self._bytes(body),
            content_type="application/json",
            headers=sent,
        )
        answered: HttpResponse = response
        return answered

    @staticmethod
    def _bytes(body: Any) -> bytes:
        import orjson

        return body if isinstance(body, bytes) else orjson.dumps(body)

    def get(self, path: str, **headers: str) -> HttpResponse:
        return self.send("GET", path, **headers)

    def post(self, path: str, body: Any = None, *, key: str | None = None, **headers: str) -> HttpResponse:
        return self.send("POST", path, {} if body is None else body, key=key, **headers)


def signed_in(player: Player) -> ApiClient:
    """A client of a player who has signed in; guests and people from Telegram sign in alike."""
    return ApiClient({"Authorization": f"Bearer {session_for(player).access_token}"})


def session_for(player: Player) -> SessionView:
    """A session of an existing player."""
    Player.objects.filter(pk=player.pk).update(guest_key=f"test-guest-{player.pk}")
    return session_open_guest(guest_key=f"test-guest-{player.pk}")


def stand(player: Player, location: str) -> None:
    """Put a player somewhere."""
    Whereabouts.objects.update_or_create(player=player, defaults={"location": location})


def fighting(player: Player, location: str) -> Battle:
    """A battle that the player has just begun there, and that did not end before the first move."""
    stand(player, location)
    view = encounter_seek(player_id=player.pk)
    assert not view.outcome
    return Battle.objects.get(pk=view.id)


def strong_player(**columns: Any) -> Player:
    """A player who does not fall at once."""
    return make_player(**{"level": 10, "hp": 5000, "energy": 100, **columns})
