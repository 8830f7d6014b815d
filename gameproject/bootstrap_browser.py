"""Find Chromium for the browser tests, or install it where possible: the one optional part of the tests."""

from __future__ import annotations

import os
import shutil
import subprocess

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")


def find() -> str | None:
    return next((path for name in NAMES if (path := shutil.which(name))), None)


def install() -> bool:
    environment = os.environ | {"DEBIAN_FRONTEND": "noninteractive"}
    for command in (
        ["apt-get", "update", "-qq"],
        ["apt-get", "install", "-y", "-qq", "--no-install-recommends", "chromium", "fonts-noto-color-emoji"],
    ):
        done = subprocess.run(command, env=environment, stdin=subprocess.DEVNULL, capture_output=True, check=False)
        if done.returncode != 0 and "install" in command:
            return False
    return find() is not None


def main() -> None:
    if find():
        return
    may_install = os.geteuid() == 0 and shutil.which("apt-get") is not None
    if may_install:
        print("  Chromium for the browser tests …", flush=True)
        if install():
            return
    print(
        "  Chromium is missing: browser tests will be skipped, everything else runs. "
        "To have them too: sudo apt install chromium",
        flush=True,
    )


if __name__ == "__main__":
    main()
