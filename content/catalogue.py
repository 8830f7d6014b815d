"""The catalogue sections of this app."""

from __future__ import annotations

from content.models import ForbiddenWord, TextKind, TextRules
from content.rules.texts import ForbiddenWordSpec, TextKindSpec, TextRulesSpec
from content.sections import Section

SECTIONS = (
    Section("text_kinds", TextKindSpec, TextKind),
    Section("forbidden_words", ForbiddenWordSpec, ForbiddenWord),
    Section("text_rules", TextRulesSpec, TextRules),
)
