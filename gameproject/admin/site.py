"""Pages of the admin that belong to no model."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.contrib import admin
from django.contrib.admin.views.autocomplete import AutocompleteJsonView
from django.db import models
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import URLPattern, path
from django.views.i18n import set_language

from content.admin.names import row_title
from content.models import CatalogueRow


class NamedAutocomplete(AutocompleteJsonView):
    """Catalogue rows by icon and name in the language of the page."""

    def serialize_result(self, obj: models.Model, to_field_name: str) -> dict[str, str]:
        result: dict[str, str] = super().serialize_result(obj, to_field_name)
        return result | {"text": row_title(obj)} if isinstance(obj, CatalogueRow) else result


def extra_urls() -> list[URLPattern]:
    """What the theme puts before Django's own pages."""
    site: Any = admin.site
    return [
        path("language/", set_language, name="language"),
        path("autocomplete/", site.admin_view(NamedAutocomplete.as_view(admin_site=site)), name="autocomplete"),
    ]


theme_login = admin.site.login


def login(request: HttpRequest, extra_context: dict[str, Any] | None = None) -> HttpResponse:
    """The theme's own, and a page in its looks for those whom django-axes has locked out."""
    site: Any = admin.site
    response = theme_login(request, extra_context)
    if not getattr(request, "axes_locked_out", False):
        return response
    setattr(request, "axes_locked_out", False)  # noqa: B010  (else its middleware answers in bare text)
    minutes = int(settings.AXES_COOLOFF_TIME.total_seconds() // 60)
    return render(
        request, "admin/artel/locked_out.html", {**site.each_context(request), "minutes": minutes}, status=429
    )


setattr(admin.site, "login", login)  # noqa: B010
setattr(admin.site, "extra_urls", extra_urls)  # noqa: B010  (the theme's hook, unknown to Django's types)
