"""Items, sets and affix tables as the bot shows them, for those who write them."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from django.utils import translation
from django.utils.safestring import mark_safe

from common.rules.rng import Rng
from content.admin.screens import SCREENS, ChatScreen
from content.rules.catalogue import Catalogue
from players.rules.catalogue import AffixTableSpec, ItemSetSpec, ItemSpec
from players.rules.items import gear_roll, is_rolled, with_affixes
from players.selectors.characters import affixes_named
from players.state.gear import Piece
from telegrambot.screens.base import lines
from telegrambot.screens.items import affixes_told, card_text, effects_of
from telegrambot.screens.pen import Pen

SEEDS = range(1, 4)  # three pieces tell what a table does


def item_screens(draft: Catalogue, key: str, language: str) -> list[ChatScreen]:
    """The card of the item; of one that is rolled, a piece as it may drop besides."""
    spec = draft.find(ItemSpec, key)
    if spec is None:
        return []
    with translation.override(language):
        pen = Pen(language)
        cards = [card_text(spec, pen, _set_of(draft, spec, pen))]
        if is_rolled(spec):
            cards.append(_piece_card(draft, spec, 3, pen))
        return [_drawn(language, card) for card in cards]


def table_screens(draft: Catalogue, key: str, language: str) -> list[ChatScreen]:
    """A few pieces of what is rolled by it: its highest item, by seeds that stay the same."""
    rolled = [spec for spec in draft.all(ItemSpec).values() if spec.affix_table == key and is_rolled(spec)]
    if not rolled or draft.find(AffixTableSpec, key) is None:
        return []
    highest = max(rolled, key=lambda spec: spec.level)
    with translation.override(language):
        pen = Pen(language)
        return [_drawn(language, _piece_card(draft, highest, seed, pen)) for seed in SEEDS]


def set_screens(draft: Catalogue, key: str, language: str) -> list[ChatScreen]:
    """Its pieces, and what wearing them adds."""
    spec = draft.find(ItemSetSpec, key)
    if spec is None:
        return []
    with translation.override(language):
        pen = Pen(language)
        pieces = [pen.html(item.name) for item in draft.all(ItemSpec).values() if item.item_set == key]
        bonuses = [f"{bonus.pieces}: {effects_of(bonus)}" for bonus in spec.bonuses]
        return [_drawn(language, lines(f"<b>{pen.html(spec.name)}</b>", ", ".join(pieces), "", *bonuses))]


def _piece_card(draft: Catalogue, spec: ItemSpec, seed: int, pen: Pen) -> str:
    table = draft.find(AffixTableSpec, spec.affix_table)
    if table is None:
        return card_text(spec, pen)
    # A common piece shows nothing: the grades that have affixes are the ones to look at.
    telling = replace(table, grades=tuple(grade for grade in table.grades if grade.affixes) or table.grades)
    roll = gear_roll(spec, telling, Rng(seed))
    piece = Piece(0, with_affixes(spec, roll.rarity, roll.affixes), roll.affixes, bound=False, price=0)
    return card_text(piece.item, pen, affixes_told(affixes_named(piece, draft), pen), _set_of(draft, spec, pen))


def _set_of(draft: Catalogue, spec: ItemSpec, pen: Pen) -> str | None:
    item_set: Any = draft.find(ItemSetSpec, spec.item_set)
    return None if item_set is None else pen.html(item_set.name)


def _drawn(language: str, text: str) -> ChatScreen:
    return ChatScreen(language, mark_safe(text), ())  # noqa: S308  (a card escapes every text that goes into it)


SCREENS["items"] = item_screens
SCREENS["affix_tables"] = table_screens
SCREENS["item_sets"] = set_screens
