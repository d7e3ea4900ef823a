"""Partial credit: are sums of decimal fractions held against nobody, and impossible numbers never a finished grade?"""

from __future__ import annotations

from pathlib import Path

import pytest

from course.grading.gradebook.read import open_gradebook
from course.grading.gradebook.verdicts import waiting
from course.grading.sandbox.bubblewrap import missing
from tests.support.lab_course import answered, cell, course_grade, hand_in, lab_course, notebook, points

pytestmark = pytest.mark.skipif(bool(missing()), reason=f"no sandbox here: {missing()}")

PARTIAL = {
    "sum": ("1.1 + 1.3 + 0.6", 3, False),  # 3.0000000000000004
    "half": ("one / 28", 1.5, False),
    "none": ("0.0", 0, False),
    "all": ("3", 3, False),
    "no-number": ("'fine'", 3, False),
    "bit-more": ("3.0001", 0, True),
    "more": ("4", 0, True),
    "negative": ("-1", 0, True),
    "nan": ("float('nan')", 0, True),
}
"""The last line of a test of 3 points, the points, and whether a person has to look."""


def test_partial_credit(tmp_path: Path) -> None:
    """Is the score nbgrader's where it gives one, and does all else wait for a person, in words?"""
    tests = [cell(name, text, points=3) for name, (text, _, _) in PARTIAL.items()]
    root = lab_course(tmp_path / "course", one=notebook("one", *tests))
    hand_in(root, "ann", one=answered(root, "one"))
    said = course_grade(root)
    found = points(root, "ann")
    assert {name: (found[name][0], found[name][2]) for name in PARTIAL} == {
        name: (score, waits) for name, (_, score, waits) in PARTIAL.items()
    }
    with open_gradebook(root) as gradebook:
        told = {one.cell: one.sentence for one in waiting(gradebook, root)}
    assert told["more"] == "the points that the test gave are not a number from 0 to 3"
    assert set(told) == {name for name, (_, _, waits) in PARTIAL.items() if waits}
    assert "ann: to look at: negative: the points that the test gave are not a number from 0 to 3" in said
