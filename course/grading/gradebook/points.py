"""The points of an assignment and of a submission in three parts: by tests, by a person, extra.

nbgrader's own sums know two parts and count a stretch task like any other. Here its points are extra: they are in
nobody's possible total. Points that a person adds to a cell as nbgrader's "extra credit" stay in that cell's part.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import attrs

from course.content.extra import is_extra


@attrs.frozen(kw_only=True)
class Points:
    """Sums over graded cells. extra: of stretch tasks, whoever gives them.

    >>> Points(auto=22.5, manual=12, extra=3).full
    34.5
    """

    auto: float = 0.0
    manual: float = 0.0
    extra: float = 0.0

    @property
    def full(self) -> float:
        """Without what is extra."""
        return self.auto + self.manual

    @property
    def all(self) -> float:
        """With what is extra: nbgrader's own score."""
        return self.auto + self.manual + self.extra


def possible(assignment: Any) -> Points:
    """The most that an assignment gives; `assignment` is nbgrader's.

    Example: ``possible(gradebook.find_assignment("01-history")).auto``
    """
    return _sum(
        (cell.name, cell.cell_type == "code", float(cell.max_score))
        for notebook in assignment.notebooks
        for cell in [*notebook.grade_cells, *notebook.task_cells]
    )


def earned(submission: Any) -> Points:
    """What a submission has so far, before any late penalty; `submission` is nbgrader's.

    Example: ``earned(gradebook.find_submission("01-history", "ann")).extra``
    """
    return _sum(
        (grade.name, grade.cell_type == "code", float(grade.score))
        for notebook in submission.notebooks
        for grade in notebook.grades
    )


def penalty(submission: Any) -> float:
    """What late work loses, in points; `submission` is nbgrader's.

    nbgrader has this sum too, and the sum of all points, but asks the database for each submission's by itself.

    Example: ``penalty(gradebook.find_submission("01-history", "ann"))``
    """
    return sum(notebook.late_submission_penalty or 0.0 for notebook in submission.notebooks)


def _sum(cells: Iterable[tuple[str, bool, float]]) -> Points:
    """cells: name, whether tests give the points, points."""
    parts = {"auto": 0.0, "manual": 0.0, "extra": 0.0}
    for name, by_tests, points in cells:
        parts["extra" if is_extra(name) else "auto" if by_tests else "manual"] += points
    return Points(**parts)
