"""Forms of catalogue rows and of their children."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.db import models
from django.http import HttpRequest
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import gettext_noop

from common.admin.base import StackedInline, TabularInline
from content.admin.names import choice_word, row_title
from content.models import CatalogueRow

if TYPE_CHECKING:
    ModelForm = forms.ModelForm[Any]
else:
    ModelForm = forms.ModelForm


# What is said under a field, by its name or `model.name`, where its label has no room for it; apps add theirs.
HELPS: dict[str, Promise] = {
    "weight": _("Against the other weights: 3 comes three times as often as 1."),
    "position": _("The smallest comes first."),
}

# Django's own words for the button below a table of children: in Russian they leave no noun in peace.
ADD_ANOTHER = gettext_noop("Add another %(verbose_name)s")


class WordedFields:
    """Form fields that name rows and values as people do, and say what their numbers mean."""

    def formfield_for_dbfield(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        field: Any = super().formfield_for_dbfield(db_field, request, **kwargs)  # type: ignore[misc]
        helped = HELPS.get(f"{db_field.model._meta.model_name}.{db_field.name}") or HELPS.get(db_field.name)
        if field is not None and helped and not field.help_text:
            field.help_text = helped
        return field

    def formfield_for_foreignkey(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        field: Any = super().formfield_for_foreignkey(db_field, request, **kwargs)  # type: ignore[misc]
        if field is not None and issubclass(db_field.related_model, CatalogueRow):
            field.label_from_instance = row_title
        return field

    def formfield_for_choice_field(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        blank = [("", "—")] if db_field.blank else []
        kwargs["choices"] = [
            *blank,
            *((value, choice_word(db_field, value)) for value, _label in db_field.flatchoices if value),
        ]
        return super().formfield_for_choice_field(db_field, request, **kwargs)  # type: ignore[misc]


class ChildForm(ModelForm):
    """Checks what Django leaves to the database in a child's form: constraints that name the parent."""

    def _post_clean(self) -> None:
        super()._post_clean()  # type: ignore[misc]  # one of Django's own hooks, unknown to its types
        if self.errors:
            return
        for constraint in self.instance._meta.constraints:
            if isinstance(constraint, models.CheckConstraint):
                try:
                    constraint.validate(type(self.instance), self.instance)
                except forms.ValidationError as error:
                    self.add_error(None, error)


class ChildCards(WordedFields, StackedInline):
    """Children of a catalogue row that have more fields than a line of a table has room for."""

    form = ChildForm
    extra = 0
    hide_title = True


class ChildInline(WordedFields, TabularInline):
    """Children of a catalogue row, edited on its page."""

    form = ChildForm
    extra = 0
    hide_title = True
