"""What doors show of battles: frozen views."""

from __future__ import annotations

from dataclasses import dataclass

from combat.models import Battle
from combat.rules.events import BattleEvent
from combat.rules.preview import ActionPreview, previews
from combat.rules.state import Battle as BattleState
from combat.rules.state import Fighter
from combat.state.battles import battle_events, battle_state, lore_of
from combat.state.endings import Rewards
from common.errors import NotFound
from common.shapes import value_from
from content.release import release_catalogue
from content.rules.catalogue import Catalogue
from world.rules.catalogue import LocationSpec, MonsterSpec


@dataclass(frozen=True, slots=True)
class BattleView:
    """A battle as one of its players sees it at `version`.

    `catalogue` is the battle's own release, in which the keys in `state` and `events` are to be looked up.
    `events`: what happened since the player's last action. `rewards`: once it is over.
    """

    id: int
    player_id: int
    version: int
    catalogue: Catalogue
    location: LocationSpec | None
    monster: MonsterSpec
    state: BattleState
    events: tuple[BattleEvent, ...]
    previews: tuple[ActionPreview, ...]
    outcome: str
    rewards: Rewards
    returns_to: str = ""  # what it interrupted, like `run:5`

    @property
    def fighter(self) -> Fighter:
        return self.state.fighter(self.player_id)

    @property
    def aim(self) -> Fighter | None:
        """Whom the player's skills go for, while there are several to choose from."""
        if self.outcome or len(self.state.open_to(self.fighter)) < 2:
            return None
        return self.state.aim_of(self.fighter)

    @property
    def enemies(self) -> tuple[Fighter, ...]:
        side = self.fighter.side
        return tuple(fighter for fighter in self.state.fighters if fighter.side != side)

    @property
    def allies(self) -> tuple[Fighter, ...]:
        """Those on the player's side, without the player."""
        mine = self.fighter
        return tuple(fighter for fighter in self.state.fighters if fighter.side == mine.side and fighter.id != mine.id)


def battle_view_of(row: Battle, *, player_id: int, battle: BattleState, events: tuple[BattleEvent, ...]) -> BattleView:
    """A battle in hand as a view."""
    catalogue = release_catalogue(row.release_id)
    return BattleView(
        id=row.pk,
        player_id=player_id,
        version=row.version,
        catalogue=catalogue,
        location=catalogue.find(LocationSpec, row.location),
        monster=catalogue.get(MonsterSpec, row.monster),
        state=battle,
        events=events,
        previews=() if row.outcome else previews(battle, actor_id=player_id, lore=lore_of(row.release_id)),
        outcome=row.outcome,
        rewards=value_from(row.rewards, Rewards),
        returns_to=row.returns_to,
    )


def battle_vitals(player_id: int, battle_id: int) -> tuple[int, int] | None:
    """HP and energy of a player as the battle has them now, which their row learns at its end; None when it is over."""
    row = Battle.objects.filter(pk=battle_id, outcome="", members__player_id=player_id).first()
    fighter = battle_state(row).find(player_id) if row else None
    return (fighter.hp, fighter.energy) if fighter else None


def battle_view(*, battle_id: int, player_id: int) -> BattleView:
    """A battle that the player is or was in. Raises NotFound, also for somebody else's."""
    row = Battle.objects.filter(pk=battle_id, members__player_id=player_id).first()
    if row is None:
        raise NotFound(what="battle", key=str(battle_id))
    return battle_view_of(row, player_id=player_id, battle=battle_state(row), events=battle_events(row))
