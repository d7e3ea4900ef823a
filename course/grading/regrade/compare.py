"""What a class has before and after grading again, and who changes by how much."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

import attrs
from nbgrader.api import MissingEntry

from course.grading.gradebook.read import open_gradebook
from course.grading.gradebook.status import only_extension

Cell = tuple[str, str]
"""A notebook's name and a cell's."""


@attrs.frozen
class Marks:
    """One person's. points: by cell. waiting: cells that wait for a person. off: for late work.

    over: cells to which a person gave more than they can earn (now), in words.
    """

    points: Mapping[Cell, float]
    waiting: frozenset[Cell]
    off: float
    over: tuple[str, ...] = ()

    @property
    def total(self) -> float:
        """All points, late work's loss taken off."""
        return max(0.0, sum(self.points.values()) - self.off)


@attrs.frozen
class Change:
    """One person's difference. before: None for who was not graded yet. why: each cell, in words."""

    student: str
    before: float | None
    after: float
    why: tuple[str, ...]

    @property
    def difference(self) -> float:
        """In points."""
        return self.after - (self.before or 0.0)


def read_marks(course_dir: Path, assignment: str, students: Iterable[str], db: str = "") -> dict[str, Marks]:
    """The marks of those who have some, by student. Errors: GradebookError.

    Example: ``read_marks(Path("my-class"), "01-history", ["ann"])``
    """
    found = {}
    with open_gradebook(course_dir, db) as gradebook:
        for student in students:
            try:
                submission = gradebook.find_submission(assignment, student)
            except MissingEntry:
                continue
            if only_extension(submission):
                continue
            grades = {(one.name, grade.name): grade for one in submission.notebooks for grade in one.grades}
            found[student] = Marks(
                {cell: float(grade.score or 0) for cell, grade in grades.items()},
                frozenset(cell for cell, grade in grades.items() if grade.needs_manual_grade),
                float(submission.late_submission_penalty or 0),
                tuple(
                    f"{grade.name} keeps the {grade.manual_score:g} points that a person gave, and can earn "
                    f"{grade.max_score:g}: look at it in formgrader"
                    for grade in grades.values()
                    if (grade.manual_score or 0) > grade.max_score
                ),
            )
    return found


def changes(before: Mapping[str, Marks], after: Mapping[str, Marks]) -> list[Change]:
    """Everybody who has other points than before, or a cell that waits for a person or no longer; by student.

    >>> old = Marks({("one", "task1"): 3.0}, frozenset(), 0)
    >>> new = Marks({("one", "task1"): 0.0}, frozenset(), 0)
    >>> changes({"ann": old, "bob": old}, {"ann": new, "bob": old})
    [Change(student='ann', before=3.0, after=0.0, why=('task1 3 -> 0',))]
    """
    found = []
    for student, new in sorted(after.items()):
        old = before.get(student)
        why = ("graded for the first time",) if old is None else tuple(_why(old, new))
        if why:
            found.append(Change(student, None if old is None else old.total, new.total, why))
    return found


def _why(old: Marks, new: Marks) -> Iterator[str]:
    for cell in dict.fromkeys([*old.points, *new.points]):
        was, now = old.points.get(cell, 0.0), new.points.get(cell, 0.0)
        if abs(was - now) > 1e-9:
            yield f"{cell[1]} {was:g} -> {now:g}"
        if cell in new.waiting - old.waiting:
            yield f"{cell[1]} waits for a person"
        elif cell in old.waiting - new.waiting:
            yield f"{cell[1]} waits no longer"
    if abs(old.off - new.off) > 1e-9:
        yield f"late: {old.off:.4g} -> {new.off:.4g} taken off"


def table(found: list[Change]) -> list[str]:
    """The changes as lines of one width.

    >>> print(*table([Change("ann", 3.0, 0.0, ("task1 3 -> 0",))]), sep="\\n")
    student   old    new   difference  what
    ann         3      0           -3  task1 3 -> 0
    """
    wide = max([len("student"), *(len(one.student) for one in found)])
    lines = [f"{'student':<{wide}} {'old':>5} {'new':>6} {'difference':>12}  what"]
    for one in found:
        old = "-" if one.before is None else f"{one.before:.4g}"
        lines.append(f"{one.student:<{wide}} {old:>5} {one.after:>6.4g} {one.difference:>+12.4g}  {', '.join(one.why)}")
    return lines
