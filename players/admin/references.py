"""References to players: `player:12`."""

from __future__ import annotations

from django.utils.translation import gettext as _

from common.admin.html import change_url
from common.admin.references import REFERENCES
from players.models import Player

REFERENCES["player"] = (lambda key: change_url(Player, key), lambda key: _("player %(key)s") % {"key": key})
