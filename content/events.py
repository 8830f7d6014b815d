"""What content announces."""

from __future__ import annotations

from dataclasses import dataclass

from common.events import Event


@dataclass(frozen=True)
class ReleaseActivated(Event):
    """New actions play by this release from now on."""

    release_id: int


@dataclass(frozen=True)
class TextPublished(Event):
    """Players may read a text from now on. `awaited_by`: the players who met its gap and are told."""

    text_id: int
    purpose: str
    subject: str
    language: str
    explorer_id: int | None = None
    awaited_by: tuple[int, ...] = ()

    def audience(self) -> tuple[int, ...]:
        return self.awaited_by


@dataclass(frozen=True)
class TextWaits(Event):
    """A text waits for a moderator: it was written under review first, or hidden after reports."""

    text_id: int
    purpose: str
    subject: str
    language: str
    is_hidden: bool = False


@dataclass(frozen=True)
class TextDecided(Event):
    """A moderator has decided about a text. `state`: what it is now; `by`: the moderator's account."""

    text_id: int
    revision: int
    state: str
    by: str = ""
