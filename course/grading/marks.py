"""One student's marks in nbgrader's gradebook, read without changing it.

The gradebook is opened read-only, in any course folder that nbgrader made: nbgrader itself would
create a missing one, and an empty gradebook would look like a class in which nobody handed in.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from nbgrader.api import Gradebook, MissingEntry

from course.content.passing import Mark
from course.errors import GradebookError, UnknownNameError

FILE = "gradebook.db"


def marks(course_dir: Path, student: str, assignments: Sequence[str]) -> list[Mark]:
    """The marks of one student, one for each name of `assignments`, in that order.

    course_dir: the nbgrader course folder that holds gradebook.db. Points are without late penalty.
    An assignment that the gradebook does not know counts as not handed in. Raises GradebookError when
    there is no readable gradebook, UnknownNameError with the nearest ids for an unknown student.

    Example: ``marks(Path("assessments"), "ann", ["01-history"])[0].passed``
    """
    with _opened(course_dir / FILE) as gradebook:
        known = [found.id for found in gradebook.students]
        if student not in known:
            raise UnknownNameError("student in this gradebook", student, known)
        return [_mark(gradebook, name, student) for name in assignments]


def _opened(file: Path) -> Gradebook:
    if not file.is_file():
        raise GradebookError(
            f"There is no gradebook at {file}. To mend: name the nbgrader course folder with --course-dir, "
            "and grade the assignments first."
        )
    address = f"file:{file.resolve().as_posix()}?mode=ro"
    try:
        with sqlite3.connect(address, uri=True) as database:
            course = database.execute("select id from course limit 1").fetchone()
        database.close()
    except sqlite3.Error as error:
        raise GradebookError(
            f"{file} is not a gradebook of this nbgrader: {error}. To mend: run `nbgrader db upgrade` in its folder."
        ) from error
    if course is None:
        raise GradebookError(f"{file} holds no course yet. To mend: grade the assignments first.")
    # nbgrader would add a course of another name, which a read-only file refuses, so its own name is used.
    return Gradebook(f"sqlite:///{address}&uri=true", course[0])


def _mark(gradebook: Gradebook, name: str, student: str) -> Mark:
    try:
        submission = gradebook.find_submission(name, student)
    except MissingEntry:
        return Mark(assignment=name, status="absent")
    assignment = gradebook.find_assignment(name)
    return Mark(
        assignment=name,
        status=_status(submission),
        auto=submission.code_score,
        auto_max=assignment.max_code_score,
        manual=submission.written_score + submission.task_score,
        manual_max=assignment.max_written_score + assignment.max_task_score,
    )


def _status(submission: Any) -> str:
    grades = [grade for notebook in submission.notebooks for grade in notebook.grades]
    # Autograde enters a submission before it reads the file, so an unreadable one has no automatic score.
    if all(grade.auto_score is None for grade in grades):
        return "not autograded"
    return "needs marking" if any(grade.needs_manual_grade for grade in grades) else "graded"
