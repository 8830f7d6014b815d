from __future__ import annotations

import pytest
from django.http import HttpRequest, HttpResponse
from django.test import RequestFactory, override_settings

from gameproject.proxies import TrustedProxyMiddleware, client_address


@pytest.mark.parametrize(
    ("forwarded_for", "trusted_proxies", "expected"),
    [
        ("", 0, "10.0.0.1"),
        ("6.6.6.6", 0, "10.0.0.1"),  # nobody of ours wrote it
        ("203.0.113.5", 1, "203.0.113.5"),
        ("6.6.6.6, 203.0.113.5", 1, "203.0.113.5"),  # the first was the client's own invention
        ("6.6.6.6, 203.0.113.5, 10.0.0.9", 2, "203.0.113.5"),
        ("203.0.113.5", 2, "203.0.113.5"),
        ("2001:DB8::1", 1, "2001:db8::1"),
        ("unknown", 1, "10.0.0.1"),
        (" , ", 1, "10.0.0.1"),
        ("", 1, "10.0.0.1"),
    ],
)
def test_only_what_our_proxies_wrote_counts(forwarded_for: str, trusted_proxies: int, expected: str) -> None:
    assert client_address("10.0.0.1", forwarded_for, trusted_proxies=trusted_proxies) == expected


@override_settings(TRUSTED_PROXIES=1)
def test_afterwards_the_remote_address_is_the_client_and_the_header_is_gone() -> None:
    def show(request: HttpRequest) -> HttpResponse:
        assert "X-Forwarded-For" not in request.headers
        return HttpResponse(request.META["REMOTE_ADDR"])

    request = RequestFactory().get("/", headers={"X-Forwarded-For": "6.6.6.6, 203.0.113.5"})
    assert TrustedProxyMiddleware(show)(request).content == b"203.0.113.5"
