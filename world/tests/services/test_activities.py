"""Training, work, journeys, and whatever else takes time, in the starter world."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from common import clock
from common.models import OutboxMessage, Timer
from common.timers import timers_sweep
from content.rules.catalogue import Catalogue
from players.errors import Busy, LevelTooLow
from players.models import LedgerEntry, Player
from world.errors import (
    AlreadyDoing,
    NoActivityHere,
    NotDoing,
    TooTired,
    ZoneShut,
)
from world.models import ActivityRun, Whereabouts
from world.rules.crafts import ActivitySpec, GatheringNodeSpec
from world.selectors.activities import activities_view
from world.selectors.crafts import node_view
from world.services.activities import activities_purge, activity_finish, activity_start, activity_stop
from world.services.crafting import recipe_craft
from world.services.events import event_start, event_stop
from world.services.gathering import node_gather
from world.services.travel import location_travel
from world.state import happening
from world.tests.services.crafts import at_station, events, give, has, place, together
from world.tests.services.events import FLOOD, LUCK, publish_events

pytestmark = pytest.mark.usefixtures("published_world")

STEEL = "smelt_steel"


def test_training_goes_on_by_itself_and_is_given_once(
    hero: Player, published_world: Catalogue, at: Callable[[timedelta], datetime]
) -> None:
    place(hero, "market")
    spec = published_world.get(ActivitySpec, "guard_stall")
    gold = has(hero, "gold")
    began = activity_start(player_id=hero.pk, activity="guard_stall").running
    assert began is not None
    assert (began.done, began.gain.gold) == (0, 0)
    location_travel(player_id=hero.pk, to="town_square")  # it holds nobody
    with pytest.raises(AlreadyDoing):
        activity_start(player_id=hero.pk, activity="drill")
    now = at(timedelta(minutes=spec.portion_minutes * 3 + 1))
    running = activities_view(player_id=hero.pk, now=now).running
    assert running is not None
    assert (running.done, running.gain.gold) == (3, 3 * spec.gold)
    assert timers_sweep() == 0
    now = at(timedelta(days=7))
    assert timers_sweep() == 1
    assert timers_sweep() == 0
    assert has(hero, "gold") == gold + spec.gold * spec.portions
    assert activities_view(player_id=hero.pk, now=now).running is None
    finished = events("ActivityFinished")
    assert [(event["stopped"], event["gold"]) for event in finished] == [(False, spec.gold * spec.portions)]
    assert Player.objects.get(pk=hero.pk).pastime == ""
    with pytest.raises(NotDoing):
        activity_stop(player_id=hero.pk)


@pytest.mark.parametrize("minutes", [0, 14, 15, 16, 100, 239])
def test_breaking_off_gives_what_was_shown(
    hero: Player, published_world: Catalogue, at: Callable[[timedelta], datetime], minutes: int
) -> None:
    place(hero, "smithy")
    gold = has(hero, "gold")
    activity_start(player_id=hero.pk, activity="bellows")
    now = at(timedelta(minutes=minutes))
    running = activities_view(player_id=hero.pk, now=now).running
    assert running is not None
    ended = activity_stop(player_id=hero.pk).ended
    assert ended is not None
    assert ended.stopped
    assert (ended.done, ended.gain) == (running.done, running.gain)
    assert has(hero, "gold") == gold + running.gain.gold
    at(timedelta(days=1))
    assert timers_sweep() == 1  # it fires on what is over, and does nothing
    assert has(hero, "gold") == gold + running.gain.gold


def test_what_is_over_can_be_taken_before_the_sweep(
    hero: Player, published_world: Catalogue, at: Callable[[timedelta], datetime]
) -> None:
    place(hero, "market")
    activity_start(player_id=hero.pk, activity="guard_stall")
    at(timedelta(hours=5))
    place(hero, "smithy")
    view = activity_start(player_id=hero.pk, activity="bellows")  # gives what the other has brought
    assert view.running is not None
    assert view.running.subject == "bellows"
    assert [event["subject"] for event in events("ActivityFinished")] == ["guard_stall"]
    assert timers_sweep() == 1
    assert ActivityRun.objects.filter(player=hero, outcome="").count() == 1


def test_smelting_takes_time_and_returns_what_was_not_used(
    hero: Player, published_world: Catalogue, at: Callable[[timedelta], datetime]
) -> None:
    spec = at_station(hero, published_world, STEEL, times=5)
    view = recipe_craft(player_id=hero.pk, recipe=STEEL, times=5)
    assert view.outcome is None
    assert (has(hero, "iron_ingot"), has(hero, "charcoal")) == (0, 0)
    with pytest.raises(AlreadyDoing):
        recipe_craft(player_id=hero.pk, recipe=STEEL)
    at(timedelta(seconds=spec.seconds * 2 + 1))
    ended = activity_stop(player_id=hero.pk).ended
    assert ended is not None
    assert (ended.gain.made, has(hero, "steel_ingot")) == (2, 2)
    assert (has(hero, "iron_ingot"), has(hero, "charcoal")) == (6, 3)
    assert [event["made"] for event in events("RecipeCrafted")] == [2]


def test_felling_that_is_broken_off_leaves_the_rest_and_gives_back_the_strength(
    hero: Player, published_world: Catalogue, at: Callable[[timedelta], datetime]
) -> None:
    place(hero, "logging_site")
    spec = published_world.get(GatheringNodeSpec, "timber")
    energy = Player.objects.get(pk=hero.pk).energy
    node_gather(player_id=hero.pk, node="timber", portions=4)
    now = at(timedelta(seconds=spec.seconds + 1))
    ended = activity_stop(player_id=hero.pk).ended
    assert ended is not None
    assert ended.done == 1
    assert has(hero, "ash_wood") >= 1
    view = node_view(player_id=hero.pk, node="timber", now=now)
    assert view.node.left == spec.stock - 1
    assert view.character.energy >= energy - spec.energy


def test_a_journey_holds_until_it_arrives(
    hero: Player, published_world: Catalogue, at: Callable[[timedelta], datetime]
) -> None:
    place(hero, "quay")
    give(hero, gold=100)
    gold = has(hero, "gold")
    with pytest.raises(LevelTooLow):
        activity_start(player_id=hero.pk, activity="boat_to_pomors")
    Player.objects.filter(pk=hero.pk).update(level=9)
    activity_start(player_id=hero.pk, activity="boat_to_pomors")
    assert has(hero, "gold") == gold - 30
    with pytest.raises(Busy):
        location_travel(player_id=hero.pk, to="market")
    at(timedelta(minutes=5))
    activity_stop(player_id=hero.pk)  # back ashore, with the fare
    assert has(hero, "gold") == gold
    assert Whereabouts.objects.get(player=hero).location == "quay"
    activity_start(player_id=hero.pk, activity="boat_to_pomors")
    at(timedelta(minutes=15))
    assert timers_sweep() == 2
    assert Whereabouts.objects.get(player=hero).location == "pomor_village"
    row = Player.objects.get(pk=hero.pk)
    assert (row.engagement, row.pastime) == ("", "")
    assert has(hero, "gold") == gold - 30
    assert OutboxMessage.objects.filter(name="world.PlayerTravelled").count() == 1


def test_no_boat_goes_where_an_event_shuts_the_way(hero: Player) -> None:
    publish_events(replace(FLOOD, location="pomor_village"))
    event_start(event="flood", reason="spring", actor="staff:1 anna")
    happening.forget()
    place(hero, "quay")
    give(hero, gold=100)
    Player.objects.filter(pk=hero.pk).update(level=9)
    with pytest.raises(ZoneShut):
        activity_start(player_id=hero.pk, activity="boat_to_pomors")
    assert not ActivityRun.objects.filter(player=hero).exists()


def test_activities_that_cannot_be(hero: Player, published_world: Catalogue) -> None:
    place(hero, "tavern")
    with pytest.raises(NoActivityHere):
        activity_start(player_id=hero.pk, activity="drill")
    place(hero, "town_square")
    Player.objects.filter(pk=hero.pk).update(energy=3, energy_at=clock.now())
    with pytest.raises(TooTired):
        activity_start(player_id=hero.pk, activity="drill")
    Player.objects.filter(pk=hero.pk).update(engagement="battle:1")
    with pytest.raises(Busy):
        activity_start(player_id=hero.pk, activity="drill")
    assert not Timer.objects.filter(kind="activity").exists()


def test_the_banned_get_what_they_had_earned(
    hero: Player, published_world: Catalogue, at: Callable[[timedelta], datetime]
) -> None:
    place(hero, "market")
    gold = has(hero, "gold")
    activity_start(player_id=hero.pk, activity="guard_stall")
    Player.objects.filter(pk=hero.pk).update(banned_at=clock.now())
    at(timedelta(hours=5))
    assert timers_sweep() == 1
    assert has(hero, "gold") == gold + 48


def test_what_ended_long_ago_is_forgotten_and_what_goes_on_is_not(
    hero: Player, published_world: Catalogue, at: Callable[[timedelta], datetime]
) -> None:
    place(hero, "market")
    activity_start(player_id=hero.pk, activity="guard_stall")
    activity_stop(player_id=hero.pk)
    activity_start(player_id=hero.pk, activity="guard_stall")
    assert activities_purge(now=at(timedelta(days=29))) == 0
    assert activities_purge(now=at(timedelta(days=31))) == 1
    assert ActivityRun.objects.get(player=hero).outcome == ""


@pytest.mark.django_db(transaction=True)
def test_one_activity_begins_when_many_are_begun(hero: Player, published_world: Catalogue) -> None:
    place(hero, "market")
    assert sum(together(6, lambda: activity_start(player_id=hero.pk, activity="guard_stall"))) == 1
    assert ActivityRun.objects.filter(player=hero).count() == 1


@pytest.mark.django_db(transaction=True)
def test_stopping_while_it_finishes_gives_it_once(
    hero: Player, published_world: Catalogue, at: Callable[[timedelta], datetime]
) -> None:
    place(hero, "market")
    gold = has(hero, "gold")
    activity_start(player_id=hero.pk, activity="guard_stall")
    run = ActivityRun.objects.get(player=hero)
    now = at(timedelta(hours=4))

    def end(deed: Callable[[], object]) -> None:
        deed()

    deeds: list[Callable[[], object]] = [
        lambda: activity_stop(player_id=hero.pk),
        lambda: activity_finish(activity_id=run.pk, now=now),
        timers_sweep,
    ] * 2
    numbers = iter(deeds)
    together(6, lambda: end(next(numbers)))
    assert has(hero, "gold") == gold + 48
    assert LedgerEntry.objects.filter(player=hero, reason="pastime").count() == 1
    assert len(events("ActivityFinished")) == 1
    assert not Timer.objects.filter(kind="activity").exists()


def test_a_happy_hour_goes_for_the_portions_that_are_over_in_it(
    hero: Player, at: Callable[[timedelta], datetime]
) -> None:
    """Twice the gold where it is, from its start to its end; looked at later it is still the same."""
    luck = replace(LUCK, region=None)
    publish_events(luck)
    place(hero, "market")
    gold = has(hero, "gold")
    activity_start(player_id=hero.pk, activity="guard_stall")  # 3 coins each quarter of an hour
    at(timedelta(minutes=20))
    run = event_start(event=luck.key, reason="a test", actor="staff:1 anna")
    seen = [activities_view(player_id=hero.pk, now=at(timedelta(minutes=minutes))).running for minutes in (29, 46)]
    assert [view and view.gain.gold for view in seen] == [3, 3 + 2 * 6]
    at(timedelta(minutes=50))
    event_stop(run_id=run, reason="enough", actor="staff:1 anna")
    later = activities_view(player_id=hero.pk, now=at(timedelta(minutes=75))).running
    assert later is not None
    assert later.gain.gold == 3 + 2 * 6 + 2 * 3
    at(timedelta(minutes=76))
    activity_stop(player_id=hero.pk)
    assert has(hero, "gold") == gold + 21


def test_a_happy_hour_elsewhere_adds_nothing(hero: Player, at: Callable[[timedelta], datetime]) -> None:
    elsewhere = replace(LUCK, region="iron_hills")
    publish_events(elsewhere)
    event_start(event=elsewhere.key, reason="a test", actor="staff:1 anna")
    place(hero, "market")
    activity_start(player_id=hero.pk, activity="guard_stall")
    running = activities_view(player_id=hero.pk, now=at(timedelta(minutes=16))).running
    assert running is not None
    assert running.gain.gold == 3
