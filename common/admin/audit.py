"""The audit log: who did what, to which thing, and why."""

from __future__ import annotations

from django.contrib import admin
from django.utils.safestring import SafeString
from django.utils.text import Truncator
from django.utils.translation import gettext_lazy as _

from common.admin.base import LongStateAdmin
from common.admin.html import NOTHING, json_block, moment
from common.admin.references import reference_link
from common.admin.words import action_words, actor_words
from common.models import AuditEntry


@admin.register(AuditEntry)
class AuditAdmin(LongStateAdmin):
    list_display = ["when", "who", "what", "subject_title", "why"]
    search_fields = ["=subject", "=actor", "=action"]
    search_help_text = _("Exactly: a subject like player:12, an actor, or an action")
    fields = ["when", "who", "what", "subject_title", "reason_full", "details_block"]

    @admin.display(description=_("when"), ordering="pk")
    def when(self, row: AuditEntry) -> SafeString | str:
        return moment(row.created_at)

    @admin.display(description=_("who"))
    def who(self, row: AuditEntry) -> str:
        return actor_words(row.actor)

    @admin.display(description=_("what was done"))
    def what(self, row: AuditEntry) -> str:
        return action_words(row.action)

    @admin.display(description=_("to what"))
    def subject_title(self, row: AuditEntry) -> SafeString | str:
        return reference_link(row.subject)

    @admin.display(description=_("why"))
    def why(self, row: AuditEntry) -> str:
        return Truncator(row.reason).chars(80) or NOTHING

    @admin.display(description=_("why"))
    def reason_full(self, row: AuditEntry) -> str:
        return row.reason or NOTHING

    @admin.display(description=_("details"))
    def details_block(self, row: AuditEntry) -> SafeString:
        return json_block(row.details)
