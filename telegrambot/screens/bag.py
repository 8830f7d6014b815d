"""The bag, page by page."""

from __future__ import annotations

from django.utils.translation import gettext as _

from players.selectors import InventoryView, StackView
from telegrambot.codec import Tap, Verb
from telegrambot.screens.base import Button, Screen, grid, lines, page_of
from telegrambot.screens.items import effects_of
from telegrambot.screens.location import back_here, vitals
from telegrambot.screens.pen import Pen
from telegrambot.screens.turner import turner

ITEMS_A_PAGE = 6


def bag_screen(view: InventoryView, pen: Pen, *, page: int = 1) -> Screen:
    shown = page_of(view.stacks, page, ITEMS_A_PAGE)
    told = [pen.listed(_line(stack, pen), _to_card(stack)) for stack in shown.items]
    buttons = [Button(_label(stack, pen), _to_card(stack)) for stack in shown.items]
    return Screen(
        "bag",
        lines(
            pen.icon("🎒") + _("<b>Bag</b>"),
            vitals(view.character, pen),
            "",
            *(told or [_("Empty. Monsters drop things, traders sell them.")]),
        ),
        (*grid(buttons), (back_here(), *turner(Verb.BAG, shown.number, shown.pages))),
    )


def _to_card(stack: StackView) -> Tap:
    return Tap(Verb.ITEM, stack.item.key)


def _line(stack: StackView, pen: Pen) -> str:
    worn = _("worn") if stack.worn else ""
    facts = " · ".join(fact for fact in (effects_of(stack.item), worn) if fact)
    name = f"{pen.icon(stack.item.icon)}{pen.html(stack.item.name)} ×{stack.amount}"
    return f"{name} · {facts}" if facts else name


def _label(stack: StackView, pen: Pen) -> str:
    mark = "✓ " if stack.worn and not pen.plain else ""
    return f"{mark}{pen.name(stack.item.name)} ×{stack.amount}"
