"""Battles: who fought whom, where and how it ended; and each of them turn by turn."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.html import format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from combat.admin.telling import battle_told, names_of
from combat.models import Battle
from common.admin.base import LongStateAdmin, page
from common.admin.html import NOTHING, badge, change_url, link, list_url, moment, numbered, row_link
from content.admin.names import key_title, live
from content.models import Release
from content.release import release_catalogue
from players.admin.words import asset_title
from players.models import LedgerEntry
from players.state.ledger import item_asset

OUTCOMES = {
    "": (_("running"), "info"),
    "victory": (_("victory"), "good"),
    "defeat": (_("defeat"), "bad"),
    "fled": (_("fled"), "warn"),
    "draw": (_("draw"), "calm"),
}


class OutcomeFilter(admin.SimpleListFilter):
    title = _("outcome")
    parameter_name = "ended"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        return [(value or "running", words) for value, (words, _tone) in OUTCOMES.items()]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any]:
        if self.value() is None:
            return queryset
        return queryset.filter(outcome="" if self.value() == "running" else self.value())


@admin.register(Battle)
class BattleAdmin(LongStateAdmin):
    list_display = ["number", "started", "who", "against", "where", "outcome_shown", "turns", "release_shown"]
    list_filter = [OutcomeFilter]
    search_fields = ["=id", "=members__player__name", "=monster", "=location"]
    search_help_text = _("A battle's number, a player's exact name, or the key of a monster or location")
    actions = None

    def get_queryset(self, request: HttpRequest) -> QuerySet[Battle]:
        return super().get_queryset(request).defer("state").prefetch_related("members__player")

    def lookup_allowed(self, lookup: str, value: str, request: HttpRequest) -> bool:
        """Also by player: the player's own page leads here."""
        return lookup == "members__player__id__exact" or super().lookup_allowed(lookup, value, request)

    @admin.display(description=_("battle"), ordering="pk")
    def number(self, row: Battle) -> str:
        return numbered(row.pk)

    @admin.display(description=_("started"))
    def started(self, row: Battle) -> SafeString | str:
        return moment(row.started_at)

    @admin.display(description=_("player"))
    def who(self, row: Battle) -> SafeString | str:
        return format_html_join(", ", "{}", ((row_link(member.player),) for member in row.members.all()))

    @admin.display(description=_("against"))
    def against(self, row: Battle) -> str:
        return monster_title(row)

    @admin.display(description=_("where"))
    def where(self, row: Battle) -> str:
        return key_title("locations", row.location, live())

    @admin.display(description=_("outcome"))
    def outcome_shown(self, row: Battle) -> SafeString:
        return outcome_badge(row)

    @admin.display(description=_("turns"))
    def turns(self, row: Battle) -> int:
        return row.version

    @admin.display(description=_("release"))
    def release_shown(self, row: Battle) -> SafeString:
        return link(change_url(Release, row.release_id), numbered(row.release_id))

    def change_view(
        self, request: HttpRequest, object_id: str, form_url: str = "", extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        if not self.has_view_permission(request):
            raise PermissionDenied
        battle = get_object_or_404(Battle, pk=int(object_id) if object_id.isdecimal() else 0)
        catalogue = release_catalogue(battle.release_id)
        players = {member.player_id: member.player for member in battle.members.select_related("player")}
        names = names_of(battle, catalogue, {key: str(player) for key, player in players.items()})
        return page(
            request,
            self,
            "admin/artel/battle.html",
            title=numbered(battle.pk),
            original=battle,
            against=key_title("monsters", battle.monster, catalogue),
            outcome=outcome_badge(battle),
            players=list(players.values()),
            facts=battle_facts(battle, key_title("locations", battle.location, catalogue)),
            rewards=reward_words(battle),
            ledger_url=list_url(LedgerEntry, f"reference=battle:{battle.pk}"),
            turns=battle_told(battle, list(battle.turns.all()), names),
        )


def monster_title(row: Battle) -> str:
    """The monster by its present name: of old releases only the battle's own page reads."""
    return key_title("monsters", row.monster, live())


def outcome_badge(row: Battle) -> SafeString:
    return badge(*OUTCOMES[row.outcome])


def battle_facts(row: Battle, place: str) -> list[tuple[Any, Any]]:
    return [
        (_("where"), place),
        (_("started"), moment(row.started_at)),
        (_("last action"), moment(row.acted_at)),
        (_("ended"), moment(row.ended_at)),
        (_("turns"), row.version),
        (_("release"), link(change_url(Release, row.release_id), numbered(row.release_id))),
        (_("seed"), row.seed),
    ]


def reward_words(row: Battle) -> list[tuple[Any, Any]]:
    """What the end of the battle gave and took."""
    rewards = row.rewards or {}
    words: list[tuple[Any, Any]] = [
        ("XP", rewards.get("xp")),
        (_("gold"), rewards.get("gold")),
        (_("gold lost"), rewards.get("gold_lost")),
        (_("level reached"), rewards.get("level")),
    ]
    words += [(asset_title(item_asset(item)), f"×{amount}") for item, amount in rewards.get("items", ())]
    return [(title, value) for title, value in words if value] or ([] if not row.outcome else [(NOTHING, "")])
