"""Invoices and Telegram Stars: who was asked for what, and what was paid."""

import asyncio
from dataclasses import asdict, dataclass, field
from typing import Any


@dataclass(frozen=True, slots=True)
class Invoice:
    """What a person is asked to pay. `amount` is in whole Stars for XTR, else in the smallest unit."""

    slug: str
    title: str
    description: str
    payload: str
    currency: str
    amount: int
    start_parameter: str = ""
    subscription_period: int = 0

    def as_message(self) -> dict[str, Any]:
        return {
            "title": self.title,
            "description": self.description,
            "start_parameter": self.start_parameter,
            "currency": self.currency,
            "total_amount": self.amount,
        }


@dataclass(slots=True)
class Checkout:
    """A pre-checkout query: the bot has until `expires_at` to answer it."""

    query_id: str
    person_id: int
    invoice: Invoice
    expires_at: float
    answer: asyncio.Future[str] = field(default_factory=lambda: asyncio.get_running_loop().create_future())


@dataclass(slots=True)
class Payment:
    """A payment that went through. `transaction_id` is the charge id of the bot's side."""

    transaction_id: str
    person_id: int
    amount: int
    currency: str
    payload: str
    paid_at: int
    refunded_at: int = 0
    subscription_period: int = 0

    def as_json(self) -> dict[str, Any]:
        return asdict(self)


class Till:
    """All invoices, open checkouts and payments."""

    __slots__ = ("checkouts", "invoices", "message_invoices", "payments")

    def __init__(self) -> None:
        self.invoices: dict[str, Invoice] = {}
        self.message_invoices: dict[int, str] = {}
        self.checkouts: dict[str, Checkout] = {}
        self.payments: dict[str, Payment] = {}

    @property
    def stars(self) -> int:
        return sum(paid.amount for paid in self.payments.values() if paid.currency == "XTR" and not paid.refunded_at)
