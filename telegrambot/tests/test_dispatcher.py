"""Lanes: in order, side by side, and none forgotten."""

from __future__ import annotations

import threading
import time
from collections import defaultdict

from telegrambot.dispatcher import Dispatcher, Step
from telegrambot.tests.test_faults import eventually


class Inbox:
    """Updates of lanes as a list each; notes what is done at once."""

    def __init__(self) -> None:
        self.pending: dict[int, list[int]] = defaultdict(list)
        self.done: dict[int, list[int]] = defaultdict(list)
        self.busy: set[int] = set()
        self.lock = threading.Lock()
        self.clashes = 0

    def put(self, lane: int, update: int) -> None:
        with self.lock:
            self.pending[lane].append(update)

    def work(self, lane: int, waiting: int) -> Step:
        with self.lock:
            self.clashes += lane in self.busy
            self.busy.add(lane)
            update = self.pending[lane].pop(0) if self.pending[lane] else None
        time.sleep(0.0005)
        with self.lock:
            self.busy.discard(lane)
            if update is None:
                return Step.EMPTY
            self.done[lane].append(update)
        return Step.DONE


def test_every_update_is_done_once_in_its_order_and_one_at_a_time() -> None:
    inbox = Inbox()
    dispatcher = Dispatcher(inbox.work, threads=4)
    dispatcher.start()
    for update in range(50):
        for lane in range(7):
            inbox.put(lane, update)
            # Now and then an update that was there already: told of twice, found once.
            dispatcher.notify([lane] if update % 5 else [lane, lane])
    eventually(lambda: sum(map(len, inbox.done.values())) == 350)
    assert all(done == list(range(50)) for done in inbox.done.values())
    assert inbox.clashes == 0
    eventually(lambda: dispatcher.backlog == 0)
    assert dispatcher.stop(5)


def test_a_lane_found_by_a_sweep_goes_on_to_its_end() -> None:
    inbox = Inbox()
    for update in range(20):
        inbox.put(1, update)
    dispatcher = Dispatcher(inbox.work, threads=2)
    dispatcher.start()
    dispatcher.wake([1])
    eventually(lambda: len(inbox.done[1]) == 20, 2)
    assert dispatcher.stop(5)


def test_none_is_forgotten_when_it_comes_while_the_lane_is_found_empty() -> None:
    looking, come = threading.Event(), threading.Event()
    steps: list[Step] = []

    def work(lane: int, waiting: int) -> Step:
        if not steps:
            looking.set()
            come.wait(5)
        steps.append(Step.EMPTY if not steps else Step.DONE)
        return steps[-1]

    dispatcher = Dispatcher(work, threads=1)
    dispatcher.start()
    dispatcher.notify([1])
    assert looking.wait(5)
    dispatcher.notify([1])
    come.set()
    eventually(lambda: steps == [Step.EMPTY, Step.DONE])
    assert dispatcher.stop(5)
