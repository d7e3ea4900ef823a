"""How long does it take to read a learner's record of 100,000 statements?

Prints the median time of the fold and its ratio to the least that any reader must do: `json.loads`
on every line. Aim: 0.5 s, measured on 2 cores.

    python benchmarks/record.py
"""

from __future__ import annotations

import json
import statistics
import tempfile
import time
from pathlib import Path

from course.content.scoring import Outcome
from course.learning.record.state import fold
from course.learning.record.store import Record, read_statements

LINES = 100_000
ROUNDS = 5


def seconds(action) -> float:
    """Wall time of one call."""
    start = time.perf_counter()
    action()
    return time.perf_counter() - start


def main() -> None:
    """Write a record of LINES statements, then read it ROUNDS times in both ways, in turn."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "record.jsonl"
        record = Record(path)
        record.answered("m1-q03", "b", Outcome(True, 1.0, "Right.", ("Because.",), 2), 2)
        line = path.read_text(encoding="utf-8")
        with open(path, "w", encoding="utf-8") as out:
            out.writelines(line.replace("m1-q03", f"m{n % 9}-q{n % 60:02d}") for n in range(LINES))

        def plain() -> None:
            with open(path, encoding="utf-8") as lines:
                for entry in lines:
                    json.loads(entry)

        times = [(seconds(lambda: fold(read_statements(path))), seconds(plain)) for _ in range(ROUNDS)]
    ours, least = (statistics.median(column) for column in zip(*times, strict=True))
    print(f"fold of {LINES:,} statements: {ours:.2f} s (aim 0.50 s), {ours / least:.2f} times json.loads on every line")


if __name__ == "__main__":
    main()
