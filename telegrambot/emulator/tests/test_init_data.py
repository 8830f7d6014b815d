"""Signed launch data, checked by independent libraries."""

from urllib.parse import parse_qs, urlsplit

import pytest
from aiogram.utils.web_app import check_webapp_signature
from init_data_py import validate_by_hash

from telegrambot.emulator.init_data import launch_url
from telegrambot.emulator.testing import RunningEmulator


def test_others_accept_what_we_sign_and_nothing_else(telegram: RunningEmulator, lena: int) -> None:
    signed = telegram.init_data(lena, start_param="ref_1")
    assert check_webapp_signature(telegram.token, signed)
    validate_by_hash(signed, telegram.token)
    assert not check_webapp_signature(telegram.token, signed.replace("ref_1", "ref_2"))
    assert not check_webapp_signature("1:other", signed)


@pytest.mark.parametrize("field", ["user", "auth_date", "hash", "signature", "start_param", "chat_instance"])
def test_the_usual_fields_are_there(telegram: RunningEmulator, lena: int, field: str) -> None:
    assert parse_qs(telegram.init_data(lena, start_param="x"))[field][0]


def test_the_fragment_carries_the_launch_data_once(telegram: RunningEmulator, lena: int) -> None:
    signed = telegram.init_data(lena)
    url = launch_url("https://example.com/app?a=1#/home", signed, theme="dark")
    parts = urlsplit(url)
    assert parts.query == "a=1"
    assert parse_qs(parts.fragment)["tgWebAppData"] == [signed]
    assert parts.fragment.startswith("/home&")
