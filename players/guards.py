"""What no release may take from players."""

from __future__ import annotations

from collections.abc import Iterator

from django.db.models import Count

from content.rules.catalogue import Catalogue
from content.rules.lint import Finding, error
from players.models import Player, Season, SeasonPrize
from players.rules.catalogue import ClassSpec, ItemSpec


def classes_in_use(catalogue: Catalogue) -> Iterator[Finding]:
    """An error for each class that players have and the catalogue lacks."""
    used = Player.objects.exclude(character_class="").values("character_class").annotate(players=Count("pk"))
    for key, players in used.values_list("character_class", "players"):
        if key not in catalogue.all(ClassSpec):
            yield error("classes", key, "class_in_use", players=players)


def prizes_in_use(catalogue: Catalogue) -> Iterator[Finding]:
    """An error for each item that a season which is not over promises and the catalogue lacks."""
    promised = SeasonPrize.objects.exclude(season__state=Season.State.CLOSED).exclude(item="")
    for key in promised.order_by("item").values_list("item", flat=True).distinct():
        if key not in catalogue.all(ItemSpec):
            yield error("items", key, "item_is_prize")


GUARDS = (classes_in_use, prizes_in_use)
