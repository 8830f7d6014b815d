"""What the bot tells without being asked: only what is worth keeping, and only to those who want it."""

from __future__ import annotations

from collections.abc import Callable

from django.utils import translation

from combat.events import BattleEnded
from common import clock
from common.errors import GameError
from common.events import subscriber
from content.release import current
from content.rules.catalogue import Catalogue
from players.events import AchievementUnlocked, BalanceCorrected, LevelGained, QuestReady, SeasonPrizeWon
from players.models import NoticeKind, QuestEntry, Season
from players.rules.catalogue import ItemKind, ItemSpec, ProgressSpec, SkillSpec
from players.rules.quests import AchievementSpec, QuestSpec
from players.rules.ranking import BoardKey, board_key
from players.selectors.boards import board_themes
from players.selectors.characters import pieces_found, player_view
from players.services.leaderboards import season_view
from players.state.ledger import GOLD, asset_item
from telegrambot.actions.base import Visit
from telegrambot.actions.here import here
from telegrambot.chats import chat_of_player, chat_shows
from telegrambot.keyboards import screen_payload
from telegrambot.models import Chat
from telegrambot.replies import MESSAGE, SCREEN, push
from telegrambot.screens.activity import activity_notice
from telegrambot.screens.base import Screen
from telegrambot.screens.narration import gold_word
from telegrambot.screens.notices import achievement_notice, correction_notice, find_notice, level_notice, quest_notice
from telegrambot.screens.pen import Pen
from telegrambot.screens.ranks import board_names, prize_notice
from world.events import ActivityFinished
from world.rules.catalogue import LootTableSpec, MonsterSpec
from world.selectors.activities import finished_view

RARE_PERCENT = 20  # what drops no more often than this is worth a message; bosses leave their own things so often


def _tell(chat: Chat, make: Callable[[Pen], Screen], *, silent: bool = False) -> None:
    """Owe a new message in the player's language."""
    player = chat.player
    pen = Pen(player.language, player.text_only)
    with translation.override(player.language):
        payload = screen_payload(make(pen), pen)
    push(chat.chat_id, MESSAGE, payload | ({"silent": True} if silent else {}))


@subscriber(LevelGained)
def tell_level(event: LevelGained) -> None:
    """Quietly: the player is at the game when it happens."""
    chat = chat_of_player(event.player_id)
    if chat is None or not player_view(chat.player).wants(NoticeKind.LEVEL):
        return
    found = (current().find(SkillSpec, key) for key in event.skills)
    skills = [skill for skill in found if skill is not None]
    points = current().one(ProgressSpec).skill_points_per_level > 0
    _tell(chat, lambda pen: level_notice(pen, level=event.level, skills=skills, brings_points=points), silent=True)


@subscriber(BattleEnded)
def tell_rare_find(event: BattleEnded) -> None:
    chat = chat_of_player(event.player_id) if event.items else None
    if chat is None or not player_view(chat.player).wants(NoticeKind.FIND):
        return
    catalogue = current()
    monster = catalogue.find(MonsterSpec, event.monster)
    items = _rare(catalogue, monster, event.items)
    if monster is not None and items:
        name = monster.name.in_(chat.player.language)
        _tell(chat, lambda pen: find_notice(pen, items=items, monster=name), silent=True)


def _rare(
    catalogue: Catalogue, monster: MonsterSpec | None, items: tuple[tuple[str, int], ...]
) -> list[tuple[ItemSpec, int]]:
    """Those of the items that the monster's loot table gives seldom. Not provisions: a shop has them every day."""
    table = catalogue.find(LootTableSpec, monster.loot_table if monster else None)
    seldom = {entry.item for entry in table.entries if entry.chance <= RARE_PERCENT} if table else set()
    found = ((catalogue.find(ItemSpec, key), amount) for key, amount in items if key in seldom)
    return [(item, amount) for item, amount in found if item is not None and item.kind is not ItemKind.POTION]


@subscriber(QuestReady)
def tell_quest_ready(event: QuestReady) -> None:
    """Quietly: the player is at the game when it happens. Not after the reward was taken."""
    chat, quest = chat_of_player(event.player_id), current().find(QuestSpec, event.quest)
    if chat is None or quest is None or not player_view(chat.player).wants(NoticeKind.QUEST):
        return
    waiting = QuestEntry.objects.filter(player_id=event.player_id, quest=event.quest, state=QuestEntry.State.ACTIVE)
    if waiting.exists():
        _tell(chat, lambda pen: quest_notice(pen, quest=quest), silent=True)


@subscriber(AchievementUnlocked)
def tell_achievement(event: AchievementUnlocked) -> None:
    """Quietly: the player is at the game when it happens."""
    chat, achievement = chat_of_player(event.player_id), current().find(AchievementSpec, event.achievement)
    if chat is None or achievement is None or not player_view(chat.player).wants(NoticeKind.ACHIEVEMENT):
        return
    _tell(chat, lambda pen: achievement_notice(pen, achievement=achievement), silent=True)


@subscriber(BattleEnded)
def refresh_screen(event: BattleEnded) -> None:
    """A battle that ended elsewhere (it was left alone, or fought through the API) leaves the chat's screen."""
    chat = chat_of_player(event.player_id)
    if chat is not None and chat.live_kind == "battle":
        _show_here(chat)


def _show_here(chat: Chat) -> None:
    """Let the live screen show where the player is now."""
    if not chat.live_message_id:
        return
    player = player_view(chat.player)
    with translation.override(player.language):
        visit = Visit(player, clock.now())
        try:
            screen = here(visit)
        except GameError:  # banned meanwhile, say: the next tap tells
            return
        payload = screen_payload(screen, visit.pen)
    chat_shows(chat, screen)
    push(chat.chat_id, SCREEN, payload | {"live": chat.live_message_id, "bottom": chat.bottom_message_id})


@subscriber(ActivityFinished)
def tell_activity(event: ActivityFinished) -> None:
    """Its time was up while the player was away. What the player has stopped was answered at once."""
    chat = None if event.stopped else chat_of_player(event.player_id)
    if chat is None:
        return
    if chat.live_kind == "activity":
        _show_here(chat)
    ended = finished_view(event)
    if ended is not None and player_view(chat.player).wants(NoticeKind.ACTIVITY):
        found = pieces_found(event.player_id, event.pieces)
        _tell(chat, lambda pen: activity_notice(pen, ended=ended, found=found))


@subscriber(SeasonPrizeWon)
def tell_season_prize(event: SeasonPrizeWon) -> None:
    """A receipt, so it comes whatever the settings say."""
    chat = chat_of_player(event.player_id)
    season = Season.objects.filter(pk=event.season_id).first()
    if chat is None or season is None:
        return
    catalogue, language = current(), chat.player.language
    found = ((catalogue.find(ItemSpec, key), amount) for key, amount in event.items)
    items = [(item, amount) for item, amount in found if item is not None]

    def notice(pen: Pen) -> Screen:
        places = [(_board_words(catalogue, board_key(key), language), rank) for key, rank in event.places]
        return prize_notice(pen, season=season_view(season).name, places=places, gold=event.gold, items=items)

    _tell(chat, notice)


def _board_words(catalogue: Catalogue, key: BoardKey, language: str) -> str:
    name = board_names()[key.board]
    theme = (board_themes(key.board, catalogue) or {}).get(key.theme)
    return name if theme is None else f"{name} ({theme.in_(language)})"


@subscriber(BalanceCorrected)
def tell_correction(event: BalanceCorrected) -> None:
    """A receipt, so it comes whatever the settings say."""
    chat = chat_of_player(event.player_id)
    if chat is None:
        return
    item = None if event.asset == GOLD else current().find(ItemSpec, asset_item(event.asset))
    language = chat.player.language

    def notice(pen: Pen) -> Screen:
        what = item.name.in_(language) if item else gold_word()
        return correction_notice(pen, what=what, amount=event.amount)

    _tell(chat, notice)
