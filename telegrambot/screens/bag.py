"""The bag, page by page; what waits for room in it; and what is worn."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from players.rules.catalogue import ItemSpec, Slot
from players.rules.items import SetWorn
from players.selectors.characters import CharacterView, InventoryView
from telegrambot.codec import Tap, Verb
from telegrambot.screens.base import Button, Row, Screen, grid, lines, page_of
from telegrambot.screens.items import condition_word, effects_of, piece_arg, rarity_mark, slot_name, titled
from telegrambot.screens.location import back_here, vitals
from telegrambot.screens.pen import Pen
from telegrambot.screens.turner import turner

ITEMS_A_PAGE = 6
_PARCELS_TOLD = 6


@dataclass(frozen=True, slots=True)
class _Entry:
    """A line of the bag. `count`: how many, nothing for a piece; `state`: what has become of a piece."""

    item: ItemSpec
    count: str
    worn: bool
    tap: Tap
    state: str = ""


def _entries(view: InventoryView) -> list[_Entry]:
    """Pieces first: they are what one looks at."""
    pieces = [
        _Entry(piece.item, "", piece.worn, Tap(Verb.ITEM, piece_arg(piece.id)), condition_word(piece.condition))
        for piece in view.pieces
    ]
    stacks = [
        _Entry(stack.item, f" ×{stack.amount}", stack.worn, Tap(Verb.ITEM, stack.item.key)) for stack in view.stacks
    ]
    return pieces + stacks


def bag_screen(view: InventoryView, pen: Pen, *, page: int = 1) -> Screen:
    shown = page_of(_entries(view), page, ITEMS_A_PAGE)
    told = [pen.listed(_line(entry, pen), entry.tap) for entry in shown.items]
    buttons = [Button(_label(entry, pen), entry.tap) for entry in shown.items]
    return Screen(
        "bag",
        lines(
            pen.icon("🎒") + _title(view),
            vitals(view.character, pen),
            "",
            *(told or [_("Empty. Monsters drop things, traders sell them.")]),
        ),
        (*grid(buttons), *_waiting(view), (back_here(), *turner(Verb.BAG, shown.number, shown.pages, both=True))),
    )


def _title(view: InventoryView) -> str:
    if not view.places:
        return _("<b>Bag</b>")
    return _("<b>Bag</b> · places taken: %(used)d of %(places)d") % {"used": view.used, "places": view.places}


def _line(entry: _Entry, pen: Pen) -> str:
    worn = _("worn") if entry.worn else ""
    facts = " · ".join(fact for fact in (effects_of(entry.item), worn, entry.state) if fact)
    name = f"{titled(entry.item, pen)}{entry.count}"
    return f"{name} · {facts}" if facts else name


def _label(entry: _Entry, pen: Pen) -> str:
    mark = "✓ " if entry.worn and not pen.plain else rarity_mark(entry.item, pen)
    return f"{mark}{pen.name(entry.item.name)}{entry.count}"


def _waiting(view: InventoryView) -> tuple[Row, ...]:
    if not view.parcels:
        return ()
    label = _("Waiting for room: %(n)d") % {"n": len(view.parcels)}
    return ((Button(label, Tap(Verb.PARCELS)),),)


def parcels_screen(view: InventoryView, pen: Pen) -> Screen:
    """What came while the bag was full."""
    told = [f"{titled(kept.item, pen)} ×{kept.amount}" for kept in view.parcels[:_PARCELS_TOLD]]
    hidden = len(view.parcels) - len(told)
    more = ngettext("and %(n)d more", "and %(n)d more", hidden) % {"n": hidden} if hidden else None
    take = Button(_("Take what fits"), Tap(Verb.UNPACK, version=view.character.player.version))
    return Screen(
        "parcels",
        lines(
            pen.icon("📦") + _("<b>Waiting for room</b>"),
            _("Nothing here is lost: free a place in the bag and take it.") if told else _("Nothing is waiting."),
            *told,
            more,
        ),
        (*(((take,),) if told else ()), (Button(_("← Bag"), Tap(Verb.BAG)),)),
    )


def worn_screen(view: CharacterView, pen: Pen) -> Screen:
    """Every slot and what it holds, and the sets that come together."""
    pieces, worn = dict(view.worn_gear), dict(view.equipment)
    taps = {
        slot: Tap(Verb.ITEM, piece_arg(pieces[slot]) if slot in pieces else item.key) for slot, item in worn.items()
    }
    states = {slot: condition_word(condition) for slot, condition in view.conditions}
    told = [_slot_line(slot, worn.get(slot), taps.get(slot), states.get(slot, ""), pen) for slot in Slot]
    buttons = [Button(slot_name(slot), taps[slot]) for slot in Slot if slot in taps]
    return Screen(
        "worn",
        lines(
            pen.icon("🧥") + _("<b>What you wear</b>"),
            *told,
            *(_set_line(worn_set, pen) for worn_set in view.sets[:3]),
        ),
        (
            *grid(buttons, columns=3),
            (Button(_("← Character"), Tap(Verb.CHARACTER)), Button(_("Bag"), Tap(Verb.BAG))),
        ),
    )


def _slot_line(slot: Slot, item: ItemSpec | None, tap: Tap | None, state: str, pen: Pen) -> str:
    if item is None or tap is None:
        return _("%(slot)s: empty") % {"slot": slot_name(slot)}
    facts = ", ".join(fact for fact in (effects_of(item), state) if fact)
    name = f"{slot_name(slot)}: {rarity_mark(item, pen)}{pen.html(item.name)}"
    return pen.listed(f"{name} ({facts})" if facts else name, tap)


def _set_line(worn: SetWorn, pen: Pen) -> str:
    name = _("Set: %(name)s") % {"name": pen.html(worn.item_set.name)}
    count = ngettext("%(n)d piece worn", "%(n)d pieces worn", worn.worn) % {"n": worn.worn}
    bonuses = ", ".join(effects_of(bonus) for bonus in worn.bonuses)
    return " · ".join(part for part in (name, count, bonuses) if part)
