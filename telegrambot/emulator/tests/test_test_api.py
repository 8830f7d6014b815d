"""The test API over HTTP, as a program in another process uses it."""

import base64
import json
from typing import Any
from urllib.error import HTTPError
from urllib.request import Request, urlopen

from telegram import Bot, InlineKeyboardButton, InlineKeyboardMarkup

from telegrambot.emulator.config import EmulatorConfig
from telegrambot.emulator.testing import RunningEmulator
from telegrambot.emulator.tests.checks import picture


def call(telegram: RunningEmulator, method: str, path: str, body: Any = None) -> tuple[int, Any]:
    data = json.dumps(body).encode() if body is not None else None
    try:
        with urlopen(Request(f"{telegram.url}/emulator/api{path}", data=data, method=method)) as response:
            return response.status, json.load(response)
    except HTTPError as refused:
        return refused.code, json.load(refused)


def test_a_person_is_made_talks_and_is_listed(telegram: RunningEmulator) -> None:
    status, made = call(telegram, "POST", "/people", {"first_name": "Mia", "language_code": "en"})
    assert status == 201
    person_id = made["person"]["id"]
    _, started = call(telegram, "POST", f"/people/{person_id}/start", {"payload": "ref_7"})
    assert started["message"]["text"] == "/start ref_7"
    call(telegram, "POST", f"/people/{person_id}/say", {"text": "hi"})
    photo = base64.b64encode(picture()).decode()
    call(telegram, "POST", f"/people/{person_id}/photo", {"photo": photo, "caption": "me"})
    _, chat = call(telegram, "GET", f"/people/{person_id}/chat")
    assert [message.get("text") for message in chat["messages"]] == ["/start ref_7", "hi", None]
    _, listed = call(telegram, "GET", "/people")
    assert [person["first_name"] for person in listed["people"]] == ["Mia"]


async def test_waiting_for_what_the_bot_does(telegram: RunningEmulator, bot: Bot, lena: int) -> None:
    keyboard = InlineKeyboardMarkup([[InlineKeyboardButton("a", callback_data="a")]])
    sent = await bot.send_message(lena, "раз", reply_markup=keyboard)
    _, first = call(telegram, "GET", f"/people/{lena}/wait?after=0")
    assert (first["kind"], first["message"]["text"]) == ("message", "раз")
    await bot.edit_message_text("два", lena, sent.message_id, reply_markup=keyboard)
    _, second = call(telegram, "GET", f"/people/{lena}/wait?after={first['seq']}")
    assert (second["kind"], second["message"]["text"]) == ("edit", "два")
    assert call(telegram, "GET", f"/people/{lena}/wait?after={second['seq']}&timeout=0.05")[0] == 408
    _, pressed = call(telegram, "POST", f"/people/{lena}/press", {"row": 0, "column": 0, "timeout": 0})
    assert pressed["answer"] is None
    assert (await bot.get_updates())[0].callback_query is not None


def test_what_a_person_cannot_do_is_explained(telegram: RunningEmulator, lena: int) -> None:
    for path, body, reason in (
        ("/people/1/say", {"text": "a"}, "there is no person"),
        (f"/people/{lena}/say", {"text": " "}, "an empty message"),
        (f"/people/{lena}/say", {}, "'text' must be a text"),
        (f"/people/{lena}/press", {"data": "a"}, "no message with buttons"),
        (f"/people/{lena}/pay", {"link": "https://t.me/$x"}, "there is no invoice"),
        ("/faults", {"kind": "earthquake"}, "'kind' must be one of"),
        ("/people", {"first_name": ""}, "needs a first name"),
    ):
        status, answer = call(telegram, "POST", path, body)
        assert status == 400
        assert reason in answer["error"]


async def test_the_log_and_the_faults(telegram: RunningEmulator, bot: Bot, lena: int) -> None:
    await bot.send_message(lena, "a")
    _, log = call(telegram, "GET", "/log?method=sendmessage")
    assert [(entry["params"]["text"], entry["code"]) for entry in log["calls"]] == [("a", 200)]
    _, faults = call(telegram, "POST", "/faults", {"kind": "flood", "flood_limits": True})
    assert (faults["flood_limits"], len(faults["scripted"])) == (True, 1)
    _, faults = call(telegram, "DELETE", "/faults")
    assert faults == {"flood_limits": False, "scripted": []}
    call(telegram, "POST", "/reset", {})
    assert call(telegram, "GET", "/people")[1] == {"people": []}


async def test_crowds_act_at_once_and_replies_are_counted() -> None:
    with RunningEmulator(EmulatorConfig(fast=True)) as telegram:
        _, made = call(telegram, "POST", "/bulk/people", {"count": 50})
        ids = range(made["first_id"], made["first_id"] + 50)
        actions = [{"person_id": person_id, "text": "/start"} for person_id in ids]
        assert call(telegram, "POST", "/bulk/actions", {"actions": actions})[1] == {"count": 50}
        async with Bot(telegram.token, base_url=telegram.base_url) as bot:
            for update in await bot.get_updates():
                assert update.effective_chat is not None
                await bot.send_message(update.effective_chat.id, "ok")
        assert call(telegram, "POST", "/replies", {"count": 50, "timeout": 1})[0] == 200
        assert call(telegram, "POST", "/replies", {"count": 51, "timeout": 0.05})[0] == 408
        assert telegram.bot_message_count == 50


def test_parameters_may_come_as_json_form_or_query(telegram: RunningEmulator, lena: int) -> None:
    url = f"{telegram.base_url}{telegram.token}"
    as_json = Request(
        f"{url}/sendMessage",
        data=json.dumps({"chat_id": lena, "text": "json"}).encode(),
        headers={"Content-Type": "application/json"},
    )
    for request in (as_json, f"{url}/SENDMESSAGE?chat_id={lena}&text=query"):
        with urlopen(request) as response:
            assert json.load(response)["ok"]
    assert [message["text"] for message in telegram.messages(lena)] == ["json", "query"]
