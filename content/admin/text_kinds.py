"""Draft rows of how texts are asked for: kinds with what their prompt comes to, forbidden words, limits."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import URLPattern, path
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from common.admin.base import page
from common.admin.html import badge
from common.admin.words import refusal_words
from common.errors import GameError
from common.rules.text import LANGUAGES
from content.admin.catalogue import CatalogueAdmin, ChangeFilter, SingleAdmin
from content.admin.children import WordedFields
from content.admin.names import VALUES
from content.admin.text_samples import sample_ask
from content.admin.text_words import fault_word, money, outcome_badge
from content.mapper import spec_from_row
from content.models import ForbiddenWord, TextKind, TextRules
from content.models.texts import LANGUAGES as WRITTEN
from content.models.texts import POLICIES, PURPOSES
from content.providers.chosen import provider_chosen
from content.rules.prompts import prompt_make, prompt_version
from content.rules.texts import Policy, TextKindSpec
from content.services.trials import Trial, text_try

for _value, _words in (*PURPOSES, *POLICIES):
    VALUES.setdefault(_value, _words)


class OwnChoices:
    """Choices in the words of their own model: other catalogues use the same values for other things."""

    def formfield_for_choice_field(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        kwargs["choices"] = db_field.get_choices(include_blank=db_field.blank, blank_choice=[("", "—")])
        return super(WordedFields, self).formfield_for_choice_field(db_field, request, **kwargs)  # type: ignore[misc]


@admin.register(TextKind)
class TextKindAdmin(OwnChoices, CatalogueAdmin):
    list_display = ["title", "purpose_shown", "policy_shown", "lengths", "daily_budget", "is_on", "change_badge"]
    list_editable = ["daily_budget", "is_on"]
    list_filter = [ChangeFilter, "policy", "is_on"]
    change_form_outer_after_template = "admin/artel/prompt_preview.html"
    fieldsets = [
        (None, {"fields": [("key", "purpose"), ("name_ru", "name_en"), ("is_on", "prefetch")]}),
        (_("What the writer is told"), {"fields": ["prompt", ("min_length", "max_length")]}),
        (_("Who reads it, and when"), {"fields": ["policy"]}),
        (_("The writer and its money"), {"fields": [("model", "temperature"), "daily_budget"]}),
    ]

    @admin.display(description=_("what for"), ordering="purpose")
    def purpose_shown(self, row: TextKind) -> str:
        return row.get_purpose_display()

    @admin.display(description=_("moderation"), ordering="policy")
    def policy_shown(self, row: TextKind) -> SafeString:
        return badge(row.get_policy_display(), "warn" if row.policy == Policy.REVIEW else "calm")

    @admin.display(description=_("characters"))
    def lengths(self, row: TextKind) -> str:
        return f"{row.min_length}–{row.max_length}"

    def get_urls(self) -> list[URLPattern]:
        wrap = self.admin_site.admin_view
        return [path("<str:key>/try/", wrap(self.try_view), name="content_textkind_try"), *super().get_urls()]

    def change_view(
        self, request: HttpRequest, object_id: str, form_url: str = "", extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        row = TextKind.objects.filter(pk=object_id).first()
        context = self._preview(request, row) if row else {}
        return super().change_view(request, object_id, form_url, (extra_context or {}) | context)

    def _preview(self, request: HttpRequest, row: TextKind) -> dict[str, Any]:
        kind = spec_from_row(TextKindSpec, row)
        prompts = [
            (dict(WRITTEN)[language], language, prompt_make(kind, sample_ask(kind.purpose, language), seed=0))
            for language in LANGUAGES
        ]
        return {
            "kind": row,
            "prompts": prompts,
            "prompt_version": prompt_version(kind),
            "provider": provider_chosen().name,
            "may_try": self.has_change_permission(request),
        }

    def try_view(self, request: HttpRequest, key: str) -> HttpResponse:
        """One call for the sample, by the draft as it was saved. It costs money, so a form has to ask for it."""
        if not self.has_change_permission(request):
            raise PermissionDenied
        row = get_object_or_404(TextKind, pk=key)
        language = request.POST.get("language", "")
        trial: Trial | None = None
        refused = ""
        if request.method == "POST" and language in LANGUAGES:
            kind = spec_from_row(TextKindSpec, row)
            try:
                trial = text_try(kind=kind, asked=sample_ask(kind.purpose, language), provider=provider_chosen())
            except GameError as error:
                refused = refusal_words(error)
        return page(
            request,
            self,
            "admin/artel/prompt_trial.html",
            title=_("Try it"),
            original=row,
            trial=trial,
            refused=refused,
            outcome=outcome_badge(trial.outcome.value) if trial else "",
            faults=[(fault_word(fault.code), fault.seen) for fault in trial.faults] if trial else [],
            cost=money(trial.cost) if trial else "",
            **self._preview(request, row),
        )


@admin.register(ForbiddenWord)
class ForbiddenWordAdmin(OwnChoices, CatalogueAdmin):
    list_display = ["word", "language", "is_stem", "change_badge"]
    list_display_links = ["word"]
    list_filter = [ChangeFilter, "language", "is_stem"]
    search_fields = ("key", "word")
    fieldsets = [(None, {"fields": ["key", "word", "language", "is_stem"]})]


@admin.register(TextRules)
class TextRulesAdmin(SingleAdmin):
    fieldsets = [
        (_("Money"), {"fields": [("daily_budget", "texts_a_player")]}),
        (_("Moderation"), {"fields": [("reports_to_hide", "claim_minutes")]}),
        (_("Writing"), {"fields": [("tries", "lease_seconds"), ("breaker_failures", "breaker_seconds")]}),
    ]
