"""What a fighter may be refused. Each door words the code; the parameters say how far off the action was."""

from __future__ import annotations

from common.errors import GameError


class BattleOver(GameError):
    """The battle has ended. No params."""

    code = "combat.battle_over"


class NotInBattle(GameError):
    """No such fighter takes part. params: fighter_id."""

    code = "combat.not_in_battle"


class NotYourTurn(GameError):
    """Another fighter is to act. params: turn_of (fighter id)."""

    code = "combat.not_your_turn"


class NoSuchTarget(GameError):
    """The target is not a standing enemy. params: target_id (None: the skill needs a target and got none)."""

    code = "combat.no_such_target"


class Taunted(GameError):
    """An enemy draws every blow to itself: nobody else can be aimed at. params: target_id (whom to aim at)."""

    code = "combat.taunted"


class UnknownSkill(GameError):
    """The fighter has not learned the skill. params: skill."""

    code = "combat.unknown_skill"


class SkillOnCooldown(GameError):
    """The skill is not ready. params: skill, turns (own turns still to wait)."""

    code = "combat.skill_on_cooldown"


class NotEnoughEnergy(GameError):
    """The skill costs more than the fighter has. params: skill, needs, has (points)."""

    code = "combat.not_enough_energy"


class NoPotion(GameError):
    """The fighter carries no such potion. params: item."""

    code = "combat.no_potion"


class PotionPointless(GameError):
    """The potion would restore nothing. params: item."""

    code = "combat.potion_pointless"


class BossNotHere(GameError):
    """No world boss stands here."""

    code = "combat.boss_not_here"


class BossGone(GameError):
    """The world boss has fallen or gone."""

    code = "combat.boss_gone"


class StrikeTooSoon(GameError):
    """After a strike one needs breath. params: retry_after (seconds)."""

    code = "combat.strike_too_soon"
