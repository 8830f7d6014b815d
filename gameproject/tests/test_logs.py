from __future__ import annotations

import io
import json
import logging
import logging.config
from typing import Any

import pytest
import structlog

from gameproject.logs import logging_settings


@pytest.fixture
def lines(monkeypatch: pytest.MonkeyPatch) -> Any:
    """What the production formatter makes of log calls."""
    formatter = logging_settings(as_json=True, level="INFO")["formatters"]["structured"]
    make = formatter.pop("()")
    output = io.StringIO()
    handler = logging.StreamHandler(output)
    handler.setFormatter(make(**formatter))
    logger = logging.getLogger("artel.test")
    monkeypatch.setattr(logger, "handlers", [handler])
    monkeypatch.setattr(logger, "propagate", False)
    logger.setLevel(logging.INFO)
    return lambda: [json.loads(line) for line in output.getvalue().splitlines()]


def test_a_line_is_one_json_object_with_the_ids_that_are_bound(lines: Any) -> None:
    log = structlog.get_logger("artel.test")
    with structlog.contextvars.bound_contextvars(request_id="r-1", player_id=7):
        log.info("battle.ended", outcome="victory")
    (line,) = lines()
    assert {key: line[key] for key in ("event", "outcome", "player_id", "request_id", "level", "logger")} == {
        "event": "battle.ended",
        "outcome": "victory",
        "player_id": 7,
        "request_id": "r-1",
        "level": "info",
        "logger": "artel.test",
    }
    assert line["timestamp"].endswith("Z")


def test_an_exception_is_text_inside_its_line(lines: Any) -> None:
    log = structlog.get_logger("artel.test")
    try:
        int("bad luck")
    except ValueError:
        log.exception("it.broke")
    (line,) = lines()
    assert "ValueError: invalid literal" in line["exception"]


def test_lines_of_libraries_look_the_same(lines: Any) -> None:
    with structlog.contextvars.bound_contextvars(update_id=5):
        logging.getLogger("artel.test").warning("slow: %s", "query")
    (line,) = lines()
    assert (line["event"], line["level"], line["update_id"]) == ("slow: query", "warning", 5)


def test_values_that_json_does_not_know_do_not_lose_the_line(lines: Any) -> None:
    structlog.get_logger("artel.test").info("odd", value=object(), names={"a", "b"})
    assert lines()[0]["event"] == "odd"
