"""The OpenAPI document: complete, and true."""

from __future__ import annotations

import dataclasses
import re
from collections import Counter
from collections.abc import Iterator
from typing import Any

import orjson
import pytest
from django.apps import apps
from django.conf import settings
from django.contrib.staticfiles import finders
from ninja import Schema

from common.events import EVENTS, Event
from gameproject.api import api as artel
from gameproject.openapi import RESPONSES, examples
from gameproject.problem_table import TABLE
from gameproject.tests.api.client import ApiClient
from gameproject.tests.api.test_operations import operations

pytestmark = pytest.mark.django_db


def document() -> dict[str, Any]:
    return dict(artel.get_openapi_schema())


def documented() -> dict[str, dict[str, Any]]:
    return {operation["operationId"]: operation for path in document()["paths"].values() for operation in path.values()}


@pytest.mark.parametrize("name", sorted(operations()))
def test_an_operation_is_explained(name: str) -> None:
    operation = documented()[name]
    assert operation["summary"]
    assert len(operation["description"]) > 30
    assert set(RESPONSES) <= set(map(str, operation["responses"]))
    example = examples()[name]
    answer = operation["responses"][example["status"]]
    assert example["response"] is None or answer["content"]["application/json"]["example"]
    if "requestBody" in operation:
        assert operation["requestBody"]["content"]["application/json"]["example"] == example["request"]


@pytest.mark.parametrize("name", sorted(operations()))
def test_an_example_is_true(name: str) -> None:
    operation, example = operations()[name], examples()[name]
    model = operation.response_models[example["status"]]
    if model is not None:
        model.model_validate({"response": example["response"]})
    for body in operation.models:
        if body.__ninja_param_source__ == "body":
            body.model_validate({"body": example["request"]})


def _schemas(base: type[Schema]) -> Iterator[type[Schema]]:
    for schema in base.__subclasses__():
        yield schema
        yield from _schemas(schema)


def test_no_two_schemas_have_one_name() -> None:
    """The document knows them by name alone, and one of the two would stand for both."""
    ours = {schema for schema in _schemas(Schema) if schema.__module__.partition(".")[0] in apps.app_configs}
    assert ours
    assert [name for name, times in Counter(schema.__name__ for schema in ours).items() if times > 1] == []


def test_every_code_is_listed_with_its_status() -> None:
    answers = document()["components"]["responses"]
    for code, entry in TABLE.items():
        assert f"`{code}`" in answers[f"Problem{entry.status}"]["description"]


def test_every_event_that_a_player_hears_is_listed_with_its_fields() -> None:
    lines = (settings.BASE_DIR / "docs/api/events.md").read_text().splitlines()
    rows = [line.split(" | ") for line in lines if line.startswith("| `")]
    listed = {row[0].strip("| `"): re.findall(r"`(\w+)`", row[1]) for row in rows}
    heard = {
        name: [field.name for field in dataclasses.fields(event)]
        for name, event in EVENTS.items()
        if event.audience is not Event.audience and not event.__subclasses__() and ".tests." not in event.__module__
    }
    assert listed == heard


def test_every_write_of_a_player_asks_for_an_idempotency_key() -> None:
    writes = {
        name
        for name, operation in operations().items()
        if operation.methods != ["GET"] and "auth" not in (operation.tags or [])
    }
    with_key = {
        name
        for name, operation in documented().items()
        if any(parameter["name"] == "Idempotency-Key" for parameter in operation["parameters"])
    }
    assert with_key == writes


def test_no_body_takes_unknown_fields() -> None:
    queries = {"PageIn", "SinceIn", "TurnsPageIn"}
    loose = [
        name
        for name, schema in document()["components"]["schemas"].items()
        if name.endswith("In") and name not in queries and schema.get("additionalProperties") is not False
    ]
    assert loose == []


def test_every_text_and_number_of_a_body_is_bounded() -> None:
    open_ended = [
        f"{name}.{field}"
        for name, schema in document()["components"]["schemas"].items()
        if name.endswith("In")
        for field, rule in schema["properties"].items()
        for kind in rule.get("anyOf", [rule])
        if (kind.get("type") == "string" and not {"maxLength", "pattern", "enum"} & set(kind))
        or (kind.get("type") == "integer" and not {"minimum", "maximum"} <= set(kind))
    ]
    assert open_ended == []


def test_the_document_and_its_page_are_served(nobody: ApiClient) -> None:
    served = orjson.loads(nobody.get("/openapi.json").content)
    assert set(served["paths"]) == set(document()["paths"])
    page = nobody.get("/docs").content.decode()
    assert "/api/v1/openapi.json" in page
    assert "http://" not in page
    assert "https://" not in page
    for asset in ("swagger-ui-bundle.js", "swagger-ui-init.js", "swagger-ui.css"):
        assert f"ninja/{asset}" in page
        assert finders.find(f"ninja/{asset}")
