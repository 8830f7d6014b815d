"""The front of the API: what happens around every operation, whichever app it belongs to.

Language, budgets and their headers, problem documents for whatever goes wrong, 404 and 405 included.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any, cast

import orjson
from django.http import HttpRequest, HttpResponse
from django.urls import URLPattern, URLResolver, re_path
from ninja import NinjaAPI
from ninja.openapi.schema import OpenAPISchema
from ninja.operation import Operation
from ninja.parser import Parser
from ninja.types import DictStrAny

from common.door import ApiRequest
from common.errors import TooFast
from common.ratelimit import Allowance
from gameproject.api_budgets import REFUSED_OF_ADDRESS, client_network, spend
from gameproject.openapi import complete
from gameproject.problems import (
    fault_of_status,
    fault_response,
    language_of,
    problem_of,
    refusal_response,
    response_of,
)

Door = Callable[..., HttpResponse]


class BodyParser(Parser):
    """orjson: strict about Unicode, numbers and depth, so that hostile bodies end as 400."""

    def parse_body(self, request: HttpRequest) -> DictStrAny:
        return cast(DictStrAny, orjson.loads(request.body))


class ArtelAPI(NinjaAPI):
    """NinjaAPI whose every view stands behind the front."""

    @property
    def urls(self) -> tuple[list[URLResolver | URLPattern], str, str]:
        patterns, app_name, namespace = super().urls
        for pattern in patterns:
            if isinstance(pattern, URLPattern):
                pattern.callback = front(pattern.callback)
        return [*patterns, re_path(r"^.*$", front(_no_such_path))], app_name, namespace

    def on_exception(self, request: HttpRequest, exc: Any) -> HttpResponse:
        return response_of(request, exc)

    def get_openapi_operation_id(self, operation: Operation) -> str:
        return operation.view_func.__name__

    def get_openapi_schema(
        self, *, path_prefix: str | None = None, path_params: DictStrAny | None = None
    ) -> OpenAPISchema:
        return complete(super().get_openapi_schema(path_prefix=path_prefix, path_params=path_params))


def _no_such_path(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
    return fault_response(request, "common.no_such_path")


def front(view: Door) -> Door:
    """A view behind the front."""

    def run(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        ask = cast(ApiRequest, request)
        ask.language = language_of(request)
        ask.refuse = partial(problem_of, request=request)
        response = _answer(view, request, *args, **kwargs)
        if response.status_code == 401:
            response = _count_refused(request, response)
        return _with_headers(ask, response)

    run.csrf_exempt = True  # type: ignore[attr-defined]  # no cookie signs anybody in here
    return run


def _answer(view: Door, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
    try:
        response = view(request, *args, **kwargs)
    except Exception as error:  # noqa: BLE001  (logged by response_of; nothing may leave as an HTML page)
        return response_of(request, error)
    if response.status_code < 400 or response.headers.get("Content-Type", "").startswith("application/problem"):
        return response
    problem = fault_response(request, fault_of_status(response.status_code))
    if allow := response.headers.get("Allow"):
        problem["Allow"] = allow
    return problem


def _count_refused(request: HttpRequest, response: HttpResponse) -> HttpResponse:
    """Somebody who keeps showing wrong tokens is told to wait."""
    if hasattr(request, "allowance"):  # a sign-in, counted already
        return response
    try:
        spend(request, [(REFUSED_OF_ADDRESS, client_network(request))])
    except TooFast as too_fast:
        return refusal_response(request, too_fast)
    return response


def _with_headers(request: ApiRequest, response: HttpResponse) -> HttpResponse:
    response.headers.setdefault("Cache-Control", "no-store")
    response["Content-Language"] = request.language
    allowance: Allowance | None = getattr(request, "allowance", None)
    if allowance is not None:
        budget = allowance.budget
        response["RateLimit-Limit"] = str(budget.amount)
        response["RateLimit-Remaining"] = str(allowance.remaining)
        response["RateLimit-Reset"] = str(allowance.reset)
        # The fields of the current draft (draft-ietf-httpapi-ratelimit-headers) beside the older ones.
        response["RateLimit-Policy"] = f'"{budget.name}";q={budget.amount};w={budget.seconds}'
        response["RateLimit"] = f'"{budget.name}";r={allowance.remaining};t={allowance.reset}'
    return response
