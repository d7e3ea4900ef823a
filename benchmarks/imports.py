"""How long a notebook's first line takes, against the libraries it cannot do without.

Starts both lines in new interpreters, in turn, and prints the ratio of the medians. Aim: 1.15 or less.
Run: .venv/bin/python benchmarks/imports.py [ROUNDS]
"""

from __future__ import annotations

import statistics
import subprocess
import sys
import time

OURS = "from course import load, quiz"
THEIRS = "import pandas, ipywidgets"
AIM = 1.15


def seconds(line: str) -> float:
    """Wall-clock seconds of one new interpreter that runs `line`."""
    began = time.perf_counter()
    subprocess.run([sys.executable, "-c", line], check=True)
    return time.perf_counter() - began


def main(rounds: int = 15) -> None:
    for line in (OURS, THEIRS):
        seconds(line)  # fills the caches of the system and of Python
    ours, theirs = [], []
    for _ in range(rounds):
        # In turn, so that a slower spell of the machine meets both.
        ours.append(seconds(OURS))
        theirs.append(seconds(THEIRS))
    ratio = statistics.median(ours) / statistics.median(theirs)
    print(f"{OURS:32} {statistics.median(ours) * 1000:7.0f} ms")
    print(f"{THEIRS:32} {statistics.median(theirs) * 1000:7.0f} ms")
    print(f"ratio {ratio:.2f} (aim: {AIM} or less)")


if __name__ == "__main__":
    main(*map(int, sys.argv[1:]))
