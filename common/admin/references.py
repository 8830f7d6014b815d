"""Where a reference like `battle:12` leads. Each app teaches its own kinds."""

from __future__ import annotations

from collections.abc import Callable

from django.utils.safestring import SafeString

from common.admin.html import NOTHING, link
from common.admin.words import actor_words

REFERENCES: dict[str, tuple[Callable[[str], str], Callable[[str], str]]] = {}


def reference_link(reference: str) -> SafeString | str:
    """The thing that a reference names, as a link where its kind has a page."""
    kind, _colon, key = reference.partition(":")
    if kind not in REFERENCES or not key.isdecimal():
        return actor_words(reference) or NOTHING
    url, words = REFERENCES[kind]
    return link(url(key), words(key))
