"""What an operator puts right on a player's page: each form calls one service and words its refusals."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as __

from common.admin.base import StateAdmin, actor_of, page
from common.admin.html import change_url
from common.admin.words import refusal_words
from common.errors import GameError
from players.admin.words import asset_choices, asset_title
from players.models import Player
from players.services.corrections import balance_correct, player_ban, player_unban

Do = Callable[[dict[str, Any]], str]
MOST_AT_ONCE = 1_000_000_000
REASON_NEEDED = __("Say why: it stays on record.")


class ReasonForm(forms.Form):
    reason = forms.CharField(
        label=__("Why"),
        max_length=400,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": REASON_NEEDED},
        help_text=__("Stays in the audit log with your name."),
    )


class CorrectionForm(ReasonForm):
    asset = forms.ChoiceField(label=__("What"))
    amount = forms.IntegerField(
        label=__("How much"),
        min_value=-MOST_AT_ONCE,
        max_value=MOST_AT_ONCE,
        help_text=__("Give with a plain number, take with a minus: 50 or -50."),
    )
    field_order = ["asset", "amount", "reason"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choice = self.fields["asset"]
        if isinstance(choice, forms.ChoiceField):
            choice.choices = asset_choices()


def correct_view(model_admin: StateAdmin, request: HttpRequest, player: Player) -> HttpResponse:
    """Give or take gold or an item."""

    def do(data: dict[str, Any]) -> str:
        balance = balance_correct(player_id=player.pk, actor=actor_of(request), **data)
        return _("%(asset)s: the balance is now %(balance)s.") % {
            "asset": asset_title(data["asset"]),
            "balance": balance,
        }

    form = CorrectionForm(request.POST or None, initial={"asset": request.GET.get("asset", "gold")})
    words = {"title": __("Correct a balance"), "button": __("Correct")}
    return _answer(model_admin, request, player, form, do, words)


def ban_view(model_admin: StateAdmin, request: HttpRequest, player: Player) -> HttpResponse:
    """Shut the player out."""

    def do(data: dict[str, Any]) -> str:
        player_ban(player_id=player.pk, reason=data["reason"], actor=actor_of(request))
        return _("%(name)s is banned: every session has ended.") % {"name": player}

    form = ReasonForm(request.POST or None)
    words = {"title": __("Ban"), "button": __("Ban the player"), "danger": True}
    return _answer(model_admin, request, player, form, do, words)


def unban_view(model_admin: StateAdmin, request: HttpRequest, player: Player) -> HttpResponse:
    """Let the player in again."""

    def do(data: dict[str, Any]) -> str:
        player_unban(player_id=player.pk, reason=data["reason"], actor=actor_of(request))
        return _("%(name)s may play again.") % {"name": player}

    form = ReasonForm(request.POST or None)
    words = {"title": __("Lift the ban"), "button": __("Lift the ban")}
    return _answer(model_admin, request, player, form, do, words)


VIEWS = {"correct": correct_view, "ban": ban_view, "unban": unban_view}


def correction(model_admin: StateAdmin, request: HttpRequest, player_id: int, what: str) -> HttpResponse:
    """One of the above, for those who may."""
    if not model_admin.has_operate_permission(request):
        raise PermissionDenied
    return VIEWS[what](model_admin, request, get_object_or_404(Player, pk=player_id))


def _answer(
    admin: StateAdmin, request: HttpRequest, player: Player, form: forms.Form, do: Do, words: Mapping[str, Any]
) -> HttpResponse:
    """The form; or what came of it. A refusal is an error of the form, in words."""
    if request.method == "POST" and form.is_valid():
        try:
            messages.success(request, do(form.cleaned_data))
            return HttpResponseRedirect(change_url(Player, player.pk))
        except GameError as error:
            field = str(error.params.get("field", ""))
            form.add_error(field if field in form.fields else None, refusal_words(error))
    return page(request, admin, "admin/artel/player_form.html", original=player, form=form, **words)
