"""One assignment of a class as plain tables: who handed in what and when, and the points of each task.

Everything is read from nbgrader's gradebook. A task is what a teacher calls a task: the graded cells "task1-visible"
and "task1-hidden" are one, "memo" is another. Cells whose names do not follow that form stand for themselves.
"""

from __future__ import annotations

import datetime as dt
import math
import re
from collections.abc import Collection
from typing import Any

import attrs
import pandas as pd
from nbgrader.api import Gradebook, MissingEntry

from course.content.extra import is_extra
from course.errors import GradebookError, UnknownNameError
from course.grading.gradebook.points import earned, penalty
from course.grading.gradebook.status import status_of
from course.grading.gradebook.whole import due_with_extension, seconds_late, submissions_of
from course.grading.notebook.cells import is_numbered, task_of
from course.grading.notebook.lateness import Lateness


@attrs.frozen(kw_only=True)
class Person:
    """One student's hand-in. Times are UTC without a zone, as nbgrader keeps them.

    status: see course.grading.gradebook.status. score: points after the late penalty, None unless something was graded.
    due: with this student's extension. hours_late: 0 when in time, or when a time is not known. penalty: points that
    were taken off for that.
    """

    id: str
    name: str
    status: str
    score: float | None
    handed_in: dt.datetime | None
    due: dt.datetime | None
    hours_late: float
    penalty: float = 0.0

    @property
    def lateness(self) -> Lateness:
        """How late, and what it cost; in words it is "" for work in time."""
        earned = 0.0 if self.score is None else self.score + self.penalty
        return Lateness(seconds=3600 * self.hours_late, off=self.penalty, earned=earned)


@attrs.frozen(kw_only=True)
class AssignmentTables:
    """One assignment: its people in the gradebook's order, and the points as a table.

    points: one row for each person who handed in, one column a task, NaN where there is no score (yet).
    possible: the most that each task can earn, without extra credit; 0 for a stretch task. extra: the most that each
    stretch task can earn beyond that.
    """

    assignment: str
    people: tuple[Person, ...]
    points: pd.DataFrame
    possible: pd.Series
    extra: pd.Series

    def having(self, *statuses: str) -> list[Person]:
        """The people with one of these statuses."""
        return [person for person in self.people if person.status in statuses]


def find_assignment(gradebook: Gradebook, name: str) -> Any:
    """nbgrader's assignment of this name; UnknownNameError with the nearest names otherwise."""
    try:
        return gradebook.find_assignment(name)
    except MissingEntry:
        raise UnknownNameError("assignment", name, [known.name for known in gradebook.assignments]) from None


def read_class(gradebook: Gradebook, assignment: str) -> AssignmentTables:
    """Everything about one assignment of a class.

    gradebook: see course.grading.gradebook.read. Raises UnknownNameError for an assignment that is not there,
    GradebookError for one without a graded cell or without students.

    Example: ``read_class(gradebook, "01-history").points.mean()``
    """
    found = find_assignment(gradebook, assignment)
    names = _Names([notebook.name for notebook in found.notebooks], _cells(found))
    if not names.possible:
        raise GradebookError(
            f"{assignment} has no graded cell in the gradebook. To mend: nbgrader generate_assignment {assignment}"
        )
    people, rows = [], {}
    handed_in = submissions_of(gradebook, found.id)
    for student in gradebook.students:
        person = _person(student, found, handed_in.get(student.id))
        people.append(person)
        if person.status != "absent":
            rows[student.id] = _points(handed_in[student.id], names)
    if not people:
        raise GradebookError(f"The gradebook lists no students. To mend: run `nbgrader autograde {assignment}` first.")
    return AssignmentTables(
        assignment=assignment,
        people=tuple(people),
        points=pd.DataFrame.from_dict(rows, orient="index", columns=list(names.possible), dtype="float64"),
        possible=pd.Series(names.possible, dtype="float64"),
        extra=pd.Series(names.extra, dtype="float64"),
    )


def read_course(gradebook: Gradebook) -> tuple[list[AssignmentTables], list[str]]:
    """Every assignment of a class, in the gradebook's order (by due date), and the names of those without points.

    Raises GradebookError when no assignment has a graded cell, or when there are no students.

    Example: ``read_course(gradebook)[0][0].assignment``
    """
    worth = {found.name: bool(_cells(found)) for found in gradebook.assignments}
    if not any(worth.values()):
        raise GradebookError(
            "No assignment in the gradebook has a graded cell. To mend: nbgrader generate_assignment NAME, for each."
        )
    return [read_class(gradebook, name) for name, any_points in worth.items() if any_points], [
        name for name, any_points in worth.items() if not any_points
    ]


def _cells(assignment: Any) -> list[tuple[str, str, float]]:
    """(notebook, cell, most points) of every graded cell."""
    return [
        (notebook.name, cell.name, float(cell.max_score))
        for notebook in assignment.notebooks
        for cell in [*notebook.grade_cells, *notebook.task_cells]
    ]


class _Names:
    """Which column a cell counts in; with several notebooks that share task names, the notebook stands before it."""

    def __init__(self, notebooks: Collection[str], cells: list[tuple[str, str, float]]) -> None:
        owners: dict[str, set[str]] = {}
        for notebook, cell, _ in cells:
            owners.setdefault(task_of(cell), set()).add(notebook)
        self._shared = {task for task, where in owners.items() if len(where) > 1}
        self.possible: dict[str, float] = {}
        self.extra: dict[str, float] = {}
        # Tasks with numbers first and in their order ("task10" after "task9"), then the others.
        for notebook, cell, most in sorted(cells, key=lambda entry: (entry[0], _order(entry[1]))):
            task = self.of(notebook, cell)
            self.possible[task] = self.possible.get(task, 0.0) + (0.0 if is_extra(cell) else most)
            if is_extra(cell):
                self.extra[task] = self.extra.get(task, 0.0) + most

    def of(self, notebook: str, cell: str) -> str:
        task = task_of(cell)
        return f"{notebook}: {task}" if task in self._shared else task


def _order(cell: str) -> tuple[bool, list[tuple[int, str]]]:
    parts = re.findall(r"\d+|\D+", cell)
    return (
        not is_numbered(cell),
        [(int(part), "") if part.isdigit() else (-1, part) for part in parts],
    )


def _points(submission: Any, names: _Names) -> dict[str, float]:
    points: dict[str, float] = {}
    for notebook in submission.notebooks:
        for grade in notebook.grades:
            task = names.of(notebook.name, grade.name)
            waits = grade.needs_manual_grade or (grade.auto_score is None and grade.manual_score is None)
            points[task] = points.get(task, 0.0) + (math.nan if waits else float(grade.score))
    return points


def _person(student: Any, assignment: Any, submission: Any) -> Person:
    """submission: None for who handed in nothing."""
    name = " ".join(part for part in (student.first_name, student.last_name) if part) or student.id
    due = assignment.duedate if submission is None else due_with_extension(assignment.duedate, submission)
    status = status_of(submission)
    if status == "absent":
        return Person(id=student.id, name=name, status=status, score=None, handed_in=None, due=due, hours_late=0.0)
    lost = penalty(submission)
    score = None if status == "not autograded" else max(0.0, earned(submission).all - lost)
    return Person(
        id=student.id,
        name=name,
        status=status,
        score=score,
        handed_in=submission.timestamp,
        due=due,
        hours_late=seconds_late(assignment.duedate, submission) / 3600,
        penalty=lost,
    )
