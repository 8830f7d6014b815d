"""What no release may take from players."""

from __future__ import annotations

from collections.abc import Iterator

from django.db.models import Count

from content.rules.catalogue import Catalogue
from content.rules.lint import Finding, error
from players.models import Player
from players.rules.catalogue import ClassSpec


def classes_in_use(catalogue: Catalogue) -> Iterator[Finding]:
    """An error for each class that players have and the catalogue lacks."""
    used = Player.objects.exclude(character_class="").values("character_class").annotate(players=Count("pk"))
    for key, players in used.values_list("character_class", "players"):
        if key not in catalogue.all(ClassSpec):
            yield error("classes", key, "class_in_use", players=players)


GUARDS = (classes_in_use,)
