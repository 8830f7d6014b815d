"""When events begin: the form that shows the next five runs while it is being filled in."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from zoneinfo import available_timezones

from django import forms
from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.urls import URLPattern, path
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as __
from unfold.widgets import UnfoldAdminSelectWidget

from common import clock
from common.admin.base import Admin, actor_of
from common.admin.html import NOTHING, badge, moment
from common.audit import audit
from content.admin.names import live, spec_title
from content.draft import draft_state
from world.admin.event_words import RunLine, run_lines, schedule_words
from world.models import EventSchedule
from world.rules.events import WorldEventSpec
from world.rules.events_calendar import BadTimes
from world.state.schedules import schedule_arm, schedule_next

FIELDS = ("zone", "minute", "hour", "day", "month", "weekday", "once_date", "once_time")
UNREADABLE = __("This cannot be read. Examples: * · 0 · 8,20 · */4 · 1-5 · sat,sun")
NEVER = __("This never comes within five years: look at the day and the month.")
PAST = __("This lies in the past.")

if TYPE_CHECKING:
    ModelForm = forms.ModelForm[EventSchedule]
else:
    ModelForm = forms.ModelForm


def event_choices() -> list[tuple[str, str]]:
    """Events by key, of the live release and of the draft."""
    events = {**live().all(WorldEventSpec), **draft_state().draft.all(WorldEventSpec)}
    return [(key, spec_title(event, key)) for key, event in events.items()]


class ScheduleForm(ModelForm):
    event = forms.ChoiceField(label=__("Event"), widget=UnfoldAdminSelectWidget)
    zone = forms.ChoiceField(label=__("Time zone"), widget=UnfoldAdminSelectWidget, initial="Europe/Moscow")

    class Meta:
        model = EventSchedule
        fields = ("event", "is_on", *FIELDS)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._choose("event", event_choices())
        self._choose("zone", [(name, name) for name in sorted(available_timezones())])

    def _choose(self, name: str, choices: list[tuple[str, str]]) -> None:
        """What the row holds stays a choice, also when nothing else knows it any more."""
        field = self.fields.get(name)
        kept = getattr(self.instance, name, "")
        if isinstance(field, forms.ChoiceField):
            field.choices = choices if not kept or kept in dict(choices) else [*choices, (kept, kept)]

    def clean(self) -> dict[str, Any]:
        """A schedule that never comes is refused while it is on."""
        cleaned = super().clean() or {}
        if self.errors or bool(cleaned.get("once_date")) != bool(cleaned.get("once_time")):
            return cleaned
        row = EventSchedule(**{name: cleaned[name] for name in FIELDS})
        try:
            runs = schedule_next(row, after=clock.now(), count=1)
        except BadTimes as error:
            self.add_error(error.field, str(UNREADABLE))
            return cleaned
        if not runs and cleaned.get("is_on"):
            self.add_error("once_date" if row.once_date else None, str(PAST if row.once_date else NEVER))
        return cleaned


@admin.register(EventSchedule)
class EventScheduleAdmin(Admin):
    form = ScheduleForm
    list_display = ["event_title", "when", "zone", "on_badge", "next_run"]
    list_filter = ["is_on"]
    search_fields = ["event"]
    actions = None
    warn_unsaved_form = True
    compressed_fields = False
    change_form_outer_after_template = "admin/artel/schedule_preview.html"
    fieldsets = [
        (None, {"fields": [("event", "is_on"), "zone"]}),
        (
            __("Again and again"),
            {
                "fields": [("minute", "hour"), ("day", "month", "weekday")],
                "description": __(
                    "As in a crontab, by the wall clock of the time zone; a day must match all three fields. "
                    "A time that the clock skips in spring happens at the change; one that it shows twice in "
                    "autumn happens once, the first time."
                ),
            },
        ),
        (
            __("Or just once"),
            {"fields": [("once_date", "once_time")], "description": __("When filled in, only this counts.")},
        ),
    ]

    class Media:
        js = ["artel/schedule_preview.js"]

    def get_urls(self) -> list[URLPattern]:
        view = self.admin_site.admin_view(self.preview_view)
        return [path("preview/", view, name="world_eventschedule_preview"), *super().get_urls()]

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Switched off it does nothing, and the next release does not bring the usual one back."""
        return False

    def save_model(self, request: HttpRequest, obj: EventSchedule, form: Any, change: bool) -> None:
        super().save_model(request, obj, form, change)
        due_at = schedule_arm(obj, after=clock.now())
        audit(
            actor=actor_of(request),
            action="world.schedule_save",
            subject=f"event:{obj.event}",
            times=schedule_words(obj),
            zone=obj.zone,
            next_run=due_at and due_at.isoformat(),
        )

    def preview_view(self, request: HttpRequest) -> HttpResponse:
        """The next five runs of what is being typed, as a piece of the page."""
        if not self.has_view_permission(request):
            raise PermissionDenied
        filled = {name: request.GET.get(name, "").strip() for name in FIELDS}
        return TemplateResponse(request, "admin/artel/schedule_runs.html", preview(filled))

    def changeform_view(
        self,
        request: HttpRequest,
        object_id: str | None = None,
        form_url: str = "",
        extra_context: dict[str, Any] | None = None,
    ) -> Any:
        row = EventSchedule.objects.filter(pk=object_id).first() if object_id and object_id.isdecimal() else None
        context = preview_of(row or EventSchedule())
        return super().changeform_view(request, object_id, form_url, (extra_context or {}) | context)

    @admin.display(description=__("event"), ordering="event")
    def event_title(self, row: EventSchedule) -> str:
        return spec_title(live().find(WorldEventSpec, row.event), row.event)

    @admin.display(description=__("begins"))
    def when(self, row: EventSchedule) -> str:
        return schedule_words(row)

    @admin.display(description=__("switched on"))
    def on_badge(self, row: EventSchedule) -> SafeString:
        return badge(_("yes"), "good") if row.is_on else badge(_("no"), "calm")

    @admin.display(description=__("next"))
    def next_run(self, row: EventSchedule) -> SafeString | str:
        runs = schedule_next(row, after=clock.now(), count=1) if row.is_on else ()
        return moment(runs[0]) if runs else NOTHING


def preview(filled: dict[str, str]) -> dict[str, Any]:
    """The context of the preview for what a form holds: five runs, or why there are none."""
    words = {name: value or None if name.startswith("once_") else value for name, value in filled.items()}
    form = ScheduleForm(words | {"event": "", "is_on": "on"})
    form.is_valid()
    faults = [str(error) for name, errors in form.errors.items() if name != "event" for error in errors]
    if faults:
        return {"runs": [], "fault": faults[0]}
    cleaned = form.cleaned_data
    return preview_of(EventSchedule(**{name: cleaned.get(name) for name in FIELDS}))


def preview_of(row: EventSchedule) -> dict[str, Any]:
    runs: list[RunLine] = []
    try:
        runs = run_lines(row, schedule_next(row, after=clock.now()))
    except BadTimes:
        return {"runs": runs, "fault": UNREADABLE}
    except (KeyError, ValueError):
        return {"runs": runs, "fault": _("The time zone is not known here.")}
    fault = "" if runs else (PAST if row.once_date else NEVER)
    return {"runs": runs, "fault": fault, "words": schedule_words(row), "zone": row.zone}
