"""A whole class in a gradebook over several assignments of the course, of any size; no notebook is run."""

from __future__ import annotations

import datetime as dt
import json
import uuid
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
from nbgrader.api import Grade, Student, SubmittedAssignment, SubmittedNotebook

from course.content.catalog import catalog
from course.content.items import Single
from course.content.source import content_root
from course.grading.report.reach import steps_of
from tests.support.gradebooks import DUE, NAMES, Book

ASSIGNMENTS = tuple(sorted(path.parent.name for path in content_root().glob("assessments/source/*/*.ipynb")))
STARTED = 0.96
"""The share of people who hand in at all; each of them leaves out every twelfth assignment."""


def graded_cells(assignment: str) -> dict[str, tuple[float, str]]:
    """Each graded cell of an assignment of the course: its points, and whether it is code or a memo."""
    file = content_root() / "assessments" / "source" / assignment / f"{assignment}.ipynb"
    found = {}
    for cell in json.loads(file.read_text(encoding="utf-8"))["cells"]:
        about = cell["metadata"].get("nbgrader", {})
        if about.get("grade"):
            found[about["grade_id"]] = (float(about["points"]), cell["cell_type"])
    return found


def cohort(
    folder: Path,
    size: int = 40,
    assignments: Sequence[str] = ASSIGNMENTS,
    due: dt.datetime | None = DUE,
    hard: Mapping[str, float] | None = None,
    seed: int = 16,
) -> Path:
    """The course folder of a class of `size`; its gradebook is filled by whole tables, so a thousand take seconds.

    The first people have difficult names. Some never hand in, some are late, some memos wait for a mark. hard: a task
    ("task4") and the share of learners who solve it; the others are solved by four in five.
    """
    random = np.random.default_rng(seed)
    book = Book(folder)
    for number, name in enumerate(assignments):
        cells = graded_cells(name)
        memos = tuple(cell for cell, (_, kind) in cells.items() if kind == "markdown")
        deadline = None if due is None else due + dt.timedelta(days=7 * number)
        book.assignment(name, {cell: points for cell, (points, _) in cells.items()}, deadline, memos)
    people = [_person(number) for number in range(size)]
    db = book.gradebook.db
    db.bulk_insert_mappings(Student, people)
    started = {person["id"] for person in people if random.random() < STARTED}
    rows: dict[Any, list[dict[str, Any]]] = {SubmittedAssignment: [], SubmittedNotebook: [], Grade: []}
    for number, name in enumerate(assignments):
        found = book.gradebook.find_assignment(name)
        notebook = found.notebooks[0]
        for place, person in enumerate(people):
            if person["id"] not in started or (place + number) % 12 == 5:
                continue
            submission, handed_in = uuid.uuid4().hex, uuid.uuid4().hex
            late = float(random.normal(-30, 20))
            at = None if found.duedate is None else found.duedate + dt.timedelta(hours=late)
            rows[SubmittedAssignment].append(
                {"id": submission, "assignment_id": found.id, "student_id": person["id"], "timestamp": at}
            )
            rows[SubmittedNotebook].append(
                {"id": handed_in, "notebook_id": notebook.id, "assignment_id": submission, "late_submission_penalty": 0}
            )
            unmarked = (place + number) % 15 == 9
            for cell in notebook.grade_cells:
                chance = (hard or {}).get(cell.name.split("-")[0], 0.8)
                grade = {"id": uuid.uuid4().hex, "cell_id": cell.id, "notebook_id": handed_in}
                grade |= {"auto_score": None, "manual_score": None, "needs_manual_grade": False}
                if cell.cell_type == "code":
                    grade["auto_score"] = cell.max_score if random.random() < chance else 0.0
                elif unmarked:
                    grade["needs_manual_grade"] = True
                else:
                    grade["manual_score"] = float(np.clip(round(random.normal(0.7, 0.15) * cell.max_score), 0, 20))
                rows[Grade].append(grade)
    for table, mappings in rows.items():
        db.bulk_insert_mappings(table, mappings)
    db.commit()
    return book.close()


def first_answers(learners: int, hard: Mapping[str, float] | None = None, seed: int = 16) -> pd.DataFrame:
    """Pooled first answers to the course's single-choice questions; learner after learner stops a little later.

    hard: an objective ("1.4") and the share of right answers to its questions; three in four of the others are right.
    """
    random = np.random.default_rng(seed)
    asked = [item for item in steps_of(catalog()) if isinstance(catalog().items[item], Single)]
    rows = []
    for number in range(learners):
        for name in asked[: len(asked) * (number + 1) // learners]:
            item = catalog().items[name]
            right = bool(random.random() < (hard or {}).get(item.objective, 0.75))
            chosen = random.choice([option.id for option in item.options if option.correct is right])
            about = {"response": str(chosen), "correct": right, "score": float(right), "certainty": None}
            rows.append({"learner": f"l{number}", "item": name, **about})
    return pd.DataFrame(rows)


def _person(number: int) -> dict[str, str]:
    first, last = NAMES[number] if number < len(NAMES) else (f"First{number}", f"Last{number:04d}")
    account = f"s{number:04d}"
    return {"id": account, "first_name": first, "last_name": last, "email": f"{account}@example.org"}
