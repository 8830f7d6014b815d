"""What one good call of an operation is made of."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.http import HttpResponse

from gameproject.tests.api.client import ApiClient
from players.models import Player

Facts = dict[str, Any]
Prepare = Callable[[Player], Facts]

PUBLIC, PLAYER, SERVICE, MODERATOR = "public", "player", "service", "moderator"


@dataclass(frozen=True)
class Call:
    """`prepare` makes the call possible for a player, or for another one that it names as the fact `as`.

    `path` and `body` use what it found out: `{battle}` in the path, a function for the body.
    """

    method: str
    path: str
    body: Callable[[Facts], Any] | None = None
    prepare: Prepare = lambda player: {}
    status: int = 200
    caller: str = PLAYER

    def send(self, client: ApiClient, facts: Facts, **headers: str) -> HttpResponse:
        body = None if self.body is None else self.body(facts)
        return client.send(self.method, self.path.format(**facts), body, **headers)


def pick(*names: str) -> Callable[[Facts], Facts]:
    return lambda facts: {name: facts[name] for name in names}


def nothing(facts: Facts) -> Facts:
    return {}
