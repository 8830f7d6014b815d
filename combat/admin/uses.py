"""What combat shows on other apps' pages: battles that hold a release, battles of a player."""

from __future__ import annotations

from typing import Any

from django.db.models import Count, IntegerField, OuterRef, Subquery
from django.db.models.functions import Coalesce
from django.utils.translation import gettext_lazy as _

from combat.admin.battles import monster_title, outcome_badge
from combat.models import Battle, BattleMember
from common.admin.html import change_url, link, list_url, moment, numbered
from common.admin.references import REFERENCES
from content.admin.uses import RELEASE_USES, ReleaseUse
from players.admin.panels import PANELS, Panel
from players.models import Player

BATTLES_SHOWN = 8


def running_battles() -> Any:
    """How many battles still play by the release of the outer query."""
    running = Battle.objects.filter(release=OuterRef("pk"), outcome="").order_by()
    counted = running.values("release").annotate(count=Count("pk")).values("count")
    return Coalesce(Subquery(counted, output_field=IntegerField()), 0)


def battles_panel(player: Player) -> Panel:
    """The player's last battles."""
    members = BattleMember.objects.filter(player=player).select_related("battle").order_by("-pk")[:BATTLES_SHOWN]
    rows = [
        (
            link(change_url(Battle, member.battle_id), numbered(member.battle_id)),
            monster_title(member.battle),
            outcome_badge(member.battle),
            member.battle.version,
            moment(member.battle.started_at),
        )
        for member in members.defer("battle__state")
    ]
    headers = (_("battle"), _("against"), _("outcome"), _("turns"), _("started"))
    more = list_url(Battle, f"members__player__id__exact={player.pk}")
    return Panel(_("Last battles"), rows, headers, empty=_("Has not fought yet."), more_url=more)


RELEASE_USES.append(ReleaseUse("battles", _("battles still running on it"), running_battles))
PANELS.append(battles_panel)
REFERENCES["battle"] = (lambda key: change_url(Battle, key), lambda key: str(_("battle #%(key)s")) % {"key": key})
