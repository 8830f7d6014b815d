"""What the world does when something happens to players."""

from __future__ import annotations

import world.quest_subscribers  # noqa: F401  (counts what quests and achievements ask for)
from common import clock
from common.events import subscriber
from content.release import current
from players.events import CharacterMade
from world import craft_subscribers, event_subscribers, records  # noqa: F401  (they register timers and consumers)
from world.models import Whereabouts
from world.place import player_place
from world.rules.catalogue import WorldRulesSpec


@subscriber(CharacterMade)
def newcomer_appears(event: CharacterMade) -> None:
    """Others see a newcomer at the start, also before the first step."""
    if not Whereabouts.objects.filter(player_id=event.player_id).exists():
        start = current().one(WorldRulesSpec).starting_location
        player_place(event.player_id, start, now=clock.now())
