"""Writers beside each other, writers that die, providers that fail, and money that runs out."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from functools import partial
from typing import Any

import pytest

from common import clock
from common.models import OutboxMessage
from common.tests.sample import in_threads
from content.models import GameText, ProviderHealth, TextCall, TextSpending, TextVersion
from content.providers.base import Answer, Outcome
from content.rules.catalogue import Catalogue
from content.rules.texts import Policy, Purpose, TextKindSpec, TextRulesSpec, Words
from content.selectors import texts
from content.selectors.texts import text_told
from content.services.writing import text_call, text_claim, text_settle, text_write_next
from content.state.wishes import texts_prefetch
from content.tests.texts import WRITTEN, Scribe, ford
from gameproject.testing import publish_catalogue

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("published_world")]

NOON = datetime(2026, 3, 1, 12, tzinfo=UTC)
DOWN = Answer(Outcome.TRANSPORT)


class Time:
    def __init__(self) -> None:
        self.now = NOON

    def pass_(self, **delta: float) -> None:
        self.now += timedelta(**delta)


@pytest.fixture(autouse=True)
def time_(monkeypatch: pytest.MonkeyPatch) -> Iterator[Time]:
    time_ = Time()
    monkeypatch.setattr(clock, "now", lambda: time_.now)
    texts.forget_all()
    yield time_
    texts.forget_all()


def want(*, player_id: int = 7, **facts: str) -> None:
    text_told(ford(**facts), player_id=player_id)
    GameText.objects.update(due_at=clock.now())


def publish_kind(world: Catalogue, rules: TextRulesSpec | None = None, **changes: Any) -> None:
    """The starter world with another kind of place texts, or other limits."""
    kinds = {
        key: replace(kind, **changes) if kind.purpose is Purpose.LOCATION else kind
        for key, kind in world.all(TextKindSpec).items()
    }
    sections = dict(world.sections) | {TextKindSpec: kinds}
    if rules is not None:
        sections[TextRulesSpec] = {"default": rules}
    publish_catalogue(Catalogue(0, sections))


def state() -> str:
    return GameText.objects.get().state


def test_one_that_died_is_followed_by_exactly_one_more(time_: Time) -> None:
    want()
    scribe = Scribe()
    dead = text_claim(scribe, now=clock.now())
    assert dead is not None
    assert not text_write_next(scribe), "it is leased"
    time_.pass_(seconds=61)
    assert text_write_next(scribe)
    assert not text_write_next(scribe)
    assert [call.outcome for call in TextCall.objects.order_by("pk")] == ["lost", "ok"]
    lost = TextCall.objects.earliest("pk")
    assert lost.cost == lost.reserved > 0
    spent = TextSpending.objects.get(purpose="")
    assert (spent.reserved, spent.spent) == (0, lost.cost + 2000)


def test_one_that_comes_back_too_late_changes_nothing(time_: Time) -> None:
    want()
    scribe = Scribe()
    late = text_claim(scribe, now=clock.now())
    assert late is not None
    called = text_call(scribe, late)
    time_.pass_(seconds=61)
    assert text_write_next(scribe)
    before = GameText.objects.values().get()
    text_settle(late, scribe, called, now=clock.now())
    assert GameText.objects.values().get() == before
    assert TextVersion.objects.count() == 1


def test_a_faulty_text_is_tried_again_and_given_up_in_the_end() -> None:
    want()
    scribe = Scribe([Answer(Outcome.OK, Words("<b>Беги</b>"), 10, 10)] * 5)
    while text_write_next(scribe):
        pass
    assert len(scribe.calls) == 3
    assert state() == "failed"
    assert {version.verdict for version in TextVersion.objects.all()} == {"faulty"}
    assert "symbols" in {fault["code"] for fault in TextVersion.objects.earliest("pk").faults}
    texts.forget_all()
    assert "<" not in text_told(ford(), player_id=9).body


def test_a_kind_under_review_waits_for_a_moderator(published_world: Catalogue) -> None:
    publish_kind(published_world, policy=Policy.REVIEW)
    want()
    assert text_write_next(Scribe())
    assert state() == "waiting"
    assert OutboxMessage.objects.filter(name="content.TextWaits").count() == 1
    assert not OutboxMessage.objects.filter(name="content.TextPublished").exists()
    texts.forget_all()
    assert text_told(ford()).body != WRITTEN


def test_a_kind_that_is_off_is_neither_wanted_nor_written(published_world: Catalogue) -> None:
    want()
    publish_kind(published_world, is_on=False)
    assert not text_write_next(Scribe())
    text_told(ford(time="утро"), player_id=7)
    assert GameText.objects.count() == 1


def test_an_outage_opens_the_breaker_and_one_probe_closes_it(time_: Time) -> None:
    for hour in range(12):
        want(time=f"час {hour}")
    scribe = Scribe([DOWN] * 6)
    while text_write_next(scribe):
        pass
    assert len(scribe.calls) == 5, "as many as the rules say"
    assert ProviderHealth.objects.get().failures == 5
    time_.pass_(seconds=61)
    assert in_threads(*[partial(text_write_next, scribe)] * 4).count(True) == 1, "one probe"
    assert len(scribe.calls) == 6
    assert not text_write_next(scribe), "which failed"
    time_.pass_(seconds=61)
    time_.pass_(minutes=10)
    while text_write_next(scribe):
        pass
    assert ProviderHealth.objects.get().failures == 0
    assert set(GameText.objects.values_list("state", flat=True)) == {"published"}
    assert set(GameText.objects.values_list("attempts", flat=True)) == {0}, "an outage costs a text nothing"


def test_a_provider_is_asked_when_it_said(time_: Time) -> None:
    want()
    scribe = Scribe([Answer(Outcome.QUOTA, retry_after=120)])
    assert text_write_next(scribe)
    time_.pass_(seconds=119)
    assert not text_write_next(scribe)
    time_.pass_(seconds=2)
    assert text_write_next(scribe)
    assert state() == "published"


def test_the_day_has_so_much_money_and_no_more(published_world: Catalogue, time_: Time) -> None:
    publish_kind(published_world, TextRulesSpec("default", daily_budget=1, texts_a_player=1000))
    for hour in range(40):
        want(time=f"час {hour}")
    scribe = Scribe()
    in_threads(*[partial(_write_all, scribe)] * 4)
    money = TextSpending.objects.get(purpose="")
    assert money.reserved == 0
    assert 0 < money.spent <= 10_000
    written = GameText.objects.filter(state="published").count()
    assert 0 < written < 40
    time_.pass_(days=1)
    assert text_write_next(scribe)
    assert TextSpending.objects.filter(purpose="").count() == 2


def _write_all(scribe: Scribe) -> None:
    for _ in range(60):
        text_write_next(scribe)


def test_a_kind_has_its_own_measure(published_world: Catalogue) -> None:
    publish_kind(published_world, daily_budget=1)
    for hour in range(40):
        want(time=f"час {hour}", player_id=hour)
    scribe = Scribe()
    _write_all(scribe)
    assert TextSpending.objects.get(purpose="location").spent <= 10_000
    assert GameText.objects.filter(state="wanted").exists()


def test_readers_come_before_what_is_written_ahead() -> None:
    assert texts_prefetch([ford(time="утро"), ford(time="вечер"), ford(time="утро")]) == 2
    assert texts_prefetch([ford(time="утро")]) == 0
    want(time="день")
    scribe = Scribe()
    assert text_write_next(scribe)
    assert GameText.objects.get(state="published").facts["time"] == "день"


def test_who_meets_what_is_written_ahead_is_its_first_explorer() -> None:
    texts_prefetch([ford()])
    GameText.objects.update(due_at=clock.now())
    text_told(ford(), player_id=7)
    row = GameText.objects.get()
    assert (row.priority, row.explorer_id) == (0, 7)
    text_write_next(Scribe())
    assert OutboxMessage.objects.get(name="content.TextPublished").payload["awaited_by"] == [7]


def test_a_library_that_raises_is_an_outage() -> None:
    class Broken(Scribe):
        def write(self, prompt: Any, *, seconds: float) -> Answer:
            raise RuntimeError("boom")

    want()
    assert text_write_next(Broken())
    assert TextCall.objects.get().outcome == "transport"
    assert state() == "wanted"
