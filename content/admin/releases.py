"""Releases: what players play by, what waits in the draft, and the way back.

Publishing and rolling back are durable commands, so they hang on views of their own: Django wraps the usual
forms of the admin in a transaction.
"""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.db.models import Exists, OuterRef
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.urls import URLPattern, path, reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as __

from common.admin.base import StateAdmin, page
from common.admin.html import NOTHING, badge, change_url, link, list_url, moment, numbered
from common.admin.references import REFERENCES
from common.admin.words import refusal_words
from common.errors import GameError
from content.admin.changes import changes_words
from content.admin.names import in_order, section_title
from content.admin.publishing import PUBLISH, publish_context, section_contents
from content.admin.uses import RELEASE_USES
from content.draft import changes, draft_state
from content.models import ActiveRelease, Release, ReleaseActivation
from content.release import release_catalogue
from content.rules.catalogue import Catalogue
from content.sections import SECTIONS
from content.services.releases import release_activate, release_publish

HISTORY_SHOWN = 15


class NoteForm(forms.Form):
    """A release's note, or why one is rolled back; `seen` is what the person was looking at."""

    note = forms.CharField(max_length=200, required=False, strip=True)
    seen = forms.CharField(max_length=64, required=False, widget=forms.HiddenInput)


class ReasonForm(NoteForm):
    note = forms.CharField(max_length=200, strip=True, error_messages={"required": __("Say why: it stays on record.")})


@admin.register(Release)
class ReleaseAdmin(StateAdmin):
    list_display = ["number", "state", "note_short", "published", "author", "way_back"]
    list_display_links = ["number"]
    list_before_template = "admin/artel/releases_top.html"
    list_after_template = "admin/artel/releases_history.html"
    search_fields = ["note"]
    list_select_related = ["created_by"]

    def get_queryset(self, request: HttpRequest) -> Any:
        counts = {f"uses_{use.name}": use.count() for use in RELEASE_USES}
        active = Exists(ActiveRelease.objects.filter(release=OuterRef("pk")))
        return super().get_queryset(request).defer("document").annotate(is_active=active, **counts)

    def get_list_display(self, request: HttpRequest) -> list[Any]:
        columns: list[Any] = list(super().get_list_display(request))
        return [*columns[:-1], *(_use_column(use.name, use.title) for use in RELEASE_USES), columns[-1]]

    def get_urls(self) -> list[URLPattern]:
        wrap = self.admin_site.admin_view
        return [
            path("publish/", wrap(self.publish_view), name="content_release_publish"),
            path("<int:release_id>/activate/", wrap(self.activate_view), name="content_release_activate"),
            *super().get_urls(),
        ]

    @admin.display(description=__("release"), ordering="pk")
    def number(self, row: Release) -> str:
        return numbered(row.pk)

    @admin.display(description=__("players play by it"))
    def state(self, row: Any) -> SafeString | str:
        return badge(_("active"), "good") if row.is_active else ""

    @admin.display(description=__("note"))
    def note_short(self, row: Release) -> str:
        return row.note or NOTHING

    @admin.display(description=__("published"))
    def published(self, row: Release) -> SafeString | str:
        return moment(row.created_at)

    @admin.display(description=__("by"))
    def author(self, row: Release) -> str:
        return row.created_by.get_username() if row.created_by else _("set-up")

    @admin.display(description="")
    def way_back(self, row: Any) -> SafeString | str:
        if row.is_active:
            return ""
        return link(reverse("admin:content_release_activate", args=[row.pk]), _("Roll back"))

    def changelist_view(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> HttpResponse:
        history = ReleaseActivation.objects.select_related("activated_by").order_by("-pk")[:HISTORY_SHOWN]
        context = {"activations": history, "draft": draft_state(), "active_id": active_id()}
        return super().changelist_view(request, (extra_context or {}) | context)

    def change_view(
        self, request: HttpRequest, object_id: str, form_url: str = "", extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        """A release in words: what it holds, what it changed, when players had it."""
        if not self.has_view_permission(request):
            raise PermissionDenied
        release = get_object_or_404(
            Release.objects.defer("document").select_related("created_by"), pk=_number(object_id)
        )
        catalogue = release_catalogue(release.pk)
        before_id = Release.objects.filter(pk__lt=release.pk).values_list("pk", flat=True).first()
        before = release_catalogue(before_id) if before_id else Catalogue(0, {})
        section = request.GET.get("section", "")
        return page(
            request,
            self,
            "admin/artel/release.html",
            title=str(release),
            release=release,
            is_active=release.pk == active_id(),
            before_id=before_id,
            sections=[
                (name, section_title(name), len(catalogue.all(SECTIONS[name].spec))) for name in in_order(SECTIONS)
            ],
            chosen=section_contents(catalogue, section),
            changes=changes_words(changes(before, catalogue), before, catalogue) if before_id else [],
            activations=release.activations.select_related("activated_by")[:HISTORY_SHOWN],
            can_publish=request.user.has_perm(PUBLISH),
        )

    def publish_view(self, request: HttpRequest) -> HttpResponse:
        """What is in draft that players do not see yet; what breaks if it is published; the button."""
        self._may(request, publishing=request.method == "POST")
        state = draft_state()
        form = NoteForm(request.POST or None, initial={"seen": state.digest})
        if request.method == "POST" and form.is_valid():
            try:
                release = release_publish(
                    by=request.user,  # type: ignore[arg-type]
                    note=form.cleaned_data["note"],
                    expected_digest=form.cleaned_data["seen"] or None,
                )
            except GameError as error:
                messages.error(request, refusal_words(error))
                return HttpResponseRedirect(request.path)
            text = _("Release #%(number)s is live: new actions play by it within a second.")
            messages.success(request, text % {"number": release.pk})
            return HttpResponseRedirect(change_url(Release, release.pk))
        return page(request, self, "admin/artel/publish.html", **publish_context(request, state), form=form)

    def activate_view(self, request: HttpRequest, release_id: int) -> HttpResponse:
        """Rolling back: first what it will change, then the button."""
        self._may(request, publishing=True)
        release = get_object_or_404(Release.objects.defer("document"), pk=release_id)
        live_id = active_id()
        form = ReasonForm(request.POST or None, initial={"seen": live_id})
        if request.method == "POST" and form.is_valid():
            return self._activate(request, release, form.cleaned_data)
        live = release_catalogue(live_id) if live_id else Catalogue(0, {})
        there = release_catalogue(release.pk)
        running = self.get_queryset(request).filter(pk=live_id or 0).first()
        return page(
            request,
            self,
            "admin/artel/activate.html",
            title=_("Roll back to release #%(number)s") % {"number": release.pk},
            release=release,
            live_id=live_id,
            form=form,
            changes=changes_words(changes(live, there), live, there),
            uses=[(use.title, getattr(running, f"uses_{use.name}", 0)) for use in RELEASE_USES],
        )

    def _activate(self, request: HttpRequest, release: Release, data: dict[str, Any]) -> HttpResponse:
        seen = data["seen"]
        try:
            release_activate(
                release_id=release.pk,
                by=request.user,  # type: ignore[arg-type]
                reason=data["note"],
                expected_active_id=int(seen) if seen.isdecimal() else None,
            )
        except GameError as error:
            messages.error(request, refusal_words(error))
            return HttpResponseRedirect(list_url(Release))
        text = _("Release #%(number)s is live again. The draft was left as it is.")
        messages.success(request, text % {"number": release.pk})
        return HttpResponseRedirect(list_url(Release))

    def _may(self, request: HttpRequest, *, publishing: bool) -> None:
        allowed = request.user.has_perm(PUBLISH) if publishing else self.has_view_permission(request)
        if not allowed:
            raise PermissionDenied

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return super().has_view_permission(request, obj) or request.user.has_perm(PUBLISH)


def active_id() -> int | None:
    return ActiveRelease.objects.values_list("release_id", flat=True).first()


def _use_column(name: str, title: Any) -> Any:
    @admin.display(description=title)
    def column(row: Any) -> SafeString | str:
        count = getattr(row, f"uses_{name}")
        return format_html("{}", count) if count else NOTHING

    column.__name__ = f"uses_{name}"
    return column


def _number(object_id: str) -> int:
    return int(object_id) if object_id.isdecimal() else 0


REFERENCES["release"] = (lambda key: change_url(Release, key), numbered)
