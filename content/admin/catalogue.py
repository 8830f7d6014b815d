"""The admin of a kind of catalogue row: draft beside live, copies, reverts, both languages side by side."""

from __future__ import annotations

from typing import Any, ClassVar

from django.contrib import admin, messages
from django.contrib.admin.utils import NestedObjects
from django.contrib.admin.views.main import ChangeList
from django.db import models, router
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from common.admin.base import Admin, actor_of
from common.admin.html import badge, change_url, icon_name
from common.admin.words import refusal_words
from common.errors import GameError
from content.admin.bulk import BulkEdit
from content.admin.changes import KINDS, row_words
from content.admin.children import ChildCards, ChildInline, WordedFields
from content.admin.fixes import fix_url
from content.admin.holders import holders_of
from content.admin.names import TITLERS, language, row_title, section_of
from content.admin.wording import finding_words
from content.draft import DraftState, draft_state
from content.rules.diff import ChangeKind, RowChange
from content.sections import Section
from content.services.drafts import draft_row_copy, draft_row_revert

__all__ = ["CatalogueAdmin", "ChangeFilter", "ChildCards", "ChildInline", "SingleAdmin"]

SAME = (_("the same"), "calm")


class ChangeFilter(admin.SimpleListFilter):
    """Rows by how they differ from what players see."""

    title = _("against the live release")
    parameter_name = "change"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        return [("added", KINDS[ChangeKind.ADDED][0]), ("changed", KINDS[ChangeKind.CHANGED][0]), ("same", SAME[0])]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any]:
        section = section_of(queryset.model)
        if section is None or self.value() is None:
            return queryset
        kinds = changes_of(section)
        if self.value() == "same":
            return queryset.exclude(pk__in=kinds)
        return queryset.filter(pk__in=[key for key, change in kinds.items() if change.kind == self.value()])


def changes_of(section: Section, state: DraftState | None = None) -> dict[str, RowChange]:
    """The section's rows that differ from the live release, by key."""
    changes = (state or draft_state()).changes
    return {change.key: change for change in changes if change.section == section.name}


class CatalogueChangeList(ChangeList):
    """A page of rows, each of which knows the draft it is in and how it differs: read once a page, not once a row."""

    def get_results(self, request: HttpRequest) -> None:
        super().get_results(request)
        state = draft_state()
        section = section_of(self.model)
        changes = changes_of(section, state) if section else {}
        for row in self.result_list:
            row.artel_state = state
            row.artel_change = changes.get(row.pk)


class CatalogueAdmin(BulkEdit, WordedFields, Admin):
    """A kind of catalogue row. Rows are the draft: saving changes nothing for players until it is published."""

    actions = ["edit_rows", "copy_rows", "revert_rows"]
    search_fields: ClassVar[Any] = ("key", "name_ru", "name_en")
    list_per_page = 60
    warn_unsaved_form = True
    compressed_fields = False
    change_form_outer_before_template = "admin/artel/row_state.html"
    list_before_template = "admin/artel/removed_rows.html"
    delete_confirmation_template = "admin/artel/delete_row.html"

    @property
    def section(self) -> Section:
        section = section_of(self.model)
        if section is None:
            raise LookupError(f"{self.model} is no catalogue section")
        return section

    @admin.display(description=_("name"), ordering="key")
    def title(self, row: Any) -> SafeString:
        return format_html(
            "{}<small class='artel-key'>{}</small>", icon_name(getattr(row, "icon", ""), _name(row)), row.pk
        )

    @admin.display(description=_("live"))
    def change_badge(self, row: Any) -> SafeString:
        return badge(*(SAME if row.artel_change is None else KINDS[row.artel_change.kind]))

    def get_changelist(self, request: HttpRequest, **kwargs: Any) -> type[ChangeList]:
        return CatalogueChangeList

    def get_object(self, request: HttpRequest, object_id: str, from_field: str | None = None) -> Any:
        row: Any = super().get_object(request, object_id, from_field)
        if row is not None and self.section.name in TITLERS:
            row.title = row_title(row)
        return row

    def get_readonly_fields(self, request: HttpRequest, obj: models.Model | None = None) -> Any:
        fixed = super().get_readonly_fields(request, obj)
        return [*fixed, "key"] if obj is not None else fixed

    @admin.action(description=_("Make a copy"), permissions=["add"])
    def copy_rows(self, request: HttpRequest, queryset: QuerySet[Any]) -> HttpResponse | None:
        keys = list(queryset.values_list("pk", flat=True))
        copies = [draft_row_copy(section=self.section.name, key=key, actor=actor_of(request)) for key in keys]
        text = ngettext("%(count)d copy is in the draft.", "%(count)d copies are in the draft.", len(copies))
        self.message_user(request, text % {"count": len(copies)}, messages.SUCCESS)
        return HttpResponseRedirect(change_url(self.model, copies[0])) if len(copies) == 1 else None

    @admin.action(description=_("Take back to the live release"), permissions=["change"])
    def revert_rows(self, request: HttpRequest, queryset: QuerySet[Any]) -> None:
        self._revert(request, list(queryset.values_list("pk", flat=True)))

    def _revert(self, request: HttpRequest, keys: list[str]) -> None:
        reverted = 0
        for key in keys:
            try:
                draft_row_revert(section=self.section.name, key=key, actor=actor_of(request))
                reverted += 1
            except GameError as error:
                self.message_user(request, f"{key}: {refusal_words(error)}", messages.ERROR)
        if reverted:
            text = ngettext("%(count)d row is as live again.", "%(count)d rows are as live again.", reverted)
            self.message_user(request, text % {"count": reverted}, messages.SUCCESS)

    def changelist_view(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> HttpResponse:
        if request.method == "POST" and "revert_removed" in request.POST and self.has_add_permission(request):
            self._revert(request, [request.POST["revert_removed"]])
            return HttpResponseRedirect(request.get_full_path())
        state = draft_state()
        removed = [
            row_words(change, state.live, state.draft)
            for change in changes_of(self.section, state).values()
            if change.kind is ChangeKind.REMOVED
        ]
        context = {"removed_rows": removed, "can_put_back": self.has_add_permission(request)}
        return super().changelist_view(request, (extra_context or {}) | context)

    def change_view(
        self, request: HttpRequest, object_id: str, form_url: str = "", extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        state = draft_state()
        change = changes_of(self.section, state).get(object_id)
        context = {
            "row_change": None if change is None else row_words(change, state.live, state.draft),
            "row_same": SAME[0],
            "row_findings": self._findings(state, object_id),
            "can_copy": self.has_add_permission(request),
            "can_delete": self.has_delete_permission(request),
            "show_delete": False,  # the theme's button puts the noun into the wrong case
            "can_revert": change is not None
            and change.kind is ChangeKind.CHANGED
            and self.has_change_permission(request),
        }
        return super().change_view(request, object_id, form_url, (extra_context or {}) | context)

    def _findings(self, state: DraftState, key: str) -> list[tuple[str, str, str]]:
        """(level, words, where to put it right) of what lint finds in this row."""
        return [
            (finding.level.value, finding_words(finding, state.draft), fix_url(finding, state.draft))
            for finding in state.findings
            if (finding.section, finding.key) == (self.section.name, key)
        ]

    def get_deleted_objects(self, objs: Any, request: HttpRequest) -> Any:
        """What would go, and what holds it: each as the catalogue row that a game master knows."""
        _deleted, counts, lacking, _protected = super().get_deleted_objects(objs, request)
        collector = NestedObjects(using=router.db_for_write(self.model))
        collector.collect(list(objs))
        return [row_title(row) for row in objs], counts, lacking, holders_of(collector.protected)


class SingleAdmin(CatalogueAdmin):
    """Rules of which there is one set: its form is the whole admin."""

    actions = ["revert_rows"]
    search_fields: ClassVar[Any] = ()

    def get_exclude(self, request: HttpRequest, obj: models.Model | None = None) -> Any:
        return ["key"]

    def get_readonly_fields(self, request: HttpRequest, obj: models.Model | None = None) -> Any:
        return super(CatalogueAdmin, self).get_readonly_fields(request, obj)

    def has_add_permission(self, request: HttpRequest) -> bool:
        """Only on the form itself, and only while there is nothing: every page asks, and one row needs no button."""
        match = getattr(request, "resolver_match", None)
        if match is None or not (match.url_name or "").endswith("_add"):
            return False
        return super().has_add_permission(request) and not self.model._default_manager.exists()

    def has_delete_permission(self, request: HttpRequest, obj: models.Model | None = None) -> bool:
        return False

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: bool) -> None:
        obj.pk = obj.pk or "default"
        super().save_model(request, obj, form, change)

    def changelist_view(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> HttpResponse:
        """There is nothing to list: straight to the form, after carrying out what its buttons ask for."""
        opts = self.model._meta
        if request.POST.get("action") == "revert_rows" and self.has_change_permission(request):
            self._revert(request, ["default"])
        if self.model._default_manager.filter(pk="default").exists():
            return HttpResponseRedirect(change_url(self.model, "default"))
        return HttpResponseRedirect(reverse(f"admin:{opts.app_label}_{opts.model_name}_add"))


def _name(row: Any) -> str:
    return getattr(row, f"name_{language()}", "") or row.pk
