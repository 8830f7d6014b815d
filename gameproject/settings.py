"""Django settings. Values come from `gameproject.env`; nothing here reads the environment."""

from __future__ import annotations

from datetime import timedelta
from typing import Any
from urllib.parse import urlsplit

from gameproject.csp import DEFAULT_POLICY
from gameproject.database import database_settings
from gameproject.env import ENV, PROJECT_ROOT, Stage
from gameproject.logs import configure_structlog, logging_settings

BASE_DIR = PROJECT_ROOT
IS_TEST = ENV.stage is Stage.TEST

SECRET_KEY = ENV.secret_key
DEBUG = ENV.debug
PRODUCTION = ENV.is_production
ALLOWED_HOSTS = list(ENV.allowed_hosts)

INSTALLED_APPS = [
    "django_prometheus",
    "gameproject",
    # Lower layers first: in this order the sections of the catalogue are written, and backwards they are pruned.
    "common",
    "content",
    "players",
    "world",
    "combat",
    "telegrambot",
    "unfold.apps.BasicAppConfig",
    "gameproject.admin_config.ArtelAdminConfig",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.postgres",
    "channels",
    "django_celery_beat",
    "django_structlog",
    "axes",
    "csp",
    "ninja",
]

MIDDLEWARE = [
    # First: a probe knows neither our host names nor TLS.
    "gameproject.health.HealthMiddleware",
    "gameproject.proxies.TrustedProxyMiddleware",
    "django_prometheus.middleware.PrometheusBeforeMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "gameproject.csp.AdminPolicyMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_structlog.middlewares.RequestMiddleware",
    # Last, as its documentation asks: it turns a lock-out into an answer.
    "axes.middleware.AxesMiddleware",
    "django_prometheus.middleware.PrometheusAfterMiddleware",
]

ROOT_URLCONF = "gameproject.urls"
WSGI_APPLICATION = "gameproject.wsgi.application"
ASGI_APPLICATION = "gameproject.asgi.application"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.template.context_processors.i18n",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "csp.context_processors.nonce",
            ],
        },
    },
]

DATABASES = {"default": database_settings(ENV)}

REDIS_URL = ENV.redis_url
# Every key and every pub/sub channel starts with it. Pub/sub ignores database numbers, so this (and not the
# number) is what keeps parallel test workers, or two installations on one Redis, apart.
REDIS_PREFIX = ENV.redis_prefix
# A thread in each process that hears of a new release and of changed texts. A test that wants one starts it.
NEWS_HEARD = not IS_TEST
CACHES: dict[str, dict[str, Any]] = {
    "default": {
        "BACKEND": "django.core.cache.backends.redis.RedisCache",
        "LOCATION": ENV.redis_cache_url,
        "KEY_PREFIX": REDIS_PREFIX,
        # A slow cache must not hold a request.
        "OPTIONS": {"socket_connect_timeout": 1, "socket_timeout": 1},
    }
}
CHANNEL_LAYERS = {
    "default": {
        "BACKEND": "channels_redis.pubsub.RedisPubSubChannelLayer",
        "CONFIG": {"hosts": [ENV.redis_url], "prefix": f"{REDIS_PREFIX}.channels"},
    }
}

# Languages and time
LANGUAGE_CODE = "en"
LANGUAGES = [("ru", "Русский"), ("en", "English")]
LOCALE_PATHS = [BASE_DIR / "gameproject" / "locale", BASE_DIR / "telegrambot" / "locale"]
USE_I18N = True
USE_TZ = True
TIME_ZONE = "UTC"

# Files
STATIC_URL = "static/"
STATIC_ROOT = BASE_DIR / "staticfiles" if PRODUCTION else None
STATICFILES_DIRS = [path for path in (BASE_DIR / "static",) if path.is_dir()]
WHITENOISE_USE_FINDERS = not PRODUCTION
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {
        "BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"
        if PRODUCTION
        else "django.contrib.staticfiles.storage.StaticFilesStorage"
    },
}

# Accounts of game masters, moderators and operators (players sign in through Telegram)
AUTHENTICATION_BACKENDS = [
    "axes.backends.AxesStandaloneBackend",
    "django.contrib.auth.backends.ModelBackend",
]
PASSWORD_HASHERS = [
    # A slow hash protects nothing in a throw-away database.
    "django.contrib.auth.hashers.MD5PasswordHasher" if IS_TEST else "django.contrib.auth.hashers.Argon2PasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
]
LOGIN_URL = "admin:login"
LOGIN_REDIRECT_URL = "admin:index"
AXES_ENABLE_ADMIN = False  # gameproject.admin shows lock-outs in its own way
AXES_FAILURE_LIMIT = 5
AXES_COOLOFF_TIME = timedelta(minutes=15)
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"]]
AXES_RESET_ON_SUCCESS = True
AXES_IPWARE_META_PRECEDENCE_ORDER = ["REMOTE_ADDR"]  # the client's own, by TrustedProxyMiddleware

# Security
TRUSTED_PROXIES = ENV.trusted_proxies
NINJA_NUM_PROXIES = 0  # TrustedProxyMiddleware has done it
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if ENV.trusted_proxies else None
SECURE_SSL_REDIRECT = PRODUCTION
SECURE_HSTS_SECONDS = 31_536_000 if PRODUCTION else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = PRODUCTION
SECURE_HSTS_PRELOAD = PRODUCTION
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
SESSION_COOKIE_SECURE = PRODUCTION
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_AGE = 8 * 60 * 60
SESSION_COOKIE_NAME = "__Host-session" if PRODUCTION else "artel-session"
CSRF_COOKIE_SECURE = PRODUCTION
CSRF_FAILURE_VIEW = "gameproject.problems.csrf_failure"
CSRF_COOKIE_HTTPONLY = True
CSRF_COOKIE_NAME = "__Host-csrf" if PRODUCTION else "artel-csrf"
ALLOWED_ORIGINS = list(ENV.allowed_origins)
CSRF_TRUSTED_ORIGINS = [origin for origin in ALLOWED_ORIGINS if urlsplit(origin).scheme]
CONTENT_SECURITY_POLICY = DEFAULT_POLICY
DATA_UPLOAD_MAX_MEMORY_SIZE = 1_048_576

# Telegram and the API
PUBLIC_URL = ENV.public_url
TELEGRAM_BOT_TOKEN = ENV.telegram_bot_token
TELEGRAM_API_BASE_URL = ENV.telegram_api_base_url
TELEGRAM_USES_EMULATOR = ENV.uses_emulator
TELEGRAM_WEBHOOK_URL = ENV.telegram_webhook_url
TELEGRAM_WEBHOOK_SECRET = ENV.telegram_webhook_secret
TELEGRAM_STAFF_CHAT = ENV.telegram_staff_chat  # where texts are told of that wait for moderators; 0: nowhere
TELEGRAM_STAFF_LANGUAGE = ENV.telegram_staff_language
BOT_USERNAME = ENV.bot_username
JWT_SIGNING_KEY = ENV.jwt_signing_key
JWT_OLDER_KEYS = ENV.jwt_older_keys  # retired, but still good for tokens that were signed with them
INIT_DATA_MAX_AGE = timedelta(seconds=ENV.init_data_max_age)
# Signing in as a guest, without Telegram: for a developer and for tests only.
GUEST_LOGIN_ENABLED = not PRODUCTION

# Texts that grow with play: who writes them, and how long one call may take with its own retries
TEXT_PROVIDER = ENV.text_provider
TEXT_SECONDS = ENV.text_seconds
GEMINI_API_KEY = ENV.gemini_api_key
GEMINI_BASE_URL = ENV.gemini_base_url
GEMINI_MODEL = ENV.gemini_model
GEMINI_SAFETY = ENV.gemini_safety
OPENAI_API_KEY = ENV.openai_api_key
OPENAI_BASE_URL = ENV.openai_base_url
OPENAI_MODEL = ENV.openai_model

# Celery (reasons and measurements of the reliability values: docs/adr)
CELERY_BROKER_URL = "memory://" if IS_TEST else ENV.redis_url
CELERY_VISIBILITY_TIMEOUT = 300
CELERY_BROKER_TRANSPORT_OPTIONS = {
    "visibility_timeout": CELERY_VISIBILITY_TIMEOUT,
    "global_keyprefix": f"{REDIS_PREFIX}.celery.",
    "unacked_restore_interval": 5,
    "unacked_restore_throttle": 1,
    "socket_timeout": 10,
    "socket_connect_timeout": 3,
    "socket_keepalive": True,
    "health_check_interval": 10,
}
CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = True
CELERY_BROKER_CONNECTION_MAX_RETRIES = None  # for ever: rows in PostgreSQL wait as long
CELERY_TASK_ACKS_LATE = True
CELERY_TASK_REJECT_ON_WORKER_LOST = True
CELERY_TASK_IGNORE_RESULT = True
CELERY_TASK_TIME_LIMIT = 120
CELERY_TASK_SOFT_TIME_LIMIT = 100
# Publishing fails fast instead of holding a player's request: a sweeper finds the row anyway.
CELERY_TASK_PUBLISH_RETRY_POLICY = {"max_retries": 1, "interval_start": 0, "interval_max": 0.2}
CELERY_WORKER_CANCEL_LONG_RUNNING_TASKS_ON_CONNECTION_LOSS = True
CELERY_WORKER_PREFETCH_MULTIPLIER = 1
CELERY_WORKER_SOFT_SHUTDOWN_TIMEOUT = 20
CELERY_WORKER_CONCURRENCY = ENV.worker_concurrency
CELERY_WORKER_HIJACK_ROOT_LOGGER = False
CELERY_TIMEZONE = "UTC"
CELERY_BEAT_SCHEDULER = "gameproject.beat:SingleScheduler"
CELERY_BEAT_SCHEDULE = {
    "relay-outbox": {"task": "common.tasks.relay_outbox", "schedule": 5.0, "options": {"expires": 5}},
    "sweep-timers": {"task": "common.tasks.sweep_timers", "schedule": 5.0, "options": {"expires": 5}},
    "expire-battles": {"task": "combat.tasks.expire_battles", "schedule": 60.0, "options": {"expires": 60}},
    "rearm-schedules": {"task": "world.tasks.rearm_schedules", "schedule": 300.0, "options": {"expires": 300}},
    "refresh-boards": {"task": "players.tasks.refresh_leaderboards", "schedule": 10.0, "options": {"expires": 10}},
    "rebuild-boards": {"task": "players.tasks.rebuild_leaderboards", "schedule": 21600.0, "options": {"expires": 600}},
    "advance-seasons": {"task": "players.tasks.advance_seasons", "schedule": 10.0, "options": {"expires": 10}},
    "sum-ledger-days": {"task": "players.tasks.sum_ledger_days", "schedule": 3600.0, "options": {"expires": 3600}},
    "purge-seasons": {"task": "players.tasks.purge_seasons", "schedule": 3600.0, "options": {"expires": 3600}},
    "snapshot-runs": {"task": "world.tasks.snapshot_runs", "schedule": 5.0, "options": {"expires": 5}},
    "snapshot-presence": {"task": "players.tasks.snapshot_presence", "schedule": 60.0, "options": {"expires": 60}},
    "expire-runs": {"task": "world.tasks.expire_runs", "schedule": 600.0, "options": {"expires": 600}},
    "purge-activities": {"task": "world.tasks.purge_activities", "schedule": 3600.0, "options": {"expires": 3600}},
    "purge-sessions": {"task": "players.tasks.purge_sessions", "schedule": 3600.0, "options": {"expires": 3600}},
    "purge-texts": {"task": "content.tasks.purge_texts", "schedule": 3600.0, "options": {"expires": 3600}},
    "purge": {"task": "common.tasks.purge", "schedule": 3600.0, "options": {"expires": 3600}},
}

# Being observed
METRICS_PORT = ENV.metrics_port
PROMETHEUS_EXPORT_MIGRATIONS = False  # it would query the database while the process starts
DJANGO_STRUCTLOG_CELERY_ENABLED = True
LOGGING_CONFIG = "logging.config.dictConfig"
LOGGING = logging_settings(as_json=PRODUCTION, level=ENV.log_level)
configure_structlog()

# The admin's looks. Its sidebar and first page are put together in `gameproject.admin`.
UNFOLD: dict[str, Any] = {
    "SITE_TITLE": "Artel",
    "SITE_HEADER": "Artel",
    "SITE_SYMBOL": "swords",
    "SHOW_HISTORY": True,
    "SHOW_VIEW_ON_SITE": False,
    "SHOW_BACK_BUTTON": False,
    "SHOW_LANGUAGES": True,
    "LANGUAGES": {"action": "gameproject.admin.looks.language_url"},
    "SITE_FAVICONS": [
        {"rel": "icon", "type": "image/svg+xml", "href": "gameproject.admin.looks.favicon"},
    ],
    "STYLES": ["gameproject.admin.looks.stylesheet"],
    "DASHBOARD_CALLBACK": "gameproject.admin.dashboard.dashboard",
    "SIDEBAR": {"navigation": "gameproject.admin.sidebar.navigation"},
    "COLORS": {
        "primary": {
            "50": "oklch(97.5% .02 195)",
            "100": "oklch(94.5% .04 195)",
            "200": "oklch(89% .07 195)",
            "300": "oklch(82% .1 195)",
            "400": "oklch(75% .115 195)",
            "500": "oklch(64% .11 200)",
            "600": "oklch(53% .095 205)",
            "700": "oklch(46% .085 207)",
            "800": "oklch(39% .07 208)",
            "900": "oklch(33% .055 209)",
            "950": "oklch(24% .04 210)",
        }
    },
}
