"""Where those who have just become players are."""

from __future__ import annotations

from common import clock
from common.events import subscriber
from content.release import current
from players.events import CharacterMade
from world.rules.catalogue import WorldRulesSpec
from world.state.place import player_appear


@subscriber(CharacterMade)
def newcomer_appears(event: CharacterMade) -> None:
    """Others see a newcomer at the start, also before the first step."""
    start = current().one(WorldRulesSpec).starting_location
    player_appear(event.player_id, start, now=clock.now())
