"""Reading what Telegram signed for a Mini App (https://core.telegram.org/bots/webapps, "Validating data").

The HMAC covers every field but `hash` itself, `signature` included, as they stand in the raw string.
"""

from __future__ import annotations

import hashlib
import hmac
import json
import re
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from urllib.parse import parse_qsl

from players.errors import InitDataRefused

LONGEST = 8192  # characters; Telegram's own are under 1,000
MOST_FIELDS = 32
CLOCK_SKEW = timedelta(seconds=60)
_HEX = re.compile(r"[0-9a-f]{64}")
_UNIX_TIME = re.compile(r"[0-9]{1,11}")


@dataclass(frozen=True, slots=True)
class LaunchData:
    """Launch data that was signed with the bot's token. `digest` tells this launch from every other."""

    telegram_id: int
    language_code: str
    digest: str


def init_data_read(raw: str, *, bot_token: str, now: datetime, max_age: timedelta) -> LaunchData:
    """Believe `raw`, or raise InitDataRefused(reason). Expired: older than `max_age`; from the future: by a minute."""
    fields = _fields(raw)
    digest = fields.pop("hash", "")
    if not _HEX.fullmatch(digest):
        raise InitDataRefused(reason="malformed")
    if not hmac.compare_digest(_signature(fields, bot_token), digest):
        raise InitDataRefused(reason="forged")
    _check_age(fields.get("auth_date", ""), now, max_age)
    user = _user(fields.get("user", ""))
    return LaunchData(user["id"], str(user.get("language_code", "")), digest)


def _fields(raw: str) -> dict[str, str]:
    if len(raw) > LONGEST:
        raise InitDataRefused(reason="malformed")
    try:
        pairs = parse_qsl(raw, keep_blank_values=True, strict_parsing=True, errors="strict", max_num_fields=MOST_FIELDS)
    except ValueError:  # also broken UTF-8
        raise InitDataRefused(reason="malformed") from None
    fields = dict(pairs)
    if len(fields) != len(pairs):
        raise InitDataRefused(reason="malformed")
    return fields


def _signature(fields: dict[str, str], bot_token: str) -> str:
    lines = "\n".join(f"{name}={value}" for name, value in sorted(fields.items()))
    secret = hmac.digest(b"WebAppData", bot_token.encode(), "sha256")
    # A lone surrogate cannot be signed by anybody; it must not become a crash either.
    return hmac.new(secret, lines.encode(errors="surrogatepass"), hashlib.sha256).hexdigest()


def _check_age(auth_date: str, now: datetime, max_age: timedelta) -> None:
    if not _UNIX_TIME.fullmatch(auth_date):
        raise InitDataRefused(reason="malformed")
    age = now.timestamp() - int(auth_date)
    if age > max_age.total_seconds():
        raise InitDataRefused(reason="expired")
    if age < -CLOCK_SKEW.total_seconds():
        raise InitDataRefused(reason="future")


def _user(text: str) -> dict[str, Any]:
    try:
        user = json.loads(text)
    except ValueError:
        raise InitDataRefused(reason="malformed") from None
    if not isinstance(user, dict) or type(user.get("id")) is not int or not 0 < user["id"] < 2**52:
        raise InitDataRefused(reason="malformed")
    return user
