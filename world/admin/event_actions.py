"""Beginning and ending an event by hand: each form calls one service and words its refusals."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as __

from common.admin.base import StateAdmin, actor_of, page
from common.admin.html import change_url
from common.admin.words import refusal_words
from common.errors import GameError
from content.admin.names import key_title, live, spec_title
from players.admin.corrections import ReasonForm
from world.models import EventRun
from world.rules.events import WorldEventSpec
from world.services.events import event_start, event_stop


class StartForm(ReasonForm):
    event = forms.ChoiceField(label=__("Event"))
    field_order = ["event", "reason"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choice = self.fields["event"]
        if isinstance(choice, forms.ChoiceField):
            choice.choices = [(key, spec_title(event, key)) for key, event in live().all(WorldEventSpec).items()]


def start_view(admin: StateAdmin, request: HttpRequest) -> HttpResponse:
    """Begin an event of the live release now."""

    def do(data: dict[str, Any]) -> int:
        run_id = event_start(event=data["event"], reason=data["reason"], actor=actor_of(request))
        title = key_title("world_events", data["event"], live())
        messages.success(request, _("%(event)s has begun. Those concerned are being told.") % {"event": title})
        return run_id

    form = StartForm(request.POST or None, initial={"event": request.GET.get("event", "")})
    return _answer(admin, request, form, do, title=_("Begin an event now"), button=_("Begin now"))


def stop_view(admin: StateAdmin, request: HttpRequest, run: EventRun) -> HttpResponse:
    """End an event that goes on."""

    def do(data: dict[str, Any]) -> int:
        event_stop(run_id=run.pk, reason=data["reason"], actor=actor_of(request))
        title = key_title("world_events", run.event, live())
        messages.success(request, _("%(event)s is over.") % {"event": title})
        return run.pk

    title = _("End now: %(event)s") % {"event": key_title("world_events", run.event, live())}
    return _answer(admin, request, ReasonForm(request.POST or None), do, title=title, button=_("End now"), danger=True)


def _answer(
    admin: StateAdmin, request: HttpRequest, form: forms.Form, do: Callable[[dict[str, Any]], int], **words: Any
) -> HttpResponse:
    """The form; or the page of the run. A refusal is an error of the form, in words."""
    if request.method == "POST" and form.is_valid():
        try:
            return HttpResponseRedirect(change_url(EventRun, do(form.cleaned_data)))
        except GameError as error:
            field = str(error.params.get("field", ""))
            form.add_error(field if field in form.fields else None, refusal_words(error))
    return page(request, admin, "admin/artel/event_form.html", form=form, **words)
