"""Text written in every language of the game."""

from __future__ import annotations

from dataclasses import dataclass

LANGUAGES = ("ru", "en")
DEFAULT_LANGUAGE = "en"


@dataclass(frozen=True, slots=True)
class Text:
    """One text per language. Both are written by hand; a release with an empty one does not pass lint."""

    ru: str = ""
    en: str = ""

    def in_(self, language: str) -> str:
        """The text in `language` (`ru`, `en`); any other language reads the English one."""
        return self.ru if language == "ru" else self.en
