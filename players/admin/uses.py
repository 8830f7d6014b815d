"""How many players hang on a class or an item that a game master deletes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from django.db.models import Count
from django.utils.translation import gettext_lazy as _

from content.admin.uses import ROW_USES, RowUse
from players.models import Holding, Player
from players.state.ledger import item_asset


def _holders(keys: Sequence[str]) -> Mapping[str, int]:
    assets = {item_asset(key): key for key in keys}
    rows = Holding.objects.filter(asset__in=assets, amount__gt=0).values_list("asset")
    return {assets[asset]: count for asset, count in rows.annotate(Count("pk")).order_by()}


def _of_class(keys: Sequence[str]) -> Mapping[str, int]:
    rows = Player.objects.filter(character_class__in=keys).values_list("character_class")
    return dict(rows.annotate(Count("pk")).order_by())


ROW_USES += [
    RowUse("items", _("Players who hold it and would no longer see it: %(count)s"), _holders),
    RowUse("classes", _("Players of this class who could no longer play: %(count)s"), _of_class),
]
