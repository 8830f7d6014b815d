"""Content security policies: a strict one for the site, one that the admin's own scripts can live under."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, cast

from csp.constants import NONE, SELF
from django.http import HttpRequest, HttpResponse

DEFAULT_POLICY: dict[str, Any] = {
    "DIRECTIVES": {
        "default-src": [SELF],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "data:"],
        "object-src": [NONE],
        "base-uri": [SELF],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
    }
}
# The admin theme evaluates Alpine expressions and writes inline styles. Only staff ever load these pages.
ADMIN_DIRECTIVES: dict[str, list[str]] = DEFAULT_POLICY["DIRECTIVES"] | {
    "script-src": [SELF, "'unsafe-eval'"],
    "style-src": [SELF, "'unsafe-inline'"],
    "img-src": [SELF, "data:", "blob:"],
}
# The bundled Swagger page draws with inline styles.
API_DOCS_DIRECTIVES: dict[str, list[str]] = DEFAULT_POLICY["DIRECTIVES"] | {"style-src": [SELF, "'unsafe-inline'"]}
DIRECTIVES_BY_PREFIX = {"/admin/": ADMIN_DIRECTIVES, "/api/v1/docs": API_DOCS_DIRECTIVES}


class AdminPolicyMiddleware:
    """Must stand after `CSPMiddleware`, which writes the header when the answer passes it on the way out."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        for prefix, directives in DIRECTIVES_BY_PREFIX.items():
            if request.path.startswith(prefix) and not hasattr(response, "_csp_replace"):
                cast(Any, response)._csp_replace = directives
        return response
