"""The rules of texts in the release that is being played."""

from __future__ import annotations

from content.release import current
from content.rules.catalogue import Catalogue
from content.rules.texts import Purpose, TextKindSpec, TextRulesSpec

_NO_RULES = TextRulesSpec("default")


def text_rules(catalogue: Catalogue) -> TextRulesSpec:
    """The limits; the defaults for a release that was published before there were any."""
    return catalogue.find(TextRulesSpec, "default") or _NO_RULES


def kind_for(catalogue: Catalogue, purpose: str) -> TextKindSpec | None:
    """The kind that is switched on for a purpose, if there is one."""
    kinds = catalogue.all(TextKindSpec).values()
    return next((kind for kind in kinds if kind.purpose == purpose and kind.is_on), None)


def purposes_ahead() -> list[Purpose]:
    """Those of which texts are written ahead."""
    kinds = current().all(TextKindSpec).values()
    return [kind.purpose for kind in kinds if kind.is_on and kind.prefetch]


def purposes_on(catalogue: Catalogue | None = None) -> list[Purpose]:
    kinds = (catalogue or current()).all(TextKindSpec).values()
    return [kind.purpose for kind in kinds if kind.is_on]
