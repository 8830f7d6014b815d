from players.admin import api_keys, catalogue, ledger, players, references, uses, words

__all__ = ["api_keys", "catalogue", "ledger", "players", "references", "uses", "words"]
