"""What it takes to pass: the shares, and one assignment's marks set against them.

This is the one place of the pass rule. Quizzes: the best complete sitting has PASS_QUIZ of its items
right. Assignments: PASS_AUTO of the points that are given automatically, and PASS_MANUAL of those
that a person gives (12 of 20 for a memo). An assignment with other points has the same shares of its own.
A late penalty lowers the grade and does not touch the pass.
"""

from __future__ import annotations

from pathlib import Path

import attrs

from course.content.catalog import Catalog
from course.content.source import content_root

PASS_QUIZ = 0.75
PASS_AUTO = 0.75
PASS_MANUAL = 0.60
SMALL = 1e-9
"""Points are sums of binary fractions: 22.5 of 30 must count as 75 %."""


@attrs.frozen(kw_only=True)
class Mark:
    """One learner's points in one assignment.

    status: "graded", "to look at" (a person has to look at a score), "needs marking" (a memo waits for a person),
    "not autograded" or "absent".
    Points are as the gradebook has them, before any late penalty. extra: points of stretch tasks (see extra.py), which
    are in neither part, so that nobody needs them.

    >>> Mark(assignment="01-history", status="graded", auto=22.5, auto_max=30, manual=12, manual_max=20).passed
    True
    """

    assignment: str
    status: str
    auto: float = 0.0
    auto_max: float = 0.0
    manual: float = 0.0
    manual_max: float = 0.0
    extra: float = 0.0

    @property
    def passed(self) -> bool:
        """Whether the assignment is graded to the end and both parts reach their share."""
        return self.status == "graded" and not self.missing

    @property
    def points(self) -> str:
        """Both parts in words, and what is extra."""
        parts = [f"automatic points {self.auto:g} of {self.auto_max:g}"] if self.auto_max else []
        parts += [f"points given by a person {self.manual:g} of {self.manual_max:g}"] if self.manual_max else []
        parts += [f"extra points {self.extra:g}"] if self.extra else []
        return ", ".join(parts) or "no points"

    @property
    def missing(self) -> str:
        """What keeps it from being passed; empty when nothing does."""
        if self.status == "absent":
            return "nothing was handed in"
        if self.status == "not autograded":
            return "it could not be graded automatically"
        if self.status == "needs marking":
            return "a part still waits to be marked by a person"
        if self.status == "to look at":
            return "a person still has to look at a score"
        if not self.auto_max + self.manual_max:
            return "the gradebook gives it no points"
        short = []
        if self.auto + SMALL < PASS_AUTO * self.auto_max:
            wanted = PASS_AUTO * self.auto_max
            short.append(f"automatic points {self.auto:g} of {self.auto_max:g}, {wanted:g} wanted")
        if self.manual + SMALL < PASS_MANUAL * self.manual_max:
            wanted = PASS_MANUAL * self.manual_max
            short.append(f"points given by a person {self.manual:g} of {self.manual_max:g}, {wanted:g} wanted")
        return "; ".join(short)


def required_assignments(course: Catalog, root: Path | None = None) -> list[str]:
    """The names of all assignments: each module's own, then those that belong to no module (a capstone).

    >>> from course.content.catalog import catalog
    >>> required_assignments(catalog())[0]
    '00-getting-started'
    """
    source = (root or content_root()) / "assessments" / "source"
    named = [module.head.assignment.name for module in course.modules]
    return named + sorted({path.parent.name for path in source.glob("*/*.ipynb")} - set(named))
