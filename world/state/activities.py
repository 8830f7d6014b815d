"""What players do over time: rows that begin, and end once."""

from __future__ import annotations

import math
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import partial

from common import seeds
from common.events import Event
from common.outbox import publish
from common.timers import timer_set
from content.release import release_catalogue
from players.state.character import Character
from players.state.ledger import GOLD, Move, item_asset, ledger_move
from world.errors import AlreadyDoing
from world.events import ActivityFinished, ActivityStarted, NodeGathered, PlayerTravelled, RecipeCrafted
from world.models import ActivityRun
from world.rules.activities import UNCHANGED, ActivityKind, Gain, Portion, earned, pastime_portion, portions_done
from world.rules.catalogue import LocationSpec, LootTableSpec
from world.rules.crafting import craft_attempt, ingredients
from world.rules.crafts import ActivitySpec, GatheringNodeSpec, RecipeSpec
from world.rules.events import Bonus
from world.rules.gathering import gather_portion
from world.state.gains import Outcome, gain_give
from world.state.happening import bonus_then, happy_hours
from world.state.place import Standing, player_place
from world.state.stocks import stock_return

TIMER = "activity"
SPECS: dict[ActivityKind, type[RecipeSpec | GatheringNodeSpec | ActivitySpec]] = {
    ActivityKind.CRAFT: RecipeSpec,
    ActivityKind.GATHER: GatheringNodeSpec,
    ActivityKind.PASTIME: ActivitySpec,
    ActivityKind.JOURNEY: ActivitySpec,
}


@dataclass(frozen=True, slots=True)
class Undertaking:
    """What is about to begin: `portions` of the same, so many seconds each."""

    kind: ActivityKind
    subject: str
    portions: int
    portion_seconds: int
    chance: int = 100


@dataclass(frozen=True, slots=True)
class Ended:
    """How something that took time has ended."""

    run: ActivityRun
    done: int
    outcome: Outcome


def pastime_name(run: ActivityRun) -> str:
    """What the player's row calls it."""
    return f"{TIMER}:{run.pk}"


def run_going_on(character: Character) -> ActivityRun | None:
    """What the player is at, also when its time is up and nobody has looked yet. No query for the idle."""
    if not character.row.pastime:
        return None
    return ActivityRun.objects.filter(player_id=character.row.pk, outcome="").first()


def check_idle(character: Character, *, now: datetime) -> None:
    """One thing at a time. What is over is given first. Raises AlreadyDoing(minutes)."""
    run = run_going_on(character)
    if run is None:
        return
    if run.ends_at > now:
        raise AlreadyDoing(minutes=math.ceil((run.ends_at - now) / timedelta(minutes=1)))
    run_end(character, run, now=now)


def run_begin(standing: Standing, what: Undertaking, *, now: datetime) -> ActivityRun:
    """Begin in the caller's transaction, under the player's lock; `pastime` and `engagement` are the caller's to save.

    What begins has been paid for, and nothing else goes on.
    """
    row, seconds = standing.character.row, what.portions * what.portion_seconds
    run = ActivityRun.objects.create(
        player_id=row.pk,
        release_id=standing.character.catalogue.release_id,
        kind=what.kind,
        subject=what.subject,
        location=standing.location.key,
        portions=what.portions,
        portion_seconds=what.portion_seconds,
        chance=what.chance,
        seed=str(seeds.fresh()),
        started_at=now,
        ends_at=now + timedelta(seconds=seconds),
    )
    row.pastime = pastime_name(run)
    if what.kind is ActivityKind.JOURNEY:  # one cannot be in two places: the only kind that holds the player
        row.engagement = row.pastime
    timer_set(kind=TIMER, key=str(run.pk), due_at=run.ends_at)
    publish(
        ActivityStarted(player_id=row.pk, activity_id=run.pk, kind=what.kind, subject=what.subject, seconds=seconds)
    )
    return run


def run_spec(run: ActivityRun) -> RecipeSpec | GatheringNodeSpec | ActivitySpec:
    """What is done, in the release that it began with."""
    return release_catalogue(run.release_id).get(SPECS[ActivityKind(run.kind)], run.subject)


def run_portion(run: ActivityRun) -> Portion:
    """One portion of it."""
    spec = run_spec(run)
    if isinstance(spec, RecipeSpec):
        return partial(craft_attempt, spec, run.chance)
    table = release_catalogue(run.release_id).find(LootTableSpec, spec.loot_table)
    if isinstance(spec, GatheringNodeSpec):
        return partial(gather_portion, spec, table)
    return partial(pastime_portion, spec, table)


def run_done(run: ActivityRun, now: datetime) -> int:
    """How many portions are over."""
    portion_time = timedelta(seconds=run.portion_seconds)
    return portions_done(portions=run.portions, portion_time=portion_time, elapsed=now - run.started_at)


def run_gain(run: ActivityRun, now: datetime) -> Gain:
    """What has been earned so far; each portion by the happy hours in which it was over, where the player began."""
    done = run_done(run, now)
    if not done:
        return Gain()
    portion_time = timedelta(seconds=run.portion_seconds)
    hours = happy_hours(since=run.started_at, until=run.started_at + done * portion_time)
    here = release_catalogue(run.release_id).find(LocationSpec, run.location)

    def bonus(number: int) -> Bonus:
        return bonus_then(hours, here.region, run.started_at + number * portion_time) if here else UNCHANGED

    return earned(run_portion(run), seed=int(run.seed), portions=done, bonus=bonus if hours else None)


def run_end(character: Character, run: ActivityRun, *, now: datetime) -> Ended:
    """End it: what was earned is given, what was not used comes back. The player is locked by the caller, who stores
    `level`, `xp`, `pastime`, `engagement` and the vitals. Broken off is what ends before its time."""
    done, row, name = run_done(run, now), character.row, pastime_name(run)
    gain, spec, stopped = run_gain(run, now), run_spec(run), done < run.portions
    run.outcome = ActivityRun.Outcome.STOPPED if stopped else ActivityRun.Outcome.FINISHED
    run.ended_at = now
    run.save(update_fields=["outcome", "ended_at"])
    row.pastime = ""
    if row.engagement == name:
        row.engagement = ""
    if stopped:
        _unused_return(character, run, run.portions - done)
    outcome = gain_give(character, gain, profession=spec.profession, reason=run.kind, reference=name, key=name, now=now)
    arrived = [] if stopped else _arrival(character, run, now)
    publish(*_events(run, done, outcome), *arrived)
    return Ended(run, done, outcome)


def _unused_return(character: Character, run: ActivityRun, portions: int) -> None:
    """What was paid for portions that did not come about: ingredients, energy, the stock of a place, a fare."""
    spec, row, moves = run_spec(run), character.row, list[Move]()
    if isinstance(spec, RecipeSpec):
        moves = [Move(item_asset(item), amount) for item, amount in ingredients(spec, portions).items()]
    elif isinstance(spec, GatheringNodeSpec):
        character.set_vitals(now=row.energy_at, energy=row.energy + spec.energy * portions)
        stock_return(row.pk, spec, portions)
    elif spec.destination and spec.price:
        moves = [Move(GOLD, spec.price)]
    if moves:
        name = pastime_name(run)
        ledger_move(player_id=row.pk, moves=moves, reason=f"{run.kind}_back", reference=name, key=f"{name}:back")


def _arrival(character: Character, run: ActivityRun, now: datetime) -> list[Event]:
    """A journey ends at its destination, if the active release still has it."""
    spec = run_spec(run)
    destination = spec.destination if isinstance(spec, ActivitySpec) else None
    if destination is None or character.catalogue.find(LocationSpec, destination) is None:
        return []
    player_place(character.row.pk, destination, now=now)
    return [PlayerTravelled(player_id=character.row.pk, from_location=run.location, to_location=destination)]


def _events(run: ActivityRun, done: int, outcome: Outcome) -> list[Event]:
    gain = outcome.gain
    finished = ActivityFinished(
        player_id=run.player_id,
        activity_id=run.pk,
        kind=run.kind,
        subject=run.subject,
        stopped=run.outcome == ActivityRun.Outcome.STOPPED,
        done=done,
        portions=run.portions,
        failed=gain.failed,
        xp=gain.xp,
        gold=gain.gold,
        items=gain.items,
        profession=outcome.profession,
        profession_xp=gain.profession_xp,
        pieces=outcome.pieces,
    )
    if done and run.kind == ActivityKind.CRAFT:
        return [crafted(run.player_id, run.subject, gain), finished]
    if done and run.kind == ActivityKind.GATHER:
        return [gathered(run.player_id, run.subject, gain), finished]
    return [finished]


def crafted(player_id: int, recipe: str, gain: Gain) -> RecipeCrafted:
    return RecipeCrafted(player_id=player_id, recipe=recipe, made=gain.made, failed=gain.failed, items=gain.items)


def gathered(player_id: int, node: str, gain: Gain) -> NodeGathered:
    return NodeGathered(player_id=player_id, node=node, portions=gain.made, items=gain.items)
