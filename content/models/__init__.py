from content.models.catalogue import CatalogueRow
from content.models.release import ActiveRelease, Release, ReleaseActivation
from content.models.texts import (
    BannedName,
    ForbiddenWord,
    GameText,
    ProviderHealth,
    TextCall,
    TextKind,
    TextQuota,
    TextReport,
    TextRules,
    TextSpending,
    TextTraffic,
    TextVersion,
    TextWish,
)

__all__ = [
    "ActiveRelease",
    "BannedName",
    "CatalogueRow",
    "ForbiddenWord",
    "GameText",
    "ProviderHealth",
    "Release",
    "ReleaseActivation",
    "TextCall",
    "TextKind",
    "TextQuota",
    "TextReport",
    "TextRules",
    "TextSpending",
    "TextTraffic",
    "TextVersion",
    "TextWish",
]
