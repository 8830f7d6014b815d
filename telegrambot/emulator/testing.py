"""An emulator in a thread, for tests and benchmarks: synchronous calls, real HTTP for the bot."""

import asyncio
import contextlib
import socket
import threading
from collections.abc import Awaitable, Callable, Iterable
from dataclasses import replace
from types import TracebackType
from typing import Any, Self, TypeVar

from aiohttp import web

from telegrambot.emulator.acting import bulk, paying, pressing, talking
from telegrambot.emulator.app import create_app
from telegrambot.emulator.config import EmulatorConfig
from telegrambot.emulator.emulator import Emulator, PressedButton
from telegrambot.emulator.faults import Fault, FaultKind
from telegrambot.emulator.init_data import signed_init_data
from telegrambot.emulator.people import Message
from telegrambot.emulator.server import EMULATOR

T = TypeVar("T")

_REPLY_KINDS = frozenset(("message", "edit"))
_GRACE_S = 5.0


class RunningEmulator:
    """`with RunningEmulator() as telegram:` serves a Bot API on a loopback port until the block ends.

    People are addressed by id. A person's `say`, `press` and so on mark the place from which `reply` looks
    for what the bot did next, so `telegram.say(lena, "hi"); telegram.reply(lena)` cannot miss a quick bot.
    """

    def __init__(self, config: EmulatorConfig | None = None, *, port: int = 0) -> None:
        self.config = config or EmulatorConfig()
        self._port = port
        self._app = create_app(self.config)
        self.emulator: Emulator = self._app[EMULATOR]
        self._loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self._serve, name="bot-api-emulator", daemon=True)
        self._is_up = threading.Event()
        self._failure: BaseException | None = None
        self._seen: dict[int, int] = {}

    # Running

    def start(self) -> Self:
        self._thread.start()
        self._is_up.wait()
        if self._failure is not None:
            raise self._failure
        return self

    def stop(self) -> None:
        if self._thread.is_alive():
            self._loop.call_soon_threadsafe(self._loop.stop)
            self._thread.join()

    def __enter__(self) -> Self:
        return self.start()

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.stop()

    def _serve(self) -> None:
        asyncio.set_event_loop(self._loop)
        runner = web.AppRunner(self._app, access_log=None, shutdown_timeout=0.2)
        try:
            self._loop.run_until_complete(runner.setup())
            listener = socket.create_server(("127.0.0.1", self._port), backlog=1024)
            self._port = listener.getsockname()[1]
            self._loop.run_until_complete(web.SockSite(runner, listener).start())
        except Exception as failure:  # noqa: BLE001 - the starting thread raises it
            self._failure = failure
            self._is_up.set()
            return
        self._is_up.set()
        try:
            self._loop.run_forever()
        finally:
            with contextlib.suppress(TimeoutError):
                self._loop.run_until_complete(asyncio.wait_for(runner.cleanup(), _GRACE_S))
            self._end_what_waits()
            self._loop.close()

    def _end_what_waits(self) -> None:
        """Calls that were still waiting for the bot or for an update."""
        waiting = asyncio.all_tasks(self._loop)
        for task in waiting:
            task.cancel()
        self._loop.run_until_complete(asyncio.gather(*waiting, return_exceptions=True))

    def _do(self, act: Callable[[], T]) -> T:
        """Run on the emulator's loop, the only thread that touches its state."""

        async def done() -> T:
            return act()

        return self._await(done())

    def _await(self, work: Awaitable[T]) -> T:
        async def done() -> T:
            return await work

        return asyncio.run_coroutine_threadsafe(done(), self._loop).result()

    # Addresses

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self._port}"

    @property
    def base_url(self) -> str:
        """For python-telegram-bot: `ApplicationBuilder().base_url(telegram.base_url)`."""
        return f"{self.url}/bot"

    @property
    def base_file_url(self) -> str:
        return f"{self.url}/file/bot"

    @property
    def chat_url(self) -> str:
        return f"{self.url}/chat/"

    @property
    def token(self) -> str:
        return self.config.token

    # People

    def person(
        self,
        first_name: str = "Lena",
        *,
        person_id: int = 0,
        last_name: str = "",
        username: str = "",
        language_code: str = "ru",
        has_started: bool = False,
    ) -> int:
        """A new person; the id. `has_started` lets the bot write first."""
        make = talking.person_create
        person = self._do(
            lambda: make(
                self.emulator,
                first_name,
                person_id=person_id,
                last_name=last_name,
                username=username,
                language_code=language_code,
                has_started=has_started,
            )
        )
        return person.id

    def group(self, title: str = "Staff", *, group_id: int = -1_001_234_567_890) -> int:
        """A group with the bot in it; its id. Read what the bot does there by `reply` and `messages`."""
        return self._do(lambda: talking.group_create(self.emulator, title, group_id=group_id)).id

    def people(self, count: int, *, language_code: str = "ru") -> list[int]:
        """Many people who have started the bot; their ids."""
        return self._do(lambda: bulk.people_create(self.emulator, count, language_code=language_code))

    def deactivate(self, person_id: int) -> None:
        """The account is deleted: the bot meets "user is deactivated"."""
        self._do(lambda: setattr(talking.chat_of(self.emulator, person_id).person, "is_deactivated", True))

    # What a person does

    def say(self, person_id: int, text: str, *, reply_to: int = 0) -> Message:
        return self._as(person_id, lambda: talking.person_say(self.emulator, person_id, text, reply_to=reply_to))

    def begin(self, person_id: int, payload: str = "") -> Message:
        """The Start button, or a deep link with a payload."""
        return self._as(person_id, lambda: talking.person_start(self.emulator, person_id, payload))

    def send_photo(self, person_id: int, body: bytes, caption: str = "") -> Message:
        return self._as(person_id, lambda: talking.person_send_photo(self.emulator, person_id, body, caption))

    def press_reply(self, person_id: int, text: str) -> Message:
        """A button of the reply keyboard."""
        return self._as(person_id, lambda: talking.person_press_reply_button(self.emulator, person_id, text))

    def send_web_app_data(self, person_id: int, button_text: str, data: str) -> Message:
        act = talking.person_send_web_app_data
        return self._as(person_id, lambda: act(self.emulator, person_id, button_text, data))

    def press(
        self,
        person_id: int,
        label: str = "",
        *,
        data: str = "",
        message_id: int = 0,
        forged: bool = False,
        timeout: float = 5.0,
        group_id: int = 0,
    ) -> dict[str, Any] | None:
        """Press an inline button by its label or its data, in the newest message with buttons unless told.

        The bot's answer (`text`, `show_alert`, `url`), or None when none came in `timeout` seconds.
        """

        def press_now() -> PressedButton:
            chat = talking.chat_of(self.emulator, group_id or person_id)
            number = message_id or pressing.latest_keyboard(chat)["message_id"]
            shown = chat.messages.get(number, {})
            code = data or pressing.button_with(shown, text=label).get("callback_data", "")
            press = pressing.person_press
            return press(self.emulator, person_id, number, code, forged=forged, group_id=group_id)

        pressed = self._as(person_id, press_now)
        return self._await(pressing.answer_to(pressed, timeout))

    def pay(self, person_id: int, *, message_id: int = 0, link: str = "") -> paying.PaymentOutcome:
        """Pay the invoice of a message or a link; returns when the bot agreed, refused or let 10 s pass."""

        async def pay_now() -> paying.PaymentOutcome:
            self._mark(person_id)
            invoice = paying.invoice_of(self.emulator, message_id=message_id, link=link)
            return await paying.person_pay(self.emulator, person_id, invoice)

        return self._await(pay_now())

    def pay_again(self, person_id: int, charge_id: str) -> None:
        """The same successful_payment once more, as Telegram may deliver it."""
        self._as(person_id, lambda: paying.person_pay_again(self.emulator, person_id, charge_id))

    def block(self, person_id: int) -> None:
        self._do(lambda: talking.person_block(self.emulator, person_id))

    def unblock(self, person_id: int) -> None:
        self._do(lambda: talking.person_unblock(self.emulator, person_id))

    def init_data(self, person_id: int, *, start_param: str = "", auth_date: int = 0) -> str:
        """Signed launch data of a Mini App; `auth_date` is a Unix time, now by default."""
        person = talking.chat_of(self.emulator, person_id).person
        date = auth_date or self.emulator.now()
        return signed_init_data(self.token, person.user, auth_date=date, start_param=start_param)

    # What the bot did

    def reply(self, person_id: int, *, timeout: float = 5.0, kinds: Iterable[str] = _REPLY_KINDS) -> Message:
        """The next message or edit of the bot in this chat. Raises AssertionError when none comes."""
        event = self._await(self._next(person_id, frozenset(kinds), timeout))
        if event is None:
            raise AssertionError(f"the bot did nothing in {timeout:g} s")
        body: Message = event.get("message", event)
        return body

    def is_silent(self, person_id: int, *, seconds: float = 0.3) -> bool:
        """Whether the bot does nothing more in this chat for so long."""
        return self._await(self._next(person_id, _REPLY_KINDS, seconds)) is None

    def messages(self, person_id: int) -> list[Message]:
        """The chat as the person sees it, oldest first."""
        return self._do(lambda: list(talking.chat_of(self.emulator, person_id).messages.values()))

    def reply_keyboard(self, person_id: int) -> list[list[str]]:
        """The labels of the reply keyboard, row by row; empty when there is none."""
        keyboard = self._do(lambda: talking.chat_of(self.emulator, person_id).reply_keyboard)
        return [[button["text"] for button in row] for row in (keyboard or {}).get("keyboard", [])]

    def calls(self, method: str = "") -> list[dict[str, Any]]:
        """The log of Bot API calls, oldest first; empty in fast mode."""
        return self._do(lambda: self.emulator.journal.calls(method=method))

    # Faults and load

    def fault(self, kind: FaultKind | str, method: str = "*", **settings: Any) -> None:
        """Switch a fault on; settings are fields of Fault: calls, chat_id, retry_after, status, seconds."""
        fault = replace(Fault(FaultKind(kind), method.lower()), **settings)
        self._do(lambda: self.emulator.faults.add(fault))

    def flood_limits(self, is_on: bool = True) -> None:
        """Telegram's own pacing of a chat: about one message or edit a second."""
        self._do(lambda: setattr(self.emulator.faults, "flood_limits", is_on))

    def clear_faults(self) -> None:
        self._do(self.emulator.faults.clear)

    def reset(self) -> None:
        """A new, empty Telegram; ids go on."""
        self._do(self.emulator.reset)
        self._seen.clear()

    def enqueue(self, actions: list[dict[str, Any]]) -> int:
        """Many `{"person_id", "text"}` or `{"person_id", "data"}` at once; see acting.bulk."""
        return self._do(lambda: bulk.act_all(self.emulator, actions))

    @property
    def bot_message_count(self) -> int:
        """Messages sent and edited by the bot since the start."""
        return self.emulator.bot_message_count

    def wait_for_bot_messages(self, count: int, *, timeout: float = 30.0) -> bool:
        """Wait until `bot_message_count` is at least `count`; False when the time is up."""
        return self._await(self.emulator.bot_messages_reach(count, timeout))

    def _mark(self, person_id: int) -> None:
        self._seen[person_id] = talking.chat_of(self.emulator, person_id).seq

    def _as(self, person_id: int, act: Callable[[], T]) -> T:
        def marked() -> T:
            self._mark(person_id)
            return act()

        return self._do(marked)

    async def _next(self, person_id: int, kinds: frozenset[str], timeout_s: float) -> dict[str, Any] | None:
        chat = talking.chat_of(self.emulator, person_id)
        event = await chat.next_event(self._seen.get(person_id, 0), kinds, timeout_s)
        if event is None:
            return None
        self._seen[person_id] = event.seq
        return event.as_json()
