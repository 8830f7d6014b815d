"""Whose Telegram account is whose: moderators link their own, by a code that is shown once."""

from __future__ import annotations

from typing import Any

from django.contrib import admin, messages
from django.contrib.auth.models import User
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.urls import URLPattern, path
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _g
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache

from common.admin.base import StateAdmin, page
from common.admin.html import badge, moment
from common.admin.words import refusal_words, words_add
from common.errors import GameError
from telegrambot.models import StaffLink
from telegrambot.staff import CODE_GOOD_FOR, PERMISSION, staff_code_issue, staff_unlink


@admin.register(StaffLink)
class StaffLinkAdmin(StateAdmin):
    list_display = ["account", "state", "linked"]
    list_select_related = ["user"]
    list_before_template = "admin/artel/staff_links_top.html"
    search_fields = ["user__username"]
    fields = ["account", "state", "linked"]
    actions = ["unlink"]

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return super().has_view_permission(request, obj) or request.user.has_perm(PERMISSION)

    def has_module_permission(self, request: HttpRequest) -> bool:
        return self.has_view_permission(request)

    def get_queryset(self, request: HttpRequest) -> QuerySet[StaffLink]:
        """All of them for those who look after staff; else one's own."""
        rows = super().get_queryset(request)
        return rows if self._granted(request, "view") else rows.filter(user_id=request.user.pk)

    def get_urls(self) -> list[URLPattern]:
        wrap = self.admin_site.admin_view
        return [
            path("code/", wrap(never_cache(self.code_view)), name="telegrambot_stafflink_code"),
            *super().get_urls(),
        ]

    def changelist_view(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> HttpResponse:
        context = {"can_link": request.user.has_perm(PERMISSION)}
        return super().changelist_view(request, (extra_context or {}) | context)

    def code_view(self, request: HttpRequest) -> HttpResponse:
        """A code for one's own account, on the answer to this one request and nowhere else afterwards."""
        user = request.user
        if not isinstance(user, User) or not user.has_perm(PERMISSION):
            raise PermissionDenied
        code = staff_code_issue(user=user) if request.method == "POST" else ""
        minutes = int(CODE_GOOD_FOR.total_seconds() // 60)
        title = _g("Link my Telegram account")
        return page(request, self, "admin/artel/staff_code.html", title=title, code=code, minutes=minutes)

    @admin.display(description=_("account"), ordering="user__username")
    def account(self, row: StaffLink) -> str:
        return row.user.get_username()

    @admin.display(description=_("state"))
    def state(self, row: StaffLink) -> SafeString:
        if row.telegram_user_id is None:
            return badge(_("not linked"), "calm")
        return badge(_("linked"), "good")

    @admin.display(description=_("linked"))
    def linked(self, row: StaffLink) -> SafeString | str:
        return moment(row.linked_at)

    def has_own_permission(self, request: HttpRequest) -> bool:
        """The list holds no rows of others for those who may not view them."""
        return bool(request.user.has_perm(PERMISSION)) or self.has_operate_permission(request)

    @admin.action(description=_("Unlink"), permissions=["own"])
    def unlink(self, request: HttpRequest, queryset: QuerySet[StaffLink]) -> None:
        done = 0
        for row in queryset:
            if row.user_id != request.user.pk and not self.has_operate_permission(request):
                raise PermissionDenied
            try:
                staff_unlink(user=row.user, by=request.user)  # type: ignore[arg-type]
                done += 1
            except GameError as error:
                self.message_user(request, refusal_words(error), messages.ERROR)
        if done:
            text = ngettext("%(n)d account is unlinked.", "%(n)d accounts are unlinked.", done)
            self.message_user(request, text % {"n": done}, messages.SUCCESS)


words_add(
    actions={
        "telegrambot.staff_link": _("linked their Telegram account"),
        "telegrambot.staff_unlink": _("unlinked a Telegram account"),
    }
)
