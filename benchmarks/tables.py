"""How long `load()` takes for each table, the slowest first.

Calls load() for every table several times in one interpreter and prints the median of each. Aim: 50 ms or less for all.
Run: .venv/bin/python benchmarks/tables.py [ROUNDS]
"""

from __future__ import annotations

import statistics
import sys
import time

from course.content.data import load, tables

AIM = 50


def milliseconds(name: str, rounds: int) -> float:
    """Median time of load(name), after one call that fills the caches."""
    load(name)
    times = []
    for _ in range(rounds):
        began = time.perf_counter()
        load(name)
        times.append((time.perf_counter() - began) * 1000)
    return statistics.median(times)


def main(rounds: int = 15) -> None:
    """Print each table's rows and time, and how many stay within the aim."""
    found = sorted(((milliseconds(info.name, rounds), info) for info in tables()), key=lambda pair: -pair[0])
    for spent, info in found:
        print(f"{info.name:28} {info.rows:6} rows {spent:7.1f} ms")
    within = sum(spent <= AIM for spent, _info in found)
    print(f"{within} of {len(found)} within the aim of {AIM} ms")


if __name__ == "__main__":
    main(*map(int, sys.argv[1:]))
