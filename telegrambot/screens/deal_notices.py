"""Messages about gifts, trades, full bags and rare pieces."""

from __future__ import annotations

from collections.abc import Sequence

from django.utils.translation import gettext as _

from players.models import NoticeKind
from players.rules.catalogue import ItemSpec, Rarity
from telegrambot.codec import Tap, Verb
from telegrambot.screens.base import Button, Screen, lines
from telegrambot.screens.items import rarity_name, titled
from telegrambot.screens.notices import notice_below
from telegrambot.screens.pen import Pen

_TOLD = 6


def trade_notice(pen: Pen, *, name: str) -> Screen:
    return Screen(
        "trade",
        lines(
            pen.icon("🤝") + _("<b>%(name)s offers you a trade.</b>") % {"name": pen.html(name)},
            _("Nothing changes hands until you both agree. It runs out in ten minutes."),
        ),
        ((Button(_("Look at it"), Tap(Verb.DEAL)),), *notice_below(NoticeKind.TRADE)),
    )


def gift_notice(pen: Pen, *, name: str, item: ItemSpec, amount: int) -> Screen:
    return Screen(
        "gifted",
        lines(
            pen.icon("🎁") + _("<b>A gift from %(name)s</b>") % {"name": pen.html(name)},
            f"{titled(item, pen)} ×{amount}",
        ),
        notice_below(NoticeKind.TRADE),
    )


def parcels_notice(pen: Pen, *, items: Sequence[tuple[ItemSpec, int]]) -> Screen:
    return Screen(
        "fullbag",
        lines(
            pen.icon("📦") + _("<b>Your bag is full.</b> This waits until there is room:"),
            *(f"{titled(item, pen)} ×{amount}" for item, amount in items[:_TOLD]),
        ),
        ((Button(_("Have a look"), Tap(Verb.PARCELS)),), *notice_below(NoticeKind.PARCEL)),
    )


def _rare(count: int) -> str:
    """Said of one piece, or of several that came together."""
    if count == 1:
        return _("<b>A rare piece!</b> There is no other like it:")
    return _("<b>Rare pieces!</b> There are no others like them:")


def piece_notice(pen: Pen, *, pieces: Sequence[tuple[ItemSpec, Rarity]]) -> Screen:
    told = [
        f"{pen.icon(item.icon)}<b>{pen.html(item.name)}</b> · "
        + _("Rarity: %(rarity)s") % {"rarity": rarity_name(rarity)}
        for item, rarity in pieces[:_TOLD]
    ]
    return Screen(
        "piece",
        lines(pen.icon("💎") + _rare(len(pieces)), *told),
        ((Button(_("To the bag"), Tap(Verb.BAG)),), *notice_below(NoticeKind.FIND)),
    )
