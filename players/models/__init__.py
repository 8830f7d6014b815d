from players.models.access import ApiKey, RefreshToken, UsedInitData
from players.models.catalogue import (
    CharacterClass,
    CharacterClassSkill,
    Item,
    Progress,
    Skill,
    SkillEffect,
    StartingItem,
)
from players.models.ledger import Holding, LedgerEntry
from players.models.player import Equipped, Language, NoticeKind, Player

__all__ = [
    "ApiKey",
    "CharacterClass",
    "CharacterClassSkill",
    "Equipped",
    "Holding",
    "Item",
    "Language",
    "LedgerEntry",
    "NoticeKind",
    "Player",
    "Progress",
    "RefreshToken",
    "Skill",
    "SkillEffect",
    "StartingItem",
    "UsedInitData",
]
