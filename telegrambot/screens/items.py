"""What an item does, in a few words; and the cards of items in the bag and in the shop."""

from __future__ import annotations

from collections.abc import Sequence

from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from common.rules.text import Text
from content.selectors.texts import Told
from players.rules.catalogue import AffixStat, Bind, ItemKind, ItemSpec, Rarity, SetBonusSpec, Slot
from players.rules.items import Condition, difference
from players.selectors.characters import CharacterView, InventoryView, PieceView, StackView
from telegrambot.codec import Tap, Verb
from telegrambot.screens.base import Button, Row, Screen, lines, packed
from telegrambot.screens.pen import Pen, signed
from telegrambot.screens.told import about_text, awaited, told_beside

Affixes = Sequence[tuple[Text | None, AffixStat, int]]

# What is one of a kind is named by its number in taps; no key of the catalogue begins like this.
_PIECE = "_"
_FOUND_TOLD = 2


def piece_arg(gear_id: int) -> str:
    """How a tap names a piece."""
    return f"{_PIECE}{gear_id}"


def arg_piece(arg: str) -> int | None:
    """The piece that a tap names; None when it names an item by its key."""
    number = arg.removeprefix(_PIECE)
    return int(number) if arg.startswith(_PIECE) and number.isdecimal() and len(number) < 19 else None


def effects_of(item: ItemSpec | SetBonusSpec) -> str:
    """What an item changes: "attack +3, HP +20"; empty for what only sells."""
    changes = (
        (_("attack"), item.attack),
        (_("armor"), item.armor),
        (_("strength"), item.strength),
        (_("agility"), item.agility),
        (_("intellect"), item.intellect),
        (_("vitality"), item.vitality),
        (_("HP"), item.heals if isinstance(item, ItemSpec) else 0),
        (_("energy"), item.energizes if isinstance(item, ItemSpec) else 0),
    )
    return ", ".join(f"{word} {signed(amount)}" for word, amount in changes if amount)


def stat_name(stat: AffixStat) -> str:
    return {
        AffixStat.ATTACK: _("attack"),
        AffixStat.ARMOR: _("armor"),
        AffixStat.STRENGTH: _("strength"),
        AffixStat.AGILITY: _("agility"),
        AffixStat.INTELLECT: _("intellect"),
        AffixStat.VITALITY: _("vitality"),
    }[stat]


def slot_name(slot: str) -> str:
    names = {
        Slot.WEAPON: pgettext("slot", "Weapon"),
        Slot.ARMOR: pgettext("slot", "Armor"),
        Slot.TRINKET: pgettext("slot", "Trinket"),
        Slot.HEAD: pgettext("slot", "Head"),
        Slot.HANDS: pgettext("slot", "Hands"),
        Slot.FEET: pgettext("slot", "Feet"),
        Slot.RING: pgettext("slot", "Ring"),
    }
    return names.get(Slot(slot), slot) if slot in set(Slot) else slot


def rarity_name(rarity: Rarity) -> str:
    return {
        Rarity.COMMON: pgettext("rarity", "common"),
        Rarity.UNCOMMON: pgettext("rarity", "uncommon"),
        Rarity.RARE: pgettext("rarity", "rare"),
        Rarity.EPIC: pgettext("rarity", "epic"),
        Rarity.LEGENDARY: pgettext("rarity", "legendary"),
    }[rarity]


_MARKS = {Rarity.UNCOMMON: "🟢", Rarity.RARE: "🔵", Rarity.EPIC: "🟣", Rarity.LEGENDARY: "🟠"}


def rarity_mark(item: ItemSpec, pen: Pen) -> str:
    """A coloured dot before the name of what is rarer than common."""
    return pen.icon(_MARKS.get(item.rarity, ""))


def titled(item: ItemSpec, pen: Pen) -> str:
    """Its icon, the dot of its rarity, its name."""
    return f"{pen.icon(item.icon)}{rarity_mark(item, pen)}{pen.html(item.name)}"


def kind_of(item: ItemSpec) -> str:
    if item.slot is not None:
        return slot_name(item.slot)
    return _("Provisions") if item.kind is ItemKind.POTION else _("For sale to traders")


def card_text(item: ItemSpec, pen: Pen, *more: str | None, bound: bool = False, told: Told | None = None) -> str:
    """Name, what it is, what it does. `told`: its lore."""
    level = _("from level %(level)d") % {"level": item.level} if item.level > 1 else ""
    facts = " · ".join(fact for fact in (kind_of(item), effects_of(item), level) if fact)
    name = f"{pen.icon(item.icon)}{rarity_mark(item, pen)}<b>{pen.html(item.name)}</b>"
    return lines(
        name, told_beside(told, pen.name(item.description), pen), "", facts, _worth_knowing(item, bound=bound), *more
    )


def _worth_knowing(item: ItemSpec, *, bound: bool) -> str | None:
    """Rarity and binding, for what is out of the ordinary."""
    told = []
    if item.rarity is not Rarity.COMMON:
        told.append(_("Rarity: %(rarity)s") % {"rarity": rarity_name(item.rarity)})
    if bound or item.bind is Bind.ON_PICKUP:
        told.append(_("bound to its owner"))
    elif item.bind is Bind.ON_EQUIP:
        told.append(_("binds to who wears it"))
    text = ", ".join(told)
    return text[:1].upper() + text[1:] or None


def affixes_told(affixes: Affixes, pen: Pen) -> str | None:
    """What a piece was rolled to have: "bear's might: strength +2"."""
    told = (f"{pen.html(name)}: {changed}" if name else changed for name, changed in _named(affixes))
    return "; ".join(told) or None


def condition_word(condition: Condition | None) -> str:
    """How a piece holds out, in a list: nothing while it is as good as new."""
    if condition is None or condition.is_whole:
        return ""
    if condition.is_broken:
        return pgettext("condition", "broken")
    return _("holds %(left)d/%(most)d") % {"left": condition.left, "most": condition.most}


def condition_told(condition: Condition | None) -> str | None:
    """How a piece holds out, on its card."""
    if condition is None:
        return None
    if condition.is_broken:
        return _("Broken: it gives nothing until a trader repairs it (/repairs).")
    return _("Durability: %(left)d of %(most)d") % {"left": condition.left, "most": condition.most}


def _named(affixes: Affixes) -> list[tuple[Text | None, str]]:
    return [(name, f"{stat_name(stat)} {signed(amount)}") for name, stat, amount in affixes]


def now_worn(character: CharacterView, item: ItemSpec, pen: Pen) -> str | None:
    """What a thing to wear would take the place of, and what would change."""
    if item.slot is None:
        return None
    worn = next((worn for slot, worn in character.equipment if slot == item.slot), None)
    if worn is None or worn == item:
        return None
    changes = difference(item, worn)
    told = ", ".join(f"{stat_name(stat)} {signed(amount)}" for stat, amount in changes) or _("nothing")
    return _("Instead of: %(item)s. Changes: %(changes)s") % {"item": pen.html(worn.name), "changes": told}


def set_told(character: CharacterView, item: ItemSpec, pen: Pen) -> str | None:
    """How much of its set is worn, and the next bonus."""
    worn = next((worn for worn in character.sets if worn.item_set.key == item.item_set), None)
    if worn is None:
        return None
    name = _("Set: %(name)s") % {"name": pen.html(worn.item_set.name)}
    text = ngettext("%(n)d piece worn", "%(n)d pieces worn", worn.worn) % {"n": worn.worn}
    coming = next((bonus for bonus in worn.item_set.bonuses if bonus.pieces > worn.worn), None)
    ahead = _("with %(n)d: %(effects)s") % {"n": coming.pieces, "effects": effects_of(coming)} if coming else ""
    return " · ".join(part for part in (name, text, ahead) if part)


def item_screen(view: InventoryView, stack: StackView, pen: Pen, *, told: Told | None = None) -> Screen:
    """Some of one thing in the bag, and what can be done with it."""
    held = _("You have %(amount)d.") % {"amount": stack.amount}
    worn = _("You are wearing it.") if stack.worn else now_worn(view.character, stack.item, pen)
    text = card_text(stack.item, pen, set_told(view.character, stack.item, pen), worn, held, told=told)
    rows = (*packed(_uses(view, stack)), (_to_bag(), *about_text(told)))
    return Screen("item", text, rows, awaited(told, Tap(Verb.ITEM, stack.item.key)))


def _uses(view: InventoryView, stack: StackView) -> list[Button]:
    version, item = view.character.player.version, stack.item
    drop = [Button(_("Throw away"), Tap(Verb.DROP, item.key))] if stack.amount > stack.worn else []
    if stack.worn and item.slot is not None:
        return [Button(_("Take off"), Tap(Verb.TAKEOFF, item.slot, version)), *drop]
    if item.slot is not None:
        return [Button(_("Wear"), Tap(Verb.WEAR, item.key, version)), *drop]
    if item.kind is ItemKind.POTION:
        use = _("Use: %(effects)s") % {"effects": effects_of(item)}
        return [Button(use, Tap(Verb.DRINK, item.key, version)), *drop]
    return drop


def piece_screen(view: InventoryView, piece: PieceView, pen: Pen, *, told: Told | None = None) -> Screen:
    """One piece that is one of a kind, and what can be done with it."""
    worn = _("You are wearing it.") if piece.worn else now_worn(view.character, piece.item, pen)
    text = card_text(
        piece.item,
        pen,
        affixes_told(piece.affixes, pen),
        condition_told(piece.condition),
        set_told(view.character, piece.item, pen),
        worn,
        bound=piece.bound,
        told=told,
    )
    rows = (*packed(_piece_uses(view, piece)), (_to_bag(), *about_text(told)))
    return Screen("item", text, rows, awaited(told, Tap(Verb.ITEM, piece_arg(piece.id))))


def _piece_uses(view: InventoryView, piece: PieceView) -> list[Button]:
    version, arg = view.character.player.version, piece_arg(piece.id)
    if piece.worn:
        return [Button(_("Take off"), Tap(Verb.TAKEOFF, str(piece.item.slot), version))]
    return [Button(_("Wear"), Tap(Verb.WEAR, arg, version)), Button(_("Throw away"), Tap(Verb.DROP, arg))]


def drop_screen(view: InventoryView, item: ItemSpec, arg: str, amount: int, pen: Pen) -> Screen:
    """Asks before something is gone for good. `amount`: how many could go."""
    version = view.character.player.version
    one = Button(_("Throw one away") if amount > 1 else _("Throw it away"), Tap(Verb.DROPONE, arg, version))
    every = Button(_("Throw all away: %(n)d") % {"n": amount}, Tap(Verb.DROPALL, arg, version))
    question = _("Throw it away for good? Nothing brings it back, and a trader might pay for it.")
    keep = Button(_("← Keep it"), Tap(Verb.ITEM, arg))
    return Screen(
        "drop",
        lines(f"{titled(item, pen)} ×{amount}", "", question),
        (*packed([one, every] if amount > 1 else [one]), (keep,)),
    )


def _to_bag() -> Button:
    return Button(_("← Bag"), Tap(Verb.BAG))


def found_line(found: Sequence[PieceView], pen: Pen) -> str | None:
    """What was rolled: the dot and the word of its rarity, and its affixes."""
    told = []
    for piece in found[:_FOUND_TOLD]:
        rolled = affixes_told(piece.affixes, pen)
        told.append(f"{titled(piece.item, pen)} ({rarity_name(piece.item.rarity)})" + (f": {rolled}" if rolled else ""))
    return ". ".join(told) or None


def found_cards(found: Sequence[PieceView], pen: Pen) -> tuple[Row, ...]:
    """To look at it, compare it and put it on."""
    shown = found[:_FOUND_TOLD]
    return packed(Button(pen.name(piece.item.name), Tap(Verb.ITEM, piece_arg(piece.id))) for piece in shown)
