"""What came out of a class: points by task, who was late, whose file could not be read and why.

Everything is read from nbgrader's gradebook, its folders and its own log; nothing is worked out twice.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path

import attrs
from nbgrader.api import Gradebook, MissingEntry
from rich.box import SIMPLE
from rich.table import Table

from course.grading.learners import Learner

_PROBLEM = "There was an error processing assignment: "
_EXCEPTION = re.compile(r"^[A-Za-z_][\w.]*(Error|Exception|Warning|Exit|Interrupt)\b.*")


@attrs.frozen(kw_only=True)
class Result:
    """One learner's outcome in one assignment.

    points: by group ("task1" ... "memo"), empty when nothing was graded. hours_late: 0 when in time.
    status: "graded", "absent" or "unreadable". note: the reason, when there is one. pages: feedback pages.
    """

    learner: Learner
    assignment: str
    status: str
    points: dict[str, float] = attrs.field(factory=dict)
    hours_late: float = 0.0
    note: str = ""
    pages: tuple[Path, ...] = ()

    @property
    def total(self) -> float:
        """All points together."""
        return sum(self.points.values())


def reasons(log: str) -> dict[str, str]:
    """Why nbgrader could not grade a submission: {student folder: the exception it printed}.

    log: everything that `nbgrader autograde` printed.
    """
    found: dict[str, str] = {}
    for block in log.split(_PROBLEM)[1:]:
        where, _, rest = block.partition("\n")
        lines = [line.strip() for line in rest.splitlines()]
        named = [line for line in lines if _EXCEPTION.match(line)]
        if named:
            text = re.sub(r"^[\w.]*\.(?=\w+(Error|Exception))", "", named[-1])
            found.setdefault(Path(where.strip()).parent.name, text if len(text) < 120 else text[:117] + "...")
    return found


def maxima(gradebook: Gradebook, assignment: str) -> dict[str, float]:
    """The points that each group of cells can earn, in the order of the notebook: {"task1": 5.0, ..., "memo": 20.0}."""
    found: dict[str, float] = {}
    for notebook in gradebook.find_assignment(assignment).notebooks:
        for cell in sorted(notebook.grade_cells, key=lambda cell: (cell.name.startswith("memo"), cell.name)):
            group = cell.name.split("-")[0]
            found[group] = found.get(group, 0.0) + cell.max_score
    return found


def read_result(gradebook: Gradebook, assignment: str, learner: Learner, problem: str, pages: Sequence[Path]) -> Result:
    """One learner's result from the gradebook. problem: what nbgrader said if it could not grade, else ""."""
    try:
        submission = gradebook.find_submission(assignment, learner.id)
    except MissingEntry:
        return Result(learner=learner, assignment=assignment, status="absent")
    late = submission.total_seconds_late / 3600
    if problem:
        return Result(learner=learner, assignment=assignment, status="unreadable", note=problem, hours_late=late)
    points: dict[str, float] = {}
    for notebook in submission.notebooks:
        for grade in notebook.grades:
            group = grade.name.split("-")[0]
            points[group] = points.get(group, 0.0) + grade.score
    return Result(
        learner=learner, assignment=assignment, status="graded", points=points, hours_late=late, pages=tuple(pages)
    )


def _number(value: float) -> str:
    return f"{value:g}"


def grade_table(assignment: str, results: Sequence[Result], possible: dict[str, float]) -> Table:
    """The grade table of one assignment for the terminal: points by group, total, late, status."""
    # Eleven columns have to fit into 80 characters, the width of a terminal that says nothing about itself.
    table = Table(title=f"{assignment}: points", title_justify="left", box=SIMPLE, padding=(0, 1, 0, 0), pad_edge=False)
    table.add_column("learner", no_wrap=True)
    for group, points in possible.items():
        table.add_column(f"{group.removeprefix('task')}\n/{_number(points)}", justify="right", no_wrap=True)
    table.add_column(f"all\n/{_number(sum(possible.values()))}", justify="right", no_wrap=True)
    table.add_column("late", justify="right", no_wrap=True)
    table.add_column("status", no_wrap=True)
    for result in results:
        cells = [_number(result.points[group]) if group in result.points else "-" for group in possible]
        late = f"{result.hours_late:.0f} h" if result.hours_late else ""
        total = _number(result.total) if result.points else "-"
        table.add_row(result.learner.name, *cells, total, late, result.status)
    return table
