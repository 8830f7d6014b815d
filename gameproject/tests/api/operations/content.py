"""Texts that grow with play: the calls of content/api."""

from __future__ import annotations

from content.models import GameText
from gameproject.tests.api.operations.call import MODERATOR, Call, Facts, nothing, pick
from gameproject.tests.api.operations.situations import itself
from gameproject.tests.api.written import text_written
from players.models import Player

MODERATED = "/moderation/texts/{text}"


def _waiting_text(player: Player) -> Facts:
    """Written by a provider for this player, under review first."""
    row = text_written(player.pk, GameText.State.WAITING)
    return {"text": row.pk, "revision": row.revision}


def _published_text(player: Player) -> Facts:
    return {"text": text_written(player.pk, GameText.State.PUBLISHED, credit=player.name).pk}


def _edited_text(player: Player) -> Facts:
    """Its first version can be returned to."""
    row = text_written(player.pk, GameText.State.PUBLISHED, versions=2)
    return {"text": row.pk, "revision": row.revision, "version_id": row.versions.get(number=1).pk}


CALLS: dict[str, Call] = {
    "text": Call("GET", "/texts/{text}", prepare=_published_text),
    "text_reporting": Call(
        "POST", "/texts/{text}/report", lambda facts: {"reason": "An owl cannot ask"}, _published_text
    ),
    "moderation_texts": Call("GET", "/moderation/texts", prepare=_waiting_text, caller=MODERATOR),
    "moderation_text": Call("GET", MODERATED, prepare=_waiting_text, caller=MODERATOR),
    "moderation_claim": Call("POST", MODERATED + "/claim", nothing, _waiting_text, caller=MODERATOR),
    "moderation_approve": Call("POST", MODERATED + "/approve", pick("revision"), _waiting_text, caller=MODERATOR),
    "moderation_reject": Call(
        "POST",
        MODERATED + "/reject",
        lambda facts: {"revision": facts["revision"], "reason": "It promises a reward"},
        _waiting_text,
        caller=MODERATOR,
    ),
    "moderation_edit": Call(
        "POST",
        MODERATED + "/edit",
        lambda facts: {
            "revision": facts["revision"],
            "text": "The fog lies on the water, and somewhere behind it an oar strikes wood, once, and is still.",
        },
        _waiting_text,
        caller=MODERATOR,
    ),
    "moderation_regenerate": Call(
        "POST",
        MODERATED + "/regenerate",
        lambda facts: {"revision": facts["revision"], "hint": "Less fog, more sound"},
        _waiting_text,
        caller=MODERATOR,
    ),
    "moderation_rollback": Call(
        "POST", MODERATED + "/rollback", pick("revision", "version_id"), _edited_text, caller=MODERATOR
    ),
    "moderation_name_ban": Call(
        "POST",
        "/moderation/banned-names",
        lambda facts: {"player_id": facts["player"], "name": "Yarilo", "reason": "A name that insults"},
        itself,
        caller=MODERATOR,
    ),
}
