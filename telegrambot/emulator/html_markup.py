"""`parse_mode=HTML`: text with tags in, plain text and entities out.

Which tags, attributes and references are understood, and the wording of each refusal with its byte offset,
follow TDLib (it is behind the Bot API server 10.0). Offsets and lengths of entities are in UTF-16 code units.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from telegrambot.emulator.links import LinkError, checked_link

Entity = dict[str, Any]

_SPACE = frozenset(" \t\r\n\v\0")
_MARKUP = re.compile(r"[<&]")
_REFERENCE = re.compile(r"&(?:#x([0-9a-fA-F]*)|#([0-9]*)|([A-Za-z]+))(;?)")
_TAG_NAME = re.compile(r"[^ \t\r\n\v\0>]*")
_ATTRIBUTE_NAME = re.compile(r"""[^ \t\r\n\v\0=>/"']*""")
_NAME_TOKEN = re.compile(r"[A-Za-z0-9.\-]*")
_NAMED = {"lt": "<", "gt": ">", "amp": "&", "quot": '"'}
_SIMPLE = {
    "b": "bold",
    "strong": "bold",
    "i": "italic",
    "em": "italic",
    "u": "underline",
    "ins": "underline",
    "s": "strikethrough",
    "strike": "strikethrough",
    "del": "strikethrough",
    "tg-spoiler": "spoiler",
    "span": "spoiler",
}
_TAGS = frozenset((*_SIMPLE, "a", "tg-emoji", "tg-time", "pre", "code", "blockquote"))
_DATE_FORMAT = re.compile(r"^(?:r|[tTdDwW]*)$")
_USER_LINK = re.compile(r"^tg://user\?id=(\d+)$")
_BAD_SURROGATES = (
    "Text contains invalid Unicode characters after decoding HTML entities, check for unmatched surrogate code units"
)


class MarkupError(ValueError):
    """Why the text is refused, to follow "can't parse entities: "."""


@dataclass(slots=True)
class _OpenTag:
    name: str
    offset: int
    starts_at: int
    argument: str = ""
    date: int = 0


@dataclass(slots=True)
class _Parser:
    source: str
    out: list[str] = field(default_factory=list)
    offset: int = 0
    open_tags: list[_OpenTag] = field(default_factory=list)
    entities: list[Entity] = field(default_factory=list)

    def fail(self, text: str, position: int) -> MarkupError:
        return MarkupError(f"{text} at byte offset {len(self.source[:position].encode())}")

    def emit(self, text: str) -> None:
        self.out.append(text)
        self.offset += utf16_length(text)

    def skip_space(self, at: int) -> int:
        while at < len(self.source) and self.source[at] in _SPACE:
            at += 1
        return at

    def char(self, at: int) -> str:
        """The character, or NUL past the end, which counts as space."""
        return self.source[at] if at < len(self.source) else "\0"

    def parse(self) -> None:
        source, at = self.source, 0
        while match := _MARKUP.search(source, at):
            here = match.start()
            if here > at:
                self.emit(source[at:here])
            at = self.reference(here) if source[here] == "&" else self.tag(here)
        self.emit(source[at:])
        if self.open_tags:
            raise MarkupError(f'Can\'t find end tag corresponding to start tag "{self.open_tags[-1].name}"')

    def reference(self, at: int) -> int:
        character, end = _decode_reference(self.source, at)
        self.emit(character or "&")
        return end if character else at + 1

    def tag(self, at: int) -> int:
        return self.end_tag(at) if self.char(at + 1) == "/" else self.start_tag(at)

    def start_tag(self, begin: int) -> int:
        at = _end_of(_TAG_NAME, self.source, begin + 1)
        if at >= len(self.source):
            raise self.fail("Unclosed start tag", begin)
        name = self.source[begin + 1 : at].lower()
        if name not in _TAGS:
            raise self.fail(f'Unsupported start tag "{name}"', begin)
        tag = _OpenTag(name, self.offset, len(self.out))
        while self.char(at) != ">":
            at = self.skip_space(at)
            if self.char(at) == ">":
                break
            at = self.attribute(tag, begin, at)
        if name == "span" and tag.argument != "spoiler":
            raise self.fail('Tag "span" must have class "tg-spoiler"', begin)
        self.open_tags.append(tag)
        return at + 1

    def attribute(self, tag: _OpenTag, begin: int, at: int) -> int:
        end = _end_of(_ATTRIBUTE_NAME, self.source, at)
        name = self.source[at:end]
        if not name:
            raise self.fail(f'Empty attribute name in the tag "{tag.name}"', begin)
        at = self.skip_space(end)
        if self.char(at) != "=":
            if at >= len(self.source):
                raise self.fail(f'Unclosed start tag "{tag.name}"', begin)
            _set_attribute(tag, name, None)
            return at
        at = self.skip_space(at + 1)
        if at >= len(self.source):
            raise self.fail(f'Unclosed start tag "{tag.name}"', begin)
        value, at = self.quoted(at) if self.source[at] in "'\"" else self.bare(at)
        if at >= len(self.source):
            raise self.fail("Unclosed start tag", begin)
        _set_attribute(tag, name, value)
        return at

    def bare(self, begin: int) -> tuple[str, int]:
        at = _end_of(_NAME_TOKEN, self.source, begin)
        if self.char(at) not in _SPACE and self.char(at) != ">":
            raise self.fail("Unexpected end of name token", begin)
        return self.source[begin:at].lower(), at

    def quoted(self, at: int) -> tuple[str, int]:
        closing, at, value = self.source[at], at + 1, []
        while at < len(self.source) and self.source[at] != closing:
            character, end = _decode_reference(self.source, at) if self.source[at] == "&" else ("", at)
            value.append(character or self.source[at])
            at = end if character else at + 1
        return "".join(value), min(at + 1, len(self.source))

    def end_tag(self, begin: int) -> int:
        if not self.open_tags:
            raise self.fail("Unexpected end tag", begin)
        at = _end_of(_TAG_NAME, self.source, begin + 2)
        name = self.source[begin + 2 : at].lower()
        at = self.skip_space(at)
        if self.char(at) != ">":
            raise self.fail("Unclosed end tag", begin)
        tag = self.open_tags.pop()
        if name and name != tag.name:
            raise _unmatched(self.source, begin, tag.name, name)
        length = self.offset - tag.offset
        if length > 0:
            self.close(tag, length)
        return at + 1

    def close(self, tag: _OpenTag, length: int) -> None:
        entity: Entity = {"type": _SIMPLE.get(tag.name, tag.name), "offset": tag.offset, "length": length}
        finish = _FINISHERS.get(tag.name)
        finished = finish(self, tag, entity) if finish else entity
        if finished is not None:
            self.entities.append(finished)

    def inner_twin(self, entity: Entity, kind: str) -> Entity | None:
        """The entity just closed inside this one, when it is of that kind and spans exactly the same text."""
        last = self.entities[-1] if self.entities else None
        if last and (last["type"], last["offset"], last["length"]) == (
            kind,
            entity["offset"],
            entity["length"],
        ):
            return last
        return None


def _unmatched(source: str, begin: int, expected: str, found: str) -> MarkupError:
    offset = len(source[:begin].encode())
    return MarkupError(f'Unmatched end tag at byte offset {offset}, expected "</{expected}>", found "</{found}>"')


def _end_of(pattern: re.Pattern[str], source: str, at: int) -> int:
    match = pattern.match(source, at)
    return match.end() if match else at


def _decode_reference(source: str, at: int) -> tuple[str, int]:
    """The character of a reference at `at` and where it ends; ("", at) when it is not one Telegram knows."""
    match = _REFERENCE.match(source, at)
    if not match:
        return "", at
    hexadecimal, decimal, name, _ = match.groups()
    if name is not None:
        return _NAMED.get(name, ""), match.end()
    digits = hexadecimal if hexadecimal is not None else decimal
    code = int(digits, 16 if hexadecimal is not None else 10) if digits else 0
    if not 0 < code < 0x10FFFF or match.end(0) - len(match[4]) - at >= 10:
        return "", at
    if 0xD800 <= code <= 0xDFFF:
        raise MarkupError(_BAD_SURROGATES)
    return chr(code), match.end()


def _set_attribute(tag: _OpenTag, name: str, value: str | None) -> None:
    match tag.name, name:
        case "blockquote", "expandable":
            tag.argument = "1"
        case ("a", "href") | ("tg-emoji", "emoji-id") | ("tg-time", "format") if value is not None:
            tag.argument = value
        case "code", "class" if value is not None and value.startswith("language-"):
            tag.argument = value.removeprefix("language-")
        case "span", "class" if value is not None and value.startswith("tg-"):
            tag.argument = value.removeprefix("tg-")
        case "tg-time", "unix" if value is not None:
            tag.date = int(value) if value.isdigit() else 0


def _finish_link(parser: _Parser, tag: _OpenTag, entity: Entity) -> Entity | None:
    url = tag.argument or "".join(parser.out[tag.starts_at :])
    if mention := _USER_LINK.match(url):
        return {**entity, "type": "text_mention", "user": {"id": int(mention[1])}}
    try:
        return {**entity, "type": "text_link", "url": checked_link(url)}
    except LinkError:
        return None


def _finish_pre(parser: _Parser, tag: _OpenTag, entity: Entity) -> Entity | None:
    inner = parser.inner_twin(entity, "code")
    if inner is None or not inner.get("language"):
        return entity
    inner["type"] = "pre"
    return None


def _finish_code(parser: _Parser, tag: _OpenTag, entity: Entity) -> Entity | None:
    if tag.argument:
        entity["language"] = tag.argument
        inner = parser.inner_twin(entity, "pre")
        if inner is not None:
            inner["language"] = tag.argument
            return None
    return entity


def _finish_quote(parser: _Parser, tag: _OpenTag, entity: Entity) -> Entity:
    return {**entity, "type": "expandable_blockquote"} if tag.argument else entity


def _finish_emoji(parser: _Parser, tag: _OpenTag, entity: Entity) -> Entity:
    if not tag.argument.isdigit() or int(tag.argument) == 0:
        raise MarkupError("Invalid custom emoji identifier specified")
    return {**entity, "type": "custom_emoji", "custom_emoji_id": tag.argument}


def _finish_time(parser: _Parser, tag: _OpenTag, entity: Entity) -> Entity | None:
    if not _DATE_FORMAT.match(tag.argument):
        raise MarkupError("Invalid date format used")
    if tag.date <= 0:
        return None
    entity = {**entity, "type": "date_time", "unix_time": tag.date}
    return {**entity, "date_time_format": tag.argument} if tag.argument else entity


_FINISHERS: dict[str, Callable[[_Parser, _OpenTag, Entity], Entity | None]] = {
    "a": _finish_link,
    "pre": _finish_pre,
    "code": _finish_code,
    "blockquote": _finish_quote,
    "tg-emoji": _finish_emoji,
    "tg-time": _finish_time,
}


def utf16_length(text: str) -> int:
    """Length in UTF-16 code units: the unit of Telegram's offsets."""
    return len(text) if text.isascii() else len(text.encode("utf-16-le", "surrogatepass")) // 2


def parse_html(source: str) -> tuple[str, list[Entity]]:
    """Plain text and entities in order of closing. Raises MarkupError with TDLib's words."""
    if "<" not in source and "&" not in source:
        return source, []
    parser = _Parser(source)
    parser.parse()
    for entity in parser.entities:
        if entity["type"] == "code":
            entity.pop("language", None)
    return "".join(parser.out), parser.entities
