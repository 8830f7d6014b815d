"""The release in memory. Every process holds the releases in use and is told when another one is active.

It also looks by itself twice a second, because what it is told may be lost.
"""

from __future__ import annotations

import functools
import threading
import time

from common.redis import nudge
from content.document import catalogue_from
from content.errors import NoActiveRelease
from content.models import ActiveRelease, Release
from content.news import hears, keep_listening
from content.rules.catalogue import Catalogue

NEWS = "release"
_LOOK_EVERY = 0.5  # seconds; a process that was told nothing plays by a new release within one second

_lock = threading.Lock()
_active_id: int | None = None
_NEVER = float("-inf")
_looked_at = _NEVER


def current() -> Catalogue:
    """The active release. Raises NoActiveRelease."""
    active_id = _active_release_id()
    if active_id is None:
        raise NoActiveRelease()
    return release_catalogue(active_id)


def is_active() -> bool:
    """Whether any release is active: without one there is nothing to play."""
    return _active_release_id() is not None


@functools.lru_cache(maxsize=8)
def release_catalogue(release_id: int) -> Catalogue:
    """A release by its number: immutable, so it is read and built once per process. Raises Release.DoesNotExist."""
    return catalogue_from(Release.objects.get(pk=release_id).document, release_id=release_id)


def release_swap(release_id: int) -> None:
    """Another release is active. It is built before anybody looks, so that no player's request waits for it."""
    try:
        release_catalogue(release_id)
    finally:
        forget()


@hears(NEWS)
def _told(message: str) -> None:
    release_swap(int(message))


def swap_tell(release_id: int) -> None:
    """Tell every process that `release_id` is active. Returns at once; may be lost."""
    nudge(NEWS, str(release_id))


def forget() -> None:
    """Look anew at the next call: after an activation, and between tests."""
    global _looked_at
    with _lock:
        _looked_at = _NEVER


def _active_release_id() -> int | None:
    global _active_id, _looked_at
    if time.monotonic() - _looked_at < _LOOK_EVERY:
        return _active_id
    with _lock:  # one thread looks; those that waited for it see what it saw
        if time.monotonic() - _looked_at >= _LOOK_EVERY:
            keep_listening()
            _active_id = ActiveRelease.objects.values_list("release_id", flat=True).first()
            _looked_at = time.monotonic()
        return _active_id
