from __future__ import annotations

from django.urls import path

from benchmarks.actions.bare import bare
from gameproject.urls import urlpatterns as game

urlpatterns = [*game, path("bare/", bare.urls)]
