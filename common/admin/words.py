"""Codes of the domain in the words of the people who read the admin. Apps add their own."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from common.errors import GameError

ACTIONS: dict[str, Promise] = {
    "common.inbox_retry": _("gave parked updates another try"),
    "common.outbox_replay": _("gave dead letters another try"),
    "common.timer_retry": _("gave timers another try"),
}
REFUSALS: dict[str, Promise] = {
    "common.not_found": _("There is no such thing in the live release."),
    "common.stale": _("It has changed since you opened this page. Look again, then decide."),
    "common.forbidden": _("You may not do this."),
    "common.invalid": _("This cannot be used."),
}
INVALID: dict[tuple[str, str], Promise] = {
    ("reason", "empty"): _("Say why: it stays on record."),
    ("amount", "zero"): _("Zero changes nothing."),
}


def words_add(*, actions: Mapping[str, Promise] | None = None, refusals: Mapping[str, Promise] | None = None) -> None:
    """Teach the admin an app's audit actions and refusals."""
    ACTIONS.update(actions or {})
    REFUSALS.update(refusals or {})


def actor_words(actor: str) -> str:
    """Who acted: of staff the name alone, without the number that the log keeps."""
    kind, _space, name = actor.partition(" ")
    return name if name and kind.startswith("staff:") else actor


def action_words(action: str) -> str:
    """An audit action in words; its code where nobody has worded it."""
    return str(ACTIONS.get(action, action))


def refusal_words(error: GameError) -> str:
    """A refusal in words, with its parameters."""
    params: dict[str, Any] = error.params
    if error.code == "common.invalid":
        worded = INVALID.get((str(params.get("field")), str(params.get("reason"))), REFUSALS[error.code])
        return str(worded)
    pattern = REFUSALS.get(error.code)
    return error.code if pattern is None else str(pattern) % params
