"""One field of many rows at once: choose the field, say the value, look at what it comes to, change."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Any, cast

from django import forms
from django.contrib import admin, messages
from django.contrib.admin.widgets import RelatedFieldWidgetWrapper
from django.core.exceptions import ValidationError
from django.db import models
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.functional import Promise
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as __
from django.utils.translation import ngettext
from unfold.widgets import UnfoldAdminSelectWidget, UnfoldAdminTextInputWidget

from common.admin.base import Admin, actor_of, page
from common.admin.words import refusal_words
from common.errors import GameError
from common.rules.text import Text
from content.admin.names import field_words, row_title
from content.draft import draft_state
from content.mapper import child_spec, spec_types
from content.rules.edits import Edit, How
from content.sections import Section
from content.services.drafts import draft_rows_edit, targets

MOST = 2_000_000_000
FAULTS_TOLD = 8
HOWS: list[tuple[str, Promise]] = [
    (How.SET, __("make it exactly")),
    (How.ADD, __("add to it (below zero: take away)")),
    (How.PERCENT, __("make it so many % of what it is")),
]


@dataclass(frozen=True, slots=True)
class Column:
    """A field that may be changed for many: `name` is `hp` or, of the children, `entries.chance`."""

    name: str
    title: str
    field: models.Field[Any, Any]

    @property
    def is_number(self) -> bool:
        return isinstance(self.field, models.IntegerField) and not self.field.choices


def columns_of(section: Section) -> list[Column]:
    """Not the key, nor texts, which every row has of its own; of the children, their numbers."""
    return list(_columns(section))


def _columns(section: Section) -> Iterator[Column]:
    for name, hint in spec_types(section.spec).items():
        if child_spec(hint) is not None:
            yield from _child_columns(section, name)
        elif hint is not Text and name not in ("key", "icon"):
            field = cast("models.Field[Any, Any]", section.model._meta.get_field(name))
            yield Column(name, capfirst(str(field.verbose_name)), field)


def _child_columns(section: Section, relation: str) -> Iterator[Column]:
    model = cast("type[models.Model]", section.model._meta.get_field(relation).related_model)
    for field in model._meta.fields:
        if isinstance(field, models.IntegerField) and not isinstance(field, models.AutoField) and not field.choices:
            title = f"{capfirst(str(model._meta.verbose_name_plural))}: {field.verbose_name}"
            yield Column(f"{relation}.{field.name}", title, field)


@dataclass(frozen=True, slots=True)
class Line:
    """A row of the table: what it has now, and what it would have."""

    title: str
    now: str
    then: str = ""


class BulkEdit:
    """For admins of catalogue rows: the action of the list."""

    @admin.action(description=__("Change a field of the chosen rows"), permissions=["change"])
    def edit_rows(self: Any, request: HttpRequest, queryset: Any) -> HttpResponse:
        return bulk_page(self, request, list(queryset))


def bulk_page(model_admin: Any, request: HttpRequest, rows: Sequence[Any]) -> HttpResponse:
    """The steps post back to the list's own action, so the chosen rows and the list's filters come along."""
    section: Section = model_admin.section
    columns = {column.name: column for column in columns_of(section)}
    column = columns.get(request.POST.get("field", ""))
    context: dict[str, Any] = {
        "title": _("Change a field of the chosen rows"),
        "rows_word": ngettext("%(n)d row", "%(n)d rows", len(rows)) % {"n": len(rows)},
        "keys": [row.pk for row in rows],
        "columns": columns.values(),
        "column": column,
        "back": request.get_full_path(),
    }
    if column is None:
        return page(request, model_admin, "admin/artel/bulk_edit.html", **context)
    asked = "value" in request.POST or "look" in request.POST or "apply" in request.POST
    form = value_form(model_admin, request, column, request.POST if asked else None)
    context |= {"form": form, "media": model_admin.media + form.media}
    edit = edit_of(form) if asked and form.is_valid() else None
    if edit is not None and "apply" in request.POST:
        done = _applied(model_admin, request, context["keys"], column, edit, form)
        if done is not None:
            return done
    context |= {"lines": _lines(section, rows, column, edit), "looked": edit is not None and not form.errors}
    context["changing"] = sum(1 for line in context["lines"] if line.then)
    return page(request, model_admin, "admin/artel/bulk_edit.html", **context)


def value_form(model_admin: Admin, request: HttpRequest, column: Column, data: Any) -> forms.Form:
    """The field of the row's own form; of a number, how it is changed besides."""
    form = forms.Form(data)
    if column.is_number:
        form.fields["how"] = forms.ChoiceField(label=_("How"), choices=HOWS, widget=UnfoldAdminSelectWidget)
        form.fields["value"] = forms.IntegerField(
            label=_("Number"), min_value=-MOST, max_value=MOST, widget=UnfoldAdminTextInputWidget
        )
        return form
    field: Any = model_admin.formfield_for_dbfield(column.field, request=request)
    if isinstance(field.widget, RelatedFieldWidgetWrapper):
        field.widget = field.widget.widget
    field.label = column.title
    form.fields["value"] = field
    return form


def edit_of(form: forms.Form) -> Edit:
    value = form.cleaned_data["value"]
    return Edit(How(form.cleaned_data.get("how", How.SET)), value.pk if isinstance(value, models.Model) else value)


def _applied(
    model_admin: Any, request: HttpRequest, keys: list[str], column: Column, edit: Edit, form: forms.Form
) -> HttpResponse | None:
    """Back to the list when it is done; what stands in the way becomes errors of the form."""
    try:
        changed = draft_rows_edit(
            section=model_admin.section.name, keys=keys, field=column.name, edit=edit, actor=actor_of(request)
        )
    except ValidationError as error:
        for fault in islice(_faults(model_admin, error), FAULTS_TOLD):
            form.add_error(None, fault)
        return None
    except GameError as error:
        form.add_error(None, refusal_words(error))
        return None
    text = ngettext("%(count)d row is changed in the draft.", "%(count)d rows are changed in the draft.", changed)
    messages.success(request, text % {"count": changed})
    return HttpResponseRedirect(request.get_full_path())


def _faults(model_admin: Any, error: ValidationError) -> Iterator[str]:
    titles = {row.pk: row_title(row) for row in model_admin.model._default_manager.filter(pk__in=error.message_dict)}
    for key, faults in error.message_dict.items():
        yield f"{titles.get(key, key)}: {' '.join(dict.fromkeys(faults))}"


def _lines(section: Section, rows: Iterable[Any], column: Column, edit: Edit | None) -> list[Line]:
    draft = draft_state().draft

    def words(value: Any) -> str:
        return field_words(column.field, value, draft)

    lines = []
    for row in rows:
        old = [getattr(target, field.attname) for target, field in targets(row, column.name)]
        new = [edit.of(value) for value in old] if edit else old
        then = ", ".join(words(value) for value in new) if new != old else ""
        lines.append(Line(row_title(row), ", ".join(words(value) for value in old), then))
    return lines
