"""The admin site: the theme's, with pages that belong to no model."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import URLPattern, path
from django.utils.module_loading import import_string
from django.views.i18n import set_language

if TYPE_CHECKING:
    from django.contrib.admin import AdminSite as Site
else:
    from unfold.sites import UnfoldAdminSite as Site


class ArtelAdminSite(Site):
    def extra_urls(self) -> list[URLPattern]:
        """What the theme puts before Django's own pages."""
        # By its name: pages register with this site while they are imported, so it imports none of them.
        completion = import_string("gameproject.admin.completion.NamedAutocomplete")
        autocomplete = self.admin_view(completion.as_view(admin_site=self))
        return [
            path("language/", set_language, name="language"),
            path("autocomplete/", autocomplete, name="autocomplete"),
        ]

    def login(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> HttpResponse:
        """The theme's own, and a page in its looks for those whom django-axes has locked out."""
        response = super().login(request, extra_context)
        # The mark is taken off, or else the middleware of django-axes answers in bare text.
        if not vars(request).pop("axes_locked_out", False):
            return response
        minutes = int(settings.AXES_COOLOFF_TIME.total_seconds() // 60)
        context = {**self.each_context(request), "minutes": minutes}
        return render(request, "admin/artel/locked_out.html", context, status=429)
