"""What ninja's OpenAPI document lacks: problem responses, their media type, and recorded examples."""

from __future__ import annotations

import functools
from pathlib import Path
from typing import Any

import orjson
from ninja.openapi.schema import OpenAPISchema

from gameproject.problem_table import FAULTS, TABLE

EXAMPLES_FILE = Path(__file__).with_name("api_examples.json")
_METHODS = ("get", "post", "put", "patch", "delete")
PROBLEM: dict[str, Any] = {
    "title": "Problem",
    "description": "A refusal (RFC 9457). Act on `code`; `title` and `detail` are for people.",
    "type": "object",
    "required": ["type", "title", "status", "detail", "instance", "code", "params"],
    "properties": {
        "type": {"type": "string", "format": "uri", "examples": ["urn:artel:problem:common.stale"]},
        "title": {"type": "string", "description": "In the caller's language"},
        "status": {"type": "integer"},
        "detail": {"type": "string"},
        "instance": {"type": "string", "description": "The path of the request"},
        "code": {"type": "string", "examples": ["common.stale"]},
        "params": {"type": "object", "additionalProperties": True},
        "errors": {
            "type": "array",
            "description": "With `common.not_valid`: what does not fit",
            "items": {
                "type": "object",
                "required": ["location", "reason", "message"],
                "properties": {name: {"type": "string"} for name in ("location", "reason", "message")},
            },
        },
    },
}
RESPONSES: dict[str, Any] = {
    "400": "The request cannot be understood, or a write has no Idempotency-Key",
    "401": "Not signed in, or not any more",
    "403": "Not allowed to this caller",
    "404": "No such thing, or not for this caller",
    "405": "The address does not take this method",
    "409": "The game refuses",
    "413": "The request is too large",
    "422": "Values that do not fit, or a used Idempotency-Key",
    "429": "Too many requests; Retry-After tells how long to wait",
    "500": "A fault of the server",
    "503": "Not available for a moment; Retry-After tells how long to wait",
}


@functools.cache
def examples() -> dict[str, dict[str, Any]]:
    """Real requests and answers by operation id, recorded by gameproject/tests/api/test_operations.py."""
    return dict(orjson.loads(EXAMPLES_FILE.read_bytes())) if EXAMPLES_FILE.exists() else {}


def complete(document: OpenAPISchema) -> OpenAPISchema:
    """Add to every operation its problems and its example."""
    document["components"].setdefault("schemas", {})["Problem"] = PROBLEM
    document["components"]["responses"] = {
        f"Problem{status}": _problem_response(status, text) for status, text in RESPONSES.items()
    }
    for path in document["paths"].values():
        for method in _METHODS:
            if method in path:
                _complete_operation(path[method])
    return document


def _problem_response(status: str, description: str) -> dict[str, Any]:
    code = next((code for code, entry in FAULTS.items() if entry.status == int(status)), "common.stale")
    title = str(FAULTS[code].title) if code in FAULTS else description
    example = {
        "type": f"urn:artel:problem:{code}",
        "title": title,
        "status": int(status),
        "detail": f"{title}.",
        "instance": "/api/v1/me",
        "code": code,
        "params": {},
    }
    schema = {"$ref": "#/components/schemas/Problem"}
    codes = ", ".join(f"`{code}`" for code, entry in TABLE.items() if entry.status == int(status))
    return {
        "description": f"{description}. Codes: {codes}.",
        "content": {"application/problem+json": {"schema": schema, "example": example}},
    }


def _complete_operation(operation: dict[str, Any]) -> None:
    responses = operation["responses"]
    named = {str(status) for status in responses}
    for status in RESPONSES:
        if status not in named:
            responses[status] = {"$ref": f"#/components/responses/Problem{status}"}
    example = examples().get(operation["operationId"])
    if example is None:
        return
    if "request" in example and "requestBody" in operation:
        operation["requestBody"]["content"]["application/json"]["example"] = example["request"]
    for status, response in responses.items():
        if int(status) == example["status"] and "content" in response:
            response["content"]["application/json"]["example"] = example["response"]
