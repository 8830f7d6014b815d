"""How much of the API one caller may use: per player or key, and per address."""

from __future__ import annotations

import ipaddress
from typing import Any, cast

from django.http import HttpRequest
from ninja.throttling import BaseThrottle

from common.errors import TooFast
from common.ratelimit import Budget, take

# Per minute. An address may be a whole school or a mobile carrier, hence its larger budgets.
SIGN_IN = Budget("sign-in", 120, needs_redis=True)
RENEWALS = Budget("renewals", 1200)  # every player of an address once in a quarter of an hour
READS, READS_OF_ADDRESS = Budget("reads", 600), Budget("reads-address", 6000)
WRITES, WRITES_OF_ADDRESS = Budget("writes", 300), Budget("writes-address", 3000)
REFUSED_OF_ADDRESS = Budget("refused-address", 120)
_READING = frozenset({"GET", "HEAD", "OPTIONS"})


class RequestBudget(BaseThrottle):
    """Counts a request that has passed its sign-in, against its player (or key) and its address."""

    def allow_request(self, request: HttpRequest) -> bool:
        reading = request.method in _READING
        claims = [(READS_OF_ADDRESS if reading else WRITES_OF_ADDRESS, client_network(request))]
        if scope := getattr(request, "scope", ""):
            claims.append((READS if reading else WRITES, scope))
        spend(request, claims)
        return True


class SignInBudget(BaseThrottle):
    """Counts an attempt to sign in. Without Redis nobody signs in: guessing must not become free."""

    def allow_request(self, request: HttpRequest) -> bool:
        spend(request, [(SIGN_IN, client_network(request))])
        return True


class RenewalBudget(BaseThrottle):
    """Counts a refresh token. Nobody guesses 256 bits, so a Redis that is down does not throw players out."""

    def allow_request(self, request: HttpRequest) -> bool:
        spend(request, [(RENEWALS, client_network(request))])
        return True


def spend(request: HttpRequest, claims: list[tuple[Budget, str]]) -> None:
    """Raises TooFast(retry_after), LimiterDown."""
    allowance = take(claims)
    cast(Any, request).allowance = allowance
    if not allowance.allowed:
        raise TooFast(retry_after=allowance.reset)


def client_network(request: HttpRequest) -> str:
    """What a budget per address counts: an IPv4 address, or the /64 that one IPv6 customer has to itself.

    REMOTE_ADDR is the client's own by now: `gameproject.proxies` has seen to that.
    """
    text: str = request.META.get("REMOTE_ADDR", "")
    if ":" not in text:
        return text
    try:
        return str(ipaddress.IPv6Network((int(ipaddress.IPv6Address(text)), 64), strict=False))
    except ValueError:
        return text
