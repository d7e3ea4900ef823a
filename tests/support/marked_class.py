"""A class whose memos wait for a person: a gradebook and graded notebooks, written without grading anything."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

import nbformat

from course.grading.gradebook.read import open_gradebook
from course.grading.marking.row_marks import write_line
from course.grading.marking.rubric import read_rubric
from tests.support.gradebooks import new_gradebook

NAME = "01-history"
WHO = ("ann", "bob", "eve")


def memo_class(
    root: Path, who: Iterable[str] = WHO, name: str = NAME, cells: Mapping[str, float] | None = None, memo: str = ""
) -> Path:
    """A course folder in which everybody of `who` wrote a memo; `cells`: the marked cells and their points."""
    cells = cells or {"memo": 20}
    with new_gradebook(root, "marked") as gradebook:
        gradebook.add_assignment(name)
        gradebook.add_notebook(name, name)
        for cell, most in cells.items():
            gradebook.add_grade_cell(cell, name, name, max_score=most, cell_type="markdown")
            gradebook.add_solution_cell(cell, name, name)
        for one in who:
            gradebook.add_student(one, first_name=one.title(), last_name=f"Surname-of-{one}")
            with gradebook.db.no_autoflush:
                gradebook.add_submission(name, one)
            folder = root / "autograded" / one / name
            folder.mkdir(parents=True)
            texts = {cell: memo or f"My {cell} says number {len(one) + ord(one[0])}." for cell in cells}
            nbformat.write(_notebook(texts, cells), folder / f"{name}.ipynb")
        gradebook.db.commit()
    (root / "nbgrader_config.py").write_text("c = get_config()\nc.CourseDirectory.course_id = 'marked'\n")
    return root


def _notebook(texts: Mapping[str, str], cells: Mapping[str, float]) -> Any:
    about = {"schema_version": 3, "grade": True, "locked": False, "solution": True, "task": False}
    made = [
        nbformat.v4.new_markdown_cell(
            text, metadata={"nbgrader": {**about, "grade_id": cell, "points": cells[cell], "cell_type": "markdown"}}
        )
        for cell, text in texts.items()
    ]
    return nbformat.v4.new_notebook(cells=made)


def mark(root: Path, marks: Mapping[str, Mapping[str, int]], name: str = NAME, cell: str = "memo") -> None:
    """Give first marks (who -> row id -> points), as formgrader keeps them."""
    rubric = read_rubric(root, name)
    assert rubric
    rows = rubric.cells[cell]
    with new_gradebook(root, "marked") as gradebook:
        for who, given in marks.items():
            grade = gradebook.find_grade(cell, name, name, who)
            grade.manual_score = float(sum(given.values())) if len(given) == len(rows) else None
            grade.needs_manual_grade = grade.manual_score is None
            gradebook.find_comment(cell, name, name, who).manual_comment = write_line(rows, given) + "\n\nThank you."
        gradebook.db.commit()


def kept(root: Path, who: str, name: str = NAME, cell: str = "memo") -> tuple[float | None, str, bool]:
    """What the gradebook holds: the score, the comment, and whether the cell waits for a person."""
    with open_gradebook(root) as gradebook:  # nbgrader's own opening writes, and a server may be writing
        grade = gradebook.find_grade(cell, name, name, who)
        comment = gradebook.find_comment(cell, name, name, who).manual_comment or ""
        return grade.manual_score, comment, bool(grade.needs_manual_grade)


def score(root: Path, who: str, points: float, name: str = NAME, cell: str = "memo") -> None:
    """Give a score without rows, as stock nbgrader does."""
    with new_gradebook(root, "marked") as gradebook:
        grade = gradebook.find_grade(cell, name, name, who)
        grade.manual_score, grade.needs_manual_grade = points, False
        gradebook.db.commit()


def page_of(root: Path, who: str, name: str = NAME) -> str:
    """The path of formgrader's page of a submission."""
    with open_gradebook(root) as gradebook:
        return f"/formgrader/submissions/{gradebook.find_submission_notebook(name, name, who).id}/"
