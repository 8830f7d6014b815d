"""What content announces."""

from __future__ import annotations

from dataclasses import dataclass

from common.events import Event


@dataclass(frozen=True)
class ReleaseActivated(Event):
    """New actions play by this release from now on."""

    release_id: int
