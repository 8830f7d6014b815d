from __future__ import annotations

import pytest

from gameproject.checking import production_like
from gameproject.env import (
    DEVELOPMENT_SECRET_KEY,
    EMULATOR_BOT_TOKEN,
    TELEGRAM_API,
    EnvironmentRefused,
    Stage,
    read_environment,
)


def refused_variables(source: dict[str, str]) -> set[str]:
    with pytest.raises(EnvironmentRefused) as refusal:
        read_environment(source)
    return {entry.variable for entry in refusal.value.refusals}


def test_an_empty_environment_is_development_with_the_emulator() -> None:
    environment = read_environment({})
    assert environment.stage is Stage.DEVELOPMENT
    assert environment.telegram_bot_token == EMULATOR_BOT_TOKEN
    assert environment.uses_emulator
    assert environment.public_url == "http://localhost:8000"
    assert environment.telegram_api_base_url == "http://127.0.0.1:8000"


def test_a_token_of_ones_own_leads_to_telegram_itself() -> None:
    environment = read_environment({"TELEGRAM_BOT_TOKEN": "1:own"})
    assert not environment.uses_emulator
    assert environment.telegram_api_base_url == TELEGRAM_API


def test_good_production_values_are_accepted() -> None:
    assert read_environment(production_like()).is_production


@pytest.mark.parametrize("switch", [{"PRODUCTION": "1"}, {"ARTEL_ENV": "production"}])
def test_production_with_nothing_set_names_every_missing_variable_at_once(switch: dict[str, str]) -> None:
    assert refused_variables(switch) == {
        "ALLOWED_HOSTS",
        "PUBLIC_URL",
        "DATABASE_URL",
        "REDIS_URL",
        "TELEGRAM_BOT_TOKEN",
        "SECRET_KEY",
        "JWT_SIGNING_KEY",
    }


@pytest.mark.parametrize(
    ("variable", "value"),
    [
        ("DEBUG", "1"),
        ("ALLOWED_HOSTS", "*"),
        ("ALLOWED_HOSTS", "artel.example,*"),
        ("SECRET_KEY", DEVELOPMENT_SECRET_KEY),
        ("SECRET_KEY", "short"),
        ("JWT_SIGNING_KEY", "change-me" * 10),
        ("PUBLIC_URL", "http://artel.example"),
        ("TELEGRAM_BOT_TOKEN", ""),
        ("TELEGRAM_BOT_TOKEN", EMULATOR_BOT_TOKEN),
        ("DATABASE_URL", "mysql://db.example/artel"),
        ("TRUSTED_PROXIES", "many"),
        ("DEBUG", "maybe"),
    ],
)
def test_production_refuses_one_bad_value_and_names_it(variable: str, value: str) -> None:
    assert variable in refused_variables(production_like() | {variable: value})


def test_a_webhook_without_a_secret_is_refused() -> None:
    source = production_like() | {"TELEGRAM_WEBHOOK_URL": "https://artel.example/telegram"}
    assert refused_variables(source) == {"TELEGRAM_WEBHOOK_SECRET"}


def test_a_misspelt_stage_is_treated_as_production() -> None:
    assert "ARTEL_ENV" in refused_variables({"ARTEL_ENV": "prod"})


def test_a_refusal_gives_the_reason_and_the_fix_but_no_secret() -> None:
    with pytest.raises(EnvironmentRefused) as refusal:
        read_environment(production_like() | {"SECRET_KEY": "hunter2", "DATABASE_URL": "x://u:hunter2@db/a"})
    text = str(refusal.value)
    assert "SECRET_KEY: it is shorter than 50 characters. Make one" in text
    assert "hunter2" not in text


def test_secrets_stay_out_of_the_printed_environment() -> None:
    source = production_like()
    printed = repr(read_environment(source))
    for variable in ("SECRET_KEY", "JWT_SIGNING_KEY", "TELEGRAM_BOT_TOKEN", "DATABASE_URL"):
        assert source[variable] not in printed
