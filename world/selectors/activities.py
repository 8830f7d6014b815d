"""What doors show of training, work and journeys: frozen views."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from common.rules.text import Text
from content.release import release_catalogue
from players.rules.catalogue import ItemSpec
from players.selectors.characters import CharacterView, character_view_of
from players.state.character import Character, character_read
from players.state.ledger import balances
from world.events import ActivityFinished
from world.models import ActivityRun
from world.rules.activities import ActivityKind, Gain
from world.rules.catalogue import LocationSpec, LootTableSpec
from world.rules.crafts import ActivitySpec, GatheringNodeSpec, ProfessionSpec, RecipeSpec
from world.state.activities import Ended, run_done, run_gain, run_going_on, run_spec
from world.state.gains import Outcome
from world.state.place import activities_at, location_of

Portioned = RecipeSpec | GatheringNodeSpec | ActivitySpec


@dataclass(frozen=True, slots=True)
class RunView:
    """What goes on. `gain`: earned so far; `left`: the time until it is over, nothing once it is."""

    id: int
    kind: ActivityKind
    subject: str
    icon: str
    name: Text
    done: int
    portions: int
    portion_time: timedelta
    elapsed: timedelta
    left: timedelta
    ends_at: datetime
    gain: Gain
    items: tuple[tuple[ItemSpec, int], ...]
    profession: ProfessionSpec | None
    destination: LocationSpec | None


@dataclass(frozen=True, slots=True)
class EndedView:
    """How something has ended: what it was, and what it brought."""

    kind: ActivityKind
    icon: str
    name: Text
    stopped: bool
    done: int
    portions: int
    gain: Gain
    items: tuple[tuple[ItemSpec, int], ...]
    profession: ProfessionSpec | None
    level: int = 0
    profession_level: int = 0
    pieces: tuple[int, ...] = ()  # ids of what is one of a kind among it


@dataclass(frozen=True, slots=True)
class ActivityOffer:
    """Something to begin here. `open`: the character's level is high enough."""

    spec: ActivitySpec
    profession: ProfessionSpec | None
    finds: tuple[tuple[ItemSpec, int], ...]  # (item, chance in percent)
    destination: LocationSpec | None
    open: bool


@dataclass(frozen=True, slots=True)
class ActivitiesView:
    character: CharacterView
    location: LocationSpec
    running: RunView | None
    offers: tuple[ActivityOffer, ...]
    ended: EndedView | None = None


def activities_view(*, player_id: int, now: datetime) -> ActivitiesView:
    """What goes on, and what may be begun where the player is. Raises NotFound, Banned, NotReady(step)."""
    character = character_read(player_id, now=now)
    return activities_view_of(character, location_of(character), now=now)


def activities_view_of(
    character: Character, location: LocationSpec, *, now: datetime, ended: Ended | None = None
) -> ActivitiesView:
    run = run_going_on(character)
    return ActivitiesView(
        character=character_view_of(character, balances(player_id=character.row.pk)),
        location=location,
        running=run_view(run, now=now) if run else None,
        offers=tuple(_offer(character, spec) for spec in activities_at(character.catalogue, location)),
        ended=ended_view(ended) if ended else None,
    )


def _offer(character: Character, spec: ActivitySpec) -> ActivityOffer:
    catalogue, items = character.catalogue, character.catalogue.all(ItemSpec)
    table = catalogue.find(LootTableSpec, spec.loot_table)
    found = [(items[entry.item], entry.chance) for entry in table.entries if entry.item in items] if table else []
    return ActivityOffer(
        spec,
        catalogue.find(ProfessionSpec, spec.profession),
        tuple(found),
        catalogue.find(LocationSpec, spec.destination),
        character.row.level >= spec.min_level,
    )


def run_view(run: ActivityRun, *, now: datetime) -> RunView:
    """What goes on, in the words of the release that it began with."""
    spec, gain = run_spec(run), run_gain(run, now)
    icon, name = _titled(run, spec)
    destination = spec.destination if isinstance(spec, ActivitySpec) else None
    return RunView(
        id=run.pk,
        kind=ActivityKind(run.kind),
        subject=run.subject,
        icon=icon,
        name=name,
        done=run_done(run, now),
        portions=run.portions,
        portion_time=timedelta(seconds=run.portion_seconds),
        elapsed=min(max(now - run.started_at, timedelta(0)), run.ends_at - run.started_at),
        left=min(max(run.ends_at - now, timedelta(0)), run.ends_at - run.started_at),
        ends_at=run.ends_at,
        gain=gain,
        items=_named(run, gain),
        profession=_profession(run, spec),
        destination=release_catalogue(run.release_id).find(LocationSpec, destination),
    )


def ended_view(ended: Ended) -> EndedView:
    run, outcome = ended.run, ended.outcome
    spec = run_spec(run)
    icon, name = _titled(run, spec)
    return EndedView(
        kind=ActivityKind(run.kind),
        icon=icon,
        name=name,
        stopped=run.outcome == ActivityRun.Outcome.STOPPED,
        done=ended.done,
        portions=run.portions,
        gain=outcome.gain,
        items=_named(run, outcome.gain),
        profession=_profession(run, spec),
        level=outcome.level,
        profession_level=outcome.profession_level,
        pieces=outcome.pieces,
    )


def finished_view(event: ActivityFinished) -> EndedView | None:
    """As `ended_view`, from what was announced."""
    run = ActivityRun.objects.filter(pk=event.activity_id).first()
    if run is None:
        return None
    gain = Gain(event.xp, event.gold, event.profession_xp, event.items, event.done - event.failed, event.failed)
    outcome = Outcome(gain, profession=event.profession, pieces=event.pieces)
    return ended_view(Ended(run, event.done, outcome))


def _titled(run: ActivityRun, spec: Portioned) -> tuple[str, Text]:
    """Icon and name; a recipe is called what its first product is called."""
    if not isinstance(spec, RecipeSpec):
        return spec.icon, spec.name
    product = release_catalogue(run.release_id).get(ItemSpec, spec.outputs[0].item)
    return product.icon, product.name


def _profession(run: ActivityRun, spec: Portioned) -> ProfessionSpec | None:
    return release_catalogue(run.release_id).find(ProfessionSpec, spec.profession)


def _named(run: ActivityRun, gain: Gain) -> tuple[tuple[ItemSpec, int], ...]:
    items = release_catalogue(run.release_id).all(ItemSpec)
    return tuple((items[item], amount) for item, amount in gain.items if item in items)
