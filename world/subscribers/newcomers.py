"""Where those who have just become players are."""

from __future__ import annotations

from common import clock
from common.events import subscriber
from content.release import current
from players.events import CharacterMade
from world.models import Whereabouts
from world.rules.catalogue import WorldRulesSpec
from world.state.place import player_place


@subscriber(CharacterMade)
def newcomer_appears(event: CharacterMade) -> None:
    """Others see a newcomer at the start, also before the first step."""
    if not Whereabouts.objects.filter(player_id=event.player_id).exists():
        start = current().one(WorldRulesSpec).starting_location
        player_place(event.player_id, start, now=clock.now())
