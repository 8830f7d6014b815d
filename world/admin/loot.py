"""A loot table rolled ten thousand times: what a game master wants to know before players do."""

from __future__ import annotations

import time
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django import forms
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.formats import number_format
from django.utils.translation import gettext_lazy as _

from common.admin.base import page
from content.admin.names import key_title, spec_title, value_word
from content.draft import draft_state
from content.rules.catalogue import Catalogue
from players.rules.catalogue import AffixTableSpec, ItemSpec, Rarity
from world.rules.catalogue import LootTableSpec
from world.rules.loot_report import LootReport, loot_report

ROLLS = 10_000
BIGGEST_SEED = 2**63 - 1


class RollForm(forms.Form):
    """The same seed shows the same rolls."""

    seed = forms.IntegerField(label=_("Seed"), min_value=0, max_value=BIGGEST_SEED)
    rolls = forms.IntegerField(label=_("Rolls"), min_value=1, max_value=ROLLS)


@dataclass(frozen=True, slots=True)
class Bar:
    """One line of the chart. `share`: percent of the rolls; `expected`: what the table says, if it says anything."""

    title: str
    count: int
    share: float
    width: float
    expected: float | None = None
    note: str = ""


def roll_page(request: HttpRequest, model_admin: Any, key: str) -> HttpResponse:
    """What would drop, as a chart. Only looks: nothing is given to anybody."""
    draft = draft_state().draft
    table = draft.find(LootTableSpec, key)
    if table is None:
        raise Http404
    form = RollForm(request.GET if "seed" in request.GET else {"seed": _any_seed(), "rolls": ROLLS})
    name = key_title("loot_tables", key, draft)
    context: dict[str, Any] = {"form": form, "name": name, "table": table, "original": model_admin.model(pk=key)}
    if form.is_valid():
        context |= _drawn(draft, table, seed=form.cleaned_data["seed"], rolls=form.cleaned_data["rolls"])
    title = _("Rolls of “%(table)s”") % {"table": name}
    return page(request, model_admin, "admin/artel/loot_rolls.html", title=title, **context)


def _any_seed() -> int:
    """Another one at each visit; the page shows it, so that it can be had again."""
    return time.time_ns() % 1_000_000


def _drawn(draft: Catalogue, table: LootTableSpec, *, seed: int, rolls: int) -> dict[str, Any]:
    items = draft.all(ItemSpec)
    report = loot_report(table, items, draft.all(AffixTableSpec), rolls=rolls, seed=seed)
    return {
        "seed": seed,
        "rolls": rolls,
        "items": list(_items(table, report, items)),
        "sizes": list(_bars(((str(size), report.sizes[size]) for size in sorted(report.sizes)), rolls)),
        "rarities": list(_rarities(report)),
        "worth": round(report.worth / rolls, 1),
        "empty_share": round(100 * report.sizes[0] / rolls, 1),
    }


def _items(table: LootTableSpec, report: LootReport, items: Any) -> Iterable[Bar]:
    expected = {entry.item: 1.0 for entry in table.entries}
    for entry in table.entries:  # entries roll by themselves: an item that is in two comes by either
        expected[entry.item] *= 1 - min(max(entry.chance, 0), 100) / 100
    for key, missed in expected.items():
        hits, amount = report.hits[key], report.amounts[key]
        share = 100 * hits / report.rolls
        each = _("%(n)s a time") % {"n": number_format(round(amount / hits, 1), decimal_pos=1)} if hits else ""
        title = spec_title(items[key], key) if key in items else key
        yield Bar(title, hits, round(share, 2), round(share, 2), round(100 * (1 - missed), 2), str(each))


def _rarities(report: LootReport) -> Iterable[Bar]:
    counted = ((value_word(rarity.value), report.rarities[rarity]) for rarity in Rarity if report.rarities[rarity])
    return _bars(counted, report.rarities.total())


def _bars(counted: Iterable[tuple[str, int]], total: int) -> Iterable[Bar]:
    for title, count in counted:
        share = round(100 * count / total, 2)
        yield Bar(title, count, share, share)
