"""One student's marks in nbgrader's gradebook, read without changing it."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from nbgrader.api import Gradebook, MissingEntry

from course.content.passing import Mark
from course.errors import UnknownNameError
from course.grading.gradebook.points import earned, possible
from course.grading.gradebook.read import open_gradebook
from course.grading.gradebook.status import status_of


def marks(course_dir: Path, student: str, assignments: Sequence[str]) -> list[Mark]:
    """The marks of one student, one for each name of `assignments`, in that order.

    course_dir: the nbgrader course folder. Points are without late penalty.
    An assignment that the gradebook does not know counts as not handed in. Raises GradebookError when
    there is no readable gradebook, UnknownNameError with the nearest ids for an unknown student.

    Example: ``marks(Path("assessments"), "ann", ["01-history"])[0].passed``
    """
    with open_gradebook(course_dir) as gradebook:
        known = [found.id for found in gradebook.students]
        if student not in known:
            raise UnknownNameError("student in this gradebook", student, known)
        return [_mark(gradebook, name, student) for name in assignments]


def _mark(gradebook: Gradebook, name: str, student: str) -> Mark:
    try:
        submission = gradebook.find_submission(name, student)
    except MissingEntry:
        return Mark(assignment=name, status=status_of(None))
    most, points = possible(gradebook.find_assignment(name)), earned(submission)
    return Mark(
        assignment=name,
        status=status_of(submission),
        auto=points.auto,
        auto_max=most.auto,
        manual=points.manual,
        manual_max=most.manual,
        extra=points.extra,
    )
