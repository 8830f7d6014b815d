"""Invoices, pre-checkout answers, refunds and the list of Star transactions."""

import hashlib
from typing import Any

from telegrambot.emulator.emulator import Emulator
from telegrambot.emulator.errors import QUERY_TOO_OLD, ApiError, bad_request, required
from telegrambot.emulator.faults import FaultKind
from telegrambot.emulator.methods.sending import deliver
from telegrambot.emulator.params import Params
from telegrambot.emulator.payments import Invoice, Payment
from telegrambot.emulator.people import Message

_MAX_TITLE, _MAX_DESCRIPTION, _MAX_PAYLOAD_BYTES = 32, 255, 128
_SUBSCRIPTION_S = 2_592_000
_MAX_SUBSCRIPTION_STARS = 10_000


def send_invoice(emulator: Emulator, params: Params) -> Message:
    invoice = _invoice_of(emulator, params)
    pay_button = {"text": _pay_label(invoice), "pay": True}
    content: Message = {"invoice": invoice.as_message(), "reply_markup": {"inline_keyboard": [[pay_button]]}}
    message = deliver(emulator, params, content)
    emulator.till.invoices[invoice.slug] = invoice
    emulator.till.message_invoices[message["message_id"]] = invoice.slug
    return message


def create_invoice_link(emulator: Emulator, params: Params) -> str:
    invoice = _invoice_of(emulator, params)
    emulator.till.invoices[invoice.slug] = invoice
    return f"https://t.me/${invoice.slug}"


def answer_pre_checkout_query(emulator: Emulator, params: Params) -> bool:
    """Within 10 seconds and once. Raises ApiError 400 otherwise, and when a refusal has no text."""
    is_ok = params.flag("ok")
    reason = "" if is_ok else params.required_text("error_message")
    checkout = emulator.till.checkouts.pop(params.text("pre_checkout_query_id"), None)
    if emulator.faults.scripted and emulator.faults.strike(FaultKind.STALE_QUERY, "answerprecheckoutquery", 0):
        raise bad_request(QUERY_TOO_OLD)
    if checkout is None or checkout.answer.done() or emulator.clock() > checkout.expires_at:
        raise bad_request(QUERY_TOO_OLD)
    checkout.answer.set_result(reason)
    return True


def refund_star_payment(emulator: Emulator, params: Params) -> bool:
    person_id = params.user_id()
    charge_id = params.required_text("telegram_payment_charge_id")
    payment = emulator.till.payments.get(charge_id)
    if payment is None or payment.person_id != person_id or payment.currency != "XTR":
        raise bad_request("CHARGE_NOT_FOUND")
    if payment.refunded_at:
        raise bad_request("CHARGE_ALREADY_REFUNDED")
    payment.refunded_at = emulator.now()
    refunded = {
        "currency": payment.currency,
        "total_amount": payment.amount,
        "invoice_payload": payment.payload,
        "telegram_payment_charge_id": charge_id,
    }
    chat = emulator.people.chats[person_id]
    emulator.service_message(chat, {"refunded_payment": refunded}, from_bot=True)
    return True


def get_star_transactions(emulator: Emulator, params: Params) -> dict[str, Any]:
    """Oldest first; a refund is a transaction of its own with the id of the payment and a receiver."""
    rows: list[tuple[int, dict[str, Any]]] = []
    for payment in emulator.till.payments.values():
        if payment.currency == "XTR":
            partner = _partner(emulator, payment)
            rows.append((payment.paid_at, _transaction(payment, payment.paid_at) | {"source": partner}))
            if payment.refunded_at:
                refund = _transaction(payment, payment.refunded_at) | {"receiver": partner}
                rows.append((payment.refunded_at, refund))
    rows.sort(key=lambda row: row[0])
    offset, limit = max(0, params.integer("offset")), params.between("limit", 100, 1, 100)
    return {"transactions": [row for _, row in rows[offset : offset + limit]]}


def get_my_star_balance(emulator: Emulator, params: Params) -> dict[str, int]:
    return {"amount": emulator.till.stars}


def _transaction(payment: Payment, date: int) -> dict[str, Any]:
    return {"id": payment.transaction_id, "amount": payment.amount, "date": date}


def _partner(emulator: Emulator, payment: Payment) -> dict[str, Any]:
    partner: dict[str, Any] = {
        "type": "user",
        "transaction_type": "invoice_payment",
        "user": emulator.people.chats[payment.person_id].person.user,
        "invoice_payload": payment.payload,
    }
    if payment.subscription_period:
        partner["subscription_period"] = payment.subscription_period
    return partner


def _invoice_of(emulator: Emulator, params: Params) -> Invoice:
    title = params.required_text("title")
    description = params.required_text("description")
    payload = params.required_text("payload")
    currency = params.required_text("currency")
    amounts = _amounts(params)
    period = params.integer("subscription_period")
    if len(title) > _MAX_TITLE or len(description) > _MAX_DESCRIPTION:
        raise bad_request("Wrong invoice information specified")
    if len(payload.encode()) > _MAX_PAYLOAD_BYTES:
        raise bad_request("INVOICE_PAYLOAD_INVALID")
    if currency == "XTR":
        _check_stars(params, amounts, period)
    elif not params.text("provider_token"):
        raise bad_request("PAYMENT_PROVIDER_INVALID")
    if not 0 < sum(amounts) < 2**53:
        raise bad_request("CURRENCY_TOTAL_AMOUNT_INVALID")
    slug = _slug(emulator, payload)
    start = params.text("start_parameter")
    return Invoice(slug, title, description, payload, currency, sum(amounts), start, period)


def _amounts(params: Params) -> list[int]:
    if not params.has("prices"):
        raise required("prices")
    prices = params.json("prices", or_else="Can't parse prices JSON object")
    if not isinstance(prices, list):
        raise bad_request("Expected an Array of labeled prices")
    if not prices:
        raise bad_request("There must be at least one price")
    return [_amount(price) for price in prices]


def _amount(price: Any) -> int:
    if not isinstance(price, dict):
        raise _wrong_price("LabeledPrice must be an Object")
    if not price.get("label"):
        raise _wrong_price("LabeledPrice label must be non-empty")
    try:
        return int(price["amount"])
    except (KeyError, TypeError, ValueError):
        raise _wrong_price('Field "amount" must be a valid Number') from None


def _wrong_price(reason: str) -> ApiError:
    return bad_request(f"Can't parse labeled price: {reason}")


def _check_stars(params: Params, amounts: list[int], period: int) -> None:
    asks_for_details = any(params.flag(f"need_{what}") for what in ("name", "phone_number", "email"))
    if len(amounts) != 1 or asks_for_details or params.flag("is_flexible"):
        raise bad_request("STARS_INVOICE_INVALID")
    if period and (period != _SUBSCRIPTION_S or amounts[0] > _MAX_SUBSCRIPTION_STARS):
        raise bad_request("SUBSCRIPTION_PERIOD_INVALID")


def _slug(emulator: Emulator, payload: str) -> str:
    return hashlib.sha256(f"{emulator.new_query_id()}:{payload}".encode()).hexdigest()[:22]


def _pay_label(invoice: Invoice) -> str:
    return (
        f"Pay ⭐️{invoice.amount}" if invoice.currency == "XTR" else f"Pay {invoice.amount / 100:.2f} {invoice.currency}"
    )
