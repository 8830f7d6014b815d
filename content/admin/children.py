"""Forms of catalogue rows and of their children."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.db import models
from django.http import HttpRequest

from common.admin.base import TabularInline
from content.admin.names import row_title, value_word
from content.models import CatalogueRow

if TYPE_CHECKING:
    ModelForm = forms.ModelForm[Any]
else:
    ModelForm = forms.ModelForm


class WordedFields:
    """Form fields that name rows and values as people do."""

    def formfield_for_foreignkey(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        field: Any = super().formfield_for_foreignkey(db_field, request, **kwargs)  # type: ignore[misc]
        if field is not None and issubclass(db_field.related_model, CatalogueRow):
            field.label_from_instance = row_title
        return field

    def formfield_for_choice_field(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        blank = [("", "—")] if db_field.blank else []
        kwargs["choices"] = [*blank, *((value, value_word(value)) for value, _label in db_field.flatchoices if value)]
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


class ChildInline(WordedFields, TabularInline):
    """Children of a catalogue row, edited on its page."""

    form = ChildForm
    extra = 0
    hide_title = True
