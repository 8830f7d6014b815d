from players.admin import (
    api_keys,
    catalogue,
    items,
    ledger,
    players,
    quest_log,
    quests,
    references,
    seasons,
    skills,
    uses,
    words,
)

__all__ = [
    "api_keys", "catalogue", "items", "ledger", "players", "quest_log", "quests", "references", "seasons", "skills",
    "uses", "words",
]  # fmt: skip
