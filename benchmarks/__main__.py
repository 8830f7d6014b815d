"""All measurements, one after another: `python -m benchmarks [name …]`."""

from __future__ import annotations

import subprocess
import sys

ALL = ("battles", "dungeons", "relay", "bot", "actions", "leaderboards", "economy", "texts")


def main(names: list[str]) -> int:
    unknown = set(names) - set(ALL)
    if unknown:
        print(f"No such measurement: {', '.join(sorted(unknown))}. There are: {', '.join(ALL)}.")
        return 2
    failed = []
    for number, name in enumerate(names or ALL, start=1):
        print(f"\n[{number}/{len(names or ALL)}] python -m benchmarks.{name}", flush=True)
        if subprocess.run([sys.executable, "-m", f"benchmarks.{name}"], check=False).returncode:
            failed.append(name)
    if failed:
        print(f"\nFailed: {', '.join(failed)}.")
    return bool(failed)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
