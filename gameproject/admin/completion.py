"""What a field for another row offers while one types."""

from __future__ import annotations

from django.contrib.admin.views.autocomplete import AutocompleteJsonView
from django.db import models

from content.admin.names import row_title
from content.models import CatalogueRow


class NamedAutocomplete(AutocompleteJsonView):
    """Catalogue rows by icon and name in the language of the page."""

    def serialize_result(self, obj: models.Model, to_field_name: str) -> dict[str, str]:
        result: dict[str, str] = super().serialize_result(obj, to_field_name)
        return result | {"text": row_title(obj)} if isinstance(obj, CatalogueRow) else result
