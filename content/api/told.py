"""What is told of a thing, as JSON: beside whatever it is about."""

from __future__ import annotations

from typing import Any

from ninja import Schema
from pydantic import Field

from content.selectors.texts import Told


class ToldOut(Schema):
    text: str = Field(description="Plain text; escape it as your screen needs")
    title: str = Field(description="Empty for what has none")
    credit: str = Field(description="Who met it first, a name as the player chose it; empty for nobody")
    text_id: int | None = Field(description="By which it can be read again and reported; null while it is composed")
    is_awaited: bool = Field(description="Whether a better one is being written: `content.TextPublished` tells you")


def told_out(told: Told | None) -> dict[str, Any] | None:
    if told is None:
        return None
    return {
        "text": told.body,
        "title": told.title,
        "credit": told.credit,
        "text_id": told.text_id,
        "is_awaited": told.is_awaited,
    }
