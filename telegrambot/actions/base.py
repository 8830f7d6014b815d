"""What every action works with: who asks, and what they are answered."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.utils import translation

from common.errors import NotFound, Stale
from players.selectors.characters import PlayerView, player_get
from telegrambot.codec import Tap
from telegrambot.pictures import Picture
from telegrambot.screens.base import Screen
from telegrambot.screens.pen import Pen

_BATTLE = "battle:"
_RUN = "run:"


@dataclass(slots=True)
class Visit:
    """One update of a player. `first_name` is what Telegram calls them; `typed`: they wrote, they did not tap;
    `intent`: what names the update, also when it is done again; `asking`: the kind of the screen they had before them;
    `words`: what they wrote after a command, or in answer to that screen."""

    player: PlayerView
    now: datetime
    first_name: str = ""
    typed: bool = False
    intent: str = ""
    asking: str = ""
    words: str = ""

    @property
    def pen(self) -> Pen:
        return Pen(self.player.language, self.player.text_only)

    @property
    def battle_id(self) -> int | None:
        """The battle that holds the player."""
        held_by = self.player.engagement
        return int(held_by.removeprefix(_BATTLE)) if held_by.startswith(_BATTLE) else None

    @property
    def run_id(self) -> int | None:
        """The way through a dungeon that holds the player; while they fight on it, the battle does."""
        held_by = self.player.engagement
        return int(held_by.removeprefix(_RUN)) if held_by.startswith(_RUN) else None

    def now_known_as(self, player: PlayerView) -> None:
        """Go on with the player as changed; a new language is spoken at once."""
        self.player = player
        translation.activate(player.language)

    def reread(self) -> None:
        """The player as stored, when what we hold has turned out to be old. Raises NotFound."""
        player = player_get(player_id=self.player.id)
        if player is None:
            raise NotFound(what="player", key=str(self.player.id))
        self.now_known_as(player)


@dataclass(frozen=True, slots=True)
class Answer:
    """`screen`: None leaves the one in place. `toast`: plain text. `strip`: take the pressed message's buttons.
    `picture`: sent as a message of its own, and the screen stays as it is."""

    screen: Screen | None = None
    toast: str = ""
    strip: bool = False
    picture: Picture | None = None


def check_fresh(visit: Visit, tap: Tap) -> None:
    """Raises Stale when a button of an older version of the player was pressed."""
    if tap.version is not None and tap.battle_id is None and tap.version != visit.player.version:
        raise Stale(expected=tap.version, actual=visit.player.version)
