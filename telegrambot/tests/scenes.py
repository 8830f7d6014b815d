"""Views of the starter world without a database: every place and battle that a screen may have to show."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta

from combat.rules.actions import Flee
from combat.rules.catalogue import CombatRulesSpec
from combat.rules.engine import act, begin
from combat.rules.events import BattleEvent
from combat.rules.fighters import fighter_from_character, fighter_from_monster
from combat.rules.preview import previews
from combat.rules.state import Battle, Lore
from combat.selectors.battles import BattleView
from combat.state.endings import Rewards
from common.rules.rng import Rng
from common.rules.text import Text
from content.rules.catalogue import Catalogue
from players.models import NoticeKind
from players.rules.catalogue import (
    ClassSpec,
    ItemKind,
    ItemSetSpec,
    ItemSpec,
    ProgressSpec,
    SkillSpec,
)
from players.rules.character import learned_skills, sheet, xp_for_level
from players.rules.items import Condition, sets_worn
from players.rules.ranking import Board, BoardKey, Period
from players.selectors.characters import (
    CharacterView,
    GoodsView,
    GoodView,
    InventoryView,
    ParcelView,
    PlayerView,
    StackView,
)
from players.selectors.quests import QuestState
from players.selectors.skills import skill_tree_made
from players.services.leaderboards import BoardView, LeaderboardView, PlaceView, PrizeView, SeasonView
from players.skill_words import monster_namer
from telegrambot.screens import (
    bag,
    battle,
    character,
    deal,
    deal_notices,
    dungeon,
    items,
    location,
    menu,
    notices,
    onboarding,
    people,
    ranks,
    result,
    shop,
    skills,
)
from telegrambot.screens.base import Screen
from telegrambot.screens.narration import gold_word
from telegrambot.screens.pen import Pen
from telegrambot.tests.craft_scenes import crafts_screens
from telegrambot.tests.dungeon_scenes import dungeon_scenes, runs_ended
from telegrambot.tests.event_scenes import event_scenes, stormy
from telegrambot.tests.pieces import pieces_of
from telegrambot.tests.quest_scenes import board_in, quest_scenes
from world.rules.catalogue import LocationSpec, MonsterSpec, RegionSpec, ShopSpec
from world.rules.trade import buying_price, selling_price
from world.selectors.locations import (
    ExitView,
    LocationView,
    NeighbourView,
    OfferView,
    ShopView,
    WantedPieceView,
    WantedView,
    dungeons_at,
)
from world.selectors.trades import SideView, ThingView, TradeView
from world.state.place import activities_at, nodes_at, stations_at

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
        stations=stations_at(world, spec),
        nodes=nodes_at(world, spec),
        activities=activities_at(world, spec),
        dungeons=dungeons_at(world, spec),
    )


def battle_of(world: Catalogue, who: CharacterView, monster: MonsterSpec, *, turns: int = 3) -> BattleView:
    """A few turns into a battle; every kind of action is taken in turn."""
    lore = Lore(world.one(CombatRulesSpec), world.all(SkillSpec), world.all(MonsterSpec))
    potions = [(item, 3) for item in world.all(ItemSpec).values() if item.kind is ItemKind.POTION]
    points = sheet(who.cls, world.one(ProgressSpec), who.level, ())
    me = fighter_from_character(
        fighter_id=who.player.id, cls=who.cls, sheet=points, hp=points.max_hp, energy=points.max_energy,
        skills={skill.key: 1 for skill in who.skills if not skill.passive}, potions=potions,
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
    yield from crafts_screens(world, pen, who, page)
    yield from _battles(world, pen, who, name, page)
    yield from _notices(world, pen, who)
    yield from event_scenes(world, pen, who, page)
    yield from _gear(world, pen, who, name, page)
    yield from _exchanges(world, pen, who, name, page)
    yield from quest_scenes(world, pen, page=page)
    yield from _dungeons(world, pen, who, name)


def ended(view: BattleView) -> BattleView:
    """The same battle, won."""
    rewards = Rewards(10, 20, 3, (("rye_bread", 2), ("gone", 1)), 3, ("cleave",))
    return replace(view, outcome="victory", rewards=rewards)


def _dungeons(world: Catalogue, pen: Pen, who: CharacterView, name: str) -> Iterator[Screen]:
    place = place_of(world, next(iter(world.all(LocationSpec).values())), who, name)
    yield from dungeon_scenes(world, pen, place)
    view = battle_of(world, who, next(iter(world.all(MonsterSpec).values())))
    run = next(runs_ended(world, who.player.id))
    rewards = Rewards(10, 20, 3, (("rye_bread", 2), ("gone", 1)), 3, ("cleave",))
    for outcome in ("victory", "defeat", "fled", "draw"):
        fought = replace(view, outcome=outcome, rewards=rewards)
        for ended in ("", "victory", "defeat"):
            yield dungeon.after_fight_screen(fought, replace(run, result=ended), place, pen)
            found = tuple(pieces_of(world))
            yield dungeon.after_fight_screen(fought, replace(run, result=ended), place, pen, found=found)


def _menus(pen: Pen, who: CharacterView) -> Iterator[Screen]:
    yield menu.menu_screen(pen)
    yield menu.settings_screen(who.player, pen)
    yield menu.settings_screen(replace(who.player, notifications=False), pen)
    yield menu.notifications_screen(replace(who.player, notifications=False), pen)
    for muted in ((), ("find",), tuple(NoticeKind)):
        yield menu.settings_screen(replace(who.player, muted=muted), pen)
        yield menu.notifications_screen(replace(who.player, muted=muted), pen, page=len(muted))
    yield menu.help_screen(pen)
    yield from _boards(pen, who.player.name)
    yield menu.privacy_screen(pen)
    yield character.character_screen(who, pen)
    yield character.character_screen(replace(who, equipment=(), xp_needed=100), pen)


def _boards(pen: Pen, name: str) -> Iterator[Screen]:
    """Each board in each state, with places among millions."""
    now = datetime(2026, 5, 1, tzinfo=UTC)
    season = SeasonView(1, Text("Сезон дождей", "Season of rains"), now, now + timedelta(days=12, hours=3))
    themes = tuple((f"theme_{n}", Text("Затопленная усыпальница", "The drowned tomb")) for n in range(4))
    tabs = tuple(BoardView(board, themes if board is Board.DUNGEON else ()) for board in Board)
    places = [PlaceView(9_999_990 + n, n, name, 123_456_789, None, n == 3) for n in range(10)]
    for board in Board:
        key = BoardKey(board, "theme_2" if board is Board.DUNGEON else "")
        view = LeaderboardView(
            key, themes[2][1] if key.theme else None, Period.SEASON, season, tabs, True, 10_000_000,
            tuple(places), tuple(places[:7]), places[3],
        )  # fmt: skip
        leveled = tuple(replace(place, level=20) for place in places)
        for shown in (
            view,
            replace(view, period=Period.ALL, season=None, top=leveled),
            replace(view, mine=None, around=()),
            replace(view, size=0, top=(), around=(), mine=None),
            replace(view, counted=False, size=0, top=(), around=(), mine=replace(places[3], rank=0)),
        ):
            yield ranks.ranks_screen(shown, pen, now=now)
            yield ranks.ranks_screen(shown, pen, now=now + timedelta(days=12), around=True)
            yield ranks.ranks_screen(shown, pen, now=now + timedelta(days=13), around=True)
        prizes = [PrizeView(board, n, n + n // 3, 1_000_000, ()) for n in range(1, 12)]
        yield ranks.prizes_screen(view, prizes, pen, now=now)
        yield ranks.prizes_screen(view, [], pen, now=now)


def _places(world: Catalogue, pen: Pen, who: CharacterView, name: str, page: int) -> Iterator[Screen]:
    for spec in world.all(LocationSpec).values():
        view = place_of(world, spec, who, name)
        yield location.location_screen(view, pen, page=page)
        yield location.location_screen(replace(view, exits=view.exits * 4), pen, page=page)
        yield location.location_screen(stormy(world, view), pen, page=page)
        yield location.around_screen(view, pen)
        yield location.doings_screen(view, pen, page=page)


def _things(world: Catalogue, pen: Pen, who: CharacterView, page: int) -> Iterator[Screen]:
    for cls in world.all(ClassSpec):
        yield from _skills(world, pen, character_of(world, pen, "A", cls=cls), page)
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


def _skills(world: Catalogue, pen: Pen, who: CharacterView, page: int) -> Iterator[Screen]:
    """The tree before anything is learned, and with a rank of everything."""
    namer = monster_namer(world, pen.language)
    for learned in ((), tuple(node.skill for node in who.cls.skills)):
        tree = skill_tree_made(who, world, learned)
        yield skills.skills_screen(tree, pen, namer, page=page)
        yield skills.skills_screen(replace(tree, points=9), pen, namer, page=page + 2)
        yield skills.forget_screen(tree, pen)
        for _branch, nodes in tree.branches:
            for node in nodes:
                yield skills.skill_screen(tree, node, pen, namer)


def _battles(world: Catalogue, pen: Pen, who: CharacterView, name: str, page: int) -> Iterator[Screen]:
    place = place_of(world, next(iter(world.all(LocationSpec).values())), who, name)
    rewards = Rewards(10, 20, 3, (("rye_bread", 2), ("gone", 1)), 3, ("cleave",))
    moved = board_in(world, QuestState.ACTIVE, at="tavern").log.quests
    found = tuple(pieces_of(world))
    for number, monster in enumerate(world.all(MonsterSpec).values()):
        cls = list(world.all(ClassSpec))[number % 3]
        view = battle_of(world, character_of(world, pen, name, cls=cls), monster, turns=number % 6)
        yield battle.battle_screen(view, pen, page=page)
        for outcome in ("victory", "defeat", "fled", "draw"):
            ended = replace(view, outcome=outcome, rewards=rewards)
            yield result.result_screen(ended, place, pen, moved=moved)
            yield result.result_screen(ended, replace(place, character=_ragged(who)), pen, moved=moved, found=found)
            yield result.result_screen(ended, replace(place, character=_ragged(who)), pen, moved=moved)


def _notices(world: Catalogue, pen: Pen, who: CharacterView) -> Iterator[Screen]:
    yield notices.level_notice(pen, level=5, skills=who.skills)
    yield notices.level_notice(pen, level=6, skills=(), brings_points=True)
    yield notices.find_notice(pen, items=[(next(iter(world.all(ItemSpec).values())), 1)], monster="<b>")
    potion = next(iter(world.all(ItemSpec).values()))
    won = [(board, 3) for board in ranks.board_names().values()]
    yield ranks.prize_notice(pen, season=Text("Сезон <1>", "Season <1>"), places=won, gold=500, items=[(potion, 3)])
    yield ranks.prize_notice(pen, season=Text("Сезон", "Season"), places=won[:1], gold=0, items=[(potion, 1)])
    yield notices.correction_notice(pen, what=gold_word(), amount=-5)
    yield notices.apology_notice(pen)
    yield notices.too_fast_notice(pen)


def _ragged(who: CharacterView) -> CharacterView:
    """With all that is worn broken."""
    return replace(who, conditions=tuple((slot, Condition(0, 60)) for slot, _item in who.equipment))


def _gear(world: Catalogue, pen: Pen, who: CharacterView, name: str, page: int) -> Iterator[Screen]:
    """Pieces that are one of a kind, worn and not, everywhere they are shown."""
    pieces = tuple(pieces_of(world))
    one_each = {str(piece.item.slot): piece for piece in pieces}
    sets = sets_worn((piece.item for piece in one_each.values()), world.all(ItemSetSpec))
    dressed = replace(
        who,
        equipment=tuple((slot, piece.item) for slot, piece in one_each.items()),
        worn_gear=tuple((slot, piece.id) for slot, piece in one_each.items()),
        conditions=tuple((slot, piece.condition) for slot, piece in one_each.items() if piece.condition),
        sets=sets,
    )
    kept = tuple(ParcelView(item, 99) for item in world.all(ItemSpec).values())
    view = InventoryView(dressed, (), pieces, kept, used=60, places=60)
    yield bag.bag_screen(view, pen, page=page)
    yield bag.parcels_screen(view, pen)
    yield bag.parcels_screen(replace(view, parcels=()), pen)
    yield bag.worn_screen(dressed, pen)
    yield bag.worn_screen(replace(who, equipment=()), pen)
    yield character.character_screen(dressed, pen)
    for piece in pieces:
        yield items.piece_screen(view, piece, pen)
        yield items.drop_screen(view, piece.item, items.piece_arg(piece.id), 1, pen)
    yield items.drop_screen(view, pieces[0].item, pieces[0].item.key, 999, pen)
    for spec in world.all(ShopSpec).values():
        wanted = tuple(WantedPieceView(piece, 123_456) for piece in pieces)
        traded = replace(shop_of(world, spec, dressed), pieces=wanted)
        yield shop.goods_screen(traded, pen, page=page)
        yield shop.piece_ware_screen(traded, wanted[0], pen)
        yield shop.shop_screen(replace(traded, repairs=pieces), pen, page=page)
        yield shop.repairs_screen(replace(traded, repairs=pieces), pen, page=page)
        yield shop.repairs_screen(traded, pen)
    rarest = [(piece.item, piece.item.rarity) for piece in pieces[:9]]
    yield deal_notices.piece_notice(pen, pieces=rarest)
    yield deal_notices.parcels_notice(pen, items=[(item, 5) for item, _ in rarest])
    yield deal_notices.gift_notice(pen, name=name, item=pieces[0].item, amount=5)
    yield deal_notices.trade_notice(pen, name=name)


def _exchanges(world: Catalogue, pen: Pen, who: CharacterView, name: str, page: int) -> Iterator[Screen]:
    """Meeting people, giving them things, and a trade with the most that can lie on a table."""
    place = place_of(world, next(iter(world.all(LocationSpec).values())), who, name)
    neighbours = tuple(replace(person, id=number) for number, person in enumerate(place.neighbours, start=1))
    place = replace(place, neighbours=neighbours)
    yield people.people_screen(place, pen)
    yield people.people_screen(replace(place, neighbours=()), pen)
    yield people.person_screen(place, neighbours[0], pen)
    for verb in people.WHOM.values():
        yield people.whom_screen(place, verb, pen)
        yield people.whom_screen(replace(place, neighbours=()), verb, pen)
    affixes = next(pieces_of(world)).affixes
    everything = enumerate(world.all(ItemSpec).values(), start=1)
    goods = GoodsView(who, tuple(GoodView(n, f"item:{item.key}", item, 5, affixes) for n, item in everything))
    for shown in (goods, replace(goods, goods=())):
        yield people.give_screen(shown, 17, name, pen, page=page)
        yield deal.deal_bag_screen(shown, pen, page=page)
    for good in goods.goods[:9]:
        yield people.gift_screen(goods, good, 17, name, pen)
        yield deal.deal_item_screen(good, good.handle % 6, pen)
    things = tuple(ThingView(good.asset, good.item, 5, good.affixes) for good in goods.goods[:7])
    mine, theirs = SideView(1, name, 5, things, True), SideView(2, name, 0, (), False)
    soon = datetime(2026, 1, 15, 12, 5, tzinfo=UTC)
    trade = TradeView(MOST, MOST, "open", soon, mine, theirs)
    for shown_trade in (trade, replace(trade, mine=theirs, theirs=mine), replace(trade, mine=theirs, theirs=theirs)):
        yield deal.deal_screen(shown_trade, pen, now=soon - timedelta(minutes=3))
        yield deal.deal_gold_screen(shown_trade, 123_456, pen)
    for state in ("done", "cancelled", "expired"):
        yield deal.deal_over_screen(replace(trade, state=state), pen)
    yield deal.no_deal_screen(pen)
