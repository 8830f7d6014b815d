"""What an operator puts right by hand: through the ledger, with a reason, on record."""

from __future__ import annotations

from django.db.models import F

from common import clock
from common.audit import audit
from common.errors import Invalid, NotFound
from common.outbox import publish
from common.realtime import sockets_recheck
from common.tx import after_commit, command
from content.release import current
from players.events import BalanceCorrected
from players.models import Equipped, Gear, Parcel, Player, RefreshToken
from players.rules.catalogue import ItemSpec
from players.state.gear import gear_give, gear_take
from players.state.ledger import GOLD, Move, asset_gear, asset_item, ledger_move
from players.state.scores import score_touch

MOST_AT_ONCE = 1_000_000_000


def _lock(player_id: int) -> Player:
    row = Player.objects.select_for_update(no_key=True).filter(pk=player_id).first()
    if row is None:
        raise NotFound(what="player", key=str(player_id))
    return row


def _reasoned(reason: str) -> str:
    if not reason.strip():
        raise Invalid(field="reason", reason="empty")
    return reason.strip()


@command
def balance_correct(*, player_id: int, asset: str, amount: int, reason: str, actor: str) -> int:
    """Give (+) or take (-) gold or an item; gives the new balance.

    Raises Invalid(field, reason), NotFound(what, key), NotEnough(asset, needs, has).
    """
    why = _reasoned(reason)
    if not amount:
        raise Invalid(field="amount", reason="zero")
    if abs(amount) > MOST_AT_ONCE:
        raise Invalid(field="amount", reason="range")
    item, gear_id = asset_item(asset), asset_gear(asset)
    if asset != GOLD and gear_id is None:
        if item is None:
            raise Invalid(field="asset", reason="unknown")
        current().get(ItemSpec, item)
    _lock(player_id)
    if gear_id is not None:
        _piece_correct(player_id, gear_id, amount, actor)
        balances = {asset: max(amount, 0)}
    else:
        balances = ledger_move(player_id=player_id, moves=[Move(asset, amount)], reason="correction", reference=actor)
    if not balances[asset]:  # the last one was worn
        Equipped.objects.filter(player_id=player_id, item=item or "", gear=None).delete()
    Player.objects.filter(pk=player_id).update(version=F("version") + 1)
    audit(
        actor=actor,
        action="players.balance_correct",
        subject=f"player:{player_id}",
        reason=why,
        asset=asset,
        amount=amount,
        balance=balances[asset],
    )
    publish(BalanceCorrected(player_id=player_id, asset=asset, amount=amount))
    return balances[asset]


def _piece_correct(player_id: int, gear_id: int, amount: int, actor: str) -> None:
    """Take a piece from its owner, or give one that is nobody's and waits in no parcel."""
    owner_id = player_id if amount < 0 else None
    if abs(amount) != 1:
        raise Invalid(field="amount", reason="range")
    piece = Gear.objects.select_for_update().filter(pk=gear_id, owner_id=owner_id).first()
    if piece is None or (amount > 0 and Parcel.objects.filter(gear_id=gear_id).exists()):
        raise NotFound(what="gear", key=str(gear_id))
    Equipped.objects.filter(gear_id=gear_id).delete()
    move = gear_take if amount < 0 else gear_give
    move(player_id, [gear_id], reason="correction", reference=actor)


@command
def player_ban(*, player_id: int, reason: str, actor: str) -> None:
    """Shut a player out at once: actions are refused and every session ends."""
    why = _reasoned(reason)
    row = _lock(player_id)
    row.banned_at, row.token_version = clock.now(), row.token_version + 1
    row.save(update_fields=["banned_at", "token_version"])
    RefreshToken.objects.filter(player_id=player_id, revoked_at=None).update(revoked_at=clock.now())
    after_commit(f"sockets:{player_id}", lambda: sockets_recheck(player_id))
    score_touch(player_id=player_id, at=row.banned_at)
    audit(actor=actor, action="players.ban", subject=f"player:{player_id}", reason=why)


@command
def player_unban(*, player_id: int, reason: str, actor: str) -> None:
    """Let a banned player in again."""
    why = _reasoned(reason)
    row = _lock(player_id)
    row.banned_at = None
    row.save(update_fields=["banned_at"])
    score_touch(player_id=player_id, at=clock.now())
    audit(actor=actor, action="players.unban", subject=f"player:{player_id}", reason=why)
