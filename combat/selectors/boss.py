"""What doors show of a world boss: frozen views."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from combat.errors import BossNotHere
from content.release import release_catalogue
from players.selectors.characters import CharacterView, character_view_of
from players.state.character import Character, character_read
from players.state.ledger import balances
from world.models import BossContribution, BossFight
from world.rules.catalogue import LocationSpec, MonsterSpec
from world.state.happening import Running, boss_at
from world.state.place import location_of


@dataclass(frozen=True, slots=True)
class BossView:
    """A world boss as one player sees it. `place`: among all who struck, 0 before the first strike;
    `ready_at`: when the player may strike again, None now."""

    character: CharacterView
    running: Running
    monster: MonsterSpec
    location: LocationSpec
    hp: int
    max_hp: int
    fighters: int
    damage: int
    strikes: int
    place: int
    ready_at: datetime | None

    @property
    def is_felled(self) -> bool:
        return self.hp == 0


def boss_view(*, player_id: int, now: datetime) -> BossView:
    """The boss where the player is. Raises BossNotHere besides what any character is refused."""
    character = character_read(player_id, now=now)
    here = location_of(character)
    running = boss_at(here, now=now)
    if running is None:
        raise BossNotHere()
    return boss_view_of(character, here, running, now=now)


def boss_view_of(
    character: Character, location: LocationSpec, running: Running, *, now: datetime, struck: int | None = None
) -> BossView:
    """A boss as a loaded character sees it. `struck`: the damage of a strike that is about to be counted."""
    boss = BossFight.objects.get(pk=running.run_id)
    everybody = BossContribution.objects.filter(boss=boss)
    mine = everybody.filter(player_id=character.row.pk).first()
    damage = (mine.damage if mine else 0) + (struck or 0)
    strikes = (mine.strikes if mine else 0) + (struck is not None)
    ready_at = strike_ready_at(mine, running)
    return BossView(
        character=character_view_of(character, balances(player_id=character.row.pk)),
        running=running,
        monster=release_catalogue(running.release_id).get(MonsterSpec, running.event.monster or ""),
        location=location,
        hp=boss.hp,
        max_hp=boss.max_hp,
        fighters=everybody.count() + (mine is None and struck is not None),
        damage=damage,
        strikes=strikes,
        place=everybody.filter(damage__gt=damage).count() + 1 if strikes else 0,
        ready_at=ready_at if ready_at and ready_at > now else None,
    )


def strike_ready_at(mine: BossContribution | None, running: Running) -> datetime | None:
    """When the wait after the player's last strike is over; None before the first."""
    return mine.struck_at + timedelta(seconds=running.event.strike_seconds) if mine else None
