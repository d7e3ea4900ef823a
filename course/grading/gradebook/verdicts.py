"""Which scores a person still has to look at before grades go out, and why.

The gradebook says that a cell waits: nbgrader's `needs_manual_grade`, on a test cell, which has a score already. A
person clears it in formgrader by giving the cell points (those that it has, or others). The sentence comes from the
graded notebook; see `course.grading.notebook.verdicts`.
"""

from __future__ import annotations

import os
from collections.abc import Collection
from pathlib import Path
from typing import Any

import attrs
from nbgrader.api import Gradebook
from nbgrader.coursedir import CourseDirectory

from course.grading.gradebook.place import settings_of
from course.grading.gradebook.whole import submissions_of
from course.grading.notebook.read import read_notebook
from course.grading.notebook.verdicts import Verdict, read_verdicts

NO_WORDS = "it was graded again after somebody had marked it, and something has changed"


@attrs.frozen
class Waiting:
    """A test cell whose score a person has to look at. sentence: why."""

    student: str
    assignment: str
    notebook: str
    cell: str
    sentence: str

    def __str__(self) -> str:
        return f"{self.student}, {self.assignment}, cell {self.cell}: {self.sentence}"


def waits(grade: Any) -> bool:
    """Whether a person has to look at this score (nbgrader's Grade); a memo without points has none yet.

    Example: ``waits(gradebook.find_grade("task1-hidden", "01-history", "01-history", "ann"))``
    """
    return bool(grade.needs_manual_grade and grade.auto_score is not None)


def waiting(gradebook: Gradebook, course_dir: Path, assignments: Collection[str] = ()) -> list[Waiting]:
    """Every score that a person has to look at, in the gradebook's order.

    course_dir: the nbgrader course folder, for the sentences. assignments: names to keep; empty means all.
    Errors: GradebookError for settings that cannot be read.

    Example: ``waiting(gradebook, Path("assessments"))[0].sentence``
    """
    places = CourseDirectory(root=str(course_dir.resolve()), config=settings_of(course_dir))
    found = []
    for assignment in gradebook.assignments:
        if assignments and assignment.name not in assignments:
            continue
        for student, submission in submissions_of(gradebook, assignment.id).items():
            folder = places.format_path(places.autograded_directory, student, assignment.name)
            for notebook in submission.notebooks:
                cells = [grade.name for grade in notebook.grades if waits(grade)]
                said = _verdicts(Path(folder) / f"{notebook.name}.ipynb") if cells else {}
                for cell in cells:
                    sentence = said[cell].sentence if cell in said else ""
                    found.append(Waiting(student, assignment.name, notebook.name, cell, sentence or NO_WORDS))
    return found


def _verdicts(file: Path) -> dict[str, Verdict]:
    """The verdicts of a graded notebook; none when it is gone or cannot be read."""
    try:
        return read_verdicts(read_notebook(file).get("metadata", {})) if not os.path.islink(file) else {}
    except (OSError, ValueError, KeyError, TypeError):
        return {}
