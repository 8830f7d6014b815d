"""Checks that more than one test needs."""

import io
from collections.abc import Iterator
from typing import Any

from PIL import Image
from telegram import TelegramObject


def leftovers(value: Any, path: str = "") -> Iterator[str]:
    """Fields of an answer that python-telegram-bot did not know, anywhere inside."""
    if isinstance(value, TelegramObject):
        for name in value.api_kwargs:
            yield f"{path}.{type(value).__name__}.{name}"
        for slot in {slot for kind in type(value).__mro__ for slot in getattr(kind, "__slots__", ())}:
            if slot not in ("api_kwargs", "_bot", "__dict__"):
                yield from leftovers(getattr(value, slot, None), f"{path}.{slot}")
    elif isinstance(value, (list, tuple)):
        for item in value:
            yield from leftovers(item, path)


def assert_parsed(*values: Any) -> None:
    """Every field of these answers is known to python-telegram-bot."""
    assert [left for value in values for left in leftovers(value)] == []


def picture(color: str = "green", size: tuple[int, int] = (640, 360)) -> bytes:
    out = io.BytesIO()
    Image.new("RGB", size, color).save(out, "JPEG")
    return out.getvalue()
