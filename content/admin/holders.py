"""What stands in the way of a deletion, named as the catalogue rows that a game master knows."""

from __future__ import annotations

from collections.abc import Iterable

from django.db import models
from django.utils.html import format_html
from django.utils.safestring import SafeString

from common.admin.html import change_url, link
from content.admin.names import row_title
from content.models import CatalogueRow


def holders_of(protected: Iterable[models.Model]) -> list[SafeString]:
    """The rows that name what is to be deleted, each once, as links."""
    return list(dict.fromkeys(_holder(row) for row in sorted(protected, key=_holder_order)))


def _parent(row: models.Model) -> models.Model:
    """The catalogue row that a child belongs to; the row itself when it is one."""
    if isinstance(row, CatalogueRow):
        return row
    for field in row._meta.get_fields():
        if field.many_to_one and field.related_model and getattr(field.remote_field, "related_name", "+") != "+":
            owner = getattr(row, field.name, None)
            if isinstance(owner, CatalogueRow):
                return owner
    return row


def _holder(row: models.Model) -> SafeString:
    """Who holds on to the row that is to be deleted, as a link, and by what."""
    parent = _parent(row)
    title = row_title(parent) if isinstance(parent, CatalogueRow) else str(parent)
    by = parent._meta.verbose_name if parent is row else f"{parent._meta.verbose_name} · {row._meta.verbose_name}"
    return format_html("{} <span class='artel-dim'>{}</span>", link(change_url(type(parent), parent.pk), title), by)


def _holder_order(row: models.Model) -> tuple[str, str]:
    parent = _parent(row)
    return parent._meta.label, str(parent.pk)
