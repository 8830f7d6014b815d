"""The moderation desk: the queue, one text at a time, and what is decided there.

Deciding is a command that opens its own transaction, so these pages are views of their own: Django wraps the usual
forms of the admin in one.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from typing import Any
from urllib.parse import urlencode

from django import forms
from django.contrib import messages
from django.contrib.auth.models import User
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from common import clock
from common.admin.base import Admin, page
from common.admin.html import moment
from common.admin.words import refusal_words
from common.errors import GameError
from content.admin.desk_page import (
    about_words,
    facts_shown,
    made,
    name_told,
    reports_shown,
    version_judged,
    versions_shown,
)
from content.admin.desk_queue import (
    CHOICES,
    LABELS,
    chosen,
    figures,
    live_catalogue,
    neighbour,
    queue,
    rates,
)
from content.admin.text_words import fault_word, state_badge
from content.errors import TextClaimed, TextFaulty
from content.models import BannedName, GameText, TextKind, TextVersion
from content.models.texts import PURPOSES
from content.rules.prompts import prompt_version
from content.rules.texts import LONGEST_TITLE, TITLED, TextKindSpec
from content.services.moderation import (
    name_ban,
    text_approve,
    text_claim_review,
    text_edit,
    text_regenerate,
    text_reject,
)

PERMISSION = "content.moderate_texts"
LIST, TEXT = "admin:content_gametext_desk", "admin:content_gametext_desk_text"
SHOWN = 50


class DecisionForm(forms.Form):
    """What the page of a text posts. `revision` and `version`: what the moderator was looking at."""

    do = forms.ChoiceField(choices=[(name, name) for name in ("approve", "reject", "edit", "regenerate", "ban")])
    revision = forms.IntegerField(min_value=0)
    version = forms.IntegerField(min_value=0, required=False)
    reason = forms.CharField(max_length=300, required=False)
    hint = forms.CharField(max_length=300, required=False)
    title = forms.CharField(max_length=LONGEST_TITLE, required=False)
    body = forms.CharField(max_length=2000, required=False)


def check(request: HttpRequest) -> User:
    """The moderator at the keyboard. Raises PermissionDenied for anybody else."""
    user = request.user
    if not isinstance(user, User) or not user.has_perm(PERMISSION):
        raise PermissionDenied
    return user


def desk_view(model_admin: Admin, request: HttpRequest) -> HttpResponse:
    """The queue, with what can be decided for many at once."""
    user = check(request)
    if request.method == "POST":
        _decide_many(request, user)
        return HttpResponseRedirect(request.get_full_path())
    now = clock.now()
    filters = chosen(request.GET)
    rows = queue(filters, now=now).select_related("claimed_by").prefetch_related("versions")
    counted = figures(now=now)
    shown = Paginator(rows, SHOWN).get_page(request.GET.get("p"))
    kinds = live_catalogue().all(TextKindSpec).values()
    versions_live = {kind.purpose.value: prompt_version(kind) for kind in kinds if kind.is_on}
    policies = {kind.purpose.value: kind.policy.value for kind in kinds if kind.is_on}
    return page(
        request,
        model_admin,
        "admin/artel/desk.html",
        title=_("Moderation desk"),
        lines=[_line(row, user, policies, filters) for row in shown],
        shown=shown,
        figures=counted,
        median=_span(counted.median),
        rates=[(dict(PURPOSES).get(rate.purpose, rate.purpose), rate) for rate in rates(versions_live, now=now)],
        filters=[(name, LABELS[name], CHOICES[name], filters.get(name, "")) for name in CHOICES],
        query=_query(filters),
        kinds_url=reverse("admin:content_textkind_changelist")
        if request.user.has_perm("content.view_textkind")
        else "",
        banned=BannedName.objects.count(),
        now=now,
    )


def _span(median: timedelta | None) -> str:
    """Short enough for a tile: 40 s, 12 min, 3 h."""
    seconds = int(median.total_seconds()) if median else 0
    if seconds < 60:
        return _("%(n)d s") % {"n": seconds}
    if seconds < 3600:
        return _("%(n)d min") % {"n": round(seconds / 60)}
    return _("%(n)d h") % {"n": round(seconds / 3600)}


@dataclass(frozen=True, slots=True)
class Line:
    """A text in the queue. `pick`: what a decision from the list names. `held_by`: another moderator."""

    row: GameText
    url: str
    pick: str
    state: Any
    policy: str
    waits: Any
    held_by: str
    version: TextVersion | None
    about: str


def _line(row: GameText, user: User, policies: dict[str, str], filters: dict[str, str]) -> Line:
    versions = list(row.versions.all())
    version = versions[-1].pk if versions else 0
    held = row.claimed_by is not None and row.claimed_by != user and bool(row.claimed_until)
    held = held and row.claimed_until is not None and row.claimed_until > clock.now()
    return Line(
        row,
        _text_url(row.pk, filters),
        f"{row.pk}-{row.revision}-{version}",
        state_badge(row),
        str(dict(TextKind._meta.get_field("policy").flatchoices).get(policies.get(row.purpose, ""), "")),
        moment(row.settled_at),
        row.claimed_by.get_username() if held and row.claimed_by else "",
        versions[-1] if versions else None,
        about_words(row),
    )


def _decide_many(request: HttpRequest, user: User) -> None:
    """Each text by a command of its own; those that could not be decided are told one by one."""
    do, reason = request.POST.get("do"), request.POST.get("reason", "").strip()
    picks = [_numbers(pick) for pick in request.POST.getlist("pick")]
    if not picks:
        messages.warning(request, _("Pick texts first."))
        return
    done = 0
    for text_id, revision, version_id in picks:
        try:
            if do == "approve":
                text_approve(text_id=text_id, revision=revision, by=user, version_id=version_id)
            else:
                text_reject(text_id=text_id, revision=revision, by=user, reason=reason, version_id=version_id)
            done += 1
        except GameError as error:
            messages.error(request, f"{_subject(text_id)}: {refusal(error)}")
    if done and do == "approve":
        text = ngettext("%(n)d text approved.", "%(n)d texts approved.", done)
        messages.success(request, text % {"n": done})
    elif done:
        text = ngettext("%(n)d text rejected.", "%(n)d texts rejected.", done)
        messages.success(request, text % {"n": done})


def _numbers(pick: str) -> tuple[int, int, int | None]:
    parts = pick.split("-")
    if len(parts) != 3 or not all(part.isascii() and part.isdecimal() and len(part) < 19 for part in parts):
        raise PermissionDenied
    text_id, revision, version_id = map(int, parts)
    return text_id, revision, version_id or None


def _subject(text_id: int) -> str:
    row = GameText.objects.filter(pk=text_id).first()
    return str(row) if row else f"#{text_id}"


def text_view(model_admin: Admin, request: HttpRequest, text_id: int) -> HttpResponse:
    """One text. Opening it claims it, so that two moderators do not judge the same."""
    user = check(request)
    filters = chosen(request.GET)
    form = DecisionForm(request.POST or None)
    if request.method == "POST":
        where = _decide(request, user, text_id, form, filters)
        if where:
            return HttpResponseRedirect(where)
    held_by = ""
    try:
        text_claim_review(text_id=text_id, by=user)
    except TextClaimed as error:
        held_by = str(error.params["by"])
    except GameError:
        messages.warning(request, _("This text is no more."))
        return HttpResponseRedirect(_list_url(filters))
    row = get_object_or_404(GameText.objects.select_related("claimed_by"), pk=text_id)
    return page(request, model_admin, "admin/artel/desk_text.html", **_text_context(row, user, filters, form, held_by))


def _text_context(
    row: GameText, user: User, filters: dict[str, str], form: DecisionForm, held_by: str
) -> dict[str, Any]:
    now = clock.now()
    rows = queue(filters, now=now)
    following = neighbour(row, rows, by=user, now=now)
    before = neighbour(row, rows, by=user, now=now, forward=False)
    versions = versions_shown(row)
    version = version_judged(versions)
    data = form.data if form.is_bound else {}
    return {
        "title": str(row),
        "original": row,
        "row": row,
        "about": about_words(row),
        "state": state_badge(row),
        "held_by": held_by,
        "held_until": row.claimed_until if held_by else None,
        "can_decide": not held_by and version is not None,
        "version": version,
        "versions": versions,
        "made": made(row, version),
        "facts": facts_shown(row),
        "reports_list": reports_shown(row),
        "name": name_told(row),
        "is_banned": BannedName.objects.filter(pk=row.explorer_id or 0).exists(),
        "has_title": row.purpose in TITLED,
        "body": data.get("body") or (version.body if version else ""),
        "words_title": data.get("title") or (version.title if version else ""),
        "hint": data.get("hint", ""),
        "opened": data.get("do", ""),
        "left": rows.count(),
        "next_url": _text_url(following, filters) if following else "",
        "previous_url": _text_url(before, filters) if before else "",
        "list_url": _list_url(filters),
        "reasons": _reasons(),
        "now": now,
    }


def _reasons() -> list[str]:
    """What is rejected for most often: typed by a press."""
    return [
        _("Says what is not so"),
        _("Poorly written"),
        _("Offends somebody"),
        _("Repeats another text"),
        _("Does not fit the world"),
    ]


def _decide(request: HttpRequest, user: User, text_id: int, form: DecisionForm, filters: dict[str, str]) -> str:
    """Carry out the decision; where to go from here, nowhere (stay, with what was typed) when it was refused for it."""
    here = _text_url(text_id, filters)
    if not form.is_valid():
        messages.error(request, _("This cannot be used."))
        return here
    now, rows = clock.now(), queue(filters, now=clock.now())
    row = GameText.objects.filter(pk=text_id).first()
    following = neighbour(row, rows, by=user, now=now) if row else None
    data = form.cleaned_data
    try:
        words = _DECISIONS[data["do"]](text_id, user, data)
    except TextFaulty as error:
        messages.error(request, refusal(error))
        return ""
    except GameError as error:
        messages.error(request, refusal(error))
        return here
    messages.success(request, words)
    if data["do"] == "ban":
        return here
    return _text_url(following, filters) if following else _list_url(filters)


def refusal(error: GameError) -> str:
    if isinstance(error, TextFaulty):
        codes = str(error.params["faults"]).split(", ")
        return _("The checks stop these words: %(faults)s.") % {"faults": ", ".join(map(fault_word, codes))}
    if error.code == "common.stale":
        return _("Somebody has decided about this text meanwhile. Here it is as it is now: look, then decide.")
    return refusal_words(error)


def _approve(text_id: int, user: User, data: dict[str, Any]) -> str:
    text_approve(text_id=text_id, revision=data["revision"], by=user, version_id=data["version"])
    return _("Approved: players read it.")


def _reject(text_id: int, user: User, data: dict[str, Any]) -> str:
    text_reject(text_id=text_id, revision=data["revision"], by=user, reason=data["reason"], version_id=data["version"])
    return _("Rejected: players read composed words.")


def _edit(text_id: int, user: User, data: dict[str, Any]) -> str:
    text_edit(text_id=text_id, revision=data["revision"], by=user, body=data["body"], title=data["title"])
    return _("Your words are approved: players read them.")


def _regenerate(text_id: int, user: User, data: dict[str, Any]) -> str:
    text_regenerate(text_id=text_id, revision=data["revision"], by=user, hint=data["hint"])
    return _("It will be written anew and come back here if its kind is reviewed first.")


def _ban(text_id: int, user: User, data: dict[str, Any]) -> str:
    row = get_object_or_404(GameText, pk=text_id)
    name = name_told(row)
    if not name or row.explorer_id is None:
        raise PermissionDenied
    name_ban(player_id=row.explorer_id, name=name, by=user, reason=data["reason"])
    return _("No text tells the name “%(name)s” from now on. Now decide about this one.") % {"name": name}


_DECISIONS: dict[str, Callable[[int, User, dict[str, Any]], str]] = {
    "approve": _approve,
    "reject": _reject,
    "edit": _edit,
    "regenerate": _regenerate,
    "ban": _ban,
}


def _query(filters: dict[str, str]) -> str:
    return urlencode(filters)


def _text_url(text_id: int, filters: dict[str, str]) -> str:
    return _with_query(reverse(TEXT, args=[text_id]), filters)


def _list_url(filters: dict[str, str]) -> str:
    return _with_query(reverse(LIST), filters)


def _with_query(url: str, filters: dict[str, str]) -> str:
    return f"{url}?{_query(filters)}" if filters else url
