from __future__ import annotations

import os
import time
from pathlib import Path

from gameproject.alive import sign_of_life
from gameproject.embedded.redis_server import free_port
from gameproject.embedded.servers import PROJECT_ROOT
from gameproject.probe import main


def test_a_fresh_sign_of_life_is_well_and_an_old_or_missing_one_is_not(tmp_path: Path) -> None:
    sign = tmp_path / "alive"
    assert main(str(sign)) == 1
    sign.touch()
    assert main(str(sign)) == 0
    long_ago = time.time() - 120
    os.utime(sign, (long_ago, long_ago))
    assert main(str(sign)) == 1


def test_an_address_where_nobody_listens_is_not_well() -> None:
    assert main(f"http://127.0.0.1:{free_port()}/healthz") == 1


def test_compose_looks_where_the_roles_write() -> None:
    compose = (PROJECT_ROOT / "docker-compose.yml").read_text()
    for role in ("worker", "beat"):
        assert f'"/tmp/{sign_of_life(role).name}"' in compose
