"""The webhook: only Telegram gets in, and nothing is acknowledged that is not on disk."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client
from pytest_django import Settings

from common.models import InboxMessage
from telegrambot.receiver import updates_store
from telegrambot.source import bot_source
from telegrambot.views import MAX_BYTES

pytestmark = pytest.mark.django_db
SECRET = "only-telegram-knows"
UPDATE: dict[str, Any] = {
    "update_id": 7,
    "message": {
        "message_id": 1,
        "from": {"id": 5, "first_name": "L"},
        "chat": {"id": 5, "type": "private"},
        "text": "hi",
    },
}


@pytest.fixture(autouse=True)
def _secret(settings: Settings) -> None:
    settings.TELEGRAM_WEBHOOK_SECRET = SECRET


def post(body: Any, *, secret: str = SECRET) -> int:
    headers = {"X-Telegram-Bot-Api-Secret-Token": secret}
    answer = Client().post("/telegram/webhook", body, content_type="application/json", headers=headers)
    return int(answer.status_code)


def test_an_update_is_stored_once() -> None:
    assert [post(UPDATE), post(UPDATE)] == [200, 200]
    row = InboxMessage.objects.get()
    assert (row.source, row.external_id, row.lane) == (bot_source(), 7, 5)


@pytest.mark.parametrize("secret", ["", "wrong", SECRET + "x", "секрет"])
def test_nobody_else_gets_in(secret: str) -> None:
    assert post(UPDATE, secret=secret) == 403
    assert not InboxMessage.objects.exists()


def test_without_a_secret_nobody_gets_in(settings: Settings) -> None:
    settings.TELEGRAM_WEBHOOK_SECRET = ""
    assert post(UPDATE, secret="") == 403


@pytest.mark.parametrize("body", ["", "{", "[]", "null", "{}", '{"update_id": "x"}', '{"update_id": 1, "message": 5}'])
def test_what_is_no_update_is_refused(body: str) -> None:
    assert post(body) == 400


def test_a_huge_body_is_refused() -> None:
    assert post("x" * (MAX_BYTES + 1)) == 413


def test_get_is_refused() -> None:
    assert Client().get("/telegram/webhook").status_code == 405


def test_characters_that_jsonb_refuses_do_not_hold_back_a_batch() -> None:
    odd = [
        {**UPDATE, "update_id": 8, "message": {**UPDATE["message"], "text": "a\x00b"}},
        {**UPDATE, "update_id": 9, "message": {**UPDATE["message"], "text": "a\ud800b"}},
        UPDATE,
    ]
    assert updates_store("telegram:1", odd) == [5, 5, 5]
    texts = InboxMessage.objects.order_by("external_id").values_list("payload__message__text", flat=True)
    assert list(texts) == ["hi", "ab", "a?b"]
