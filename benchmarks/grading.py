"""How much faster than `nbgrader autograde` does `course grade` grade a class, with sandbox and judge on?

A class of 60 on assignment 01 is graded by both commands, in turn, each from its start to its end; then a class of 120
by ours. Prints the ratio, the time of 120 against 60, the most memory at one moment (the sum of all its processes' PSS)
and whether all scores are the same. Aim: at least 10 times, 20 wished for; 120 in at most 2.1 times of 60; 1.5 GB.

    python benchmarks/grading.py [LEARNERS]
"""

from __future__ import annotations

import contextlib
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path

# The helpers of the tests are imported as the tests do, from the root of the tree.
sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from tests.support.handed_in import SECOND, environment, hand_in, released, rows


def descendants(process: int) -> set[int]:
    """The process and everything that it started."""
    parents = {}
    for entry in Path("/proc").glob("[0-9]*"):
        with contextlib.suppress(OSError, ValueError):
            parents[int(entry.name)] = int(entry.joinpath("stat").read_text().rpartition(")")[2].split()[1])
    found, size = {process}, 0
    while size != len(found):
        size = len(found)
        found |= {child for child, parent in parents.items() if parent in found}
    return found


def memory(process: int) -> int:
    """Bytes of a process and everything that it started; memory that several share counts once."""
    total = 0
    for one in descendants(process):
        with contextlib.suppress(OSError):
            for line in Path(f"/proc/{one}/smaps_rollup").read_text().splitlines():
                if line.startswith("Pss:"):
                    total += int(line.split()[1]) * 1024
    return total


def grade(root: Path, *words: str, watched: bool = False) -> tuple[float, int]:
    """Seconds of one command in a course folder, and its most memory if it is watched, which costs it some time."""
    most = 0
    start = time.perf_counter()
    with subprocess.Popen(
        [sys.executable, "-m", *words, SECOND], cwd=root, env=environment(root.parent),
        stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
    ) as program:  # fmt: skip
        while program.poll() is None:
            most = max(most, memory(program.pid)) if watched else 0
            with contextlib.suppress(subprocess.TimeoutExpired):
                program.wait(1)
    if program.returncode:
        raise SystemExit(f"{' '.join(words)} ended with {program.returncode}")
    return time.perf_counter() - start, most


def main(learners: int) -> None:
    """Play it."""
    with tempfile.TemporaryDirectory() as place:
        top = Path(place) / "origin"
        top.mkdir()
        root = released(top / "course")
        hand_in(root, learners)
        double = Path(shutil.copytree(root, Path(place) / "double" / "course"))
        shutil.rmtree(double / "submitted")
        hand_in(double, 2 * learners)
        copies = {
            name: Path(shutil.copytree(root, Path(place) / name / "course")) for name in ("ours", "theirs", "watched")
        }
        ours, _ = grade(copies["ours"], "course.cli", "grade")
        print(f"course grade, {learners} learners: {ours:.1f} s", flush=True)
        theirs, _ = grade(copies["theirs"], "nbgrader", "autograde")
        print(f"nbgrader autograde, {learners} learners: {theirs:.1f} s")
        print(f"ratio: {theirs / ours:.1f} times as fast (aim 10, wished for 20)", flush=True)
        twice, _ = grade(double, "course.cli", "grade")
        print(f"{2 * learners} learners: {twice:.1f} s, {twice / ours:.2f} times (aim 2.1)")
        _, most = grade(copies["watched"], "course.cli", "grade", watched=True)
        print(f"{learners} learners again, watched: {most / 2**20:,.0f} MB at most (aim 1,536)")
        same = rows(copies["ours"]) == rows(copies["theirs"])
        print(f"same scores, comments and penalties: {'yes' if same else 'NO'}")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 60)
