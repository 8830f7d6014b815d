"""Every screen that tells a text, with the longest and nastiest there can be."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from content.rules.catalogue import Catalogue
from content.selectors.texts import Told
from players.rules.catalogue import ItemSpec
from players.selectors.characters import InventoryView, StackView
from players.selectors.quests import QuestState
from telegrambot.screens import battle, dungeon, items, location, quests, result, shop, told
from telegrambot.screens.base import Screen
from telegrambot.screens.pen import Pen
from telegrambot.tests import scenes
from telegrambot.tests.dungeon_scenes import runs_ended
from telegrambot.tests.quest_scenes import board_in
from world.rules.catalogue import LocationSpec, MonsterSpec, ShopSpec

MOST = 9_223_372_036_854_775_807
LONG = Told("Туман лежит на воде <b>и</b> огни & дрожат\n\n" * 40, "Седая " * 20, "<i>" + "Щ" * 29, MOST)
MISSING = Told("Тихо.", is_awaited=True, fingerprint="ab" * 32)
TOLD = (LONG, MISSING, Told("", text_id=1), Told(" \n ", credit="Лёля", text_id=1))


def told_scenes(world: Catalogue, pen: Pen, *, page: int = 1) -> Iterator[Screen]:
    who = scenes.character_of(world, pen, "Лёля")
    yield told.texts_screen([], pen)
    for titled in TOLD:
        yield from _fights(world, pen, titled)
        shown = replace(titled, title="")  # monsters alone have one
        yield told.texts_screen([shown, shown], pen)
        for spec in world.all(LocationSpec).values():
            view = scenes.place_of(world, spec, who, "Борис")
            yield location.location_screen(view, pen, page=page, told=shown)
        stacks = tuple(StackView(item, 999, item.slot is not None) for item in world.all(ItemSpec).values())
        for stack in stacks:
            yield items.item_screen(InventoryView(who, stacks), stack, pen, told=shown)
        for trader in world.all(ShopSpec).values():
            yield shop.shop_screen(scenes.shop_of(world, trader, who), pen, page=page, told=shown)
        board = board_in(world, *QuestState, at="town_square")
        for quest in board.log.quests:
            yield quests.quest_screen(board, quest, pen, told=shown)


def _fights(world: Catalogue, pen: Pen, shown: Told) -> Iterator[Screen]:
    who = scenes.character_of(world, pen, "Лёля")
    place = scenes.place_of(world, next(iter(world.all(LocationSpec).values())), who, "Борис")
    for monster in world.all(MonsterSpec).values():
        begun = scenes.battle_of(world, who, monster, turns=0)
        yield battle.battle_screen(begun, pen, told=shown)
        ended = scenes.ended(begun)
        yield result.result_screen(ended, place, pen, told=shown)
    for run in runs_ended(world, who.player.id):
        yield dungeon.run_screen(run, pen, told=shown)
        yield dungeon.after_fight_screen(ended, run, place, pen, told=shown)
