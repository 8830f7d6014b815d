"""Launch data as Telegram would sign it, written apart from the code under test."""

from __future__ import annotations

import hashlib
import hmac
import json
import time
from typing import Any
from urllib.parse import urlencode


def signed_init_data(token: str, user_id: int, *, age: float = 5, **fields: Any) -> str:
    user = {"id": user_id, "first_name": "Мира", "language_code": "en"}
    data = {
        "query_id": f"AAH{user_id}",
        "user": json.dumps(user, ensure_ascii=False, separators=(",", ":")),
        "auth_date": str(int(time.time() - age)),
        "signature": "c2lnbmF0dXJl",
        **fields,
    }
    check = "\n".join(f"{name}={data[name]}" for name in sorted(data))
    secret = hmac.new(b"WebAppData", token.encode(), hashlib.sha256).digest()
    return urlencode(data | {"hash": hmac.new(secret, check.encode(), hashlib.sha256).hexdigest()})
