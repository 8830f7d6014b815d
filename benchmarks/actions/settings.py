"""The project's settings, with the bare endpoint mounted beside the game."""

from __future__ import annotations

from gameproject.settings import *  # noqa: F403

ROOT_URLCONF = "benchmarks.actions.urls"
