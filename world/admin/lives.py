"""What of the players' lives is in the world: where they are, who stands in a place that goes away."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from django.db.models import Count
from django.utils.translation import gettext_lazy as _

from common.admin.html import NOTHING, moment
from content.admin.names import key_title, live
from content.admin.uses import ROW_USES, RowUse
from players.admin.panels import PANELS, Panel
from players.models import Player
from world.models import Whereabouts


def _standing(keys: Sequence[str]) -> Mapping[str, int]:
    rows = Whereabouts.objects.filter(location__in=keys).values_list("location")
    return dict(rows.annotate(Count("pk")).order_by())


def where_panel(player: Player) -> Panel:
    """Where the player is, and since when."""
    row = Whereabouts.objects.filter(player=player).first()
    if row is None:
        return Panel(_("Where"), [], empty=_("Where everybody starts."), wide=False)
    title = key_title("locations", row.location, live()) or NOTHING
    return Panel(_("Where"), [(title, moment(row.arrived_at))], wide=False)


ROW_USES.append(RowUse("locations", _("Players who stand there and would wake at the start: %(count)s"), _standing))
PANELS.insert(0, where_panel)
