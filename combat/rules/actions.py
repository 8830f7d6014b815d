"""What a fighter can do on its turn."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, ClassVar, get_args

from combat.rules import codec


@dataclass(frozen=True, slots=True)
class Attack:
    """A plain blow: 100 % of the attack, of the fighter's own damage type. Without a target it is aimed by
    `engine.aimed`."""

    kind: ClassVar[str] = "attack"
    target_id: int | None = None


@dataclass(frozen=True, slots=True)
class UseSkill:
    """`target_id` is needed only by a skill that has an effect on an enemy, and ignored by others."""

    kind: ClassVar[str] = "skill"
    skill: str
    target_id: int | None = None


@dataclass(frozen=True, slots=True)
class UsePotion:
    """Drinking takes the turn."""

    kind: ClassVar[str] = "potion"
    item: str


@dataclass(frozen=True, slots=True)
class Flee:
    """An attempt to leave the battle; a failed one takes the turn."""

    kind: ClassVar[str] = "flee"


Action = Attack | UseSkill | UsePotion | Flee

_KINDS: dict[str, type[Action]] = {kind.kind: kind for kind in get_args(Action)}


def action_to_json(action: Action) -> dict[str, Any]:
    return codec.encode_tagged(action)


def action_from_json(data: Mapping[str, Any]) -> Action:
    """Raises KeyError on an unknown `kind`."""
    return codec.decode_tagged(_KINDS, data)
