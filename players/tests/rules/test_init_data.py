"""Launch data: believed exactly when Telegram signed it lately, whoever's library did the signing."""

from __future__ import annotations

import time
from datetime import UTC, datetime, timedelta
from urllib.parse import parse_qsl, quote, urlencode

import pytest
from aiogram.utils.web_app import check_webapp_signature
from hypothesis import example, given
from hypothesis import strategies as st
from init_data_py import UnsignedInitData, User, is_valid_by_hash, sign

from gameproject.tests.api.signing import signed_init_data
from players.errors import InitDataRefused
from players.rules.init_data import LONGEST, LaunchData, init_data_read

TOKEN = "4200000042:AAEmulatorTokenForLocalPlayOnly_0001"
MAX_AGE = timedelta(hours=1)
USER_IDS = st.integers(1, 2**52 - 1)
TEXTS = st.text(st.characters(exclude_categories=["Cs"]), max_size=40)
NOW = datetime(2026, 11, 21, 12, tzinfo=UTC)


def read(raw: str, *, now: datetime = NOW, token: str = TOKEN) -> LaunchData:
    return init_data_read(raw, bot_token=token, now=now, max_age=MAX_AGE)


def signed(user_id: int = 42, *, at: datetime = NOW, **fields: str) -> str:
    return signed_init_data(TOKEN, user_id, age=time.time() - at.timestamp(), **fields)


def refused(raw: str, *, now: datetime = NOW, token: str = TOKEN) -> str:
    with pytest.raises(InitDataRefused) as caught:
        read(raw, now=now, token=token)
    return str(caught.value.params["reason"])


@given(USER_IDS, TEXTS, TEXTS, st.sampled_from(["ru", "en", "pt-br", None]))
def test_what_another_library_signed_is_believed(user_id: int, name: str, start: str, language: str | None) -> None:
    user = User(id=user_id, first_name=name, language_code=language)
    payload = UnsignedInitData(user=user, start_param=start or None, query_id="AAH")
    raw = sign(payload, TOKEN, auth_date=NOW)
    assert check_webapp_signature(TOKEN, raw)
    launch = read(raw)
    assert (launch.telegram_id, launch.language_code or None) == (user_id, language)


@given(USER_IDS, TEXTS.filter(str.strip))
def test_what_we_believe_the_other_libraries_believe_too(user_id: int, start: str) -> None:
    raw = signed(user_id, start_param=start)
    assert read(raw).telegram_id == user_id
    assert check_webapp_signature(TOKEN, raw)
    assert is_valid_by_hash(raw, TOKEN, expires_in=None)


@given(st.data(), USER_IDS)
def test_a_changed_field_is_refused(data: st.DataObject, user_id: int) -> None:
    fields = dict(parse_qsl(signed(user_id)))
    name = data.draw(st.sampled_from(sorted(fields)))
    value = data.draw(TEXTS)
    if value == fields[name]:
        return
    changed = urlencode(fields | {name: value})
    assert refused(changed) in {"forged", "malformed"}
    assert not is_valid_by_hash(changed, TOKEN, expires_in=None)


@given(st.data(), USER_IDS)
def test_a_missing_field_is_refused(data: st.DataObject, user_id: int) -> None:
    fields = dict(parse_qsl(signed(user_id)))
    fields.pop(data.draw(st.sampled_from(sorted(fields))))
    assert refused(urlencode(fields)) in {"forged", "malformed"}


@given(TEXTS.filter(bool), TEXTS)
def test_an_added_field_is_refused(name: str, value: str) -> None:
    raw = signed()
    assert refused(f"{raw}&{urlencode({name: value})}") in {"forged", "malformed"}


def test_the_signature_field_is_part_of_what_is_signed() -> None:
    fields = dict(parse_qsl(signed()))
    fields["signature"] = "YW5vdGhlcg"
    assert refused(urlencode(fields)) == "forged"


def test_the_order_of_fields_does_not_matter() -> None:
    fields = parse_qsl(signed())
    assert read(urlencode(fields[::-1])) == read(urlencode(fields))


def test_another_way_to_escape_is_the_same_launch() -> None:
    fields = parse_qsl(signed(start_param="a b+c"))
    assert read(urlencode(fields, quote_via=quote)) == read(urlencode(fields))


@pytest.mark.parametrize(
    ("age", "verdict"),
    [(0, "believed"), (3600, "believed"), (3601, "expired"), (-60, "believed"), (-61, "future")],
)
def test_it_must_be_fresh(age: int, verdict: str) -> None:
    raw = signed(at=NOW - timedelta(seconds=age))
    assert verdict == ("believed" if _is_believed(raw) else refused(raw))


def _is_believed(raw: str) -> bool:
    try:
        return bool(read(raw))
    except InitDataRefused:
        return False


def test_the_token_of_another_bot_is_refused() -> None:
    assert refused(signed(), token="4200000043:other") == "forged"


@pytest.mark.parametrize("auth_date", ["", "abc", "-1", "1e9", "١٧٠٠٠٠٠٠٠٠", "9" * 40, " 1700000000"])
def test_a_time_that_is_none_is_refused(auth_date: str) -> None:
    assert refused(signed(auth_date=auth_date)) == "malformed"


@pytest.mark.parametrize(
    "user",
    ["", "{", "[]", "null", "{}", '{"id":0}', '{"id":-5}', '{"id":"42"}', '{"id":true}', '{"id":1.5}', '{"id":1e3}'],
)
def test_a_user_that_is_none_is_refused(user: str) -> None:
    assert refused(signed(user=user)) == "malformed"


def test_fields_given_twice_are_refused() -> None:
    raw = signed()
    for name, value in parse_qsl(raw):
        assert refused(f"{raw}&{urlencode({name: value})}") == "malformed"


@pytest.mark.parametrize("digest", ["", "0" * 63, "G" * 64, "0" * 65, "é" * 64])
def test_a_hash_that_is_none_is_refused(digest: str) -> None:
    fields = dict(parse_qsl(signed()))
    assert refused(urlencode(fields | {"hash": digest})) == "malformed"


def test_the_hash_in_capitals_is_another_spelling_and_refused() -> None:
    """Else one launch could be used twice."""
    fields = dict(parse_qsl(signed()))
    assert refused(urlencode(fields | {"hash": fields["hash"].upper()})) == "malformed"


def test_too_much_is_refused() -> None:
    assert refused(signed(start_param="x" * LONGEST)) == "malformed"
    assert refused("&".join(f"f{number}=1" for number in range(40))) == "malformed"


@given(st.text(max_size=300))
@example("")
@example("hash")
@example("=&=")
@example("hash=%FF%FE")
@example("hash=\ud800")
@example("user=%00&hash=" + "0" * 64)
@example("user=\ud800&hash=" + "0" * 64)
def test_noise_is_refused_and_never_a_crash(raw: str) -> None:
    assert refused(raw) in {"malformed", "forged"}
