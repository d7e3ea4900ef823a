"""nbgrader gradebooks for tests, written straight through nbgrader's own API: no notebook is run."""

from __future__ import annotations

import datetime as dt
import functools
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import nbgrader.api
import numpy as np
from nbgrader.api import Gradebook

from course.grading.run.environment import as_nbgrader_needs_it

# nbgrader starts a program for every new gradebook, only to ask for this one word.
nbgrader.api.get_alembic_version = functools.cache(nbgrader.api.get_alembic_version)

DUE = dt.datetime(2026, 10, 12, 18, 0)
NAMES = (
    ('Ann, "Annie"', "O'Neil; Jr."),
    ("Hana", "Nováková"),
    ('=HYPERLINK("http://example.org")', "+Plus"),
    ("明", "王"),
    ("Line\nbreak", "Traoré"),
)


def new_gradebook(folder: Path, course: str) -> Gradebook:
    """An empty gradebook.db in `folder`, which is made; opened, for the caller to close."""
    folder.mkdir(parents=True, exist_ok=True)
    with as_nbgrader_needs_it():
        return Gradebook(f"sqlite:///{folder / 'gradebook.db'}", course)


class Book:
    """A gradebook in an own course folder; fill it with `assignment`, `student` and `hand_in`."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.gradebook = new_gradebook(folder, "a-course")

    def assignment(
        self, name: str, cells: Mapping[str, float], due: dt.datetime | None = DUE, manual=("memo",)
    ) -> None:
        """An assignment with one notebook; `cells` maps a graded cell's name to its points."""
        self.gradebook.add_assignment(name, duedate=due)
        self.gradebook.add_notebook(name, name)
        for cell, most in cells.items():
            kind = "markdown" if cell in manual else "code"
            self.gradebook.add_grade_cell(cell, name, name, max_score=most, cell_type=kind)

    def student(self, id: str, first: str = "", last: str = "", email: str = "") -> None:
        """Somebody on the roster."""
        self.gradebook.add_student(id, first_name=first, last_name=last, email=email)

    def hand_in(self, assignment: str, student: str, scores: Mapping[str, Any], at: dt.datetime | None = None) -> Any:
        """A submission; a cell without a score waits for marking. Returns nbgrader's SubmittedAssignment."""
        with self.gradebook.db.no_autoflush:
            submission = self.gradebook.add_submission(assignment, student)
        submission.timestamp = at
        for grade in (grade for notebook in submission.notebooks for grade in notebook.grades):
            value = scores.get(grade.name)
            if grade.cell_type == "code":
                grade.auto_score = value
            else:
                grade.manual_score = value
            grade.needs_manual_grade = value is None
        self.gradebook.db.commit()
        return submission

    def close(self) -> Path:
        """Let go of the file; returns the course folder."""
        self.gradebook.close()
        return self.folder


CELLS = {f"task{number}-{kind}": most for number in range(1, 7) for kind, most in (("visible", 2.0), ("hidden", 3.0))}
CELLS["memo"] = 20.0


def large_class(folder: Path, size: int = 60, due: dt.datetime | None = DUE) -> Path:
    """A class of `size` in 01-history: able and less able, early and late, two absent, one unreadable, one unmarked."""
    random = np.random.default_rng(11)
    book = Book(folder)
    book.assignment("01-history", CELLS, due)
    for number in range(size):
        first, last = NAMES[number] if number < len(NAMES) else (f"First{number}", f"Last{number}")
        student = f"s{number:03d}"
        book.student(student, first, last, f"{student}@example.org")
        if number % 30 == 7:
            continue
        able = random.normal()
        scores: dict[str, float | None] = {}
        for cell, most in CELLS.items():
            hard = {"task1": -1.6, "task6": 1.7}.get(cell.split("-")[0], 0.0)
            if cell == "memo":
                scores[cell] = float(np.clip(round(12 + 3.5 * able + random.normal() * 2.5), 0, 20))
            else:
                scores[cell] = most if able * 1.2 - hard + random.logistic() > -0.3 else 0.0
        if number == 8:
            scores = {}
        if number == 9:
            scores["memo"] = None
        hours = float(random.normal(-30, 35)) if number % 11 else float(random.uniform(2, 90))
        book.hand_in("01-history", student, scores, None if due is None else due + dt.timedelta(hours=hours))
    return book.close()
