"""What is wrong with the kinds of texts in a draft."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from content.rules.catalogue import Catalogue
from content.rules.lint import Finding, error
from content.rules.texts import ForbiddenWordSpec, TextKindSpec


def kinds_can_be_written(catalogue: Catalogue) -> Iterator[Finding]:
    kinds = catalogue.all(TextKindSpec)
    purposes = Counter(kind.purpose for kind in kinds.values() if kind.is_on)
    for key, kind in kinds.items():
        if kind.is_on and purposes[kind.purpose] > 1:
            yield error("text_kinds", key, "text_purpose_taken")
        if kind.min_length > kind.max_length:
            yield error("text_kinds", key, "text_lengths_crossed")
        if not kind.prompt.strip():
            yield error("text_kinds", key, "text_prompt_empty")


def words_are_words(catalogue: Catalogue) -> Iterator[Finding]:
    for key, row in catalogue.all(ForbiddenWordSpec).items():
        if not any(character.isalpha() for character in row.word):
            yield error("forbidden_words", key, "forbidden_word_empty")


RULES = (kinds_can_be_written, words_are_words)
