"""What an item does, in a few words; and the cards of items in the bag and in the shop."""

from __future__ import annotations

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from players.rules.catalogue import ItemKind, ItemSpec, Slot
from players.selectors import CharacterView, InventoryView, StackView
from telegrambot.codec import Tap, Verb
from telegrambot.screens.base import Button, Screen, lines, packed
from telegrambot.screens.pen import Pen, signed


def effects_of(item: ItemSpec) -> str:
    """What an item changes: "attack +3, HP +20"; empty for what only sells."""
    changes = (
        (_("attack"), item.attack),
        (_("armor"), item.armor),
        (_("strength"), item.strength),
        (_("agility"), item.agility),
        (_("intellect"), item.intellect),
        (_("vitality"), item.vitality),
        (_("HP"), item.heals),
        (_("energy"), item.energizes),
    )
    return ", ".join(f"{word} {signed(amount)}" for word, amount in changes if amount)


def slot_name(slot: str) -> str:
    names = {
        Slot.WEAPON: pgettext("slot", "Weapon"),
        Slot.ARMOR: pgettext("slot", "Armor"),
        Slot.TRINKET: pgettext("slot", "Trinket"),
    }
    return names.get(Slot(slot), slot) if slot in set(Slot) else slot


def kind_of(item: ItemSpec) -> str:
    if item.slot is not None:
        return slot_name(item.slot)
    return _("Provisions") if item.kind is ItemKind.POTION else _("For sale to traders")


def card_text(item: ItemSpec, pen: Pen, *more: str | None) -> str:
    """Name, what it is, what it does."""
    level = _("from level %(level)d") % {"level": item.level} if item.level > 1 else ""
    facts = " · ".join(fact for fact in (kind_of(item), effects_of(item), level) if fact)
    return lines(f"{pen.icon(item.icon)}<b>{pen.html(item.name)}</b>", pen.html(item.description), "", facts, *more)


def now_worn(character: CharacterView, item: ItemSpec, pen: Pen) -> str | None:
    """What a thing to wear would take the place of: to be compared with."""
    worn = next((worn for slot, worn in character.equipment if slot == item.slot), None)
    if worn is None or worn.key == item.key:
        return None
    return _("Worn now: %(item)s (%(effects)s)") % {"item": pen.html(worn.name), "effects": effects_of(worn)}


def item_screen(view: InventoryView, stack: StackView, pen: Pen) -> Screen:
    """One thing of the bag, and what can be done with it."""
    held = _("You have %(amount)d.") % {"amount": stack.amount}
    worn = _("You are wearing it.") if stack.worn else now_worn(view.character, stack.item, pen)
    back = Button(_("← Bag"), Tap(Verb.BAG))
    return Screen("item", card_text(stack.item, pen, worn, held), (*packed(_uses(view, stack)), (back,)))


def _uses(view: InventoryView, stack: StackView) -> list[Button]:
    version, item = view.character.player.version, stack.item
    if stack.worn and item.slot is not None:
        return [Button(_("Take off"), Tap(Verb.TAKEOFF, item.slot, version))]
    if item.slot is not None:
        return [Button(_("Wear"), Tap(Verb.WEAR, item.key, version))]
    if item.kind is ItemKind.POTION:
        return [Button(_("Use: %(effects)s") % {"effects": effects_of(item)}, Tap(Verb.DRINK, item.key, version))]
    return []
