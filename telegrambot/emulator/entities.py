"""Formatted text as Telegram keeps it: trimmed, with explicit and automatic entities, within the limits."""

import re
from typing import Any

from telegrambot.emulator.errors import bad_request
from telegrambot.emulator.html_markup import Entity, MarkupError, parse_html, utf16_length
from telegrambot.emulator.params import Params

MAX_TEXT = 4096
MAX_CAPTION = 1024
MAX_ENTITIES = 100
_MAX_SOURCE_BYTES = 1 << 15
_PRIORITY = {
    "blockquote": 0,
    "expandable_blockquote": 0,
    "pre": 11,
    "code": 20,
    "text_link": 49,
    "text_mention": 49,
}
_PRIORITY |= {
    "bold": 90,
    "italic": 91,
    "underline": 92,
    "strikethrough": 93,
    "spoiler": 94,
    "custom_emoji": 99,
}
_AUTOMATIC_PRIORITY = 50
_EXPLICIT = frozenset((*_PRIORITY, "date_time"))
_FOUND_BY_TELEGRAM = frozenset(
    ("mention", "hashtag", "cashtag", "bot_command", "url", "email", "phone_number", "bank_card_number")
)
_OPAQUE = frozenset(("pre", "code"))
_AUTOMATIC = re.compile(
    r"(?P<url>https?://[^\s<>\"']+|\bt\.me/[^\s<>\"']+)"
    r"|(?<![\w/@<>.])(?P<bot_command>/[A-Za-z0-9_]{1,64}(?:@[A-Za-z]\w{2,31})?)(?![\w/])"
    r"|(?<![\w@/])(?P<mention>@[A-Za-z]\w{3,31})"
    r"|(?<![\w#&])(?P<hashtag>#\w*[^\W\d]\w*)"
)

Formatted = tuple[str, list[Entity]]


def formatted(source: str, parse_mode: str, entities: Any) -> Formatted:
    """Plain text and sorted entities, in UTF-16 offsets. Raises ApiError 400 in Telegram's words."""
    if len(source) > _MAX_SOURCE_BYTES // 4 and len(source.encode()) > _MAX_SOURCE_BYTES:
        raise bad_request("Text is too long")
    mode = parse_mode.lower()
    if not source or not mode or mode == "none":
        text, found = source, _given(entities)
    elif mode == "html":
        try:
            text, found = parse_html(source)
        except MarkupError as reason:
            raise bad_request(f"Can't parse entities: {reason}") from None
    else:
        raise bad_request("Unsupported parse_mode")
    text, found = trimmed(text, found)
    return text, _arranged(found + automatic(text, found))


def text_of(params: Params) -> Formatted:
    """`text` of sendMessage and editMessageText, not measured yet."""
    source = params.text("text")
    if not source:
        raise bad_request("Message text is empty")
    given = params.json("entities", or_else="Can't parse entities JSON object")
    text, entities = formatted(source, params.text("parse_mode"), given)
    if not text:
        raise bad_request("Text must be non-empty")
    return text, entities


def caption_of(params: Params) -> Formatted:
    given = params.json("caption_entities", or_else="Can't parse entities JSON object")
    return formatted(params.text("caption"), params.text("parse_mode"), given)


def automatic(text: str, explicit: list[Entity]) -> list[Entity]:
    """Commands, links, mentions and hashtags that Telegram marks by itself, outside of code and links."""
    if "/" not in text and "@" not in text and "#" not in text:
        return []
    found = [_entity_of(text, match) for match in _AUTOMATIC.finditer(text)]
    taken = [entity for entity in explicit if entity["type"] in _OPAQUE or entity["type"].startswith("text_")]
    return [entity for entity in found if not any(_overlap(entity, other) for other in taken)]


def trimmed(text: str, entities: list[Entity]) -> Formatted:
    """Without white space at the ends; entities are moved and cut to fit."""
    stripped = text.rstrip()
    lead = len(stripped) - len(stripped.lstrip())
    shift = utf16_length(stripped[:lead])
    if shift and any(entity["offset"] < shift for entity in entities):
        lead = shift = 0  # TDLib keeps leading space that is formatted
    stripped = stripped[lead:]
    if len(stripped) == len(text):
        return text, entities
    end = utf16_length(stripped)
    kept = []
    for entity in entities:
        offset = entity["offset"] - shift
        length = min(entity["length"], end - offset)
        if length > 0:
            kept.append({**entity, "offset": offset, "length": length})
    return stripped, kept


def _entity_of(text: str, match: re.Match[str]) -> Entity:
    start = utf16_length(text[: match.start()])
    return {"type": match.lastgroup, "offset": start, "length": utf16_length(match[0])}


def _overlap(one: Entity, other: Entity) -> bool:
    starts, ends = max(one["offset"], other["offset"]), min(_end(one), _end(other))
    return bool(starts < ends)


def _end(entity: Entity) -> int:
    return int(entity["offset"] + entity["length"])


def _arranged(entities: list[Entity]) -> list[Entity]:
    """In Telegram's order, without formatting inside code, at most 100."""
    if len(entities) > 1:
        opaque = [entity for entity in entities if entity["type"] in _OPAQUE]
        if opaque:
            entities = [entity for entity in entities if not any(_is_inside(entity, other) for other in opaque)]
        entities.sort(key=_place)
    return entities[:MAX_ENTITIES]


def _place(entity: Entity) -> tuple[int, int, int]:
    return entity["offset"], -entity["length"], _PRIORITY.get(entity["type"], _AUTOMATIC_PRIORITY)


def _is_inside(entity: Entity, code: Entity) -> bool:
    inside = code["offset"] <= entity["offset"] and _end(entity) <= _end(code)
    return bool(entity is not code and inside and entity["type"] not in ("pre", "blockquote", "expandable_blockquote"))


def _given(entities: Any) -> list[Entity]:
    if not isinstance(entities, list):
        return []
    return [kept for entity in entities if (kept := _given_entity(entity)) is not None]


def _given_entity(entity: Any) -> Entity | None:
    refusal = "Can't parse MessageEntity: "
    if not isinstance(entity, dict):
        raise bad_request(refusal + "expected an Object")
    for name in ("offset", "length", "type"):
        if name not in entity:
            raise bad_request(refusal + f'Can\'t find field "{name}"')
    if entity["type"] in _FOUND_BY_TELEGRAM:
        return None
    if entity["type"] not in _EXPLICIT:
        raise bad_request(refusal + "Unsupported type specified")
    return dict(entity)
