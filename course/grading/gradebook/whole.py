"""All submissions of an assignment, read at once: three queries, however large the class is.

nbgrader's objects ask the database for each part when it is first looked at: a query for each submission, notebook and
grade, and most of them look through the whole table of grades, which has no index for it. A class of a thousand costs
many minutes so. What reports and exports need of a submission is little; it comes as plain values of the same names.
"""

from __future__ import annotations

import datetime as dt
from typing import NamedTuple

import attrs
from nbgrader.api import (
    BaseCell,
    Grade,
    Gradebook,
    GradeCell,
    Notebook,
    SubmittedAssignment,
    SubmittedNotebook,
    TaskCell,
)
from sqlalchemy import select

_OF_GRADE, _OF_TASK = GradeCell.__table__.c, TaskCell.__table__.c


class CellGrade(NamedTuple):
    """The score of one cell, as nbgrader's Grade has it. `score`: nbgrader's own sum of the others, 0 without any.

    A named tuple, because a class of a thousand has two hundred thousand of these.
    """

    name: str
    cell_type: str | None
    score: float
    auto_score: float | None
    manual_score: float | None
    needs_manual_grade: bool


@attrs.frozen
class NotebookGrades:
    """One notebook of a submission, as nbgrader's SubmittedNotebook has it."""

    name: str
    late_submission_penalty: float | None
    grades: list[CellGrade] = attrs.field(factory=list)


@attrs.frozen
class Submission:
    """What somebody handed in, as nbgrader's SubmittedAssignment has it. Times are UTC without a zone."""

    timestamp: dt.datetime | None
    extension: dt.timedelta | None
    notebooks: list[NotebookGrades] = attrs.field(factory=list)


def submissions_of(gradebook: Gradebook, assignment_id: str) -> dict[str, Submission]:
    """Every submission of an assignment by its student's id, in the order of the ids.

    assignment_id: nbgrader's own, `Assignment.id`. Empty for an assignment that is not there.

    Example: ``submissions_of(gradebook, assignment.id)["ann"].notebooks[0].grades``
    """
    db = gradebook.db
    found = {
        student: (key, Submission(timestamp, extension))
        for key, student, timestamp, extension in db.execute(
            select(
                SubmittedAssignment.id,
                SubmittedAssignment.student_id,
                SubmittedAssignment.timestamp,
                SubmittedAssignment.extension,
            )
            .where(SubmittedAssignment.assignment_id == assignment_id)
            .order_by(SubmittedAssignment.student_id)
        )
    }
    by_key = dict(found.values())
    notebooks = {}
    for key, owner, name, lost in db.execute(
        select(
            SubmittedNotebook.id,
            SubmittedNotebook.assignment_id,
            Notebook.name,
            SubmittedNotebook.late_submission_penalty,
        )
        .join(Notebook, Notebook.id == SubmittedNotebook.notebook_id)
        .where(Notebook.assignment_id == assignment_id)
        .order_by(Notebook.name)
    ):
        if owner in by_key:
            notebooks[key] = NotebookGrades(name, lost)
            by_key[owner].notebooks.append(notebooks[key])
    for name, of_grade, of_task, key, *points in db.execute(
        select(
            BaseCell.name,
            _OF_GRADE.cell_type,
            _OF_TASK.cell_type,
            Grade.notebook_id,
            Grade.score,
            Grade.auto_score,
            Grade.manual_score,
            Grade.needs_manual_grade,
        )
        .select_from(BaseCell.__table__.outerjoin(GradeCell.__table__).outerjoin(TaskCell.__table__))
        .join(Notebook, Notebook.id == BaseCell.notebook_id)
        .join(Grade, Grade.cell_id == BaseCell.id)
        .where(Notebook.assignment_id == assignment_id)
        .order_by(BaseCell.name)
    ):
        # Somebody's program may have taken a submission away and left its scores.
        if key in notebooks:
            notebooks[key].grades.append(CellGrade(name, of_grade or of_task, *points))
    return {student: submission for student, (_, submission) in found.items()}


def due_with_extension(due: dt.datetime | None, submission: Submission) -> dt.datetime | None:
    """When this one was due, with an extension. nbgrader's own sum fails for an extension without a due date.

    >>> due_with_extension(dt.datetime(2026, 10, 12), Submission(None, dt.timedelta(days=2))).day
    14
    """
    return due if due is None or submission.extension is None else due + submission.extension


def seconds_late(due: dt.datetime | None, submission: Submission) -> float:
    """How late it was handed in; 0 when in time, or when a time is not known.

    >>> seconds_late(dt.datetime(2026, 10, 12, 18), Submission(dt.datetime(2026, 10, 12, 19), None))
    3600.0
    """
    own = due_with_extension(due, submission)
    if own is None or submission.timestamp is None:
        return 0.0
    return max(0.0, (submission.timestamp - own).total_seconds())
