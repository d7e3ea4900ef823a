"""The simulated instructor at the desk: marks memos, and mends a test that was too strict."""

from __future__ import annotations

from pathlib import Path

import nbformat
from nbgrader.api import Gradebook

from course.errors import ClassroomError
from course.grading.marking.row_marks import write_line
from course.grading.marking.rubric import read_rubric
from course.grading.simulation.learners import SECOND, Learner
from course.grading.simulation.results import unreadable

# Some count the life of a pact in whole years, and the task did not forbid it: less than one year apart counts now.
TOO_STRICT = {
    SECOND: (
        "task2-hidden",
        (
            ("< 0.003 * years + 0.01, (", "< 1, ("),
            ("< 0.003 * true_longest, (", "< 1, ("),
        ),
    )
}
"""By assignment: the test that is mended when its marks are out, and each old text with the new one."""


def mark_memos(gradebook: Gradebook, course: Path, assignment: str, learners: list[Learner]) -> None:
    """Enter the simulated instructor's marks, as formgrader does: through nbgrader's gradebook."""
    rubric = read_rubric(course, assignment)
    assert rubric, "the course's own assignments have one"
    rows = rubric.cells["memo"]
    for learner in learners:
        marks = learner.work[assignment].memo
        if marks is None or unreadable(gradebook.find_submission(assignment, learner.id)):
            continue
        grade = gradebook.find_grade("memo", assignment, assignment, learner.id)
        grade.manual_score = float(sum(marks))
        grade.needs_manual_grade = False
        comment = gradebook.find_comment("memo", assignment, assignment, learner.id)
        comment.manual_comment = write_line(rows, {row.id: mark for row, mark in zip(rows, marks, strict=True)})
    gradebook.db.commit()


def mend_test(course: Path, assignment: str) -> None:
    """Change the test that TOO_STRICT names, in the class's own source/.

    Errors: ClassroomError when it reads otherwise.
    """
    name, changes = TOO_STRICT[assignment]
    path = course / "source" / assignment / f"{assignment}.ipynb"
    notebook = nbformat.read(path, as_version=4)
    (cell,) = [cell for cell in notebook.cells if cell.metadata.get("nbgrader", {}).get("grade_id") == name]
    for old, new in changes:
        if old not in cell.source:
            raise ClassroomError(
                f"{name} of {assignment} has no {old!r}. To mend: TOO_STRICT in {Path(__file__).name}."
            )
        cell.source = cell.source.replace(old, new)
    nbformat.write(notebook, path)
