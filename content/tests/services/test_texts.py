"""A text's way: met by nobody before, wanted once, written once, read by everybody."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

import pytest
from pytest_django import DjangoAssertNumQueries

from common.models import OutboxMessage
from common.tests.sample import in_threads
from content.models import GameText, TextCall, TextQuota, TextSpending, TextVersion
from content.rules.catalogue import Catalogue
from content.selectors import texts
from content.selectors.texts import text_told
from content.services.writing import text_write_next
from content.tests.texts import WRITTEN, Scribe, ford

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("published_world")]


@pytest.fixture(autouse=True)
def no_memory() -> Iterator[None]:
    texts.forget_all()
    yield
    texts.forget_all()


def test_the_first_to_meet_a_gap_has_it_written_and_the_next_read_it(
    published_world: Catalogue, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    scribe = Scribe()
    first = text_told(ford(), player_id=7)
    assert first.is_awaited
    assert first.body != WRITTEN
    assert text_write_next(scribe)
    assert not text_write_next(scribe)
    texts.forget(ford().fingerprint)
    told = text_told(ford(), player_id=8)
    assert (told.body, told.is_awaited) == (WRITTEN, False)
    with django_assert_num_queries(0):
        assert text_told(ford(), player_id=9) == told
    assert len(scribe.calls) == 1
    row = GameText.objects.get()
    assert (row.state, row.explorer_id, row.is_reviewed) == ("published", 7, False)
    payload = OutboxMessage.objects.get(name="content.TextPublished").payload
    assert payload["awaited_by"] == [7]
    version = TextVersion.objects.get()
    assert (version.provider, version.model, version.cost) == ("scribe", "quill", 2000)
    assert {(it.purpose, it.reserved, it.spent) for it in TextSpending.objects.all()} == {
        ("", 0, 2000),
        ("location", 0, 2000),
    }


def test_many_at_once_want_it_once(published_world: Catalogue) -> None:
    scribe = Scribe()
    in_threads(*(partial(text_told, ford(), player_id=number) for number in range(1, 9)))
    assert GameText.objects.count() == 1
    assert in_threads(*[partial(text_write_next, scribe)] * 4).count(True) == 1
    assert len(scribe.calls) == TextCall.objects.count() == 1


def test_a_player_brings_about_so_many_a_day(published_world: Catalogue) -> None:
    for number in range(40):
        text_told(ford(time=f"час {number}"), player_id=7)
    assert TextQuota.objects.get().texts == 30
    assert GameText.objects.count() == 30
