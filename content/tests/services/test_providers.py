"""The real libraries against a server that misbehaves: each outcome has its name, nothing takes longer than allowed."""

from __future__ import annotations

import json
import time
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from typing import Any

import pytest

from common.rules.text import Text
from content.providers.attempts import answer_within, retry_after, words_from
from content.providers.base import Answer, Outcome, Price, Provider
from content.providers.gemini import GeminiProvider
from content.providers.openai import OpenAIProvider
from content.rules.prompts import Prompt, prompt_make
from content.rules.texts import Purpose, TextKindSpec, Words
from content.tests import provider_stub as stubs
from content.tests.provider_stub import Handler, Stub, answering, dripping, hanging, resetting, running_stub
from content.tests.texts import ford

TEXT = "Туман лежит на воде, и огни деревни дрожат в нём."
TOLD = json.dumps({"text": TEXT})
KIND = TextKindSpec("place_mood", Text("Место", "Place"), Purpose.LOCATION, "Describe the place.")


@pytest.fixture
def stub() -> Iterator[Stub]:
    with running_stub() as server:
        yield server


@pytest.fixture(params=["gemini", "openai"])
def provider(request: pytest.FixtureRequest, stub: Stub) -> Provider:
    if request.param == "gemini":
        return GeminiProvider(api_key="k", model="gemini-2.5-flash", base_url=stub.url)
    return OpenAIProvider(api_key="k", model="gpt-4o-mini", base_url=f"{stub.url}/v1")


def prompt(**changes: Any) -> Prompt:
    return prompt_make(KIND, ford(**changes), seed=2**62)


def told(provider: Provider, text: str | None) -> Any:
    """The provider's own form of an answer."""
    return getattr(stubs, provider.name)(text)


def asked(stub: Stub, provider: Provider, *script: Handler, seconds: float = 5.0) -> Answer:
    stub.script = list(script)
    return provider.write(prompt(), seconds=seconds)


def test_a_text_with_what_it_used(stub: Stub, provider: Provider) -> None:
    answer = asked(stub, provider, answering(told(provider, TOLD)))
    assert answer == Answer(Outcome.OK, Words(TEXT), 120, 40)
    ((path, body),) = stub.requests
    assert "gemini-2.5-flash" in path or body["model"] == "gpt-4o-mini"
    sent = json.dumps(body, ensure_ascii=False)
    assert "Describe the place." in sent
    assert "Брод" in sent
    assert provider.price_of(provider.model_of(prompt())).cost(120, 40) > 0


@pytest.mark.parametrize("said", [None, "", "  \n"])
def test_nothing_said_is_empty(stub: Stub, provider: Provider, said: str | None) -> None:
    assert asked(stub, provider, answering(told(provider, said))).outcome is Outcome.EMPTY


@pytest.mark.parametrize(
    "said",
    [
        "Once upon a time",
        '{"text": 5}',
        '{"text": "ok", "gold": 100}',
        '["text"]',
        '{"text": "cut o',
        "[" * 10_000,
        json.dumps({"text": "x" * 50_000}),
        '{"title": "no text"}',
    ],
)
def test_other_than_was_asked_for_is_invalid(stub: Stub, provider: Provider, said: str) -> None:
    assert asked(stub, provider, answering(told(provider, said))).outcome is Outcome.INVALID


def test_gemini_blocks_and_cuts_without_raising(stub: Stub) -> None:
    provider = GeminiProvider(api_key="k", model="gemini-2.5-flash", base_url=stub.url)
    assert asked(stub, provider, answering(stubs.gemini(None, block="SAFETY"))).outcome is Outcome.BLOCKED
    assert asked(stub, provider, answering(stubs.gemini(None, reason="SAFETY"))).outcome is Outcome.BLOCKED
    assert asked(stub, provider, answering(stubs.gemini(TOLD, reason="PROHIBITED_CONTENT"))).outcome is Outcome.BLOCKED
    assert asked(stub, provider, answering(stubs.gemini('{"te', reason="MAX_TOKENS"))).outcome is Outcome.TRUNCATED
    assert asked(stub, provider, answering({})).outcome is Outcome.EMPTY


def test_openai_refuses_and_cuts_without_raising(stub: Stub) -> None:
    provider = OpenAIProvider(api_key="k", model="gpt-4o-mini", base_url=stub.url)
    assert asked(stub, provider, answering(stubs.openai(None, refusal="I cannot"))).outcome is Outcome.BLOCKED
    assert asked(stub, provider, answering(stubs.openai(None, reason="content_filter"))).outcome is Outcome.BLOCKED
    assert asked(stub, provider, answering(stubs.openai('{"te', reason="length"))).outcome is Outcome.TRUNCATED
    assert asked(stub, provider, answering({})).outcome is Outcome.EMPTY


@pytest.mark.parametrize(
    "trouble",
    [
        answering({"error": {"message": "down"}}, status=503),
        answering({"error": {"message": "broken"}}, status=500),
        answering(b"<html>gateway</html>"),
        resetting,
    ],
    ids=["503", "500", "a page", "reset"],
)
def test_trouble_is_tried_again(stub: Stub, provider: Provider, trouble: Handler) -> None:
    answer = asked(stub, provider, trouble, answering(told(provider, TOLD)), seconds=10)
    assert answer.outcome is Outcome.OK
    assert len(stub.requests) == 2


def test_a_wrong_request_is_not_tried_again(stub: Stub, provider: Provider) -> None:
    answer = asked(stub, provider, answering({"error": {"message": "no such model"}}, status=404))
    assert answer.outcome is Outcome.INVALID
    assert len(stub.requests) == 1


def test_a_server_is_asked_again_when_it_has_said(stub: Stub, provider: Provider) -> None:
    busy = answering({"error": {"message": "slow down"}}, status=429, headers={"Retry-After": "1"})
    started = time.monotonic()
    answer = asked(stub, provider, busy, answering(told(provider, TOLD)), seconds=10)
    assert answer.outcome is Outcome.OK
    assert time.monotonic() - started >= 1


def test_one_that_says_later_than_there_is_time_for_is_left_alone(stub: Stub, provider: Provider) -> None:
    busy = answering({"error": {"message": "slow down"}}, status=429, headers={"Retry-After": "60"})
    answer = asked(stub, provider, busy)
    assert (answer.outcome, answer.retry_after) == (Outcome.QUOTA, 60)
    assert len(stub.requests) == 1


@pytest.mark.parametrize("slow", [hanging(3), dripping(3)], ids=["hangs", "drips"])
def test_nothing_takes_longer_than_allowed(stub: Stub, provider: Provider, slow: Handler) -> None:
    started = time.monotonic()
    answer = asked(stub, provider, slow, seconds=0.5)
    assert answer.outcome is Outcome.TRANSPORT
    assert time.monotonic() - started < 2


def test_no_server_at_all() -> None:
    provider = GeminiProvider(api_key="k", model="gemini-2.5-flash", base_url="http://127.0.0.1:9")
    assert provider.write(prompt(), seconds=1).outcome is Outcome.TRANSPORT


def test_rests_grow_and_never_leave_the_time(monkeypatch: pytest.MonkeyPatch) -> None:
    now, rests = [0.0], []

    def sleep(seconds: float) -> None:
        rests.append(seconds)
        now[0] += seconds

    down = Answer(Outcome.TRANSPORT)
    answer_within(20, lambda left: down, monotonic=lambda: now[0], sleep=sleep)
    assert rests == [0.5, 1.0]
    rests.clear()
    answer_within(1.4, lambda left: down, monotonic=lambda: 0.0, sleep=sleep)
    assert rests == []


def test_both_forms_of_retry_after() -> None:
    assert retry_after({"retry-after": "7"}) == 7
    later = format_datetime(datetime.now(UTC) + timedelta(seconds=30), usegmt=True)
    assert 25 < (retry_after({"retry-after": later}) or 0) <= 30
    assert retry_after({"retry-after": "soon"}) is None
    assert retry_after(None) is None


def test_a_monster_has_a_title_beside_its_text() -> None:
    assert words_from('{"text": "t", "title": "Вий"}', Purpose.MONSTER) == Words("t", "Вий")
    assert words_from('{"text": "t"}', Purpose.MONSTER) is None
    assert words_from('{"text": "t", "title": "Вий"}', Purpose.ITEM) is None


def test_money_is_rounded_up() -> None:
    assert Price(100_000, 400_000).cost(1, 0) == 1
    assert Price(100_000, 400_000).cost(1000, 100) == 140
