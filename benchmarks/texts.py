"""Texts that grow with play: `python -m benchmarks.texts [--seconds N]`.

How fast a text that is there is read; what a month of 10,000 players costs, in memory, with the real fingerprints,
prompts, prices and limits (plotted to benchmarks/plots/texts_month.svg); and whether play notices a provider that is
down for an hour, which passes in a few seconds here.
"""

from __future__ import annotations

import argparse
import itertools
import os
import random
import statistics
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from benchmarks.leaderboards import servers

HIT_TARGET_MS = 5.0
REST = 60  # seconds that a provider is left alone for, by the starter's rules
BREAKER_FAILURES = 5  # in a row, by the starter's rules; calls that were under way come on top
NOISE = 1.25  # p95 while the provider is down beside p95 while it is up
PLOT = Path(__file__).parent / "plots" / "texts_month.svg"

PLAYERS, ACTIVE, READS, DAYS = 10_000, 0.3, 40, 30
ZIPF = 1.0
# How many things of each kind the world has, the states each is seen in, and how much of the reading it is.
WORLD = {
    "location": (300, 35, 50),
    "room": (2_000, 3, 15),
    "npc": (80, 7, 15),
    "item": (800, 1, 15),
    "monster": (150, 1, 5),
}
TOKENS_OUT = 90


def percentiles(what: str, action: Callable[[int], object], count: int) -> tuple[float, float]:
    taken = []
    for number in range(count):
        started = time.perf_counter()
        action(number)
        taken.append((time.perf_counter() - started) * 1000)
    cuts = statistics.quantiles(taken, n=100)
    print(f"{what}: p50 {cuts[49]:.3f} ms, p95 {cuts[94]:.3f} ms", flush=True)
    return cuts[49], cuts[94]


def asked_of(number: int, **facts: str) -> Any:
    from content.rules.texts import Purpose, ask

    known = {"place": f"Place {number}", "region": "Region", "about": "Still water.", "time": "night", "weather": "fog"}
    return ask(Purpose.LOCATION, "ru", f"location:place_{number}", **(known | facts))


class Quill:
    """A provider in this process: writes something new each time, until it is told to fail."""

    name = "quill"
    is_down = False
    seconds = 0.0

    def __init__(self) -> None:
        self.failed: list[float] = []  # when

    def model_of(self, prompt: Any) -> str:
        return "quill"

    def price_of(self, model: str) -> Any:
        from content.providers.base import Price

        return Price(0, 0)

    def write(self, prompt: Any, *, seconds: float) -> Any:
        from content.providers.base import Answer, Outcome
        from content.rules.texts import Words
        from content.tests.texts import prose

        time.sleep(self.seconds)
        if self.is_down:
            self.failed.append(time.monotonic())
            return Answer(Outcome.TRANSPORT)
        return Answer(Outcome.OK, Words(prose(random.getrandbits(40))), prompt.tokens, TOKENS_OUT)


# Reading what is there


def hits(reads: int) -> bool:
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    from content.models import GameText
    from content.selectors.texts import forget_all, text_told

    asks = [asked_of(number) for number in range(reads)]
    GameText.objects.bulk_create(
        GameText(
            purpose=it.purpose, language=it.language, fingerprint=it.fingerprint, subject=it.subject,
            facts=dict(it.facts), state="published", body="Fog lies on the water.",
        )
        for it in asks
    )  # fmt: skip
    forget_all()
    text_told(asks[0], player_id=1)
    percentiles(
        "a text from its row (the first reading in a process)", lambda n: text_told(asks[n], player_id=n), reads
    )
    with CaptureQueriesContext(connection) as queries:
        text_told(asks[7], player_id=7)
    _, p95 = percentiles("a text from memory", lambda n: text_told(asks[n % reads], player_id=n % reads), reads * 5)
    print(f"queries for a text in memory: {len(queries)}")
    GameText.objects.all().delete()
    forget_all()
    return p95 < HIT_TARGET_MS and not len(queries)


# A month


@dataclass(slots=True)
class Day:
    reads: int = 0
    hits: int = 0
    texts: int = 0
    micro: int = 0
    refused: int = 0
    waiting: int = 0


class Month:
    """Who meets a gap asks for it; what the day's money allows is written before the next player comes.

    Two fifths of the world are there at first, and a fifth comes each week, which is then what is read most.
    """

    def __init__(self, seed: int) -> None:
        from content.providers.gemini import PRICES
        from content.release import current
        from content.state.kinds import text_rules

        self._rng, self._catalogue = random.Random(seed), current()
        self._rules, self._price = text_rules(self._catalogue), PRICES["gemini-2.5-flash-lite"]
        self._asks = {kind: self._rng.sample(of, len(of)) for kind, of in world_asks().items()}
        self._prints = {kind: [it.fingerprint for it in of] for kind, of in self._asks.items()}
        self._written: set[str] = set()
        self._waiting: dict[str, tuple[int, int]] = {}  # by fingerprint: what it costs, and at most

    def days(self) -> list[Day]:
        return [self._day(number) for number in range(DAYS)]

    def _day(self, number: int) -> Day:
        day, brought = Day(), dict.fromkeys(self._rng.sample(range(PLAYERS), int(PLAYERS * ACTIVE)), 0)
        for fingerprint in list(self._waiting):
            if not self._write(fingerprint, day):
                break
        for player, kind, thing in self._readings(list(brought), week=number // 7):
            day.reads += 1
            fingerprint = self._prints[kind][thing]
            if fingerprint in self._written:
                day.hits += 1
            elif fingerprint not in self._waiting:
                if brought[player] >= self._rules.texts_a_player:
                    day.refused += 1
                    continue
                brought[player] += 1
                self._waiting[fingerprint] = self._cost(kind, thing)
                self._write(fingerprint, day)
        day.waiting = len(self._waiting)
        return day

    def _readings(self, players: list[int], *, week: int) -> Iterator[tuple[int, str, int]]:
        kinds, count = list(WORLD), len(players) * READS
        chosen = self._rng.choices(kinds, weights=[WORLD[kind][2] for kind in kinds], k=count)
        things = {kind: self._things(kind, min(0.4 + 0.2 * week, 1), chosen.count(kind)) for kind in kinds}
        for player, kind in zip(self._rng.choices(players, k=count), chosen, strict=True):
            yield player, kind, next(things[kind])

    def _things(self, kind: str, share: float, count: int) -> Iterator[int]:
        """The newest first: the last of those that are there has rank one."""
        there = int(len(self._asks[kind]) * share)
        weights = list(itertools.accumulate(1 / rank**ZIPF for rank in range(1, there + 1)))
        return iter([there - 1 - rank for rank in self._rng.choices(range(there), cum_weights=weights, k=count)])

    def _write(self, fingerprint: str, day: Day) -> bool:
        from content.state.spending import MICRO_A_CENT

        cost, most = self._waiting[fingerprint]
        if day.micro + most > self._rules.daily_budget * MICRO_A_CENT:
            return False
        del self._waiting[fingerprint]
        self._written.add(fingerprint)
        day.micro += cost
        day.texts += 1
        return True

    def _cost(self, kind: str, thing: int) -> tuple[int, int]:
        from content.rules.prompts import prompt_make
        from content.state.kinds import kind_for

        spec = kind_for(self._catalogue, kind)
        assert spec is not None
        prompt = prompt_make(spec, self._asks[kind][thing], seed=1)
        return self._price.cost(prompt.tokens, TOKENS_OUT), self._price.cost(prompt.tokens, prompt.max_tokens)


def world_asks() -> dict[str, list[Any]]:
    """Every text that this world could need in two languages, by kind."""
    from content.rules.texts import FACTS, Purpose, ask

    asks: dict[str, list[Any]] = {}
    for kind, (things, states, _share) in WORLD.items():
        first, *_, last = FACTS[Purpose(kind)]
        asks[kind] = [
            ask(Purpose(kind), language, f"{kind}:{thing}", **{first: f"{kind} {thing}", last: f"{state}"})
            for thing, state, language in itertools.product(range(things), range(states), ("ru", "en"))
        ]
    return asks


def month_told(days: Sequence[Day]) -> None:
    possible = sum(things * states * 2 for things, states, _ in WORLD.values())
    print(f"{PLAYERS:,} players, {ACTIVE:.0%} a day, {READS} texts each; {possible:,} texts possible, Zipf {ZIPF}")
    print("day  found     paid  per 1,000 readers  written  waiting")
    for number, day in enumerate(days, 1):
        if number in (1, 2, 3, 5, 7, 8, 9, 14, 15, 21, 22, 23, 30):
            dollars = day.micro / 1e6
            print(
                f"{number:3}  {day.hits / day.reads:6.1%}  ${dollars:6.3f}  ${dollars / PLAYERS / ACTIVE * 1000:16.4f}"
                f"  {day.texts:7,}  {day.waiting:7,}"
            )
    reads, found = sum(day.reads for day in days), sum(day.hits for day in days)
    spent, texts = sum(day.micro for day in days), sum(day.texts for day in days)
    print(
        f"the month: {found / reads:.1%} of {reads:,} found, ${spent / 1e6:.2f} paid for {texts:,} texts; a call for "
        f"every reading would cost ${spent / texts * reads / 1e6:,.0f}",
        flush=True,
    )


def plot(days: Sequence[Day]) -> None:
    """Two small charts side by side, drawn by hand: no library is worth a picture of sixty numbers."""
    dearest = max(day.micro for day in days) / 1e6
    found = [day.hits / day.reads for day in days]
    paid = [day.micro / 1e6 for day in days]
    left = _panel(40, "Found, % of what was read", [0, 25, 50, 75, 100], 100, "")
    left += _path(40, [100 * it for it in found], 100, "#0d9488")
    right = _panel(420, "Paid a day, US dollars", [0, dearest / 2, dearest], dearest, "bar")
    for number, value in enumerate(paid):
        height = 160 * value / dearest
        right += (
            f'<rect x="{432 + number * 10}" y="{210 - height:.1f}" width="7" height="{height:.1f}" fill="#6366f1"/>'
        )
    PLOT.parent.mkdir(exist_ok=True)
    PLOT.write_text(
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 760 240" font-family="sans-serif" font-size="11">'
        f'<rect width="760" height="240" fill="#fff"/>{left}{right}</svg>\n'
    )
    print(f"plotted to {PLOT.relative_to(Path.cwd()) if PLOT.is_relative_to(Path.cwd()) else PLOT}")


def _panel(x: int, title: str, ticks: Sequence[float], most: float, kind: str) -> str:
    parts = [f'<text x="{x}" y="24" font-size="13" fill="#111">{title}</text>']
    for tick in ticks:
        y = 210 - 160 * tick / most
        label = f"{tick:.2f}" if kind else f"{tick:.0f}"
        parts.append(f'<path d="M{x} {y:.1f}h310" stroke="#e5e7eb"/>')
        parts.append(f'<text x="{x - 6}" y="{y + 4:.1f}" text-anchor="end" fill="#6b7280">{label}</text>')
    parts += [
        f'<text x="{x + 15 + day * 10}" y="226" text-anchor="middle" fill="#6b7280">{day + 1}</text>'
        for day in (0, 9, 19, 29)
    ]
    return "".join(parts)


def _path(x: int, values: Sequence[float], most: float, colour: str) -> str:
    points = " ".join(f"{x + 15 + number * 10},{210 - 160 * value / most:.1f}" for number, value in enumerate(values))
    return f'<polyline points="{points}" fill="none" stroke="{colour}" stroke-width="2"/>'


# An outage


class Hour:
    """An hour that passes in so many seconds."""

    def __init__(self, seconds: float) -> None:
        self._speed, self._started = 3600 / seconds, time.monotonic()
        self._from = datetime.now(UTC)

    def now(self) -> datetime:
        return self._from + timedelta(seconds=self._speed * (time.monotonic() - self._started))


def outage(seconds: float) -> bool:
    """Up, down for an hour, twice, and up again; play goes on and is timed."""
    from common import clock
    from content.selectors.texts import forget_all
    from content.writer import WRITERS, WriterThread

    clock.now = Hour(seconds).now
    quill = Quill()
    quill.seconds = 0.02
    writers = [WriterThread(quill, number) for number in range(WRITERS)]
    for writer in writers:
        writer.start()
    forget_all()
    taken: dict[bool, list[float]] = {True: [], False: []}
    closing = []
    for turn in range(4):
        quill.is_down = bool(turn % 2)
        opened = _hour(quill, seconds, taken[quill.is_down], first=turn * 1_000_000)
        if quill.is_down:
            closing.append(opened)
    quill.is_down = False
    is_cured = _cured()
    for writer in writers:
        writer.stop()
    for writer in writers:
        writer.join(5)
    return _compared(taken) and is_cured and all(0 < calls < BREAKER_FAILURES + WRITERS for calls in closing)


def _hour(quill: Quill, seconds: float, taken: list[float], *, first: int) -> int:
    """Play for an hour; gives after how many failed calls the provider was closed off."""
    before = len(quill.failed)
    taken += _play(seconds, first=first)
    failed = quill.failed[before:]
    opened = _before_a_rest(failed, seconds * REST / 3600 / 2)
    if quill.is_down:
        print(f"an hour down: closed off after {opened} calls, {len(failed)} in the whole hour")
    return opened


def _before_a_rest(moments: Sequence[float], rest: float) -> int:
    return next((number for number, (a, b) in enumerate(itertools.pairwise(moments), 1) if b - a > rest), len(moments))


def _cured() -> bool:
    """Whether the provider is asked again by itself, and what waited is written."""
    from content.models import GameText

    ends = time.monotonic() + 60
    while time.monotonic() < ends and (_is_open() or GameText.objects.filter(state="wanted").exists()):
        time.sleep(0.2)
    left = GameText.objects.filter(state="wanted").count()
    print(f"up again: {'STILL CLOSED OFF' if _is_open() else 'recovered by itself'}, {left} texts still wait")
    return not _is_open() and not left


def _play(seconds: float, *, first: int) -> Any:
    """Players meet places, one in five of which nobody has met before, at a pace that leaves the machine some room."""
    from content.selectors.texts import text_told

    rng, ends = random.Random(first), time.monotonic() + seconds
    number = 0
    while time.monotonic() < ends:
        number += 1
        place = first + number if number % 5 == 0 else rng.randrange(50)
        started = time.perf_counter()
        text_told(asked_of(place), player_id=first + number)
        yield (time.perf_counter() - started) * 1000
        time.sleep(0.005)


def _is_open() -> bool:
    from content.models import ProviderHealth

    return ProviderHealth.objects.filter(open_until__isnull=False).exists()


def _compared(taken: dict[bool, list[float]]) -> bool:
    cuts = {is_down: statistics.quantiles(samples, n=100) for is_down, samples in taken.items()}
    for is_down in (False, True):
        print(
            f"reading while the provider is {'down' if is_down else 'up'}: p50 {cuts[is_down][49]:.2f} ms, "
            f"p95 {cuts[is_down][94]:.2f} ms ({len(taken[is_down]):,} readings, one in five of a gap)"
        )
    ratio = cuts[True][94] / cuts[False][94]
    print(f"p95 down / up: {ratio:.2f}", flush=True)
    return ratio < NOISE


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seconds", type=float, default=10.0, help="how long an hour lasts")
    options = parser.parse_args()
    with servers():
        import django

        django.setup()
        from gameproject.testing import publish_starter

        publish_starter()
        print(f"load average: {os.getloadavg()[0]:.1f}")
        is_fast = hits(2_000)
        days = Month(7).days()
        month_told(days)
        plot(days)
        is_calm = outage(options.seconds)
        print(f"load average: {os.getloadavg()[0]:.1f}")
    print(f"p95 of a hit below {HIT_TARGET_MS:.0f} ms without a query:", "met" if is_fast else "MISSED")
    print("an outage changes nothing for players:", "met" if is_calm else "MISSED")


if __name__ == "__main__":
    main()
