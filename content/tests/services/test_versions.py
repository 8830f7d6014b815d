"""Every text keeps what was ever written for it, how, and who decided; any of it can be read again."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from functools import partial

import pytest
from django.contrib.auth.models import User

from common.errors import Stale
from common.tests.sample import in_threads
from content.errors import TextFaulty, TextNotWritten
from content.models import GameText, TextVersion
from content.providers.base import Answer, Outcome
from content.release import current
from content.rules.catalogue import Catalogue
from content.rules.prompts import prompt_version
from content.rules.texts import TextKindSpec, Words
from content.selectors import texts
from content.selectors.text_files import TextFilter, texts_page
from content.selectors.texts import text_told
from content.services.moderation import text_approve, text_edit, text_regenerate
from content.services.writing import text_write_next
from content.state.kinds import kind_for
from content.tests.texts import WRITTEN, Scribe, ford
from gameproject.testing import publish_catalogue, starter_catalogue

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("published_world")]
OWN = "Вода здесь помнит каждого, кто переходил её ночью, и никому не называет его имени."


@pytest.fixture(autouse=True)
def no_memory() -> Iterator[None]:
    texts.forget_all()
    yield
    texts.forget_all()


@pytest.fixture
def moderator() -> User:
    return User.objects.create_user("zlata", is_staff=True)


def prompt_now() -> str:
    kind = kind_for(current(), ford().purpose)
    assert kind is not None
    return prompt_version(kind)


def another_prompt() -> None:
    starter = starter_catalogue()
    kinds = {key: replace(kind, prompt=f"{kind.prompt} Be brief.") for key, kind in starter.all(TextKindSpec).items()}
    publish_catalogue(Catalogue(0, {**starter.sections, TextKindSpec: kinds}))


def written(moderator: User) -> GameText:
    """By a provider, by the same with another prompt and a hint, and by a moderator."""
    scribe = Scribe()
    text_told(ford(), player_id=7)
    assert text_write_next(scribe)
    row = GameText.objects.get()
    another_prompt()
    text_regenerate(text_id=row.pk, revision=0, by=moderator, hint="Короче")
    assert text_write_next(scribe)
    text_edit(text_id=row.pk, revision=1, by=moderator, body=OWN)
    row.refresh_from_db()
    return row


def read() -> str:
    texts.forget_all()
    return text_told(ford()).body


def test_what_was_written_how_and_by_whom_it_was_judged(moderator: User) -> None:
    before = prompt_now()
    first, second, third = written(moderator).versions.order_by("number")
    assert (first.number, first.origin, first.body, first.prompt_version) == (1, "provider", WRITTEN, before)
    assert (second.number, second.origin, second.prompt_version, second.hint) == (2, "provider", prompt_now(), "Короче")
    assert before != prompt_now()
    for version in (first, second):
        assert (version.provider, version.model, version.cost) == ("scribe", "quill", 2000)
        assert version.seed.isdigit()
    assert first.seed != second.seed
    assert (third.number, third.origin, third.cost, third.prompt_version) == (3, "moderator", 0, "")
    assert (third.reviewer, third.verdict) == (moderator, "approved")


def test_back_to_any_version_and_forth(moderator: User) -> None:
    row = written(moderator)
    for version in (*row.versions.order_by("number"), *row.versions.order_by("-number")):
        row.refresh_from_db()
        text_approve(text_id=row.pk, revision=row.revision, by=moderator, version_id=version.pk)
        row.refresh_from_db()
        assert (read(), row.version, row.state) == (version.body, version.number, "published")
    assert row.versions.count() == 3


def test_a_version_of_another_text_is_none_of_this_one(moderator: User) -> None:
    row = written(moderator)
    other = GameText.objects.create(purpose="item", language="ru", fingerprint="x", subject="item:x", facts={})
    stranger = TextVersion.objects.create(text=other, number=1, body="Чужое.")
    with pytest.raises(TextNotWritten):
        text_approve(text_id=row.pk, revision=row.revision, by=moderator, version_id=stranger.pk)
    assert read() == OWN


def test_of_two_who_roll_back_at_once_one_is_told(moderator: User) -> None:
    row = written(moderator)
    first, second, _ = row.versions.order_by("number")
    other = User.objects.create_user("dobrynya", is_staff=True)

    def back(by: User, version: TextVersion) -> str:
        try:
            text_approve(text_id=row.pk, revision=row.revision, by=by, version_id=version.pk)
        except Stale:
            return "stale"
        return version.body

    outcomes = in_threads(partial(back, moderator, first), partial(back, other, second))
    assert outcomes.count("stale") == 1
    assert read() == next(it for it in outcomes if it != "stale")


def test_what_the_checks_stopped_is_not_rolled_back_to(moderator: User) -> None:
    scribe = Scribe([Answer(Outcome.OK, Words(f"{WRITTEN} <b>Жми</b> сюда."), 100, 50)])
    text_told(ford(), player_id=7)
    assert text_write_next(scribe)
    row = GameText.objects.get()
    bad = row.versions.get()
    assert bad.verdict == "faulty"
    for version_id in (None, bad.pk):
        with pytest.raises(TextFaulty) as refused:
            text_approve(text_id=row.pk, revision=0, by=moderator, version_id=version_id)
        assert "symbols" in str(refused.value.params["faults"])
    row.refresh_from_db()
    assert (row.state, row.revision, row.body) == ("wanted", 0, "")


def test_texts_of_an_older_prompt_are_found(moderator: User) -> None:
    before = prompt_now()
    row = written(moderator)
    by_old = TextFilter(state=GameText.State.PUBLISHED, prompt_version=before)
    assert texts_page(by_old, after=None, limit=5) == [row]
    by_none = TextFilter(state=GameText.State.PUBLISHED, prompt_version="0" * 12)
    assert texts_page(by_none, after=None, limit=5) == []
