"""Prepare the virtual environment: python3 gameproject/bootstrap.py requirements-play.lock

Runs on whatever Python the machine has, before anything is installed, so it uses the standard library only
and stays readable for old versions, which then get a clear message instead of a syntax error.
"""

import hashlib
import os
import subprocess
import sys
import time
from typing import NoReturn

OLDEST_PYTHON = (3, 11)
ROOT = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
VENV = os.path.join(ROOT, ".venv")
VENV_PYTHON = os.path.join(VENV, "bin", "python")
# The development lock holds everything of the others, in the same versions.
WIDER_LOCK = "requirements-dev.lock"


def fail(text: str) -> NoReturn:
    sys.exit("artel: " + text)


def require_python() -> None:
    if sys.version_info < OLDEST_PYTHON:
        fail(
            "Python %d.%d or newer is needed, this is %s. Install it, or name it: "
            "make play PYTHON=/path/to/python3.11" % (*OLDEST_PYTHON, sys.version.split()[0])
        )


def stamp_path(lock: str) -> str:
    return os.path.join(VENV, "." + lock + ".stamp")


def fingerprint(lock: str) -> str:
    with open(os.path.join(ROOT, lock), "rb") as file:
        return hashlib.sha256(file.read()).hexdigest()


def is_installed(lock: str) -> bool:
    try:
        with open(stamp_path(lock)) as file:
            return file.read() == fingerprint(lock) and os.access(VENV_PYTHON, os.X_OK)
    except OSError:
        return False


def create_venv() -> None:
    if os.access(VENV_PYTHON, os.X_OK):
        return
    print("  Virtual environment in .venv …", flush=True)
    command = [sys.executable, "-m", "venv", VENV]
    done = subprocess.run(command, check=False, stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
    if done.returncode != 0:
        sys.stderr.write(done.stdout.decode(errors="replace"))
        fail("the virtual environment could not be made. On Debian and Ubuntu: apt install python3-venv")


def count_packages(lock: str) -> int:
    with open(os.path.join(ROOT, lock)) as file:
        return sum("==" in line and not line.startswith((" ", "#")) for line in file)


def show_progress(done: int, total: int) -> None:
    if sys.stdout.isatty():
        width = 30
        filled = width * done // max(total, 1)
        bar = "█" * filled + "░" * (width - filled)
        sys.stdout.write("\r  Packages %s %d/%d " % (bar, done, total))
    elif done % 20 == 0 or done == total:
        sys.stdout.write("  Packages %d/%d\n" % (done, total))
    sys.stdout.flush()


def install(lock: str) -> None:
    """Every package is checked against the hash in the lock; nothing outside the lock is installed."""
    command = [VENV_PYTHON, "-m", "pip", "install", "--disable-pip-version-check", "--no-input"]
    command += ["--require-hashes", "--no-deps", "-r", os.path.join(ROOT, lock)]
    total = count_packages(lock)
    started = time.time()
    seen = 0
    output = []
    process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, cwd=ROOT)
    for raw in process.stdout or ():
        line = raw.decode(errors="replace")
        output.append(line)
        if line.startswith(("Collecting ", "Requirement already satisfied", "Ignoring ")):
            seen = min(seen + 1, total)
            show_progress(seen, total)
        elif line.startswith("Installing collected"):
            print("\n  Installing …", flush=True)
    if process.wait() != 0:
        sys.stderr.write("\n" + "".join(output[-20:]))
        fail("the packages of %s could not be installed; the reason is above. Check the network and retry." % lock)
    print("  Packages are in place (%.0f s)" % (time.time() - started), flush=True)


def main(lock: str) -> None:
    require_python()
    if is_installed(lock) or is_installed(WIDER_LOCK):
        return
    create_venv()
    install(lock)
    with open(stamp_path(lock), "w") as file:
        file.write(fingerprint(lock))


if __name__ == "__main__":
    main(sys.argv[1])
