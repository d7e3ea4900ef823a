"""What came out of a class: points by task, who was late, whose file could not be read and why.

Everything is read from nbgrader's gradebook and its folders; nothing is worked out twice.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import attrs
from nbgrader.api import Gradebook, MissingEntry, SubmittedAssignment
from rich.box import SIMPLE
from rich.console import Console
from rich.table import Table

from course.content.extra import is_extra
from course.grading.gradebook.points import penalty
from course.grading.notebook.cells import task_of
from course.grading.notebook.metadata import COULD_NOT
from course.grading.simulation.learners import Learner


@attrs.frozen(kw_only=True)
class Result:
    """One learner's outcome in one assignment.

    points: by task ("task1" ... "memo"), empty when nothing was graded. hours_late: 0 when in time. off: the points
    that lateness cost.
    status: "graded", "absent" or "unreadable". note: the reason, when there is one. pages: feedback pages.
    """

    learner: Learner
    assignment: str
    status: str
    points: dict[str, float] = attrs.field(factory=dict)
    hours_late: float = 0.0
    off: float = 0.0
    note: str = ""
    pages: tuple[Path, ...] = ()

    @property
    def total(self) -> float:
        """All points together, without those that lateness cost."""
        return sum(self.points.values()) - self.off


@attrs.frozen(kw_only=True)
class Played:
    """A class that was played: its folder, each assignment's results and the points that were possible."""

    folder: Path
    results: dict[str, list[Result]]
    possible: dict[str, dict[str, float]]

    @property
    def grades(self) -> Path:
        """The exported CSV file."""
        return self.folder / "grades.csv"


def unreadable(submission: SubmittedAssignment) -> str:
    """Why a submission's file could not be graded, or ""; read from the comment that `course grade` left."""
    for notebook in submission.notebooks:
        for comment in notebook.comments:
            if (comment.auto_comment or "").startswith(COULD_NOT):
                return str(comment.auto_comment).removeprefix(COULD_NOT).strip()
    return ""


def maxima(gradebook: Gradebook, assignment: str) -> dict[str, float]:
    """The points that each task can earn, in the order of the notebook: {"task1": 5.0, ..., "memo": 20.0}."""
    found: dict[str, float] = {}
    for notebook in gradebook.find_assignment(assignment).notebooks:
        for cell in sorted(notebook.grade_cells, key=lambda cell: (cell.name.startswith("memo"), cell.name)):
            task = task_of(cell.name)
            found[task] = found.get(task, 0.0) + cell.max_score
    return found


def read_result(gradebook: Gradebook, assignment: str, learner: Learner, pages: Sequence[Path]) -> Result:
    """One learner's result from the gradebook. A file that is no notebook has its reason in `note`."""
    try:
        submission = gradebook.find_submission(assignment, learner.id)
    except MissingEntry:
        return Result(learner=learner, assignment=assignment, status="absent")
    late = submission.total_seconds_late / 3600
    points: dict[str, float] = {}
    for notebook in submission.notebooks:
        for grade in notebook.grades:
            task = task_of(grade.name)
            points[task] = points.get(task, 0.0) + grade.score
    note = unreadable(submission)
    status = "unreadable" if note else "graded"
    return Result(
        learner=learner, assignment=assignment, status=status, points=points, hours_late=late,
        off=penalty(submission), note=note, pages=tuple(pages),
    )  # fmt: skip


def _number(value: float) -> str:
    return f"{value:g}"


def grade_table(assignment: str, results: Sequence[Result], possible: dict[str, float]) -> Table:
    """The grade table of one assignment for the terminal: points by task, total, late, status."""
    # Eleven columns have to fit into 80 characters, the width of a terminal that says nothing about itself.
    table = Table(title=f"{assignment}: points", title_justify="left", box=SIMPLE, padding=(0, 1, 0, 0), pad_edge=False)
    table.add_column("learner", no_wrap=True)
    # Extra points are in a learner's total and not in the full points. Tasks that earned nobody any need no column.
    earned = {task for result in results for task, points in result.points.items() if points}
    shown = {task: points for task, points in possible.items() if not is_extra(task) or task in earned}
    for task, points in shown.items():
        table.add_column(f"{task.removeprefix('task')}\n/{_number(points)}", justify="right", no_wrap=True)
    full = sum(points for task, points in possible.items() if not is_extra(task))
    table.add_column(f"all\n/{_number(full)}", justify="right", no_wrap=True)
    table.add_column("late", justify="right", no_wrap=True)
    table.add_column("status", no_wrap=True)
    for result in results:
        cells = [_number(result.points[task]) if task in result.points else "-" for task in shown]
        late = f"{result.hours_late:.0f} h" if result.hours_late else ""
        total = _number(result.total) if result.points else "-"
        table.add_row(result.learner.name, *cells, total, late, result.status)
    return table


def report(played: Played, console: Console) -> None:
    """Print the grade tables, what could not be read and why, and where the feedback pages lie."""
    for assignment, results in played.results.items():
        console.print()
        console.print(grade_table(assignment, results, played.possible[assignment]))
        for result in results:
            if result.off:
                text = f"  {result.learner.name}: {result.off:g} points off for {result.hours_late:.0f} hours late."
                console.print(text, markup=False, highlight=False, soft_wrap=True)
            if result.note:
                text = f"  {result.learner.name}: no points. {result.note}"
                console.print(text, markup=False, highlight=False, soft_wrap=True)
    pages = [page for results in played.results.values() for result in results for page in result.pages]
    lines = ["", "The memo marks are invented, as the learners are.", f"Grades: {played.grades}"]
    if pages:
        lines += [f"Feedback: {len(pages)} pages, each in its learner's folder. The first:", f"  {pages[0]}"]
    lines += [f"Everything else: {played.folder}"]
    console.print("\n".join(lines), markup=False, highlight=False, soft_wrap=True)
