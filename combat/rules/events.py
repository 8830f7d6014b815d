"""What happened in a battle, in order: enough to tell it to people and to account for every HP.

`amount` is what really changed: HP lost or gained, never more than there was room for.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, ClassVar, get_args

from combat.rules import codec
from combat.rules.state import Ending
from players.rules.catalogue import DamageType, StatusKind


@dataclass(frozen=True, slots=True)
class SkillUsed:
    """Comes before everything the skill does. `target_id` is None for a skill without effects on enemies."""

    kind: ClassVar[str] = "skill_used"
    actor_id: int
    skill: str
    target_id: int | None = None


@dataclass(frozen=True, slots=True)
class Hit:
    """A blow landed: `amount` HP lost and `absorbed` by the shield. `skill` is None for a plain attack."""

    kind: ClassVar[str] = "hit"
    actor_id: int
    target_id: int
    skill: str | None
    amount: int
    absorbed: int
    crit: bool
    damage_type: DamageType


@dataclass(frozen=True, slots=True)
class Dodged:
    """The target escaped the blow, or all that the skill would have done to it."""

    kind: ClassVar[str] = "dodged"
    actor_id: int
    target_id: int
    skill: str | None = None


@dataclass(frozen=True, slots=True)
class Healed:
    kind: ClassVar[str] = "healed"
    actor_id: int
    target_id: int
    skill: str
    amount: int


@dataclass(frozen=True, slots=True)
class Shielded:
    """`shield` is what the target's shield now absorbs; shields do not add up, the stronger one stays."""

    kind: ClassVar[str] = "shielded"
    actor_id: int
    target_id: int
    skill: str
    shield: int


@dataclass(frozen=True, slots=True)
class StatusApplied:
    """`turns` and `power` (HP a turn or percent, as the kind says) are what the target now bears."""

    kind: ClassVar[str] = "status_applied"
    actor_id: int
    target_id: int
    skill: str
    status: StatusKind
    turns: int
    power: int = 0
    damage_type: DamageType | None = None


@dataclass(frozen=True, slots=True)
class StatusResisted:
    """The status did not take hold: a full resistance, or a stun too soon after another."""

    kind: ClassVar[str] = "status_resisted"
    actor_id: int
    target_id: int
    skill: str
    status: StatusKind


@dataclass(frozen=True, slots=True)
class StatusTicked:
    """The status took `amount` HP at the start of its bearer's turn; `turns` are left after this one."""

    kind: ClassVar[str] = "status_ticked"
    target_id: int
    status: StatusKind
    amount: int
    turns: int


@dataclass(frozen=True, slots=True)
class Regenerated:
    """A status gave `amount` HP at the start of its bearer's turn; `turns` are left after this one."""

    kind: ClassVar[str] = "regenerated"
    target_id: int
    status: StatusKind
    amount: int
    turns: int


@dataclass(frozen=True, slots=True)
class Drained:
    """`amount` of the HP that a blow took came to the one who struck it."""

    kind: ClassVar[str] = "drained"
    actor_id: int
    target_id: int
    skill: str
    amount: int


@dataclass(frozen=True, slots=True)
class Reflected:
    """The actor gave `amount` HP of the blow back to `target_id`, who had struck it."""

    kind: ClassVar[str] = "reflected"
    actor_id: int
    target_id: int
    amount: int


@dataclass(frozen=True, slots=True)
class Cleansed:
    """The target no longer bears `statuses`; none: there was nothing to take off."""

    kind: ClassVar[str] = "cleansed"
    actor_id: int
    target_id: int
    skill: str
    statuses: tuple[StatusKind, ...] = ()


@dataclass(frozen=True, slots=True)
class Summoned:
    """`monster` came to the actor's side as `fighter_id`; None: nobody came, the side has called enough."""

    kind: ClassVar[str] = "summoned"
    actor_id: int
    skill: str
    monster: str
    fighter_id: int | None = None


@dataclass(frozen=True, slots=True)
class StatusEnded:
    kind: ClassVar[str] = "status_ended"
    target_id: int
    status: StatusKind


@dataclass(frozen=True, slots=True)
class Stunned:
    """The fighter lost its turn; `turns` more are to be lost."""

    kind: ClassVar[str] = "stunned"
    target_id: int
    turns: int


@dataclass(frozen=True, slots=True)
class PotionUsed:
    """One potion is gone: `healed` HP and `energized` energy restored."""

    kind: ClassVar[str] = "potion_used"
    actor_id: int
    item: str
    healed: int
    energized: int


@dataclass(frozen=True, slots=True)
class FleeFailed:
    kind: ClassVar[str] = "flee_failed"
    actor_id: int


@dataclass(frozen=True, slots=True)
class Fled:
    kind: ClassVar[str] = "fled"
    actor_id: int


@dataclass(frozen=True, slots=True)
class Fell:
    """The fighter has no HP left."""

    kind: ClassVar[str] = "fell"
    target_id: int


@dataclass(frozen=True, slots=True)
class BattleEnded:
    """Always the last event; the fields are those of `Outcome`."""

    kind: ClassVar[str] = "battle_ended"
    ending: Ending
    winner: int | None = None


BattleEvent = (
    SkillUsed
    | Hit
    | Dodged
    | Healed
    | Shielded
    | StatusApplied
    | StatusResisted
    | StatusTicked
    | Regenerated
    | Drained
    | Reflected
    | Cleansed
    | Summoned
    | StatusEnded
    | Stunned
    | PotionUsed
    | FleeFailed
    | Fled
    | Fell
    | BattleEnded
)

_KINDS: dict[str, type[BattleEvent]] = {kind.kind: kind for kind in get_args(BattleEvent)}


def event_to_json(event: BattleEvent) -> dict[str, Any]:
    return codec.encode_tagged(event)


def event_from_json(data: Mapping[str, Any]) -> BattleEvent:
    """Raises KeyError on an unknown `kind`."""
    return codec.decode_tagged(_KINDS, data)
