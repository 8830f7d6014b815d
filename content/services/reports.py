"""What players say of texts: that one should not be there, and whether their name may stand beside it."""

from __future__ import annotations

from common import clock
from common.errors import NotFound
from common.tx import command
from content.errors import TextNotShown, TextReported
from content.models import BannedName, GameText, TextReport
from content.release import current
from content.state.kinds import text_rules
from content.state.texts import credit_change, text_hold


@command
def text_report(*, text_id: int, player_id: int, reason: str = "") -> bool:
    """Report a text; True when that hides it until a moderator has looked.

    Reports count from the last decision on. Raises NotFound, TextNotShown(text_id), TextReported(text_id).
    """
    now = clock.now()
    row = GameText.objects.select_for_update().filter(pk=text_id).first()
    if row is None:
        raise NotFound(what="text", key=str(text_id))
    if row.state != GameText.State.PUBLISHED:
        raise TextNotShown(text_id=text_id)
    _, is_new = TextReport.objects.get_or_create(
        text=row, player_id=player_id, revision=row.revision, defaults={"reason": reason[:200]}
    )
    if not is_new:
        raise TextReported(text_id=text_id)
    row.reports += 1
    row.save(update_fields=["reports"])
    is_hidden = row.reports >= text_rules(current()).reports_to_hide
    if is_hidden:
        text_hold(row, now=now)
    return is_hidden


@command
def credit_set(*, player_id: int, name: str) -> int:
    """Name the player, by the name given or not at all (empty), beside the texts that they were first to meet."""
    if BannedName.objects.filter(pk=player_id).exists():
        name = ""
    return credit_change(player_id, name)
