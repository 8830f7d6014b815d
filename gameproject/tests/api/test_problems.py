"""Every "no" is a problem document, in the caller's language, and tells nothing of the inside."""

from __future__ import annotations

import importlib
import pkgutil
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Annotated, Any, Literal

import orjson
import pytest
from babel.messages.pofile import read_po
from django.conf import settings
from django.core.exceptions import DisallowedHost
from django.db import OperationalError
from django.http import Http404, HttpResponse
from django.test import Client, RequestFactory
from django.utils import translation
from pydantic import Field
from pydantic import ValidationError as PydanticError
from redis.exceptions import ConnectionError as RedisConnectionError

from common.door import BodyIn, PageIn
from common.errors import GameError, Stale
from gameproject import problems
from gameproject.misfits import misfit_words
from gameproject.problem_table import PARAMETERS, REFUSALS, TABLE
from gameproject.tests.api.client import ApiClient
from players.errors import NotEnough
from players.rules.catalogue import Slot

pytestmark = pytest.mark.django_db
LOCALE = Path(settings.BASE_DIR) / "gameproject" / "locale"
APPS = ("common", "content", "players", "world", "combat", "telegrambot", "gameproject")


def all_refusals() -> Iterator[type[GameError]]:
    for app in APPS:
        package = importlib.import_module(app)
        for module in pkgutil.iter_modules(package.__path__):
            if module.name.endswith("errors"):
                importlib.import_module(f"{app}.{module.name}")
    found = [GameError]
    while found:
        kind = found.pop()
        found += kind.__subclasses__()
        if kind.__module__.split(".")[0] in APPS and ".tests." not in kind.__module__:
            yield kind


def body_of(response: HttpResponse, status: int, code: str) -> dict[str, Any]:
    body: dict[str, Any] = orjson.loads(response.content)
    assert response.headers["Content-Type"] == "application/problem+json"
    assert (response.status_code, body["status"], body["code"]) == (status, status, code)
    assert body["type"] == f"urn:artel:problem:{code}"
    assert body["title"]
    assert body["detail"]
    assert body["instance"].startswith("/api/")
    return body


@pytest.mark.parametrize("kind", list(dict.fromkeys(all_refusals())))
def test_every_refusal_has_a_status_and_a_title(kind: type[GameError]) -> None:
    assert kind.code in REFUSALS
    assert 400 <= REFUSALS[kind.code].status < 600


@pytest.mark.parametrize("language", ["ru", "en"])
def test_every_title_is_written_in_both_languages(language: str) -> None:
    with (LOCALE / language / "LC_MESSAGES" / "django.po").open("rb") as file:
        catalog = read_po(file, locale=language)
    # A lazy title keeps its message id out of sight; in no language at all it is that id.
    with translation.override(None):
        titles = {str(entry.title) for entry in TABLE.values()}
    assert [title for title in titles if not (message := catalog.get(title)) or not message.string] == []


def test_titles_differ_between_languages() -> None:
    request = RequestFactory().get("/api/v1/me")
    titles = []
    for language in ("ru", "en"):
        request.language = language  # type: ignore[attr-defined]
        titles.append(problems.problem_of(Stale(expected=1, actual=2), request).body["title"])
    assert titles == ["С тех пор что-то изменилось, посмотрите ещё раз", "Something has changed since; look again"]


def test_a_refusal_carries_its_parameters(api: ApiClient) -> None:
    body = body_of(api.post("/location/travel", {"to": "likho_den"}), 409, "world.no_such_exit")
    assert body["params"] == {"to": "likho_den"}
    assert body["instance"] == "/api/v1/location/travel"
    assert body["detail"] == "There is no way there from here (to: likho_den)."


def test_an_unknown_address(nobody: ApiClient, api: ApiClient) -> None:
    body_of(nobody.get("/nowhere"), 404, "common.no_such_path")
    body_of(nobody.get("/battles/x/y"), 404, "common.no_such_path")
    body_of(api.get("/battles/12345678"), 404, "common.not_found")


def test_a_wrong_method(nobody: ApiClient) -> None:
    response = nobody.send("DELETE", "/me")
    body_of(response, 405, "common.method_not_allowed")
    assert response.headers["Allow"] == "GET"


def test_without_a_token(nobody: ApiClient) -> None:
    response = nobody.get("/me")
    body_of(response, 401, "common.unauthenticated")
    assert response.headers["WWW-Authenticate"].startswith("Bearer")


def test_what_does_not_fit_is_listed(api: ApiClient) -> None:
    body = body_of(api.post("/shop/buy", {"item": "Sword!", "amount": 0, "extra": 1}), 422, "common.not_valid")
    places = {error["location"]: error["reason"] for error in body["errors"]}
    assert places == {
        "body.item": "string_pattern_mismatch",
        "body.amount": "greater_than_equal",
        "body.extra": "extra_forbidden",
    }
    assert "Sword!" not in orjson.dumps(body).decode()


def test_what_does_not_fit_is_told_in_the_language_of_the_client(nobody: ApiClient) -> None:
    words = {}
    for language in ("ru", "en"):
        response = nobody.post("/auth/guest", {"guest_key": 5, "more": 1}, Accept_Language=language)
        body = body_of(response, 422, "common.not_valid")
        words[language] = {error["location"]: error["message"] for error in body["errors"]}
    assert words["ru"] == {"body.guest_key": "Здесь нужна строка", "body.more": "Такого поля нет"}
    assert words["en"] == {"body.guest_key": "Input should be a text", "body.more": "There is no such field"}


class EveryKind(BodyIn):
    """Whatever our bodies, queries and paths ask."""

    wanted: int
    number: int = Field(0, ge=1, le=9)
    text: str = Field("abc", min_length=2, max_length=4, pattern="^[a-z]+$")
    free: str = ""
    is_on: bool = False
    language: Literal["ru", "en"] = "en"
    slot: Annotated[Slot, Field(strict=False)] = Slot.WEAPON
    pages: PageIn | None = None
    options: dict[str, int] = {}  # noqa: RUF012  (pydantic copies it)


@pytest.mark.parametrize(
    "wrong",
    [
        {},
        {"wanted": None, "extra": 1},
        *({"wanted": value} for value in ("x", 1.5, "9" * 5000)),
        *({"number": value} for value in (0, 10)),
        *({"text": value} for value in (5, "a", "abcde", "A1", "\ud800")),
        {"free": "a\0"},
        *({"is_on": value} for value in ("maybe", None)),
        *({"language": value} for value in ("de", 5)),
        {"slot": "tail"},
        {"pages": 5},
        {"options": 5},
    ],
)
def test_every_kind_of_misfit_is_put_into_words(wrong: dict[str, Any]) -> None:
    with pytest.raises(PydanticError) as refused:
        EveryKind.model_validate(wrong)
    for error in refused.value.errors():
        with translation.override("en"):
            english = misfit_words(error)
        with translation.override("ru"):
            russian = misfit_words(error)
        assert re.search("[а-я]", russian), (error["type"], russian)
        assert not re.search("[а-я]|%", english), english


def test_a_kind_that_nobody_has_put_into_words_speaks_for_itself() -> None:
    assert misfit_words({"type": "url_parsing", "msg": "Input should be a valid URL"}) == "Input should be a valid URL"


def test_parameters_are_named_in_the_language_of_the_client() -> None:
    request = RequestFactory().get("/api/v1/me")
    request.language = "ru"  # type: ignore[attr-defined]
    body = problems.problem_of(NotEnough(asset="gold", needs=5, has=3), request).body
    assert body["detail"].endswith("(что: gold, нужно: 5, есть: 3).")
    assert body["params"] == {"asset": "gold", "needs": 5, "has": 3}
    for name in PARAMETERS:
        with translation.override("ru"):
            assert re.search("[а-я]", str(PARAMETERS[name])), name


@pytest.mark.parametrize(
    ("error", "status", "code"),
    [
        (OperationalError("connection to 10.0.0.7 refused, user artel"), 503, "common.unavailable"),
        (RedisConnectionError("10.0.0.8 refused"), 503, "common.unavailable"),
        (ZeroDivisionError("in secret.py"), 500, "common.internal"),
        (DisallowedHost("evil.example"), 400, "common.bad_request"),
        (Http404("secret"), 404, "common.no_such_path"),
    ],
)
def test_what_breaks_inside_stays_inside(
    api: ApiClient, monkeypatch: pytest.MonkeyPatch, error: Exception, status: int, code: str
) -> None:
    def broken(**kwargs: Any) -> None:
        raise error

    monkeypatch.setattr("players.api.me.character_view", broken)
    response = api.get("/character")
    body = body_of(response, status, code)
    assert str(error) not in orjson.dumps(body).decode()
    assert ("Retry-After" in response.headers) == (status == 503)


def test_nothing_published(api: ApiClient) -> None:
    from content.models import ActiveRelease
    from content.release import forget

    ActiveRelease.objects.all().delete()
    forget()
    response = api.get("/location")
    body_of(response, 503, "content.no_active_release")
    assert response.headers["Retry-After"] == "30"


class TestBeforeAnyDoor:
    """Django's own answers, which urls.py hands over (handler400 and the rest)."""

    request = RequestFactory().get("/api/v2/anything")

    def test_no_such_address(self) -> None:
        body_of(problems.page_not_found(self.request, Http404()), 404, "common.no_such_path")

    def test_a_foreign_host(self) -> None:
        body_of(problems.bad_request(self.request, DisallowedHost("x")), 400, "common.bad_request")

    def test_a_bug(self) -> None:
        body_of(problems.server_error(self.request), 500, "common.internal")

    def test_a_form_of_another_site(self) -> None:
        body_of(problems.csrf_failure(self.request), 403, "common.csrf")
        body_of(problems.permission_denied(self.request, Exception()), 403, "common.csrf")

    def test_pages_stay_pages(self) -> None:
        page = RequestFactory().get("/admin/x")
        for response in (
            problems.page_not_found(page, Http404()),
            problems.bad_request(page, DisallowedHost("x")),
            problems.server_error(page),
            problems.permission_denied(page, Exception()),
            problems.csrf_failure(page),
        ):
            assert response.headers["Content-Type"].startswith("text/html")


def test_a_cookie_signs_nobody_in(player: Any) -> None:
    """So no CSRF token is asked for either: a form of another site has nothing to ride on."""
    response: Any = Client(enforce_csrf_checks=True).post("/api/v1/auth/logout-everywhere")
    body_of(response, 401, "common.unauthenticated")
