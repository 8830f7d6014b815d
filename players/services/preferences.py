"""What a player sets for oneself."""

from __future__ import annotations

from collections.abc import Collection

from common.errors import Invalid
from common.outbox import publish
from common.tx import command
from content.services.reports import credit_set
from players.events import SettingsChanged
from players.models import Language, NoticeKind, Player
from players.selectors.characters import PlayerView, player_view
from players.state.character import player_lock, player_store


@command
def player_language_set(*, player_id: int, language: str) -> PlayerView:
    """Speak `ru` or `en` with this player from now on. Raises Invalid(field, reason)."""
    if language not in Language.values:
        raise Invalid(field="language", reason="unknown")
    return _set(player_id, "language", language)


@command
def player_notifications_set(*, player_id: int, enabled: bool) -> PlayerView:
    """Allow or stop all messages that the player did not ask for. What is muted by kind stays so."""
    return _set(player_id, "notifications", enabled)


@command
def player_notices_mute(*, player_id: int, mute: Collection[str] = (), unmute: Collection[str] = ()) -> PlayerView:
    """Stop messages of some kinds, let those of others come again. Raises Invalid(field, reason)."""
    if not {*mute, *unmute} <= set(NoticeKind.values):
        raise Invalid(field="muted", reason="unknown")
    row: Player = player_lock(player_id)
    return _store(row, "muted", sorted({*row.muted, *map(str, mute)} - set(unmute)))


@command
def player_text_only_set(*, player_id: int, enabled: bool) -> PlayerView:
    """Screens without emoji and bars, with a typed command for every button."""
    return _set(player_id, "text_only", enabled)


@command
def player_credit_set(*, player_id: int, enabled: bool) -> PlayerView:
    """Let the name stand beside the texts that the player was first to meet, or take it away from all of them."""
    row: Player = player_lock(player_id)
    credit_set(player_id=player_id, name=row.name if enabled else "")
    return _store(row, "credited", enabled)


def _set(player_id: int, setting: str, value: str | bool) -> PlayerView:
    return _store(player_lock(player_id), setting, value)


def _store(row: Player, setting: str, value: str | bool | list[str]) -> PlayerView:
    if getattr(row, setting) != value:
        setattr(row, setting, value)
        player_store(row, setting)
        publish(SettingsChanged(player_id=row.pk, setting=setting))
    return player_view(row)
