"""What comes by gift, trade, parcel or an operator's hand makes a quest ready, and its player is told once."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest

from common import clock
from common.models import OutboxMessage
from common.relay import relay_events
from content.rules.catalogue import Catalogue
from gameproject.testing import make_player, publish_catalogue, starter_catalogue
from players.models import Parcel, Player
from players.rules.quests import QuestSpec
from players.services.corrections import balance_correct
from players.services.items import parcels_take
from players.state.ledger import Move, item_asset, ledger_move
from world.services.exchange import thing_give, trade_agree, trade_open, trade_put
from world.services.quests import quest_accept
from world.state.place import player_place
from world.tests.services.test_quests import QUESTS

pytestmark = pytest.mark.django_db(transaction=True)
PELT = item_asset("wolf_pelt")


@pytest.fixture
def world() -> Catalogue:
    starter = starter_catalogue()
    sections = {**starter.sections, QuestSpec: {spec.key: spec for spec in QUESTS}}
    publish_catalogue(replace(starter, sections=sections))
    return starter


@pytest.fixture
def pair(world: Catalogue) -> tuple[Player, Player]:
    """One who has pelts, and one who is to bring three and has two."""
    giver, seeker = make_player(), make_player()
    for player, pelts in ((giver, 9), (seeker, 2)):
        ledger_move(player_id=player.pk, moves=[Move(PELT, pelts)], reason="test")
        player_place(player.pk, "market", now=clock.now())
    quest_accept(player_id=seeker.pk, quest="pelts")
    relay_events()
    return giver, seeker


def gift(giver: Player, seeker: Player) -> None:
    thing_give(player_id=giver.pk, to_id=seeker.pk, asset=PELT, amount=1)


def trade(giver: Player, seeker: Player) -> None:
    deal = trade_open(player_id=seeker.pk, partner_id=giver.pk)
    version = trade_put(player_id=giver.pk, trade_id=deal.id, asset=PELT, amount=1).version
    for player in (giver, seeker):
        trade_agree(player_id=player.pk, trade_id=deal.id, version=version)


def parcel(_giver: Player, seeker: Player) -> None:
    Parcel.objects.create(player=seeker, item="wolf_pelt", amount=1, reason="test")
    parcels_take(player_id=seeker.pk)


def correction(_giver: Player, seeker: Player) -> None:
    balance_correct(player_id=seeker.pk, asset=PELT, amount=1, reason="lost in a fire", actor="staff:1 anna")


def told(player: Player) -> list[str]:
    relay_events()
    ready = OutboxMessage.objects.filter(name="players.QuestReady", payload__player_id=player.pk)
    return [message.payload["quest"] for message in ready]


@pytest.mark.parametrize("way", [gift, trade, parcel, correction])
def test_whichever_way_it_comes_it_is_told_once(
    pair: tuple[Player, Player], way: Callable[[Player, Player], None]
) -> None:
    giver, seeker = pair
    assert told(seeker) == []
    way(giver, seeker)
    assert told(seeker) == ["pelts"]
    ledger_move(player_id=seeker.pk, moves=[Move(PELT, -1)], reason="test")
    way(giver, seeker)
    assert told(seeker) == ["pelts"]  # it went and came back: no second time
    assert told(giver) == []


def test_too_few_are_no_news(pair: tuple[Player, Player]) -> None:
    giver, seeker = pair
    ledger_move(player_id=seeker.pk, moves=[Move(PELT, -1)], reason="test")
    gift(giver, seeker)
    assert told(seeker) == []


def test_a_taking_correction_is_no_arrival(pair: tuple[Player, Player]) -> None:
    _giver, seeker = pair
    ledger_move(player_id=seeker.pk, moves=[Move(PELT, 5)], reason="test")
    balance_correct(player_id=seeker.pk, asset=PELT, amount=-1, reason="too many", actor="staff:1 anna")
    assert told(seeker) == []
