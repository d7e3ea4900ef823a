"""Does a class of a thousand cost more for each submission than a class of sixty, and how much memory does it take?

Submissions of assignment 01 are made for N learners, each with their own mix of right answers, usual mistakes and blank
cells. `course grade` grades 60 of them, then all N in one run, each from its start to its end. Prints the time of one
submission in both and their ratio, the same for the first and the last sixty of the large run, and the most memory at
one moment (the sum of all its processes' PSS). Then the report and every export of these N, and the class page and the
exports of N people in ten assignments, each as a command of its own. Beside each time stands the processors' own (cpu),
which other programs disturb less; for `course grade` without what runs inside the sandboxes, so it is the
part that only one processor can do. Aim: at most 1.1 times; memory flat; 20 s each.

    python benchmarks/scale.py [LEARNERS]
"""

from __future__ import annotations

import contextlib
import random
import resource
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

# The helpers of the tests are imported as the tests do, from the root of the tree.
sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from benchmarks.grading import grade
from course.grading.gradebook.lms import FORMS
from course.grading.simulation.learners import ALL_TASKS, CLASS, SECOND, Learner, Work
from tests.support.cohort import cohort
from tests.support.handed_in import environment, hand_in_of, released

SMALL = 60
AIM, SECONDS = 1.1, 20


def varied(count: int) -> Iterator[Learner]:
    """So many learners of different ability; what each of them does is drawn from a fixed seed."""
    draw = random.Random(16)
    for number in range(count):
        name = CLASS[number % len(CLASS)]
        able = draw.uniform(0.4, 1)
        missed = [task for task in ALL_TASKS if draw.random() > able]
        blank = {task for task in missed if draw.random() < 0.4}
        work = Work(
            slips=tuple(task for task in missed if task not in blank),
            blank=tuple(sorted(blank)),
            memo=None if draw.random() > able + 0.3 else (3, 3, 3, 3, 2),
            hours_late=draw.gauss(-30, 20),
        )
        yield Learner(
            id=f"{name.id}{number:05d}", first_name=name.first_name, last_name=name.last_name, work={SECOND: work}
        )


def pace(root: Path) -> tuple[float, float]:
    """Seconds for each of the first and of the last SMALL submissions, from when their folders came to their place."""
    done = sorted(folder.stat().st_ctime for folder in (root / "autograded").glob(f"*/{SECOND}"))
    return (done[SMALL] - done[0]) / SMALL, (done[-1] - done[-1 - SMALL]) / SMALL


@contextlib.contextmanager
def timed() -> Iterator[list[float]]:
    """A list that holds, afterwards, the seconds that went by and those of the processors in programs started here."""
    took: list[float] = []
    start, before = time.perf_counter(), resource.getrusage(resource.RUSAGE_CHILDREN)
    yield took
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    took += [time.perf_counter() - start, after.ru_utime - before.ru_utime + after.ru_stime - before.ru_stime]


def command(root: Path, *words: str) -> None:
    """Run one command in a course folder, and say how long it took."""
    with timed() as took:
        subprocess.run(
            [sys.executable, "-m", "course.cli", *words], cwd=root, env=environment(root.parent), check=True,
            stdout=subprocess.DEVNULL,
        )  # fmt: skip
    print(f"course {' '.join(words)}: {took[0]:.1f} s, cpu {took[1]:.1f} s (aim {SECONDS})", flush=True)


def graded(root: Path, count: int) -> tuple[float, float, int]:
    """Grade the folder; seconds and processor seconds of one submission, and the most memory in bytes."""
    with timed() as took:
        _, most = grade(root, "course.cli", "grade", watched=True)
    each, cpu = took[0] / count, took[1] / count
    megabytes = f"{most / 2**20:,.0f} MB"
    print(f"course grade, {count}: {took[0]:.1f} s, {each:.3f} s each, cpu {cpu:.3f} s each, {megabytes}", flush=True)
    return each, cpu, most


def exports(root: Path) -> None:
    """Every form of the grades. What a person has to look at first is for a person; here it goes out as it stands."""
    for form in FORMS:
        command(root, "export", "grades", "--format", form, "--output", f"{form}.csv", "--anyway")


def main(learners: int) -> None:
    """Play it."""
    with tempfile.TemporaryDirectory() as place:
        top = Path(place) / "large"
        top.mkdir()
        root = released(top / "course")
        small = Path(shutil.copytree(top, Path(place) / "small")) / "course"
        everybody = list(varied(learners))
        hand_in_of(small, everybody[:SMALL])
        hand_in_of(root, everybody)
        first = graded(small, SMALL)
        then = graded(root, learners)
        times = [f"{more / less:.2f}" for more, less in zip(then, first, strict=True)]
        print(f"{learners} against {SMALL}, one submission: {times[0]} times, cpu {times[1]}; memory: {times[2]} times")
        begun, ended = pace(root)
        print(f"the last {SMALL} against the first {SMALL}: {ended / begun:.2f} times (aim {AIM})", flush=True)
        command(root, "report", SECOND)
        command(root, "report", "--class")
        exports(root)
        print(f"{learners} people, ten assignments:")
        whole = cohort(Path(place) / "cohort" / "course", learners)
        command(whole, "report", "--class")
        exports(whole)


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 1000)
