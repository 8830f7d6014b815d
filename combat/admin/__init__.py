from combat.admin import battles, rules, uses

__all__ = ["battles", "rules", "uses"]
