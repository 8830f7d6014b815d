"""How good players are at their professions."""

from __future__ import annotations

from dataclasses import dataclass
from typing import LiteralString

from common.outbox import publish
from common.tx import statement
from players.rules.character import gain_xp, xp_for_level
from world.errors import ProfessionTooLow
from world.events import ProfessionLevelGained
from world.rules.crafts import ProfessionSpec

Skills = dict[str, tuple[int, int]]  # (level, XP within it) by profession
BEGINNER = (1, 0)

_READ: LiteralString = "SELECT profession, level, xp FROM world_playerprofession WHERE player_id = %s"
_WRITE: LiteralString = """
    INSERT INTO world_playerprofession (player_id, profession, level, xp) VALUES (%s, %s, %s, %s)
    ON CONFLICT (player_id, profession) DO UPDATE SET level = excluded.level, xp = excluded.xp
"""


@dataclass(frozen=True, slots=True)
class ProfessionView:
    """`xp_needed`: from this level to the next; 0 at the top."""

    spec: ProfessionSpec
    level: int
    xp: int
    xp_needed: int


def skills_of(player_id: int) -> Skills:
    """What the player has practised. One query."""
    return {profession: (level, xp) for profession, level, xp in statement(_READ, [player_id]).fetchall()}


def profession_view(spec: ProfessionSpec, skills: Skills) -> ProfessionView:
    level, xp = skills.get(spec.key, BEGINNER)
    level = min(level, spec.max_level)  # a later release may have fewer levels
    return ProfessionView(spec, level, xp, xp_for_level(spec, level))


def check_skill(spec: ProfessionSpec, skills: Skills, needs: int) -> int:
    """The level of a profession. Raises ProfessionTooLow(profession, needs, has)."""
    level = profession_view(spec, skills).level
    if level < needs:
        raise ProfessionTooLow(profession=spec.key, needs=needs, has=level)
    return level


def practise(player_id: int, spec: ProfessionSpec, xp: int) -> int:
    """Practice in the caller's transaction, under the player's lock; the level reached, 0 when none was gained."""
    if xp <= 0:
        return 0
    level, had = skills_of(player_id).get(spec.key, BEGINNER)
    level, left, gained = gain_xp(spec, level, had, xp)
    statement(_WRITE, [player_id, spec.key, level, left])
    if not gained:
        return 0
    publish(ProfessionLevelGained(player_id=player_id, profession=spec.key, level=level))
    return level
