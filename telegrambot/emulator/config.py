"""Settings of one emulated bot."""

import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

DEFAULT_TOKEN = "1000000001:development-emulator-token-only"  # noqa: S105 - opens nothing but this emulator
_TEMPLATES = Path(__file__).resolve().parents[2] / "templates"


@dataclass(frozen=True, slots=True, kw_only=True)
class EmulatorConfig:
    """Everything that differs between a laptop, a test and a benchmark. Times end in `_s` and are seconds."""

    token: str = DEFAULT_TOKEN
    bot_username: str = "artel_dev_bot"
    bot_name: str = "Artel"
    # Benchmarks: no request log and no broadcasting to chat pages. Every rule is still enforced.
    fast: bool = False
    snapshot_path: Path | None = None
    snapshot_every_s: float = 5.0
    # Telegram's pacing of one chat: about one message a second with a short burst (Bot FAQ).
    flood_limits: bool = False
    flood_burst: int = 5
    # Telegram's test environment accepts plain HTTP Mini Apps; a laptop has no certificate either.
    allow_http_web_app: bool = True
    # The deadline of answerCallbackQuery is undocumented; a minute is what bots observe at most.
    callback_ttl_s: float = 60.0
    pre_checkout_ttl_s: float = 10.0
    webhook_retry_base_s: float = 1.0
    webhook_timeout_s: float = 60.0
    log_size: int = 1000
    messages_per_chat: int = 1000
    first_update_id: int | None = None
    first_message_id: int | None = None
    clock: Callable[[], float] = time.time
    chat_page: Path = _TEMPLATES / "emulator" / "chat.html"

    @property
    def bot_id(self) -> int:
        """The number before the colon of the token, as in Telegram."""
        return int(self.token.partition(":")[0])
