"""What every admin page of the project is made of."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib.admin.utils import flatten
from django.contrib.admin.views.main import ChangeList
from django.db import models
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from unfold.paginator import InfinitePaginator

if TYPE_CHECKING:
    from django.contrib import admin

    Admin = admin.ModelAdmin[Any]
    StackedInline = admin.StackedInline[Any, Any]
    TabularInline = admin.TabularInline[Any, Any]
else:
    from unfold.admin import ModelAdmin as Admin
    from unfold.admin import StackedInline, TabularInline

__all__ = ["Admin", "LongStateAdmin", "StackedInline", "StateAdmin", "TabularInline", "actor_of", "page"]


class StateAdmin(Admin):
    """Rows that services own: shown to whoever may view them, added, changed and deleted by nobody.

    What an operator may do to them hangs on actions that ask for the model's `change` permission.
    """

    list_disable_select_all = True

    def get_readonly_fields(self, request: HttpRequest, obj: models.Model | None = None) -> Any:
        return flatten(self.fields or ())

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: models.Model | None = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: models.Model | None = None) -> bool:
        return False

    def has_operate_permission(self, request: HttpRequest) -> bool:
        """For actions that call a service on these rows."""
        return self._granted(request, "change")

    def has_view_permission(self, request: HttpRequest, obj: models.Model | None = None) -> bool:
        return self._granted(request, "view") or self._granted(request, "change")

    def _granted(self, request: HttpRequest, verb: str) -> bool:
        opts = self.model._meta
        return bool(request.user.has_perm(f"{opts.app_label}.{verb}_{opts.model_name}"))


class LongStateAdmin(StateAdmin):
    """Tables too long to count: pages are turned without a total."""

    change_list_template = "admin/artel/lines.html"
    paginator = InfinitePaginator
    list_per_page = 50
    show_full_result_count = False
    ordering = ("-pk",)

    def get_changelist(self, request: HttpRequest, **kwargs: Any) -> type[ChangeList]:
        return UncountedChangeList


class UncountedChangeList(ChangeList):
    """Orders by the primary key alone, whose index gives the newest rows at once."""

    def _get_deterministic_ordering(self, ordering: Any) -> Any:
        return ordering


def actor_of(request: HttpRequest) -> str:
    """Who is at the keyboard, as the audit log writes it."""
    return f"staff:{request.user.pk} {request.user.get_username()}"[:80]


def page(request: HttpRequest, model_admin: Admin, template: str, **context: Any) -> HttpResponse:
    """A page of our own inside the admin: its sidebar, header and way back."""
    request.current_app = model_admin.admin_site.name
    base = model_admin.admin_site.each_context(request)
    # The header's trail: to the row the page is about; else the page's own title.
    trail = {"opts": model_admin.model._meta} if "original" in context else {"content_title": context.get("title")}
    return TemplateResponse(request, template, {**base, **trail, **context})
