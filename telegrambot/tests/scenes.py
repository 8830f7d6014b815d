"""Views of the starter world without a database: every place and battle that a screen may have to show."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from combat.endings import Rewards
from combat.rules.actions import Flee
from combat.rules.catalogue import CombatRulesSpec
from combat.rules.engine import act, begin
from combat.rules.events import BattleEvent
from combat.rules.fighters import fighter_from_character, fighter_from_monster
from combat.rules.preview import previews
from combat.rules.state import Battle, Lore
from combat.selectors import BattleView
from common.rules.rng import Rng
from content.rules.catalogue import Catalogue
from players.models import NoticeKind
from players.rules.catalogue import ClassSpec, ItemKind, ItemSpec, ProgressSpec, SkillSpec
from players.rules.character import learned_skills, sheet, xp_for_level
from players.selectors import CharacterView, InventoryView, PlayerView, StackView
from telegrambot.screens import bag, battle, character, items, location, menu, notices, onboarding, result, shop
from telegrambot.screens.base import Screen
from telegrambot.screens.narration import gold_word
from telegrambot.screens.pen import Pen
from world.rules.catalogue import LocationSpec, MonsterSpec, RegionSpec, ShopSpec
from world.rules.trade import buying_price, selling_price
from world.selectors import ExitView, LocationView, NeighbourView, OfferView, ShopView, WantedView

FOE = -1
MOST = 2_147_483_647


def player_of(pen: Pen, name: str, *, version: int = MOST, level: int = 20) -> PlayerView:
    return PlayerView(
        id=17, name=name, language=pen.language, text_only=pen.plain, notifications=True, muted=(),
        character_class="warrior", level=level, version=version, engagement="", next_step="", banned=False,
    )  # fmt: skip


def character_of(world: Catalogue, pen: Pen, name: str, *, cls: str = "warrior", level: int = 20) -> CharacterView:
    spec, progress = world.get(ClassSpec, cls), world.one(ProgressSpec)
    worn = [item for item in world.all(ItemSpec).values() if item.slot is not None][:3]
    points = sheet(spec, progress, level, worn)
    return CharacterView(
        player=player_of(pen, name, level=level), cls=spec, level=level, xp=0,
        xp_needed=xp_for_level(progress, level), hp=points.max_hp, max_hp=points.max_hp, energy=0,
        max_energy=points.max_energy, gold=123_456, stats=points.stats, attack=points.attack, armor=points.armor,
        skills=tuple(world.get(SkillSpec, key) for key in learned_skills(spec, level)),
        equipment=tuple((str(item.slot), item) for item in worn),
    )  # fmt: skip


def place_of(world: Catalogue, spec: LocationSpec, who: CharacterView, neighbour: str) -> LocationView:
    return LocationView(
        character=who,
        location=spec,
        region=world.get(RegionSpec, spec.region),
        exits=tuple(
            ExitView(world.get(LocationSpec, way.to), way.min_level, who.level >= way.min_level) for way in spec.exits
        ),
        neighbours=tuple(NeighbourView(neighbour, 20) for _ in range(5)),
        shop=world.find(ShopSpec, spec.shop),
        monsters=tuple(world.get(MonsterSpec, encounter.monster) for encounter in spec.encounters),
    )


def battle_of(world: Catalogue, who: CharacterView, monster: MonsterSpec, *, turns: int = 3) -> BattleView:
    """A few turns into a battle; every kind of action is taken in turn."""
    lore = Lore(world.one(CombatRulesSpec), world.all(SkillSpec))
    potions = [(item, 3) for item in world.all(ItemSpec).values() if item.kind is ItemKind.POTION]
    points = sheet(who.cls, world.one(ProgressSpec), who.level, ())
    me = fighter_from_character(
        fighter_id=who.player.id, cls=who.cls, sheet=points, hp=points.max_hp, energy=points.max_energy,
        skills=[skill.key for skill in who.skills], potions=potions,
    )  # fmt: skip
    rng = Rng(len(monster.key))
    state, events = begin((me, fighter_from_monster(fighter_id=FOE, monster=monster)), lore=lore, rng=rng)
    for turn in range(turns):
        choices = [preview.action for preview in previews(state, actor_id=me.id, lore=lore) if preview.usable]
        choices = [action for action in choices if not isinstance(action, Flee)]
        if state.is_over:
            break
        state, events = act(state, actor_id=me.id, action=choices[turn % len(choices)], lore=lore, rng=rng)
    return view_of(world, who, monster, state, events, lore)


def view_of(
    world: Catalogue,
    who: CharacterView,
    monster: MonsterSpec,
    state: Battle,
    events: tuple[BattleEvent, ...],
    lore: Lore,
) -> BattleView:
    return BattleView(
        id=9_223_372_036_854_775_807, player_id=who.player.id, version=MOST, catalogue=world, location=None,
        monster=monster, state=state, events=events, previews=previews(state, actor_id=who.player.id, lore=lore),
        outcome="", rewards=Rewards(),
    )  # fmt: skip


def shop_of(world: Catalogue, spec: ShopSpec, who: CharacterView) -> ShopView:
    everything = world.all(ItemSpec)
    return ShopView(
        character=who,
        shop=spec,
        offers=tuple(
            OfferView(everything[offer.item], buying_price(spec, everything[offer.item]) or 0) for offer in spec.offers
        ),
        wanted=tuple(WantedView(item, selling_price(spec, item), 7) for item in everything.values()),
    )


def every_screen(world: Catalogue, pen: Pen, name: str, *, level: int = 20, page: int = 1) -> Iterator[Screen]:
    """Each screen of the bot, in every place of the world, for a player of this name."""
    who = character_of(world, pen, name, level=level)
    classes = list(world.all(ClassSpec).values())
    yield onboarding.name_screen(pen, suggestions=[("", name), ("47", f"{name} 47")], version=MOST)
    yield onboarding.class_screen(pen, name=name, classes=classes, version=MOST)
    yield onboarding.banned_screen(pen)
    yield from _menus(pen, who)
    yield from _places(world, pen, who, name, page)
    yield from _things(world, pen, who, page)
    yield from _battles(world, pen, who, name, page)
    yield from _notices(world, pen, who)


def _menus(pen: Pen, who: CharacterView) -> Iterator[Screen]:
    yield menu.menu_screen(pen)
    yield menu.settings_screen(who.player, pen)
    yield menu.settings_screen(replace(who.player, notifications=False), pen)
    for muted in (("find",), tuple(NoticeKind)):
        yield menu.settings_screen(replace(who.player, muted=muted), pen)
    yield menu.help_screen(pen)
    yield menu.privacy_screen(pen)
    yield character.character_screen(who, pen)
    yield character.character_screen(replace(who, equipment=(), xp_needed=100), pen)


def _places(world: Catalogue, pen: Pen, who: CharacterView, name: str, page: int) -> Iterator[Screen]:
    for spec in world.all(LocationSpec).values():
        view = place_of(world, spec, who, name)
        yield location.location_screen(view, pen, page=page)
        yield location.location_screen(replace(view, exits=view.exits * 4), pen, page=page)
        yield location.around_screen(view, pen)


def _things(world: Catalogue, pen: Pen, who: CharacterView, page: int) -> Iterator[Screen]:
    for cls in world.all(ClassSpec):
        yield character.skills_screen(character_of(world, pen, "A", cls=cls), pen, page=page)
    stacks = tuple(StackView(item, 999, item.slot is not None) for item in world.all(ItemSpec).values())
    view = InventoryView(who, stacks)
    yield bag.bag_screen(view, pen, page=page)
    yield bag.bag_screen(replace(view, stacks=()), pen)
    for stack in stacks:
        yield items.item_screen(view, stack, pen)
    for spec in world.all(ShopSpec).values():
        traded = shop_of(world, spec, who)
        yield shop.shop_screen(traded, pen, page=page)
        yield shop.goods_screen(traded, pen, page=page)
        yield shop.offer_screen(traded, traded.offers[0], pen)
        yield shop.ware_screen(traded, traded.wanted[0], pen)


def _battles(world: Catalogue, pen: Pen, who: CharacterView, name: str, page: int) -> Iterator[Screen]:
    place = place_of(world, next(iter(world.all(LocationSpec).values())), who, name)
    rewards = Rewards(10, 20, 3, (("rye_bread", 2), ("gone", 1)), 3, ("cleave",))
    for number, monster in enumerate(world.all(MonsterSpec).values()):
        cls = list(world.all(ClassSpec))[number % 3]
        view = battle_of(world, character_of(world, pen, name, cls=cls), monster, turns=number % 6)
        yield battle.battle_screen(view, pen, page=page)
        for outcome in ("victory", "defeat", "fled", "draw"):
            yield result.result_screen(replace(view, outcome=outcome, rewards=rewards), place, pen)


def _notices(world: Catalogue, pen: Pen, who: CharacterView) -> Iterator[Screen]:
    yield notices.level_notice(pen, level=5, skills=who.skills)
    yield notices.level_notice(pen, level=6, skills=())
    yield notices.find_notice(pen, items=[(next(iter(world.all(ItemSpec).values())), 1)], monster="<b>")
    yield notices.correction_notice(pen, what=gold_word(), amount=-5)
    yield notices.apology_notice(pen)
    yield notices.too_fast_notice(pen)
