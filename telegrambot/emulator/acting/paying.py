"""A person pays, or the bot refuses the order."""

import asyncio
from dataclasses import dataclass
from typing import Any

from telegrambot.emulator.acting.errors import ActingError
from telegrambot.emulator.acting.talking import chat_of, open_chat
from telegrambot.emulator.emulator import Emulator
from telegrambot.emulator.payments import Checkout, Invoice, Payment
from telegrambot.emulator.people import PrivateChat


@dataclass(frozen=True, slots=True)
class PaymentOutcome:
    """`status` is `paid`, `failed` (the bot refused, `reason` says why) or `timeout` (it did not answer)."""

    status: str
    reason: str = ""
    charge_id: str = ""

    def as_json(self) -> dict[str, str]:
        return {"status": self.status, "reason": self.reason, "charge_id": self.charge_id}


def invoice_of(emulator: Emulator, *, message_id: int = 0, link: str = "") -> Invoice:
    """The invoice of a message or of a link such as https://t.me/$slug."""
    slug = link.rpartition("$")[2] if link else emulator.till.message_invoices.get(message_id, "")
    invoice = emulator.till.invoices.get(slug)
    if invoice is None:
        raise ActingError(f"there is no invoice {link or f'in message {message_id}'}")
    return invoice


async def person_pay(emulator: Emulator, person_id: int, invoice: Invoice) -> PaymentOutcome:
    """Ask the bot (pre-checkout, 10 seconds), then pay."""
    chat = open_chat(emulator, person_id)
    checkout = Checkout(
        emulator.new_query_id(), person_id, invoice, emulator.clock() + emulator.config.pre_checkout_ttl_s
    )
    emulator.till.checkouts[checkout.query_id] = checkout
    query = {
        "id": checkout.query_id,
        "from": chat.person.user,
        "currency": invoice.currency,
        "total_amount": invoice.amount,
        "invoice_payload": invoice.payload,
    }
    emulator.send_update("pre_checkout_query", query, lane=f"pre_checkout_query:{person_id}")
    try:
        reason = await asyncio.wait_for(checkout.answer, emulator.config.pre_checkout_ttl_s)
    except TimeoutError:
        emulator.till.checkouts.pop(checkout.query_id, None)
        return _told(emulator, chat, PaymentOutcome("timeout", "The bot did not answer in 10 seconds."))
    if reason:
        return _told(emulator, chat, PaymentOutcome("failed", reason))
    payment = _take(emulator, person_id, invoice)
    emulator.service_message(chat, {"successful_payment": _receipt(emulator, payment)})
    return _told(emulator, chat, PaymentOutcome("paid", charge_id=payment.transaction_id))


def person_pay_again(emulator: Emulator, person_id: int, charge_id: str) -> None:
    """Deliver the successful_payment of a charge once more, as Telegram may."""
    payment = emulator.till.payments.get(charge_id)
    if payment is None:
        raise ActingError(f"there is no payment {charge_id}")
    chat = chat_of(emulator, person_id)
    emulator.service_message(chat, {"successful_payment": _receipt(emulator, payment)})


def _take(emulator: Emulator, person_id: int, invoice: Invoice) -> Payment:
    charge_id = f"stx{emulator.new_query_id()}"
    payment = Payment(
        charge_id,
        person_id,
        invoice.amount,
        invoice.currency,
        invoice.payload,
        emulator.now(),
        subscription_period=invoice.subscription_period,
    )
    emulator.till.payments[charge_id] = payment
    return payment


def _receipt(emulator: Emulator, payment: Payment) -> dict[str, Any]:
    receipt: dict[str, Any] = {
        "currency": payment.currency,
        "total_amount": payment.amount,
        "invoice_payload": payment.payload,
        "telegram_payment_charge_id": payment.transaction_id,
        "provider_payment_charge_id": f"{payment.person_id}_{payment.transaction_id[3:]}",
    }
    if payment.subscription_period:
        receipt |= {
            "subscription_expiration_date": payment.paid_at + payment.subscription_period,
            "is_recurring": True,
            "is_first_recurring": True,
        }
    return receipt


def _told(emulator: Emulator, chat: PrivateChat, outcome: PaymentOutcome) -> PaymentOutcome:
    emulator.bot_signal(chat, "checkout", {"outcome": outcome.as_json()})
    return outcome
