"""What the bot tells of gifts, trades, full bags and rare pieces: to the one whose doing it was not."""

from __future__ import annotations

from collections.abc import Callable

from django.utils import translation

from common import clock
from common.events import subscriber
from content.release import current
from players.events import ParcelsKept, PiecesFound
from players.models import NoticeKind, Player
from players.rules.catalogue import ItemSpec, Rarity
from players.selectors.characters import player_view
from players.state.ledger import asset_gear
from telegrambot.chats import chat_of_player, chat_shows
from telegrambot.keyboards import screen_payload
from telegrambot.models import Chat
from telegrambot.replies import MESSAGE, SCREEN, push
from telegrambot.screens.base import Screen
from telegrambot.screens.deal import DEAL, deal_over_screen, deal_screen
from telegrambot.screens.deal_notices import gift_notice, parcels_notice, piece_notice, trade_notice
from telegrambot.screens.pen import Pen
from world.events import ThingGiven, TradeChanged, TradeEnded, TradeOpened
from world.models import Trade
from world.selectors.trades import TradeView, trade_view_of

TOLD_FROM = Rarity.EPIC.rank  # what is rolled to less is no news


def _wanting(player_id: int, kind: NoticeKind) -> Chat | None:
    chat = chat_of_player(player_id)
    return chat if chat is not None and player_view(chat.player).wants(kind) else None


def _tell(chat: Chat, make: Callable[[Pen], Screen]) -> None:
    pen = Pen(chat.player.language, chat.player.text_only)
    with translation.override(pen.language):
        payload = screen_payload(make(pen), pen)
    push(chat.chat_id, MESSAGE, payload)


@subscriber(TradeOpened)
def tell_offer(event: TradeOpened) -> None:
    chat = _wanting(event.partner_id, NoticeKind.TRADE)
    asking = Player.objects.filter(pk=event.opener_id).first()
    if chat is not None and asking is not None:
        _tell(chat, lambda pen: trade_notice(pen, name=asking.name))


@subscriber(TradeChanged)
def refresh_table(event: TradeChanged) -> None:
    """The other one's screen, where it shows the table."""
    other_id = event.partner_id if event.by == event.opener_id else event.opener_id
    chat = chat_of_player(other_id)
    view = _view(event.trade_id, other_id)
    if chat is not None and view is not None and view.state == Trade.State.OPEN:
        _refresh(chat, lambda pen: deal_screen(view, pen, now=clock.now()))


@subscriber(TradeEnded)
def tell_end(event: TradeEnded) -> None:
    """What changed hands is a receipt, so it comes whatever the settings say; else only the screen changes."""
    for player_id in (event.opener_id, event.partner_id):
        chat = chat_of_player(player_id) if player_id != event.by else None
        view = _view(event.trade_id, player_id)
        if chat is None or view is None:
            continue
        if event.state == Trade.State.DONE:
            _tell(chat, lambda pen, view=view: deal_over_screen(view, pen))  # type: ignore[misc]
        else:
            _refresh(chat, lambda pen, view=view: deal_over_screen(view, pen))  # type: ignore[misc]


def _view(trade_id: int, player_id: int) -> TradeView | None:
    row = Trade.objects.filter(pk=trade_id).first()
    return None if row is None else trade_view_of(row, player_id, current())


def _refresh(chat: Chat, make: Callable[[Pen], Screen]) -> None:
    if chat.live_kind != DEAL or not chat.live_message_id:
        return
    pen = Pen(chat.player.language, chat.player.text_only)
    with translation.override(pen.language):
        screen = make(pen)
        payload = screen_payload(screen, pen)
    chat_shows(chat, screen)
    push(chat.chat_id, SCREEN, payload | {"live": chat.live_message_id, "bottom": chat.bottom_message_id})


@subscriber(ThingGiven)
def tell_gift(event: ThingGiven) -> None:
    chat = _wanting(event.to_id, NoticeKind.TRADE)
    giver = Player.objects.filter(pk=event.player_id).first()
    item = current().find(ItemSpec, event.item)
    if chat is not None and giver is not None and item is not None:
        amount = 1 if asset_gear(event.asset) is not None else event.amount
        _tell(chat, lambda pen: gift_notice(pen, name=giver.name, item=item, amount=amount))


@subscriber(ParcelsKept)
def tell_full_bag(event: ParcelsKept) -> None:
    chat = _wanting(event.player_id, NoticeKind.PARCEL)
    found = [(current().find(ItemSpec, key), amount) for key, amount in event.items]
    items = [(item, amount) for item, amount in found if item is not None]
    if chat is not None and items:
        _tell(chat, lambda pen: parcels_notice(pen, items=items))


@subscriber(PiecesFound)
def tell_piece(event: PiecesFound) -> None:
    """A piece that came out rare, or better."""
    rare = [(key, Rarity(rarity)) for _id, key, rarity in event.pieces if Rarity(rarity).rank >= TOLD_FROM]
    chat = _wanting(event.player_id, NoticeKind.FIND) if rare else None
    found = [(current().find(ItemSpec, key), rarity) for key, rarity in rare]
    pieces = [(item, rarity) for item, rarity in found if item is not None]
    if chat is not None and pieces:
        _tell(chat, lambda pen: piece_notice(pen, pieces=pieces))
