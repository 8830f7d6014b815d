"""A release in memory: every catalogue row as a frozen value, found by its type and key."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, TypeVar, cast

from common.errors import NotFound

S = TypeVar("S")


@dataclass(frozen=True, slots=True)
class Catalogue:
    """One release's rows by spec type. `release_id` is 0 for a draft that has not been published."""

    release_id: int
    sections: Mapping[type, Mapping[str, Any]]

    def all(self, spec: type[S]) -> Mapping[str, S]:
        """Every row of a section, by key, in the game masters' order."""
        return cast(Mapping[str, S], self.sections.get(spec, {}))

    def get(self, spec: type[S], key: str) -> S:
        """One row. Raises NotFound(what, key)."""
        try:
            return cast(S, self.sections[spec][key])
        except KeyError:
            raise NotFound(what=spec.__name__.removesuffix("Spec").lower(), key=key) from None

    def find(self, spec: type[S], key: str | None) -> S | None:
        """One row, or None: for keys that state kept from an older release."""
        return None if key is None else self.all(spec).get(key)

    def one(self, spec: type[S]) -> S:
        """The single row of a section of rules, whose key is `default`."""
        return self.get(spec, "default")
