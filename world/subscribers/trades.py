"""The timer of trades between players."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from common.timers import timer
from world.services.exchange import TRADE_EXPIRY, trade_expire


@timer(TRADE_EXPIRY)
def end_trade(key: str, payload: dict[str, Any], now: datetime) -> None:
    trade_expire(trade_id=int(key), now=now)
