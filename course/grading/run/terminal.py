"""What `course grade` prints: a table of counts, then one line for everything that is not plain."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn
from rich.table import Table

from course.content.plain_text import plain
from course.grading.run.grade import grade
from course.grading.run.result import Graded, GradingReport

_COLUMNS = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())


@contextmanager
def bar_of(words: str) -> Iterator[Callable[[int, int], None]]:
    """A progress bar on stderr while it lasts; call what it gives with how many of how many are done.

    >>> with bar_of("grading") as progress:
    ...     progress(1, 2)
    """
    with Progress(*_COLUMNS, console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task(words, total=None)
        yield lambda done, total: bar.update(task, completed=done, total=total)


def grade_and_tell(console: Console, assignment: str, course_dir: Path | None, student: str, **how: Any) -> bool:
    """Grade with a progress bar and print what came out; whether every submission is recorded now.

    how: the further arguments of `course.grading.run.grade.grade`, and its errors.
    """
    with Progress(*_COLUMNS, console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task(f"grading {assignment}", total=None)
        how["progress"] = lambda done, total: bar.update(task, completed=done, total=total)
        how["tell"] = lambda words: bar.console.print(plain(words), soft_wrap=True, markup=False)
        report = grade(assignment, course_dir, student, **how)
    console.print(table(report))
    for line in lines(report):
        console.print(plain(line), soft_wrap=True, markup=False)
    return all(one.score is not None for one in report.graded)


def table(report: GradingReport) -> Table:
    """How many were graded, repaired, flagged and failed.

    >>> from course.grading.run.result import Graded
    >>> one = Graded("ann", 4.0, repaired=["a cell was split"])
    >>> table(GradingReport("01", [one], 0, 5.0, [])).row_count
    1
    """
    counts = Table(title=report.assignment)
    for heading in ("graded", "to look at", "repaired", "flagged", "recorded as 0", "not graded", "graded before"):
        counts.add_column(heading, justify="right")
    done = report.graded
    counts.add_row(
        str(sum(one.score is not None for one in done)),
        str(sum(bool(one.look or one.open) for one in done)),
        str(sum(bool(one.repaired) for one in done)),
        str(sum(bool(one.flagged) for one in done)),
        str(sum(bool(one.zero) for one in done)),
        str(sum(one.score is None for one in done)),
        str(report.skipped),
    )
    return counts


def _told(one: Graded) -> tuple[tuple[str, list[str]], ...]:
    return (
        ("to look at", one.look),
        ("left open", one.open),
        ("repaired", one.repaired),
        ("flagged", one.flagged),
        ("recorded as 0", one.zero),
        ("not graded", one.failed),
    )


def lines(report: GradingReport) -> Iterator[str]:
    """The reasons, a line each, and a last line with the sum.

    >>> from course.grading.run.result import Graded
    >>> ann = Graded("ann", 4.0, flagged=["stopped early: it exited"])
    >>> print(*lines(GradingReport("01", [ann], 0, 5.0, [])), sep="\\n")
    ann: flagged: stopped early: it exited
    1 graded. Points from the tests so far: 4 of 5 on average.
    """
    yield from (f"note: {words}" for words in report.notes)
    if report.shared:
        shared = ", ".join(report.shared)
        yield f"flagged: these tests ran in the learner's own process, where a learner can reach them: {shared}"
    for one in report.graded:
        for kind, reasons in _told(one):
            yield from (f"{one.student}: {kind}: {reason}" for reason in reasons)
    if any(one.look for one in report.graded):
        yield (
            "To look at: the tests alone cannot decide here. Give these cells their points in formgrader; until then "
            "`course export grades` writes no file."
        )
    scores = [one.score for one in report.graded if one.score is not None]
    if scores:
        mean = sum(scores) / len(scores)
        yield f"{len(scores)} graded. Points from the tests so far: {mean:.3g} of {report.possible:.3g} on average."
    elif not report.graded:
        yield "Nothing to do: everybody is graded. To grade again, say --force."
