"""Where chance comes from. Services read a seed once and pass it on, so that what it decided can be replayed."""

from __future__ import annotations

import secrets


def fresh(bits: int = 64) -> int:
    """A seed that nobody can guess, in 0 … 2**bits - 1."""
    return secrets.randbits(bits)
