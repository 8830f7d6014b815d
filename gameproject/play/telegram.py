"""With a bot token of one's own: ask Telegram whose it is before anything else starts."""

from __future__ import annotations

import json
from urllib.error import HTTPError, URLError
from urllib.request import urlopen

from django.core.management.base import CommandError

TIMEOUT_SECONDS = 10
WRONG_TOKEN_CODES = {401, 404}


def bot_username(api_base_url: str, token: str) -> str:
    """Raises CommandError. No message contains the address, because the token is a part of it."""
    try:
        with urlopen(f"{api_base_url}/bot{token}/getMe", timeout=TIMEOUT_SECONDS) as answer:  # noqa: S310
            return str(json.load(answer)["result"]["username"])
    except HTTPError as error:
        if error.code in WRONG_TOKEN_CODES:
            raise CommandError(
                "TELEGRAM_BOT_TOKEN: Telegram does not know this token. Copy it again from @BotFather, "
                "or unset it to play in the browser."
            ) from None
        raise CommandError(f"Telegram answered {error.code} to getMe. Try again in a minute.") from None
    except (URLError, TimeoutError, ValueError, KeyError):
        raise CommandError(
            f"{api_base_url} cannot be reached. Check the network, or unset TELEGRAM_BOT_TOKEN to play in the browser."
        ) from None
