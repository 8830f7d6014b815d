"""The OpenAPI document: complete, and true."""

from __future__ import annotations

from typing import Any

import orjson
import pytest
from django.contrib.staticfiles import finders

from gameproject.api import api as artel
from gameproject.openapi import RESPONSES, examples
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
