"""Keys of other programs: issued here, their secret shown once, revoked here."""

from __future__ import annotations

from datetime import UTC, datetime, time
from typing import Any, cast

from django import forms
from django.contrib import admin, messages
from django.contrib.auth.models import User
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.urls import URLPattern, path, reverse
from django.utils.functional import Promise
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as __
from django.views.decorators.cache import never_cache

from common import clock
from common.admin.base import StateAdmin, actor_of, page
from common.admin.html import badge, link, list_url, moment
from common.admin.words import refusal_words
from common.errors import GameError
from players.admin.corrections import ReasonForm
from players.models import ApiKey
from players.services.api_keys import SCOPES, api_key_issue, api_key_revoke

SCOPE_WORDS: dict[str, Promise] = {
    "players:read": __("read players"),
    "content:moderate": __("decide about texts, in the name of who issues the key"),
}


class IssueForm(forms.Form):
    name = forms.CharField(
        label=__("Name"), max_length=80, help_text=__("Which program it is for: it is how you will know the key again.")
    )
    scopes = forms.MultipleChoiceField(
        label=__("What it may do"),
        choices=[(scope, SCOPE_WORDS.get(scope, scope)) for scope in SCOPES],
        widget=forms.CheckboxSelectMultiple,
    )
    expires_at = forms.DateField(
        label=__("Good until"),
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        help_text=__("The end of this day, UTC. Empty: until it is revoked."),
    )

    def clean_expires_at(self) -> Any:
        day = self.cleaned_data["expires_at"]
        if day is None:
            return None
        end = datetime.combine(day, time.max, tzinfo=UTC)
        if end <= clock.now():
            raise forms.ValidationError(_("This day is over."))
        return end


@admin.register(ApiKey)
class ApiKeyAdmin(StateAdmin):
    list_display = ["name", "starts_with", "state", "may", "used", "expires", "issued_by", "revoke_link"]
    list_before_template = "admin/artel/api_keys_top.html"
    search_fields = ["name", "prefix"]
    ordering = ["-pk"]
    fields = ["name", "starts_with", "state", "may", "issued_by", "created", "used", "expires"]
    actions = None

    def get_urls(self) -> list[URLPattern]:
        wrap = self.admin_site.admin_view
        return [
            path("issue/", wrap(never_cache(self.issue_view)), name="players_apikey_issue"),
            path("<int:key_id>/revoke/", wrap(self.revoke_view), name="players_apikey_revoke"),
            *super().get_urls(),
        ]

    def changelist_view(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> HttpResponse:
        context = {"can_issue": self._granted(request, "add")}
        return super().changelist_view(request, (extra_context or {}) | context)

    def issue_view(self, request: HttpRequest) -> HttpResponse:
        """Issue a key. Its secret is on the answer to this one request, and nowhere else afterwards."""
        if not self._granted(request, "add"):
            raise PermissionDenied
        form = IssueForm(request.POST or None)
        secret = ""
        if request.method == "POST" and form.is_valid():
            try:
                _key, secret = api_key_issue(
                    actor=actor_of(request), owner=cast(User, request.user), **form.cleaned_data
                )
            except GameError as error:
                form.add_error(None, refusal_words(error))
        title = _("Issue an API key")
        return page(request, self, "admin/artel/api_key_issue.html", title=title, form=form, secret=secret)

    def revoke_view(self, request: HttpRequest, key_id: int) -> HttpResponse:
        """Revoke a key, with a reason."""
        if not self.has_operate_permission(request):
            raise PermissionDenied
        key = get_object_or_404(ApiKey, pk=key_id)
        form = ReasonForm(request.POST or None)
        if request.method == "POST" and form.is_valid():
            api_key_revoke(key_id=key.pk, actor=actor_of(request), reason=form.cleaned_data["reason"])
            messages.success(request, _("The key “%(name)s” no longer opens anything.") % {"name": key.name})
            return HttpResponseRedirect(list_url(ApiKey))
        title = _("Revoke a key")
        return page(request, self, "admin/artel/api_key_revoke.html", title=title, original=key, form=form)

    @admin.display(description=__("starts with"))
    def starts_with(self, row: ApiKey) -> str:
        return f"artel_{row.prefix}_…"

    @admin.display(description=__("state"))
    def state(self, row: ApiKey) -> SafeString:
        if row.revoked_at:
            return badge(_("revoked"), "bad")
        if row.expires_at and row.expires_at <= clock.now():
            return badge(_("expired"), "warn")
        return badge(_("good"), "good")

    @admin.display(description=__("may"))
    def may(self, row: ApiKey) -> str:
        return ", ".join(str(SCOPE_WORDS.get(scope, scope)) for scope in row.scopes)

    @admin.display(description=__("last used"), ordering="last_used_at")
    def used(self, row: ApiKey) -> SafeString | str:
        return moment(row.last_used_at)

    @admin.display(description=__("expires"), ordering="expires_at")
    def expires(self, row: ApiKey) -> SafeString | str:
        return moment(row.expires_at)

    @admin.display(description=__("issued"))
    def created(self, row: ApiKey) -> SafeString | str:
        return moment(row.created_at)

    @admin.display(description=__("issued by"))
    def issued_by(self, row: ApiKey) -> str:
        return row.created_by

    @admin.display(description="")
    def revoke_link(self, row: ApiKey) -> SafeString | str:
        return "" if row.revoked_at else link(reverse("admin:players_apikey_revoke", args=[row.pk]), _("Revoke"))
