from combat.models.battle import Battle, BattleMember, BattleTurn
from combat.models.catalogue import CombatRules

__all__ = ["Battle", "BattleMember", "BattleTurn", "CombatRules"]
