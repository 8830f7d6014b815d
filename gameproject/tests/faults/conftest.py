from __future__ import annotations

import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from gameproject.tests.faults.stack import Stack


@pytest.fixture(scope="package")
def stack() -> Iterator[Stack]:
    """Started once for all fault tests of a worker; each of them leaves it whole."""
    home = Path(tempfile.mkdtemp(prefix="artel-faults-"))
    home.chmod(0o711)
    made = Stack(home)
    try:
        made.start()
        yield made
    finally:
        made.stop()
        shutil.rmtree(home, ignore_errors=True)
