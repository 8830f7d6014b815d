"""Every "no" of the API as a problem document (RFC 9457): the one place where errors become answers.

The document never tells more than the error's code and parameters: what broke inside stays in the log.
"""

from __future__ import annotations

from typing import Any, cast

import structlog
from django.core.exceptions import RequestDataTooBig, SuspiciousOperation
from django.db import InterfaceError, OperationalError
from django.http import Http404, HttpRequest, HttpResponse
from django.utils import translation
from django.views import defaults
from ninja.errors import AuthenticationError, HttpError, ValidationError
from redis.exceptions import RedisError

from common.door import IdempotencyKeyRequired, respond
from common.errors import GameError
from common.idempotency import Answer
from common.ratelimit import LimiterDown
from gameproject.misfits import misfit_words
from gameproject.problem_table import FAULTS, PARAMETERS, TABLE

log = structlog.get_logger(__name__)

CONTENT_TYPE = "application/problem+json"
LANGUAGES = ("ru", "en")
_FAULT_BY_STATUS = {entry.status: code for code, entry in reversed(FAULTS.items())}
# The first that fits counts.
_FAULT_BY_ERROR: tuple[tuple[type[Exception] | tuple[type[Exception], ...], str], ...] = (
    (AuthenticationError, "common.unauthenticated"),
    (IdempotencyKeyRequired, "common.idempotency_key_required"),
    (Http404, "common.no_such_path"),
    (RequestDataTooBig, "common.too_large"),
    (SuspiciousOperation, "common.bad_request"),
    ((OperationalError, InterfaceError, RedisError, LimiterDown), "common.unavailable"),
)


def problem_of(error: GameError, request: HttpRequest) -> Answer:
    """A refusal of the game as an answer."""
    return _document(request, error.code, params=error.params)


def refusal_response(request: HttpRequest, error: GameError) -> HttpResponse:
    return _render(problem_of(error, request), error.code, retry_after=error.params.get("retry_after"))


def fault_response(request: HttpRequest, code: str, **members: Any) -> HttpResponse:
    """A fault of HTTP itself as an answer. `members` are added to the document."""
    return _render(_document(request, code, **members), code)


def response_of(request: HttpRequest, error: Exception) -> HttpResponse:
    """The answer to any exception that left a door. One that nobody expected is logged with its traceback."""
    if isinstance(error, GameError):
        return refusal_response(request, error)
    if isinstance(error, ValidationError):
        with translation.override(language_of(request)):
            misfits = [_misfit(item) for item in error.errors]
        return fault_response(request, "common.not_valid", errors=misfits)
    code = _fault_code(error)
    if code == "common.internal":
        log.error("api.broke", exc_info=error, path=request.path)
    elif code == "common.unavailable":
        log.warning("api.unavailable", path=request.path, error=repr(error))
    return fault_response(request, code)


def _fault_code(error: Exception) -> str:
    if isinstance(error, HttpError) and not isinstance(error, AuthenticationError):
        return fault_of_status(error.status_code)
    return next((code for kind, code in _FAULT_BY_ERROR if isinstance(error, kind)), "common.internal")


def fault_of_status(status: int) -> str:
    """The code that stands for a bare HTTP status."""
    return _FAULT_BY_STATUS.get(status, "common.bad_request" if status < 500 else "common.internal")


def _misfit(error: dict[str, Any]) -> dict[str, Any]:
    """Where and why, without the value itself, which may be a secret."""
    location = [str(part) for part in error.get("loc", ())]
    # ninja puts the name of the endpoint's own argument after "body"; a client has never heard of it
    if len(location) > 2 and location[:2] == ["body", "body"]:
        del location[1]
    return {"location": ".".join(location), "reason": error.get("type", ""), "message": misfit_words(error)}


def _document(request: HttpRequest, code: str, **members: Any) -> Answer:
    entry = TABLE.get(code) or TABLE["common.refused"]
    with translation.override(language_of(request)):
        title = str(entry.title)
        detail = _detail(title, members.get("params"))
    body = {
        "type": f"urn:artel:problem:{code}",
        "title": title,
        "status": entry.status,
        "detail": detail,
        "instance": request.path,
        "code": code,
        "params": {},
    }
    return Answer(entry.status, body | members)


def _detail(title: str, params: dict[str, Any] | None) -> str:
    """The title and the numbers behind it."""
    told = ", ".join(
        f"{PARAMETERS.get(name, name)}: {value}" for name, value in (params or {}).items() if value is not None
    )
    return f"{title} ({told})." if told else f"{title}."


def _render(answer: Answer, code: str, retry_after: Any = None) -> HttpResponse:
    response = respond(answer.body, status=answer.status)
    response["Content-Type"] = CONTENT_TYPE
    response["Cache-Control"] = "no-store"
    wait = retry_after or (TABLE[code].retry_after if code in TABLE else None)
    if wait:
        response["Retry-After"] = str(wait)
    if answer.status == 401:
        response["WWW-Authenticate"] = 'Bearer realm="artel"'
    return response


def language_of(request: HttpRequest) -> str:
    """The player's language once known, before that what the client accepts."""
    chosen = cast(str, getattr(request, "language", "")) or (translation.get_language() or "")[:2]
    return chosen if chosen in LANGUAGES else "en"


def is_api(request: HttpRequest) -> bool:
    return request.path.startswith("/api/")


# Django's own pages for what goes wrong before a door is reached (`handler404 = …` in urls.py).


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    return response_of(request, exception) if is_api(request) else defaults.bad_request(request, exception)


def page_not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    if is_api(request):
        return fault_response(request, "common.no_such_path")
    return defaults.page_not_found(request, exception)


def permission_denied(request: HttpRequest, exception: Exception) -> HttpResponse:
    if is_api(request):
        return fault_response(request, "common.csrf")
    return defaults.permission_denied(request, exception)


def server_error(request: HttpRequest) -> HttpResponse:
    return fault_response(request, "common.internal") if is_api(request) else defaults.server_error(request)


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    if is_api(request):
        return fault_response(request, "common.csrf")
    from django.views.csrf import csrf_failure as page

    return page(request, reason)
