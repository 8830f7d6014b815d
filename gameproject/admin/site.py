"""Pages of the admin that belong to no model."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.contrib.admin.views.autocomplete import AutocompleteJsonView
from django.db import models
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


setattr(admin.site, "extra_urls", extra_urls)  # noqa: B010  (the theme's hook, unknown to Django's types)
