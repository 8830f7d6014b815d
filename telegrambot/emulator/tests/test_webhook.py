"""Webhooks: the secret header, order within a lane, repeats until the receiver takes the update."""

import asyncio
from collections.abc import AsyncIterator, Callable

import pytest
from aiohttp import web
from telegram import Bot, InlineKeyboardButton, InlineKeyboardMarkup, Update
from telegram.error import BadRequest, Conflict

from telegrambot.emulator.testing import RunningEmulator
from telegrambot.emulator.tests.checks import assert_parsed


class Receiver:
    """A web server that keeps what it was sent; `statuses` are answered first, then 200."""

    def __init__(self) -> None:
        self.url = ""
        self._arrival = asyncio.Condition()
        self.seen: list[Update] = []
        self.secrets: list[str] = []
        self.statuses: list[int] = []
        self.refuses: Callable[[Update], bool] = lambda update: False

    async def take(self, request: web.Request) -> web.Response:
        self.secrets.append(request.headers.get("X-Telegram-Bot-Api-Secret-Token", ""))
        update = Update.de_json(await request.json())
        async with self._arrival:
            self.seen.append(update)
            self._arrival.notify_all()
        if self.refuses(update):
            return web.Response(status=500)
        return web.Response(status=self.statuses.pop(0) if self.statuses else 200)

    def texts(self) -> list[str]:
        return [update.effective_message.text or "" for update in self.seen if update.effective_message]

    async def until(self, count: int) -> None:
        async with asyncio.timeout(5), self._arrival:
            await self._arrival.wait_for(lambda: len(self.seen) >= count)


@pytest.fixture
async def receiver() -> AsyncIterator[Receiver]:
    kept = Receiver()
    app = web.Application()
    app.router.add_post("/hook", kept.take)
    runner = web.AppRunner(app, access_log=None)
    await runner.setup()
    site = web.TCPSite(runner, "127.0.0.1", 0)
    await site.start()
    kept.url = f"http://127.0.0.1:{runner.addresses[0][1]}/hook"
    yield kept
    await runner.cleanup()


async def test_updates_come_with_the_secret_and_the_pending_ones_first(
    telegram: RunningEmulator, bot: Bot, lena: int, receiver: Receiver
) -> None:
    telegram.say(lena, "до")
    assert await bot.set_webhook(receiver.url, secret_token="s3cret_-", max_connections=2)
    telegram.say(lena, "после")
    await receiver.until(2)
    assert receiver.texts() == ["до", "после"]
    assert receiver.secrets == ["s3cret_-"] * 2
    info = await bot.get_webhook_info()
    assert (info.url, info.max_connections, info.pending_update_count) == (receiver.url, 2, 0)
    assert_parsed(info)
    with pytest.raises(Conflict, match="can't use getUpdates method while webhook is active"):
        await bot.get_updates()
    assert await bot.delete_webhook()
    assert await bot.get_updates() == ()


async def test_a_refused_update_is_sent_again_before_the_next(
    telegram: RunningEmulator, bot: Bot, lena: int, receiver: Receiver
) -> None:
    receiver.statuses = [500, 302]
    await bot.set_webhook(receiver.url)
    telegram.say(lena, "раз")
    telegram.say(lena, "два")
    await receiver.until(4)
    assert receiver.texts() == ["раз", "раз", "раз", "два"]
    info = await bot.get_webhook_info()
    assert info.last_error_message == "Wrong response from the webhook: 302 Found"


async def test_a_failing_update_holds_up_its_own_lane_only(
    telegram: RunningEmulator, bot: Bot, lena: int, receiver: Receiver
) -> None:
    boris = telegram.person("Борис", has_started=True)
    keyboard = InlineKeyboardMarkup([[InlineKeyboardButton("a", callback_data="a")]])
    await bot.send_message(lena, "экран", reply_markup=keyboard)
    receiver.refuses = lambda update: update.message is not None and update.message.text == "плохо"
    await bot.set_webhook(receiver.url)
    telegram.say(lena, "плохо")
    telegram.say(lena, "никогда")
    telegram.say(boris, "хорошо")
    telegram.press(lena, "a", timeout=0)
    await receiver.until(6)
    assert "хорошо" in receiver.texts()
    assert "никогда" not in receiver.texts()
    assert any(update.callback_query for update in receiver.seen)
    await bot.delete_webhook()
    assert [update.message.text for update in await bot.get_updates() if update.message] == ["плохо", "никогда"]


async def test_wrong_webhooks_are_refused(bot: Bot) -> None:
    with pytest.raises(BadRequest, match=r"(?i)invalid webhook URL specified"):
        await bot.set_webhook("ftp://example.com")
    with pytest.raises(BadRequest, match="Secret token contains unallowed characters"):
        await bot.set_webhook("https://example.com/", secret_token="no spaces")
    with pytest.raises(BadRequest, match="Secret token is too long"):
        await bot.set_webhook("https://example.com/", secret_token="x" * 257)
