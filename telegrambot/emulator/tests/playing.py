"""A small bot for tests: an unmodified Application that polls in a thread of its own."""

import asyncio
import threading
from typing import Any, Self

from telegram import (
    InlineKeyboardButton,
    InlineKeyboardMarkup,
    LabeledPrice,
    ReplyKeyboardMarkup,
    Update,
    WebAppInfo,
)
from telegram.ext import (
    Application,
    ApplicationBuilder,
    CallbackQueryHandler,
    CommandHandler,
    ContextTypes,
    PreCheckoutQueryHandler,
)

from telegrambot.emulator.testing import RunningEmulator
from telegrambot.emulator.tests.checks import picture

LONG_LABEL = "Очень длинная подпись кнопки, которая не помещается в одну строку"


def screen(step: int) -> tuple[str, InlineKeyboardMarkup]:
    rows = [
        [InlineKeyboardButton("Дальше", callback_data=f"step:{step + 1}", style="primary")],
        [
            InlineKeyboardButton("Тихо", callback_data="toast"),
            InlineKeyboardButton("Громко", callback_data="alert"),
            InlineKeyboardButton("Картина", callback_data="photo"),
        ],
        [InlineKeyboardButton(LONG_LABEL, callback_data="toast2"), InlineKeyboardButton("Молча", callback_data="mute")],
        [InlineKeyboardButton("Играть", web_app=WebAppInfo("http://localhost:9/app"))],
    ]
    text = f"<b>Шаг {step}</b> <i>&lt;script&gt;</i> <tg-spoiler>тайна</tg-spoiler>\n<blockquote>цитата</blockquote>\n"
    return f"{text}/help <code>код</code>", InlineKeyboardMarkup(rows)


async def start(update: Update, context: ContextTypes.DEFAULT_TYPE) -> None:
    assert update.message is not None
    greeting = f"Привет {' '.join(context.args or [])}".strip()
    await update.message.reply_text(greeting, reply_markup=ReplyKeyboardMarkup([["Карта", "Сумка"]]))
    text, keyboard = screen(0)
    await update.message.reply_html(text, reply_markup=keyboard)


async def press(update: Update, context: ContextTypes.DEFAULT_TYPE) -> None:
    query = update.callback_query
    assert query is not None
    data = query.data or ""
    if data == "mute":
        return
    if data == "photo":
        await query.answer()
        await context.bot.send_photo(query.from_user.id, picture(), caption="Подпись")
    elif data.startswith("step:"):
        await query.answer("Идём")
        text, keyboard = screen(int(data.removeprefix("step:")))
        await query.edit_message_text(text, parse_mode="HTML", reply_markup=keyboard)
    else:
        await query.answer(f"Ответ {data}", show_alert=data == "alert")


async def buy(update: Update, context: ContextTypes.DEFAULT_TYPE) -> None:
    assert update.effective_chat is not None
    prices = [LabeledPrice("Набор", 50)]
    await context.bot.send_invoice(update.effective_chat.id, "Набор", "Плащ и фонарь", "order:1", "XTR", prices)


async def agree(update: Update, context: ContextTypes.DEFAULT_TYPE) -> None:
    assert update.pre_checkout_query is not None
    await update.pre_checkout_query.answer(ok=True)


class BotThread:
    """`with BotThread(telegram): …` — the bot polls until the block ends."""

    def __init__(self, telegram: RunningEmulator) -> None:
        self._telegram = telegram
        self._is_up = threading.Event()
        self._loop = asyncio.new_event_loop()
        self._end = asyncio.Event()
        self._thread = threading.Thread(target=lambda: self._loop.run_until_complete(self._run()))

    def __enter__(self) -> Self:
        self._thread.start()
        assert self._is_up.wait(10)
        return self

    def __exit__(self, *failure: object) -> None:
        self._loop.call_soon_threadsafe(self._end.set)
        self._thread.join()
        self._loop.close()

    async def _run(self) -> None:
        application = self._application()
        async with application:
            assert application.updater is not None
            await application.bot.set_my_commands([("start", "Начать"), ("buy", "Купить")])
            await application.start()
            await application.updater.start_polling(allowed_updates=Update.ALL_TYPES)
            self._is_up.set()
            await self._end.wait()
            await application.updater.stop()
            await application.stop()

    def _application(self) -> Application[Any, Any, Any, Any, Any, Any]:
        builder = ApplicationBuilder().token(self._telegram.token).base_url(self._telegram.base_url)
        application: Application[Any, Any, Any, Any, Any, Any] = builder.build()
        application.add_handlers([CommandHandler("start", start), CommandHandler("buy", buy)])
        application.add_handlers([CallbackQueryHandler(press), PreCheckoutQueryHandler(agree)])
        return application
