"""Laws of the codec."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from telegrambot.codec import LONGEST, BadTap, Tap, Verb, command_of, decode, encode, read_command

keys = st.text("abcdefghijklmnopqrstuvwxyz0123456789_", max_size=24)
versions = st.integers(0, 2_147_483_647)
taps = st.builds(Tap, st.sampled_from(Verb), keys, st.none() | versions) | st.builds(
    Tap, st.sampled_from(Verb), keys, versions, st.integers(0, 9_223_372_036_854_775_807)
)


@given(taps)
def test_what_is_written_is_read(tap: Tap) -> None:
    data = encode(tap)
    assert decode(data) == tap
    assert len(data.encode()) <= LONGEST


@given(st.text(max_size=80))
def test_anything_else_is_refused_or_harmless(data: str) -> None:
    try:
        tap = decode(data)
    except BadTap:
        return
    assert len(tap.arg) <= 24


@pytest.mark.parametrize(
    "data", ["", ".", "go", "go..", "GO..ford", "go.-1.ford", "go.b5.ford", "go.1.ford.x", "go.１.x"]
)
def test_bad_data(data: str) -> None:
    if data == "go..":
        assert decode(data) == Tap(Verb.GO)
        return
    with pytest.raises(BadTap):
        decode(data)


@given(st.builds(Tap, st.sampled_from(Verb), keys.filter(lambda key: key[:1] not in {"", "_"})))
def test_every_tap_can_be_typed(tap: Tap) -> None:
    for text in (command_of(tap), f"  {command_of(tap).upper()}@artel_dev_bot "):
        command = read_command(text)
        assert command is not None
        assert command.tap == tap


def test_commands_that_are_none() -> None:
    assert read_command("hello") is None
    assert read_command("/") is None
    unknown = read_command("/dance wildly")
    assert unknown is not None
    assert unknown.tap is None
    start = read_command("/start friend-17")
    assert start is not None
    assert start.rest == "friend-17"
