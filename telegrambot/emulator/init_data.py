"""Signed launch data of a Mini App, as Telegram gives it to the page (core.telegram.org/bots/webapps)."""

import base64
import hashlib
import hmac
import secrets
from typing import Any
from urllib.parse import quote, urlencode

import orjson

_THEME = {
    "light": {
        "bg_color": "#ffffff",
        "text_color": "#000000",
        "hint_color": "#707579",
        "link_color": "#3390ec",
    }
    | {"button_color": "#3390ec", "button_text_color": "#ffffff", "secondary_bg_color": "#f4f4f5"},
    "dark": {"bg_color": "#212121", "text_color": "#ffffff", "hint_color": "#aaaaaa", "link_color": "#8774e1"}
    | {"button_color": "#8774e1", "button_text_color": "#ffffff", "secondary_bg_color": "#0f0f0f"},
}


def signed_init_data(
    token: str, user: dict[str, Any], *, auth_date: int, start_param: str = "", query_id: str = ""
) -> str:
    """A query string with `hash` = HMAC-SHA256 of all other fields under the bot's key.

    `signature` (Telegram's own Ed25519 signature) cannot be made here: it is random, and it is part of the
    string under the HMAC, as in production. `auth_date` is a Unix time.
    """
    shown = {name: value for name, value in user.items() if name != "is_bot"} | {"allows_write_to_pm": True}
    fields = {
        "user": orjson.dumps(shown).decode(),
        "auth_date": str(auth_date),
        "signature": base64.urlsafe_b64encode(secrets.token_bytes(64)).decode().rstrip("="),
    }
    if start_param:
        fields["start_param"] = start_param
    if query_id:
        fields["query_id"] = query_id
    else:
        fields |= {"chat_instance": str(user["id"] * 7919), "chat_type": "private"}
    check = "\n".join(f"{name}={value}" for name, value in sorted(fields.items()))
    key = hmac.new(b"WebAppData", token.encode(), hashlib.sha256).digest()
    fields["hash"] = hmac.new(key, check.encode(), hashlib.sha256).hexdigest()
    return urlencode(fields, quote_via=quote)


def launch_url(url: str, init_data: str, *, theme: str = "light") -> str:
    """The page's address with Telegram's launch parameters in the fragment; `theme` is `light` or `dark`."""
    launch = {
        "tgWebAppData": init_data,
        "tgWebAppVersion": "9.1",
        "tgWebAppPlatform": "web",
        "tgWebAppThemeParams": orjson.dumps(_THEME.get(theme, _THEME["light"])).decode(),
    }
    page, _, fragment = url.partition("#")
    joined = f"{fragment}&" if fragment else ""
    return f"{page}#{joined}{urlencode(launch, quote_via=quote)}"
