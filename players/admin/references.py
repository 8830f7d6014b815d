"""Where a reference like `battle:12` leads. Apps above teach their own kinds."""

from __future__ import annotations

from collections.abc import Callable

from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from common.admin.html import NOTHING, change_url, link
from players.models import Player

REFERENCES: dict[str, tuple[Callable[[str], str], Callable[[str], str]]] = {
    "player": (lambda key: change_url(Player, key), lambda key: _("player %(key)s") % {"key": key}),
}


def reference_link(reference: str) -> SafeString | str:
    """The thing that a reference names, as a link where its kind has a page."""
    kind, _colon, key = reference.partition(":")
    if kind not in REFERENCES or not key.isdecimal():
        return reference or NOTHING
    url, words = REFERENCES[kind]
    return link(url(key), words(key))
