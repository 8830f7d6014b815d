"""Who really asks, when proxies of ours stand before the site.

Settled once at the edge: afterwards REMOTE_ADDR is the client everywhere (rate limits, brute-force protection,
logs), and the header that any client can forge is gone.
"""

from __future__ import annotations

from collections.abc import Callable
from ipaddress import ip_address

from django.conf import settings
from django.http import HttpRequest, HttpResponse


def client_address(remote: str, forwarded_for: str, *, trusted_proxies: int) -> str:
    """Every proxy appends whom it saw, so the last `trusted_proxies` entries are true and the rest is hearsay.

    Falls back on `remote` if the entry is no address.
    """
    seen = [entry.strip() for entry in forwarded_for.split(",") if entry.strip()]
    if trusted_proxies < 1 or not seen:
        return remote
    claimed = seen[-min(trusted_proxies, len(seen))]
    try:
        return str(ip_address(claimed))
    except ValueError:
        return remote


class TrustedProxyMiddleware:
    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        request.META["REMOTE_ADDR"] = client_address(
            request.META.get("REMOTE_ADDR", ""),
            request.META.pop("HTTP_X_FORWARDED_FOR", ""),
            trusted_proxies=settings.TRUSTED_PROXIES,
        )
        return self.get_response(request)
