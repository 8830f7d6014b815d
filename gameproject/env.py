"""The one place that reads the environment. Everything else imports `ENV` from here.

A wrong or missing value is collected with its reason and its fix, and all of them are shown at once.
"""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path
from urllib.parse import urlsplit

from django.core.exceptions import ImproperlyConfigured

PROJECT_ROOT = Path(__file__).resolve().parent.parent
# Everybody knows these three, which is why production refuses them.
DEVELOPMENT_SECRET_KEY = "insecure-development-only-secret-key-0123456789-abcdefghijkl"  # noqa: S105
DEVELOPMENT_JWT_KEY = "insecure-development-only-jwt-signing-key-0123456789-abcdef"
EMULATOR_BOT_TOKEN = "4200000042:AAEmulatorTokenForLocalPlayOnly_0001"  # noqa: S105
TELEGRAM_API = "https://api.telegram.org"
SHORTEST_SECRET = 50
TEXT_PROVIDERS = ("offline", "gemini", "openai")
GEMINI_THRESHOLDS = ("BLOCK_LOW_AND_ABOVE", "BLOCK_MEDIUM_AND_ABOVE", "BLOCK_ONLY_HIGH", "BLOCK_NONE", "OFF")
TRUE_WORDS = {"1", "true", "yes", "on"}
FALSE_WORDS = {"0", "false", "no", "off", ""}


class Stage(StrEnum):
    DEVELOPMENT = "development"
    TEST = "test"
    PRODUCTION = "production"


@dataclass(frozen=True)
class Refusal:
    """One reason not to start: which variable, why, and what to do about it."""

    variable: str
    reason: str
    fix: str

    def __str__(self) -> str:
        return f"{self.variable}: {self.reason} {self.fix}"


class EnvironmentRefused(ImproperlyConfigured):
    def __init__(self, refusals: list[Refusal]) -> None:
        self.refusals = tuple(refusals)
        lines = "\n".join(f"  - {refusal}" for refusal in refusals)
        super().__init__(f"Artel does not start with this environment:\n{lines}")


@dataclass(frozen=True, kw_only=True)
class Environment:
    stage: Stage
    debug: bool
    secret_key: str = field(repr=False)
    jwt_signing_key: str = field(repr=False)
    jwt_older_keys: tuple[str, ...] = field(repr=False)
    init_data_max_age: int
    allowed_hosts: tuple[str, ...]
    allowed_origins: tuple[str, ...]
    public_url: str
    trusted_proxies: int
    database_url: str = field(repr=False)
    database_pool: bool
    statement_timeout_ms: int
    redis_url: str = field(repr=False)
    redis_cache_url: str = field(repr=False)
    redis_prefix: str
    telegram_bot_token: str = field(repr=False)
    telegram_api_base_url: str
    telegram_webhook_url: str
    telegram_webhook_secret: str = field(repr=False)
    telegram_staff_chat: int
    telegram_staff_language: str
    bot_username: str
    text_provider: str
    text_seconds: int
    gemini_api_key: str = field(repr=False)
    gemini_base_url: str
    gemini_model: str
    gemini_safety: str
    openai_api_key: str = field(repr=False)
    openai_base_url: str
    openai_model: str
    log_level: str
    metrics_port: int
    worker_concurrency: int
    # The development front only: where it listens and what stands behind it.
    front_host: str
    front_port: int
    front_web_url: str
    front_realtime_url: str

    @property
    def is_production(self) -> bool:
        return self.stage is Stage.PRODUCTION

    @property
    def is_https(self) -> bool:
        return self.public_url.startswith("https://")

    @property
    def uses_emulator(self) -> bool:
        """No token of one's own: the bot talks to the Bot API emulator of the development front."""
        return self.telegram_bot_token == EMULATOR_BOT_TOKEN


class Reader:
    """Typed access to raw variables; complaints go to `refusals` instead of stopping at the first."""

    def __init__(self, source: Mapping[str, str]) -> None:
        self.source = source
        self.refusals: list[Refusal] = []

    def refuse(self, variable: str, reason: str, fix: str) -> None:
        self.refusals.append(Refusal(variable, reason, fix))

    def text(self, variable: str, default: str = "") -> str:
        return self.source.get(variable, "").strip() or default

    def flag(self, variable: str) -> bool:
        word = self.text(variable).lower()
        if word not in TRUE_WORDS | FALSE_WORDS:
            self.refuse(variable, f"{word!r} is neither yes nor no.", "Use 1 or 0.")
        return word in TRUE_WORDS

    def number(self, variable: str, default: int) -> int:
        text = self.text(variable, str(default))
        if not text.isascii() or not text.isdigit():
            self.refuse(variable, f"{text!r} is not a whole number.", f"Use digits only, such as {default}.")
            return default
        return int(text)

    def items(self, variable: str, default: tuple[str, ...] = ()) -> tuple[str, ...]:
        parts = (part.strip() for part in self.text(variable).split(","))
        return tuple(part for part in parts if part) or default

    def url(self, variable: str, default: str, schemes: tuple[str, ...]) -> str:
        text = self.text(variable, default).rstrip("/")
        if text and urlsplit(text).scheme not in schemes:
            # The value may hold a password, so only the expected form is shown.
            self.refuse(variable, "the address has a wrong scheme.", f"It must start with {schemes[0]}://.")
        return text


def read_environment(source: Mapping[str, str]) -> Environment:
    """Raises `EnvironmentRefused` with every complaint found."""
    reader = Reader(source)
    environment = _parse(reader, _stage(reader))
    if environment.is_production:
        _require_production_safety(reader, environment)
    if reader.refusals:
        raise EnvironmentRefused(reader.refusals)
    return environment


def _stage(reader: Reader) -> Stage:
    if reader.flag("PRODUCTION"):
        return Stage.PRODUCTION
    word = reader.text("ARTEL_ENV", Stage.DEVELOPMENT)
    if word not in set(Stage):
        reader.refuse("ARTEL_ENV", f"{word!r} is unknown.", f"Use one of: {', '.join(Stage)}.")
        return Stage.PRODUCTION
    return Stage(word)


def _parse(reader: Reader, stage: Stage) -> Environment:
    local = stage is not Stage.PRODUCTION
    public_url = reader.url(
        "PUBLIC_URL", f"http://localhost:{reader.number('PORT', 8000)}" if local else "", ("https", "http")
    )
    database_url, redis_url = _server_addresses(reader, local=local)
    token = reader.text("TELEGRAM_BOT_TOKEN", EMULATOR_BOT_TOKEN if local else "")
    # The emulator is inside the development front, whatever name people reach that by.
    front = f"http://127.0.0.1:{reader.number('PORT', 8000)}"
    bot_api = front if token == EMULATOR_BOT_TOKEN else TELEGRAM_API
    return Environment(
        stage=stage,
        debug=reader.flag("DEBUG"),
        secret_key=reader.text("SECRET_KEY", DEVELOPMENT_SECRET_KEY),
        jwt_signing_key=reader.text("JWT_SIGNING_KEY", DEVELOPMENT_JWT_KEY),
        jwt_older_keys=reader.items("JWT_OLDER_KEYS"),
        init_data_max_age=reader.number("INIT_DATA_MAX_AGE", 3600),
        allowed_hosts=reader.items("ALLOWED_HOSTS", ("localhost", "127.0.0.1", "[::1]") if local else ()),
        allowed_origins=reader.items("ALLOWED_ORIGINS", _own_origins(public_url, local=local)),
        public_url=public_url,
        trusted_proxies=reader.number("TRUSTED_PROXIES", 0),
        database_url=database_url,
        database_pool=reader.flag("DATABASE_POOL"),
        statement_timeout_ms=reader.number("DATABASE_STATEMENT_TIMEOUT_MS", 15_000),
        redis_url=redis_url,
        redis_cache_url=reader.url("REDIS_CACHE_URL", redis_url, ("redis", "rediss", "unix")),
        redis_prefix=reader.text("REDIS_PREFIX", "artel"),
        telegram_bot_token=token,
        telegram_api_base_url=reader.url("TELEGRAM_API_BASE_URL", bot_api, ("https", "http")),
        telegram_webhook_url=reader.url("TELEGRAM_WEBHOOK_URL", "", ("https", "http")),
        telegram_webhook_secret=reader.text("TELEGRAM_WEBHOOK_SECRET"),
        telegram_staff_chat=_staff_chat(reader),
        telegram_staff_language=reader.text("TELEGRAM_STAFF_LANGUAGE", "ru"),
        bot_username=reader.text("BOT_USERNAME", "artel_dev_bot").removeprefix("@"),
        text_provider=_text_provider(reader),
        text_seconds=reader.number("TEXT_SECONDS", 20),
        gemini_api_key=reader.text("GEMINI_API_KEY"),
        gemini_base_url=reader.url("GEMINI_BASE_URL", "", ("https", "http")),
        gemini_model=reader.text("GEMINI_MODEL", "gemini-2.5-flash-lite"),
        gemini_safety=_gemini_safety(reader),
        openai_api_key=reader.text("OPENAI_API_KEY"),
        openai_base_url=reader.url("OPENAI_BASE_URL", "", ("https", "http")),
        openai_model=reader.text("OPENAI_MODEL", "gpt-4o-mini"),
        log_level=reader.text("LOG_LEVEL", "INFO").upper(),
        metrics_port=reader.number("METRICS_PORT", 0),
        worker_concurrency=reader.number("WORKER_CONCURRENCY", 2),
        front_host=reader.text("LISTEN_HOST", "127.0.0.1"),
        front_port=reader.number("PORT", 8000),
        front_web_url=reader.url("FRONT_WEB_URL", "http://127.0.0.1:8001", ("http",)),
        front_realtime_url=reader.url("FRONT_REALTIME_URL", "http://127.0.0.1:8002", ("http",)),
    )


def _staff_chat(reader: Reader) -> int:
    """The number of the staff's group, which Telegram counts below zero; 0 for none."""
    number = reader.text("TELEGRAM_STAFF_CHAT", "0")
    if not number.lstrip("-").isdecimal():
        reader.refuse("TELEGRAM_STAFF_CHAT", f"{number!r} is no number.", "Write /staff in the group to learn it.")
        return 0
    return int(number)


def _text_provider(reader: Reader) -> str:
    """Named, or by the key that is there; without any, texts are composed on this machine."""
    by_key = next((name for name in ("gemini", "openai") if reader.text(f"{name.upper()}_API_KEY")), "offline")
    name = reader.text("TEXT_PROVIDER", by_key).lower()
    if name not in TEXT_PROVIDERS:
        reader.refuse("TEXT_PROVIDER", f"{name!r} is unknown.", f"Use one of: {', '.join(TEXT_PROVIDERS)}.")
    elif name != "offline" and not reader.text(f"{name.upper()}_API_KEY"):
        reader.refuse(f"{name.upper()}_API_KEY", "it is needed to write texts.", "Set it, or TEXT_PROVIDER=offline.")
    return name


def _gemini_safety(reader: Reader) -> str:
    word = reader.text("GEMINI_SAFETY", "BLOCK_MEDIUM_AND_ABOVE").upper()
    if word not in GEMINI_THRESHOLDS:
        reader.refuse("GEMINI_SAFETY", f"{word!r} is unknown.", f"Use one of: {', '.join(GEMINI_THRESHOLDS)}.")
    return word


def _own_origins(public_url: str, *, local: bool) -> tuple[str, ...]:
    origins = [public_url] if public_url else []
    if local:  # a developer's browser may say either name
        origins.append(public_url.replace("//localhost", "//127.0.0.1"))
    return tuple(dict.fromkeys(origins))


def _server_addresses(reader: Reader, *, local: bool) -> tuple[str, str]:
    """Only development may fall back on embedded servers; they are not started here."""
    database = reader.url("DATABASE_URL", "", ("postgresql", "postgres"))
    redis = reader.url("REDIS_URL", "", ("redis", "rediss", "unix"))
    if local and not (database and redis):
        from gameproject.embedded import default_servers  # its packages are not installed in production

        embedded = default_servers().addresses()
        return database or embedded.database_url, redis or embedded.redis_url
    return database, redis


def _require_production_safety(reader: Reader, environment: Environment) -> None:
    if environment.debug:
        reader.refuse("DEBUG", "debug pages show secrets to visitors.", "Unset it in production.")
    if not environment.allowed_hosts or any(host in {"*", ".*"} for host in environment.allowed_hosts):
        reader.refuse("ALLOWED_HOSTS", "it is open to any host name.", "List the host names people use, with commas.")
    if not environment.is_https:
        reader.refuse("PUBLIC_URL", "players' browsers need TLS.", "Give the https:// address of this site.")
    if environment.uses_emulator:
        reader.refuse("TELEGRAM_BOT_TOKEN", "this is the token of the emulator.", "Set the token from @BotFather.")
    for variable in ("DATABASE_URL", "REDIS_URL", "TELEGRAM_BOT_TOKEN"):
        if not reader.text(variable):
            reader.refuse(variable, "it is missing.", "Set it; .env.example shows its form.")
    _require_own_secret(reader, "SECRET_KEY", environment.secret_key, DEVELOPMENT_SECRET_KEY)
    _require_own_secret(reader, "JWT_SIGNING_KEY", environment.jwt_signing_key, DEVELOPMENT_JWT_KEY)
    if environment.telegram_webhook_url and len(environment.telegram_webhook_secret) < 16:
        reader.refuse(
            "TELEGRAM_WEBHOOK_SECRET",
            "without it anybody can post updates to the webhook.",
            "Set 16 or more letters, digits, '_' or '-'.",
        )


def _require_own_secret(reader: Reader, variable: str, value: str, default: str) -> None:
    fix = 'Make one: python -c "import secrets; print(secrets.token_urlsafe(64))".'
    if value == default or "change-me" in value:
        reader.refuse(variable, "it has a value that everybody knows.", fix)
    elif len(value) < SHORTEST_SECRET:
        reader.refuse(variable, f"it is shorter than {SHORTEST_SECRET} characters.", fix)


ENV = read_environment(os.environ)
