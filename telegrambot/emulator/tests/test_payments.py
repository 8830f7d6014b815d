"""Invoices in Stars: pre-checkout, payment, refund, transactions."""

import asyncio

import pytest
from telegram import Bot, LabeledPrice
from telegram.error import BadRequest

from telegrambot.emulator.acting.paying import PaymentOutcome
from telegrambot.emulator.config import EmulatorConfig
from telegrambot.emulator.testing import RunningEmulator
from telegrambot.emulator.tests.checks import assert_parsed


async def send_invoice(bot: Bot, person_id: int, amount: int = 50) -> int:
    prices = [LabeledPrice("Набор", amount)]
    sent = await bot.send_invoice(person_id, "Набор", "Плащ и фонарь", "order:1", "XTR", prices, start_parameter="buy")
    assert sent.invoice is not None
    assert sent.reply_markup is not None
    assert sent.reply_markup.inline_keyboard[0][0].pay
    assert_parsed(sent)
    return sent.message_id


async def paid(telegram: RunningEmulator, bot: Bot, person_id: int, *, refusal: str = "") -> PaymentOutcome:
    """Pay an invoice while the bot answers the pre-checkout query."""
    message_id = await send_invoice(bot, person_id)
    paying = asyncio.create_task(asyncio.to_thread(telegram.pay, person_id, message_id=message_id))
    (update,) = await bot.get_updates(timeout=5)
    assert update.pre_checkout_query is not None
    assert update.pre_checkout_query.invoice_payload == "order:1"
    assert_parsed(update)
    await update.pre_checkout_query.answer(ok=not refusal, error_message=refusal or None)
    with pytest.raises(BadRequest, match="Query is too old"):
        await update.pre_checkout_query.answer(ok=True)
    await bot.get_updates(offset=update.update_id + 1, timeout=0)
    return await paying


async def test_a_payment_is_agreed_made_and_refunded_once(telegram: RunningEmulator, bot: Bot, lena: int) -> None:
    outcome = await paid(telegram, bot, lena)
    assert outcome.status == "paid"
    (update,) = await bot.get_updates()
    assert update.message is not None
    assert update.message.successful_payment is not None
    charge_id = update.message.successful_payment.telegram_payment_charge_id
    assert charge_id == outcome.charge_id
    assert (await bot.get_my_star_balance()).amount == 50
    with pytest.raises(BadRequest, match="Charge_not_found"):
        await bot.refund_star_payment(lena + 1, charge_id)
    assert await bot.refund_star_payment(lena, charge_id)
    with pytest.raises(BadRequest, match="Charge_already_refunded"):
        await bot.refund_star_payment(lena, charge_id)
    (refund,) = await bot.get_updates(offset=update.update_id + 1)
    assert refund.message is not None
    assert refund.message.refunded_payment is not None
    listed = await bot.get_star_transactions()
    assert [bool(row.source) for row in listed.transactions] == [True, False]
    assert [row.id for row in listed.transactions] == [charge_id, charge_id]
    assert_parsed(update, refund, listed)


async def test_a_refused_order_is_not_paid(telegram: RunningEmulator, bot: Bot, lena: int) -> None:
    outcome = await paid(telegram, bot, lena, refusal="Уже куплено")
    assert (outcome.status, outcome.reason) == ("failed", "Уже куплено")
    assert await bot.get_updates() == ()


async def test_a_bot_that_does_not_answer_in_time_loses_the_payment() -> None:
    with RunningEmulator(EmulatorConfig(pre_checkout_ttl_s=0.05)) as telegram:
        person = telegram.person(has_started=True)
        async with Bot(telegram.token, base_url=telegram.base_url) as bot:
            message_id = await send_invoice(bot, person)
            outcome = await asyncio.to_thread(telegram.pay, person, message_id=message_id)
        assert outcome.status == "timeout"


async def test_an_invoice_link_is_paid_and_may_be_delivered_twice(
    telegram: RunningEmulator, bot: Bot, lena: int
) -> None:
    prices = [LabeledPrice("Подписка", 100)]
    link = await bot.create_invoice_link("Подписка", "На месяц", "sub:1", "XTR", prices, subscription_period=2_592_000)
    assert link.startswith("https://t.me/$")
    paying = asyncio.create_task(asyncio.to_thread(telegram.pay, lena, link=link))
    (asked,) = await bot.get_updates(timeout=5)
    assert asked.pre_checkout_query is not None
    await asked.pre_checkout_query.answer(ok=True)
    outcome = await paying
    telegram.pay_again(lena, outcome.charge_id)
    first, second = await bot.get_updates(offset=asked.update_id + 1)
    assert first.message is not None
    assert second.message is not None
    assert first.message.successful_payment == second.message.successful_payment
    assert first.message.successful_payment is not None
    assert first.message.successful_payment.is_first_recurring
    assert_parsed(first, second)


@pytest.mark.parametrize(
    ("changes", "refusal"),
    [
        ({"prices": []}, "There must be at least one price"),
        ({"prices": [LabeledPrice("a", 1), LabeledPrice("b", 1)]}, "Stars_invoice_invalid"),
        ({"prices": [LabeledPrice("a", 0)]}, "Currency_total_amount_invalid"),
        ({"payload": "ы" * 65}, "Invoice_payload_invalid"),
        ({"currency": "RUB"}, "Payment_provider_invalid"),
        ({"title": "x" * 33}, "Wrong invoice information specified"),
    ],
)
async def test_wrong_invoices_are_refused(bot: Bot, lena: int, changes: dict[str, object], refusal: str) -> None:
    invoice = {"title": "a", "description": "b", "payload": "c", "currency": "XTR"}
    call = {**invoice, "prices": [LabeledPrice("a", 1)], **changes}
    with pytest.raises(BadRequest, match=refusal):
        await bot.send_invoice(lena, **call)  # type: ignore[arg-type]
