"""A player's page: who it is, what they have, where they are, what they did; and what may be put right."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import URLPattern, path
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from common import clock
from common.admin.base import LongStateAdmin, page
from common.admin.html import NOTHING, badge, list_url, moment, signed
from common.admin.references import reference_link
from common.admin.words import refusal_words
from common.errors import GameError
from content.admin.names import live, spec_title, value_word
from players.admin.corrections import correction
from players.admin.panels import PANELS, Panel
from players.admin.words import asset_title, reason_words
from players.models import LedgerEntry, NoticeKind, Player
from players.rules.catalogue import ClassSpec
from players.selectors.characters import character_view_of
from players.state.character import character_shown
from players.state.ledger import balances

LEDGER_SHOWN = 12
STATS = ("strength", "agility", "intellect", "vitality")


class BannedFilter(admin.SimpleListFilter):
    title = _("banned")
    parameter_name = "banned"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        return [("yes", _("yes")), ("no", _("no"))]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any]:
        return queryset.filter(banned_at__isnull=self.value() == "no") if self.value() else queryset


class ClassFilter(admin.SimpleListFilter):
    title = _("class")
    parameter_name = "class"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        return [(key, spec_title(spec, key)) for key, spec in live().all(ClassSpec).items()]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any]:
        return queryset.filter(character_class=self.value()) if self.value() else queryset


@admin.register(Player)
class PlayerAdmin(LongStateAdmin):
    list_display = ["name_shown", "class_shown", "level", "seen", "joined", "state"]
    list_filter = [BannedFilter, ClassFilter, "language"]
    search_fields = ["name", "=id", "=telegram_id"]
    search_help_text = _("Part of a name, a player's number, or a Telegram id")
    actions = None

    def get_urls(self) -> list[URLPattern]:
        wrap = self.admin_site.admin_view
        view = wrap(self.correction_view)
        mine = [
            path(f"<int:player_id>/{what}/", view, {"what": what}, name=f"players_player_{what}")
            for what in ("correct", "ban", "unban")
        ]
        return [*mine, *super().get_urls()]

    def correction_view(self, request: HttpRequest, player_id: int, what: str) -> HttpResponse:
        return correction(self, request, player_id, what)

    @admin.display(description=_("name"), ordering="name")
    def name_shown(self, row: Player) -> str:
        return str(row)

    @admin.display(description=_("class"), ordering="character_class")
    def class_shown(self, row: Player) -> str:
        return class_title(row.character_class)

    @admin.display(description=_("last seen"), ordering="seen_at")
    def seen(self, row: Player) -> SafeString | str:
        return moment(row.seen_at)

    @admin.display(description=_("joined"), ordering="pk")
    def joined(self, row: Player) -> SafeString | str:
        return moment(row.created_at)

    @admin.display(description=_("state"))
    def state(self, row: Player) -> SafeString:
        return player_badge(row)

    def change_view(
        self, request: HttpRequest, object_id: str, form_url: str = "", extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        if not self.has_view_permission(request):
            raise PermissionDenied
        player = get_object_or_404(Player, pk=int(object_id) if object_id.isdecimal() else 0)
        panels = [holdings_panel(player), ledger_panel(player), *(make(player) for make in PANELS)]
        return page(
            request,
            self,
            "admin/artel/player.html",
            title=str(player),
            original=player,
            state=player_badge(player),
            class_title=class_title(player.character_class),
            facts=player_facts(player),
            main_panels=[panel for panel in panels if panel.wide],
            side_panels=[panel for panel in panels if not panel.wide],
            can_operate=self.has_operate_permission(request),
            **sheet_context(player),
        )


def class_title(key: str) -> str:
    spec = live().find(ClassSpec, key)
    return spec_title(spec, key) if spec is not None else key or NOTHING


def player_badge(row: Player) -> SafeString:
    if row.banned_at:
        return badge(_("banned"), "bad")
    if not (row.name and row.character_class):
        return badge(_("not begun"), "calm")
    return badge(_("in a battle"), "info") if row.engagement else badge(_("plays"), "good")


def player_facts(row: Player) -> list[tuple[Any, Any]]:
    facts: list[tuple[Any, Any]] = [
        (_("number"), row.pk),
        (_("Telegram id"), row.telegram_id or _("guest")),
        (_("language"), row.get_language_display()),
        (_("joined"), moment(row.created_at)),
        (_("last seen"), moment(row.seen_at)),
        (_("notifications"), notices_wanted(row)),
    ]
    if row.engagement:
        facts.append((_("held by"), reference_link(row.engagement)))
    if row.banned_at:
        facts.append((_("banned"), moment(row.banned_at)))
    return facts


def notices_wanted(row: Player) -> Any:
    """On or off; and which kinds are muted while they are on."""
    if not (row.notifications and row.muted):
        return _("on") if row.notifications else _("off")
    muted = [str(kind.label) for kind in NoticeKind if kind in row.muted]
    return _("on, but not: %(kinds)s") % {"kinds": ", ".join(muted)}


def sheet_context(player: Player) -> dict[str, Any]:
    """The character sheet as of now; or why there is none."""
    try:
        view = character_view_of(character_shown(player, now=clock.now()), balances(player_id=player.pk))
    except GameError as error:
        return {"sheet": None, "sheet_missing": refusal_words(error)}
    return {
        "sheet": view,
        "stats": [(value_word(name), getattr(view.stats, name)) for name in STATS],
        "skills": [spec_title(skill, skill.key) for skill in view.skills],
        "worn": [(value_word(slot), spec_title(item, item.key)) for slot, item in view.equipment],
    }


def holdings_panel(player: Player) -> Panel:
    catalogue = live()
    rows = [(asset_title(asset, catalogue), amount) for asset, amount in balances(player_id=player.pk).items()]
    return Panel(_("What they have"), rows, (_("asset"), _("amount")), empty=_("Nothing yet."), wide=False)


def ledger_panel(player: Player) -> Panel:
    catalogue = live()
    entries = LedgerEntry.objects.filter(player=player).order_by("-pk")[:LEDGER_SHOWN]
    rows = [
        (
            moment(entry.created_at),
            asset_title(entry.asset, catalogue),
            signed(entry.amount),
            entry.balance,
            reason_words(entry.reason),
            reference_link(entry.reference),
        )
        for entry in entries
    ]
    headers = (_("when"), _("asset"), _("moved"), _("balance after"), _("reason"), _("in connection with"))
    more = list_url(LedgerEntry, f"player__id__exact={player.pk}")
    return Panel(_("Ledger"), rows, headers, empty=_("Nothing has moved yet."), more_url=more)
