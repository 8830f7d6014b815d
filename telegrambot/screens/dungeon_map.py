"""The map of a dungeon as far as it is known: as text, around where one stands, and whole as a picture."""

from __future__ import annotations

import io
from typing import Any

import msgspec
from PIL import Image, ImageDraw, ImageFont

from common.shapes import value_from
from world.rules.dungeon_fog import UNSEEN, Cell, Link, Sketch

REACH_X, REACH_Y = 3, 1  # rooms shown to each side of where one stands
HERE, DONE = "@", "·"
SIGNS = {
    "entrance": "<",
    "boss": "B",
    "monster": "M",
    "treasure": "$",
    "trap": "^",
    "rest": "~",
    "event": "!",
    UNSEEN: "?",
}


def map_lines(sketch: Sketch) -> list[str]:
    """At most five lines of at most 27 characters, without empty margins."""
    here = sketch.here
    near = {
        (cell.x, cell.y): cell
        for cell in sketch.cells
        if abs(cell.x - here.x) <= REACH_X and abs(cell.y - here.y) <= REACH_Y
    }
    columns, rows = _span([x for x, _ in near]), _span([y for _, y in near])
    across = {(link.x1, link.y1): link for link in sketch.links if link.x1 < link.x2}
    down = {(link.x1, link.y1): link for link in sketch.links if link.y1 < link.y2}
    lines = []
    for y in rows:
        lines.append("".join(_room(near.get((x, y))) + _passage(across.get((x, y)), "─", "╫") for x in columns))
        lines.append("".join(f" {_passage(down.get((x, y)), '│', '╪')}  " for x in columns))
    return [line.rstrip() for line in lines[:-1]]


def _span(numbers: list[int]) -> range:
    return range(min(numbers), max(numbers) + 1)


def _room(cell: Cell | None) -> str:
    return f"[{sign_of(cell)}]" if cell else "   "


def sign_of(cell: Cell) -> str:
    if cell.here:
        return HERE
    return DONE if cell.done and cell.look != "entrance" else SIGNS[cell.look]


def _passage(link: Link | None, open_: str, shut: str) -> str:
    return " " if link is None else shut if link.shut else open_


CELL, ROOM, MARGIN = 56, 38, 24
_GROUND, _WAY, _SHUT, _INK = "#1f1b16", "#8a7a5f", "#c2553f", "#f4ead6"
_FILLS = {
    "entrance": "#4f7a4a",
    "boss": "#8c2f39",
    "monster": "#a5533c",
    "treasure": "#b08a2e",
    "trap": "#7a5c86",
    "rest": "#3f7480",
    "event": "#56688f",
    UNSEEN: "#3a342c",
}
_FADED = "#5d5344"
_FONT = ImageFont.load_default(size=22)


def drawing_of(sketch: Sketch) -> dict[str, Any]:
    """A sketch as JSON, small enough to travel with the message that it belongs to."""
    drawing: dict[str, Any] = msgspec.to_builtins(sketch)
    return drawing


def map_png(drawing: dict[str, Any]) -> bytes:
    """The picture of a drawing: the same drawing always gives the same picture."""
    sketch = value_from(drawing, Sketch)
    width = max(cell.x for cell in sketch.cells) + 1
    height = max(cell.y for cell in sketch.cells) + 1
    size = (max(width * CELL, 4 * CELL) + 2 * MARGIN, max(height * CELL, 3 * CELL) + 2 * MARGIN)
    image = Image.new("RGB", size, _GROUND)
    canvas = ImageDraw.Draw(image)
    left, top = (size[0] - width * CELL) // 2, (size[1] - height * CELL) // 2
    for link in sketch.links:
        _draw_way(canvas, link, left, top)
    for cell in sketch.cells:
        _draw_room(canvas, cell, left, top)
    stream = io.BytesIO()
    image.quantize(32).save(stream, "PNG", optimize=True)
    return stream.getvalue()


def _centre(x: int, y: int, left: int, top: int) -> tuple[int, int]:
    return left + x * CELL + CELL // 2, top + y * CELL + CELL // 2


def _draw_way(canvas: ImageDraw.ImageDraw, link: Link, left: int, top: int) -> None:
    start, end = _centre(link.x1, link.y1, left, top), _centre(link.x2, link.y2, left, top)
    canvas.line([start, end], fill=_WAY, width=8)
    if link.shut:
        x, y = (start[0] + end[0]) // 2, (start[1] + end[1]) // 2
        canvas.rectangle([x - 8, y - 8, x + 8, y + 8], fill=_SHUT, outline=_INK)


def _draw_room(canvas: ImageDraw.ImageDraw, cell: Cell, left: int, top: int) -> None:
    x, y = _centre(cell.x, cell.y, left, top)
    half = ROOM // 2
    fill = _FADED if cell.done and not cell.here and cell.look != "entrance" else _FILLS[cell.look]
    outline = _INK if cell.here else _WAY
    canvas.rounded_rectangle([x - half, y - half, x + half, y + half], 7, fill, outline, 4 if cell.here else 2)
    canvas.text((x, y), sign_of(cell), fill=_INK, font=_FONT, anchor="mm")
