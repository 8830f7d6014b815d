"""Addresses that every page of the admin needs."""

from __future__ import annotations

from django.http import HttpRequest
from django.templatetags.static import static
from django.urls import reverse


def stylesheet(request: HttpRequest) -> str:
    return static("artel/admin.css")


def favicon(request: HttpRequest) -> str:
    return static("artel/favicon.svg")


def language_url(request: HttpRequest) -> str:
    """Where the language switch posts to."""
    return reverse("admin:language")
