"""What is wrong with a value that does not fit, in the caller's language: pydantic itself speaks English only."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext_lazy as _

# By the kinds that pydantic has for what our bodies, queries and paths ask.
_WORDS = {
    "missing": _("Field required"),
    "extra_forbidden": _("There is no such field"),
    "model_attributes_type": _("Input should be an object"),
    "model_type": _("Input should be an object"),
    "dict_type": _("Input should be an object"),
    "string_type": _("Input should be a text"),
    "string_unicode": _("Input should be a text in valid Unicode"),
    "string_too_short": _("Text too short, at least %(min_length)s characters"),
    "string_too_long": _("Text too long, at most %(max_length)s characters"),
    "string_nul": _("Text should not contain NUL"),
    "string_pattern_mismatch": _("Text should match the pattern %(pattern)s"),
    "int_type": _("Input should be a whole number"),
    "int_parsing": _("Input should be a whole number"),
    "int_from_float": _("Input should be a whole number"),
    "int_parsing_size": _("The number is too large"),
    "greater_than_equal": _("Input should be %(ge)s or more"),
    "less_than_equal": _("Input should be %(le)s or less"),
    "bool_type": _("Input should be true or false"),
    "bool_parsing": _("Input should be true or false"),
    "literal_error": _("Input should be %(expected)s"),
    "enum": _("Input should be %(expected)s"),
}


def misfit_words(error: Mapping[str, Any]) -> str:
    """Words for one of pydantic's errors; its own for a kind that nobody has put into words here."""
    words = _WORDS.get(error.get("type", ""))
    return str(error.get("msg", "")) if words is None else str(words) % error.get("ctx", {})
