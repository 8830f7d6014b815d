"""Messages and timers: what waits, what failed, and another try for it."""

from __future__ import annotations

from typing import Any

from django.contrib import admin, messages
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.text import Truncator
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from common import clock
from common.admin.base import LongStateAdmin, actor_of
from common.admin.html import NOTHING, badge, json_block, moment, pre
from common.models import InboxMessage, OutboxMessage, Timer
from common.operations import inbox_retry, outbox_replay, timer_retry

STATES = {
    "pending": (_("waiting"), "info"),
    "done": (_("done"), "good"),
    "parked": (_("parked"), "bad"),
    "dead": (_("dead letter"), "bad"),
}


class StateFilter(admin.SimpleListFilter):
    """By state, in words."""

    title = _("state")
    parameter_name = "state"
    failed = "dead"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        return [(value, STATES[value][0]) for value in model_admin.model.State.values]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any]:
        return queryset.filter(state=self.value()) if self.value() else queryset


class QueueAdmin(LongStateAdmin):
    """One row is one thing owed; `retry` gives the chosen ones that failed another set of tries."""

    actions = ["retry"]
    list_filter = [StateFilter]
    change_form_outer_before_template = "admin/artel/queue_retry.html"
    failed_state = "dead"

    @admin.display(description=_("state"))
    def state_badge(self, row: Any) -> SafeString:
        return badge(*STATES[row.state])

    @admin.display(description=_("error"))
    def error_short(self, row: Any) -> SafeString | str:
        first = row.error.strip().partition("\n")[0]
        return Truncator(first).chars(90) or format_html("<span class='artel-nothing'>{}</span>", NOTHING)

    @admin.display(description=_("error"))
    def error_full(self, row: Any) -> SafeString | str:
        return pre(row.error)

    @admin.display(description=_("content"))
    def payload_block(self, row: Any) -> SafeString:
        return json_block(row.payload)

    @admin.display(description=_("tries"), ordering="attempts")
    def tries(self, row: Any) -> int:
        return int(row.attempts)

    def do_retry(self, ids: list[int], actor: str) -> int:
        raise NotImplementedError

    @admin.action(description=_("Try again"), permissions=["operate"])
    def retry(self, request: HttpRequest, queryset: QuerySet[Any]) -> None:
        done = self.do_retry(list(queryset.values_list("pk", flat=True)), actor_of(request))
        if not done:
            self.message_user(request, _("None of the chosen rows has failed for good."), messages.WARNING)
            return
        text = ngettext("%(count)d row gets another try.", "%(count)d rows get another try.", done)
        self.message_user(request, text % {"count": done}, messages.SUCCESS)

    def change_view(
        self, request: HttpRequest, object_id: str, form_url: str = "", extra_context: dict[str, Any] | None = None
    ) -> Any:
        failed = self.model._default_manager.filter(pk=object_id, state=self.failed_state).exists()
        context = {"can_retry": failed and self.has_operate_permission(request)}
        return super().change_view(request, object_id, form_url, (extra_context or {}) | context)


@admin.register(InboxMessage)
class InboxAdmin(QueueAdmin):
    failed_state = "parked"
    list_display = ["number", "state_badge", "lane_title", "received", "tries", "error_short"]
    search_fields = ["=external_id", "=lane"]
    search_help_text = _("Number of the update, or of the chat")
    fields = ["number", "state_badge", "lane_title", "received", "done", "tries", "error_full", "payload_block"]

    def do_retry(self, ids: list[int], actor: str) -> int:
        return inbox_retry(message_ids=ids, actor=actor)

    @admin.display(description=_("update"), ordering="pk")
    def number(self, row: InboxMessage) -> SafeString:
        return format_html("<span class='artel-whole'>{} {}</span>", row.source, row.external_id)

    @admin.display(description=_("from chat"))
    def lane_title(self, row: InboxMessage) -> str:
        return str(row.lane)

    @admin.display(description=_("received"))
    def received(self, row: InboxMessage) -> SafeString | str:
        return moment(row.received_at)

    @admin.display(description=_("done"))
    def done(self, row: InboxMessage) -> SafeString | str:
        return moment(row.done_at)


@admin.register(OutboxMessage)
class OutboxAdmin(QueueAdmin):
    list_display = ["title", "state_waiting", "created", "tries", "error_short"]
    list_filter = [StateFilter, "topic"]
    search_fields = ["name", "=lane"]
    search_help_text = _("Name of the message, or its lane")
    fields = ["title", "state_badge", "lane_title", "created", "due", "done", "tries", "error_full", "payload_block"]

    def do_retry(self, ids: list[int], actor: str) -> int:
        return outbox_replay(message_ids=ids, actor=actor)

    @admin.display(description=_("message"), ordering="pk")
    def title(self, row: OutboxMessage) -> SafeString:
        where = " · ".join(filter(None, (row.topic, row.lane)))
        return format_html("{} <span class='artel-dim'>#{} · {}</span>", row.name, row.pk, where)

    @admin.display(description=_("state"))
    def state_waiting(self, row: OutboxMessage) -> SafeString:
        if row.state != OutboxMessage.State.PENDING or row.due_at <= clock.now():
            return self.state_badge(row)
        when = moment(row.due_at)
        return format_html("{} <span class='artel-dim'>{} {}</span>", self.state_badge(row), _("next try"), when)

    @admin.display(description=_("lane"))
    def lane_title(self, row: OutboxMessage) -> str:
        return row.lane or NOTHING

    @admin.display(description=_("written"))
    def created(self, row: OutboxMessage) -> SafeString | str:
        return moment(row.created_at)

    @admin.display(description=_("next try"))
    def due(self, row: OutboxMessage) -> SafeString | str:
        return moment(row.due_at) if row.state == OutboxMessage.State.PENDING else NOTHING

    @admin.display(description=_("done"))
    def done(self, row: OutboxMessage) -> SafeString | str:
        return moment(row.done_at)


@admin.register(Timer)
class TimerAdmin(QueueAdmin):
    list_display = ["title", "state_badge", "due", "tries", "error_short"]
    list_filter = [StateFilter, "kind"]
    search_fields = ["kind", "key"]
    fields = ["title", "state_badge", "due", "created", "tries", "error_full", "payload_block"]

    def do_retry(self, ids: list[int], actor: str) -> int:
        return timer_retry(timer_ids=ids, actor=actor)

    @admin.display(description=_("timer"), ordering="pk")
    def title(self, row: Timer) -> SafeString:
        return format_html("{} <span class='artel-dim'>{}</span>", row.kind, row.key)

    @admin.display(description=_("due"), ordering="due_at")
    def due(self, row: Timer) -> SafeString | str:
        return moment(row.due_at)

    @admin.display(description=_("set"))
    def created(self, row: Timer) -> SafeString | str:
        return moment(row.created_at)
