"""docker-compose.yml cannot be run here, but it can be read: its commands are ours and each of them starts."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import yaml

from gameproject.embedded.servers import PROJECT_ROOT
from gameproject.env import Environment
from gameproject.roles import FRONT, ROLES

COMPOSE: dict[str, Any] = yaml.safe_load((PROJECT_ROOT / "docker-compose.yml").read_text())
SERVICES: dict[str, dict[str, Any]] = COMPOSE["services"]
EXAMPLE = (PROJECT_ROOT / ".env.example").read_text()


def started(arguments: list[str]) -> subprocess.CompletedProcess[str]:
    beside = Path(sys.executable).parent / arguments[0]
    return subprocess.run(
        [str(beside), *arguments[1:]],
        cwd=PROJECT_ROOT,
        env={**os.environ, "DJANGO_SETTINGS_MODULE": "gameproject.settings"},
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )


@pytest.mark.parametrize("name", ROLES)
def test_a_service_runs_the_command_that_play_runs(name: str) -> None:
    assert tuple(SERVICES[name]["command"].split()) == ROLES[name].command


def test_the_image_runs_the_web_role_by_default() -> None:
    command = re.search(r"^CMD \[(.*)\]$", (PROJECT_ROOT / "Dockerfile").read_text(), re.MULTILINE)
    assert command is not None
    assert tuple(re.findall(r'"([^"]*)"', command[1])) == ROLES["web"].command


@pytest.mark.parametrize("name", [*ROLES, FRONT.name])
def test_a_command_exists_and_takes_its_options(name: str) -> None:
    """With --help every program first parses the options before it, so a misspelt one fails here."""
    role = FRONT if name == FRONT.name else ROLES[name]
    done = started([*role.command, "--help"])
    assert done.returncode == 0, done.stderr


@pytest.mark.parametrize("command", ["migrate", "load_starter_world"])
def test_the_migrate_service_runs_commands_that_exist(command: str) -> None:
    assert f"manage.py {command}" in SERVICES["migrate"]["command"][-1]
    assert started(["python", "manage.py", command, "--help"]).returncode == 0


def test_every_role_waits_for_the_migrations() -> None:
    for name in ROLES:
        assert SERVICES[name]["depends_on"]["migrate"]["condition"] == "service_completed_successfully"


def test_roles_cannot_write_to_their_image_or_gain_rights() -> None:
    for name in (*ROLES, "migrate"):
        assert SERVICES[name]["read_only"] is True
        assert SERVICES[name]["cap_drop"] == ["ALL"]
        assert SERVICES[name]["security_opt"] == ["no-new-privileges:true"]


@pytest.mark.parametrize("name", ["postgres", "redis", "web", "realtime", "worker", "beat", "nginx"])
def test_what_others_wait_for_has_a_health_check(name: str) -> None:
    assert SERVICES[name]["healthcheck"]["test"]


def test_only_nginx_is_reachable_from_outside() -> None:
    assert {name for name, service in SERVICES.items() if "ports" in service} == {"nginx"}


def test_every_variable_of_compose_is_explained_in_the_example() -> None:
    used = set(re.findall(r"(?<!\$)\$\{([A-Z_]+)", (PROJECT_ROOT / "docker-compose.yml").read_text()))
    explained = set(re.findall(r"^([A-Z_]+)=", EXAMPLE, re.MULTILINE))
    assert used == explained


def test_the_roles_environment_is_one_that_the_settings_read() -> None:
    read_elsewhere = {"PRODUCTION"}
    fields = {name.upper() for name in Environment.__dataclass_fields__}
    assert set(COMPOSE["x-role"]["environment"]) - read_elsewhere <= fields


def test_the_example_holds_no_working_secret() -> None:
    for variable in ("SECRET_KEY", "JWT_SIGNING_KEY", "POSTGRES_PASSWORD", "REDIS_PASSWORD"):
        assert f"\n{variable}=change-me\n" in EXAMPLE


def test_the_files_that_compose_mounts_exist() -> None:
    for volume in SERVICES["nginx"]["volumes"][:2]:
        assert (PROJECT_ROOT / volume.split(":")[0]).is_file()
