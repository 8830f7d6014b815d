"""Pictures drawn when they are needed: a drawing travels with the reply, Telegram keeps what was painted once.

The digest of a drawing names its picture. After the first upload it is sent by the `file_id` that Telegram gave it;
where that is not known, or no longer taken, it is simply painted and uploaded again.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

import orjson

from telegrambot.models import UploadedPicture
from telegrambot.screens.base import Screen
from telegrambot.screens.dungeon_map import map_png

STYLE = 1  # raise it when pictures are painted in another way


@dataclass(frozen=True, slots=True)
class Picture:
    """`painter` paints `drawing` (JSON); `caption`: the text and the buttons under it."""

    painter: str
    drawing: dict[str, Any]
    caption: Screen


PAINTERS: Mapping[str, Callable[[dict[str, Any]], bytes]] = {"dungeon": map_png}


def picture_payload(picture: Picture) -> dict[str, Any]:
    """What a reply carries of a picture; one query."""
    drawn = orjson.dumps([STYLE, picture.painter, picture.drawing], option=orjson.OPT_SORT_KEYS)
    digest = hashlib.sha256(drawn).hexdigest()
    known = UploadedPicture.objects.filter(digest=digest).values_list("file_id", flat=True).first()
    return {"digest": digest, "painter": picture.painter, "drawing": picture.drawing, "file_id": known or ""}


def painted(payload: dict[str, Any]) -> bytes:
    """The PNG of a reply's picture."""
    return PAINTERS[payload["painter"]](payload["drawing"])
