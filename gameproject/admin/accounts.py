"""Staff: accounts, groups, and who was locked out while guessing a password."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from axes.models import AccessAttempt, AccessFailureLog, AccessLog
from django.apps import apps
from django.contrib import admin, messages
from django.contrib.auth.admin import GroupAdmin as DjangoGroupAdmin
from django.contrib.auth.admin import UserAdmin as DjangoUserAdmin
from django.contrib.auth.models import Group, User
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext
from unfold.forms import AdminPasswordChangeForm, UserChangeForm, UserCreationForm

from common.admin.base import Admin, LongStateAdmin
from common.admin.html import badge, moment

if TYPE_CHECKING:
    StaffUserAdmin = DjangoUserAdmin[User]
else:
    StaffUserAdmin = DjangoUserAdmin

for replaced in (User, Group, AccessAttempt, AccessLog, AccessFailureLog):
    if admin.site.is_registered(replaced):
        admin.site.unregister(replaced)
# The schedule is code (settings): what beat keeps of it in tables is not for editing.
for scheduled in apps.get_app_config("django_celery_beat").get_models():
    if admin.site.is_registered(scheduled):
        admin.site.unregister(scheduled)


@admin.register(User)
class UserAdmin(StaffUserAdmin, Admin):
    form = UserChangeForm
    add_form = UserCreationForm
    change_password_form = AdminPasswordChangeForm
    list_display = ["username", "first_name", "last_name", "is_staff", "is_superuser", "seen"]
    list_filter = ["is_staff", "is_superuser", "is_active", "groups"]

    @admin.display(description=_("last login"), ordering="last_login")
    def seen(self, row: User) -> SafeString | str:
        return moment(row.last_login)


@admin.register(Group)
class GroupAdmin(DjangoGroupAdmin, Admin):
    list_display = ["name"]


@admin.register(AccessAttempt)
class LockoutAdmin(LongStateAdmin):
    """Failed sign-ins that still count against an account; letting it try again forgets them."""

    list_display = ["username", "ip_address", "failures", "when"]
    search_fields = ["=username", "=ip_address"]
    fields = ["username", "ip_address", "failures", "when", "path_info", "user_agent"]
    actions = ["let_in"]

    @admin.display(description=_("failures"), ordering="failures_since_start")
    def failures(self, row: Any) -> SafeString:
        from django.conf import settings

        locked = row.failures_since_start >= settings.AXES_FAILURE_LIMIT
        return badge(f"{row.failures_since_start} / {settings.AXES_FAILURE_LIMIT}", "bad" if locked else "calm")

    @admin.display(description=_("last try"), ordering="attempt_time")
    def when(self, row: Any) -> SafeString | str:
        return moment(row.attempt_time)

    @admin.action(description=_("Let them try again"), permissions=["operate"])
    def let_in(self, request: HttpRequest, queryset: QuerySet[Any]) -> None:
        count = queryset.count()
        queryset.delete()
        text = ngettext("%(count)d account may try again.", "%(count)d accounts may try again.", count)
        self.message_user(request, text % {"count": count}, messages.SUCCESS)


@admin.register(AccessLog)
class SignInAdmin(LongStateAdmin):
    """Who signed in, and when."""

    list_display = ["username", "ip_address", "when", "until"]
    search_fields = ["=username", "=ip_address"]
    fields = ["username", "ip_address", "when", "until", "user_agent"]

    @admin.display(description=_("signed in"), ordering="pk")
    def when(self, row: Any) -> SafeString | str:
        return moment(row.attempt_time)

    @admin.display(description=_("signed out"))
    def until(self, row: Any) -> SafeString | str:
        return moment(row.logout_time)
