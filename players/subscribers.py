"""What players do with their characters and things counts for quests and achievements."""

from __future__ import annotations

from common.errors import GameError
from common.events import subscriber
from content.events import TextPublished
from content.models import GameText
from content.services.reports import credit_set
from players.events import (
    AchievementRewarded,
    BalanceCorrected,
    CharacterMade,
    ItemEquipped,
    ItemUsed,
    LevelGained,
    ParcelsTaken,
    QuestFinished,
)
from players.rules.quests import Fact, together, told
from players.state.character import player_lock
from players.state.ledger import asset_item
from players.state.tallies import facts_record, things_came


@subscriber(CharacterMade)
def count_first_level(event: CharacterMade) -> None:
    facts_record(event.player_id, told(Fact.LEVEL_REACHED, ("", 1)))


@subscriber(LevelGained)
def count_level(event: LevelGained) -> None:
    facts_record(event.player_id, told(Fact.LEVEL_REACHED, ("", event.level)))


@subscriber(ItemUsed)
def count_item_used(event: ItemUsed) -> None:
    facts_record(event.player_id, told(Fact.ITEM_USED, (event.item, 1)))


@subscriber(ItemEquipped)
def count_item_worn(event: ItemEquipped) -> None:
    if event.item:
        facts_record(event.player_id, told(Fact.ITEM_WORN, (event.item, 1)))


@subscriber(QuestFinished)
def count_quest(event: QuestFinished) -> None:
    facts_record(
        event.player_id,
        together(
            told(Fact.QUEST_FINISHED, (event.quest, 1)),
            told(Fact.GOLD_EARNED, ("", event.gold)),
            told(Fact.ITEM_GAINED, *event.items),
        ),
    )


@subscriber(AchievementRewarded)
def count_reward(event: AchievementRewarded) -> None:
    facts_record(
        event.player_id, together(told(Fact.GOLD_EARNED, ("", event.gold)), told(Fact.ITEM_GAINED, *event.items))
    )


@subscriber(TextPublished)
def name_explorer(event: TextPublished) -> None:
    """The first to meet a text is named beside it, and each text counts, also when its words change later."""
    if event.explorer_id is None:
        return
    try:
        row = player_lock(event.explorer_id, also_banned=True)  # who takes the name away waits, and has the last word
    except GameError:
        return
    credit_set(player_id=row.pk, name=row.name if row.credited else "")
    explored = GameText.objects.filter(explorer_id=row.pk, state=GameText.State.PUBLISHED).count()
    facts_record(row.pk, told(Fact.TEXTS_EXPLORED, ("", explored)))


@subscriber(ParcelsTaken)
def look_at_parcels(event: ParcelsTaken) -> None:
    things_came(event.player_id, [item for item, _amount in event.items])


@subscriber(BalanceCorrected)
def look_at_correction(event: BalanceCorrected) -> None:
    item = asset_item(event.asset)
    if item is not None and event.amount > 0:
        things_came(event.player_id, [item])
