"""Seasons, their prizes, and how they ended."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.db.models import Count, QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.urls import URLPattern, path
from django.utils.safestring import SafeString
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as __
from django.utils.translation import ngettext
from unfold.widgets import UnfoldAdminSelectWidget

from common import clock
from common.admin.base import Admin, LongStateAdmin, TabularInline, actor_of, page
from common.admin.html import NUMBERED, badge, change_url, list_url, moment, row_link
from common.admin.references import REFERENCES
from common.admin.words import refusal_words
from common.errors import GameError
from content.admin.catalogue import CatalogueAdmin, ChangeFilter, ChildInline
from content.admin.names import key_title, language, live, spec_title
from players.admin.corrections import ReasonForm
from players.admin.panels import PANELS, Panel
from players.admin.words import asset_title
from players.models import Player, Season, SeasonPlan, SeasonPlanPrize, SeasonPrize, SeasonStanding
from players.rules.catalogue import ItemSpec
from players.rules.ranking import Board, board_key
from players.rules.seasons import SeasonPlanSpec, plan_after, season_name
from players.selectors.boards import board_themes
from players.services.seasons import season_close
from players.state.ledger import item_asset

if TYPE_CHECKING:
    SeasonModelForm = forms.ModelForm[Season]
    PrizeModelForm = forms.ModelForm[SeasonPrize]
else:
    SeasonModelForm = PrizeModelForm = forms.ModelForm

SHOWN = 10
TONES = {
    Season.State.PLANNED: "calm",
    Season.State.RUNNING: "good",
    Season.State.COUNTING: "info",
    Season.State.PAYING: "info",
    Season.State.CLOSED: "calm",
}
# While a season is planned everything may be changed; while it is on, its beginning may not.
OPEN = (Season.State.PLANNED, Season.State.RUNNING)

REFERENCES["season"] = (lambda key: change_url(Season, key), lambda key: str(NUMBERED) % {"number": key})


class SeasonForm(SeasonModelForm):
    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        ends_at = data.get("ends_at")
        if ends_at and ends_at <= clock.now():
            running = self.instance.state == Season.State.RUNNING
            self.add_error(
                "ends_at",
                _("This is over already. To end the season now, use the button: it asks why.")
                if running
                else _("This is over already."),
            )
        return data


class PrizeForm(PrizeModelForm):
    """The item is one of the live release; one that it has no more stays what it was."""

    item = forms.ChoiceField(required=False, widget=UnfoldAdminSelectWidget)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = {key: spec_title(spec, key) for key, spec in live().all(ItemSpec).items()}
        choices.setdefault(self.instance.item, self.instance.item)
        choice = self.fields["item"]
        if isinstance(choice, forms.ChoiceField):
            choice.label = capfirst(_("item"))
            choice.choices = [("", "—"), *sorted(choices.items(), key=lambda item: item[1][2:])]


class PrizeInline(TabularInline):
    model = SeasonPrize
    form = PrizeForm
    extra = 0
    fields = ["board", "first", "last", "gold", "item", "amount"]

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return _may_edit(request, obj) and super().has_add_permission(request, obj)

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return _may_edit(request, obj) and super().has_change_permission(request, obj)

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return _may_edit(request, obj) and super().has_delete_permission(request, obj)


class PlanPrizeInline(ChildInline):
    model = SeasonPlanPrize
    autocomplete_fields = ["item"]


@admin.register(SeasonPlan)
class SeasonPlanAdmin(CatalogueAdmin):
    """A season as data: published with the rest, it begins when its turn has come."""

    list_display = ["title", "days", "position", "promised", "change_badge"]
    list_editable = ["days", "position"]
    list_filter = [ChangeFilter]
    inlines = [PlanPrizeInline]
    fieldsets = [(None, {"fields": ["key", ("name_ru", "name_en"), ("days", "position")]})]

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        rows: QuerySet[Any] = super().get_queryset(request).annotate(prize_count=Count("prizes"))
        return rows

    @admin.display(description=__("prizes"))
    def promised(self, row: Any) -> int:
        return int(row.prize_count)


def _may_edit(request: HttpRequest, season: Season | None) -> bool:
    return season is None or season.state in OPEN


@admin.register(Season)
class SeasonAdmin(Admin):
    form = SeasonForm
    list_display = ["name", "state_badge", "begins", "ends", "prizes_shown", "from_plan"]
    fields = ("name_ru", "name_en", "starts_at", "ends_at", "repeats")
    inlines = [PrizeInline]
    ordering = ["-starts_at"]
    list_before_template = "admin/artel/seasons_top.html"
    change_form_outer_before_template = "admin/artel/season_top.html"

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        rows: QuerySet[Any] = super().get_queryset(request).annotate(prize_count=Count("prizes"))
        return rows

    def get_readonly_fields(self, request: HttpRequest, obj: Season | None = None) -> list[str]:
        return ["starts_at"] if obj is not None and obj.state == Season.State.RUNNING else []

    def has_change_permission(self, request: HttpRequest, obj: Season | None = None) -> bool:
        return _may_edit(request, obj) and super().has_change_permission(request, obj)

    def has_delete_permission(self, request: HttpRequest, obj: Season | None = None) -> bool:
        may = obj is None or obj.state == Season.State.PLANNED
        return may and super().has_delete_permission(request, obj)

    def get_changeform_initial_data(self, request: HttpRequest) -> dict[str, Any]:
        """Where plans take turns, one made by hand comes in between once."""
        return {"repeats": not live().all(SeasonPlanSpec), **super().get_changeform_initial_data(request)}

    def changelist_view(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> HttpResponse:
        return super().changelist_view(request, {**(extra_context or {}), "next_words": next_words()})

    def get_urls(self) -> list[URLPattern]:
        wrap = self.admin_site.admin_view
        mine = [path("<int:season_id>/close/", wrap(self.close_view), name="players_season_close")]
        return [*mine, *super().get_urls()]

    def change_view(
        self, request: HttpRequest, object_id: str, form_url: str = "", extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        season = Season.objects.filter(pk=int(object_id) if object_id.isdecimal() else 0).first()
        about = season_context(season, may_end=super().has_change_permission(request)) if season else {}
        return super().change_view(request, object_id, form_url, {**(extra_context or {}), **about})

    def close_view(self, request: HttpRequest, season_id: int) -> HttpResponse:
        """End it now, with a reason; what that means stands above the form."""
        season = get_object_or_404(Season, pk=season_id)
        if not super().has_change_permission(request):
            raise PermissionDenied
        form = ReasonForm(request.POST or None)
        if request.method == "POST" and form.is_valid():
            try:
                season_close(season_id=season.pk, actor=actor_of(request), **form.cleaned_data)
            except GameError as error:
                form.add_error(None, refusal_words(error))
            else:
                messages.success(request, _("It is over. Places are counted and prizes paid within some minutes."))
                return HttpResponseRedirect(change_url(Season, season.pk))
        return page(
            request,
            self,
            "admin/artel/season_close.html",
            title=_("End the season"),
            original=season,
            form=form,
            prizes=prizes_panel(season),
        )

    @admin.display(description=__("season"), ordering="name_en")
    def name(self, row: Season) -> str:
        return str(row)

    @admin.display(description=__("state"), ordering="state")
    def state_badge(self, row: Season) -> SafeString:
        return season_badge(row)

    @admin.display(description=__("begins"), ordering="starts_at")
    def begins(self, row: Season) -> SafeString | str:
        return moment(row.starts_at)

    @admin.display(description=__("ends"), ordering="ends_at")
    def ends(self, row: Season) -> SafeString | str:
        return moment(row.ends_at)

    @admin.display(description=__("prizes"))
    def prizes_shown(self, row: Any) -> int:
        return int(row.prize_count)

    @admin.display(description=__("made by"), ordering="plan")
    def from_plan(self, row: Season) -> str:
        return key_title("season_plans", row.plan, live()) if row.plan else _("hand")


def next_words() -> str:
    """What comes when no season is on or planned any more."""
    last = Season.objects.exclude(plan="").order_by("-starts_at").values_list("plan", flat=True).first()
    plan = plan_after(live().all(SeasonPlanSpec), last or "")
    if plan is None:
        return _("No season begins by itself: publish a season plan, or make a season by hand.")
    name = season_name(plan, Season.objects.count() + 1).in_(language())
    days = ngettext("%(n)d day", "%(n)d days", plan.days) % {"n": plan.days}
    return _("When none is on or planned, “%(name)s” begins by itself, for %(days)s.") % {"name": name, "days": days}


def season_badge(season: Season) -> SafeString:
    return badge(season.get_state_display(), TONES[Season.State(season.state)])


def season_context(season: Season, *, may_end: bool) -> dict[str, Any]:
    """What stands above the form of a season."""
    due = SeasonStanding.objects.filter(season=season, prize_due=True)
    return {
        "season": season,
        "season_badge": season_badge(season),
        "can_end": may_end and season.state == Season.State.RUNNING,
        "still_due": due.values("player").distinct().count() if season.state == Season.State.PAYING else 0,
        "results": results(season) if season.state in (Season.State.PAYING, Season.State.CLOSED) else [],
    }


def results(season: Season) -> list[Panel]:
    """The best of every board."""
    found = []
    for board in season.counted:
        rows = SeasonStanding.objects.filter(season=season, board=board).select_related("player")
        best = rows.order_by("rank", "player_id")[:SHOWN]
        lines = [(row.rank, row_link(row.player), row.score) for row in best]
        more = list_url(SeasonStanding, f"season__id__exact={season.pk}&board={board}")
        headers = (_("place"), _("player"), _("result"))
        found.append(Panel(board_title(board), lines, headers, empty=_("Nobody has a place."), more_url=more))
    return found


def prizes_panel(season: Season) -> Panel:
    """Which places get what."""
    rows = [(prize.get_board_display(), places_words(prize), prize_words(prize)) for prize in season.prizes.all()]
    headers = (_("board"), _("places"), _("prize"))
    return Panel(_("What will be paid"), rows, headers, empty=_("There are no prizes: only the places are kept."))


def places_words(prize: SeasonPrize) -> str:
    return str(prize.first) if prize.first == prize.last else f"{prize.first}–{prize.last}"


def prize_words(prize: SeasonPrize) -> str:
    won = [ngettext("%(n)d coin", "%(n)d coins", prize.gold) % {"n": prize.gold}] if prize.gold else []
    won += [f"{asset_title(item_asset(prize.item))} ×{prize.amount}"] if prize.item else []
    return ", ".join(won)


def board_title(text: str) -> str:
    """A board in words; of dungeons, with the theme's name in the live release."""
    key = board_key(text)
    words = str(dict(SeasonPrize.BOARDS)[key.board]) if key.board is not Board.DUNGEON else _("dungeon records")
    theme = (board_themes(key.board, live()) or {}).get(key.theme)
    name = theme.in_(language()) if theme is not None else key.theme
    return f"{words}: {name}" if name else words


class BoardFilter(admin.SimpleListFilter):
    title = __("board")
    parameter_name = "board"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        kinds = [(str(board), words) for board, words in SeasonPrize.BOARDS if board is not Board.DUNGEON]
        themes = [f"{Board.DUNGEON}:{theme}" for theme in board_themes(Board.DUNGEON, live()) or {}]
        return [*kinds, *((key, board_title(key)) for key in themes)]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any]:
        return queryset.filter(board=self.value()) if self.value() else queryset


@admin.register(SeasonStanding)
class StandingAdmin(LongStateAdmin):
    list_display = ["place", "player_link", "board_words", "score", "season_link"]
    list_filter = ["season", BoardFilter]
    list_select_related = ["player", "season"]
    search_fields = ["=player__name", "=player__id"]
    search_help_text = __("A player's exact name or number")
    fields = ["season_link", "board_words", "place", "player_link", "score", "prize_due"]
    ordering: ClassVar[Any] = ("season_id", "board", "rank", "player_id")
    actions = None

    @admin.display(description=__("place"), ordering="rank")
    def place(self, row: SeasonStanding) -> int:
        return row.rank

    @admin.display(description=__("player"))
    def player_link(self, row: SeasonStanding) -> SafeString | str:
        return row_link(row.player)

    @admin.display(description=__("board"))
    def board_words(self, row: SeasonStanding) -> str:
        return board_title(row.board)

    @admin.display(description=__("season"))
    def season_link(self, row: SeasonStanding) -> SafeString | str:
        return row_link(row.season)


def places_panel(player: Player) -> Panel:
    """A piece of a player's page: the places of seasons past."""
    rows = SeasonStanding.objects.filter(player=player).select_related("season").order_by("-season_id", "rank")[:SHOWN]
    lines = [(row_link(row.season), board_title(row.board), row.rank) for row in rows]
    headers = (_("season"), _("board"), _("place"))
    return Panel(_("Places in seasons"), lines, headers, empty=_("No season has ended with this player."), wide=False)


PANELS.append(places_panel)
