"""Marks that a person gave: do they stand after the same work is graded again, and wait when the work has changed?"""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from course.grading.sandbox.bubblewrap import missing
from tests.support.handed_in import run
from tests.support.lab_course import INSTALL, LAB, answered, copy_of, course_grade, hand_in, lab_course, mark, points

pytestmark = pytest.mark.skipif(bool(missing()), reason=f"no sandbox here: {missing()}")


@pytest.fixture(scope="module")
def marked(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A class of one, graded; a person has marked the memo and changed the points of a test."""
    root = lab_course(tmp_path_factory.mktemp("marks") / "course", INSTALL)
    hand_in(root, "ann", one=answered(root, "one", memo="Because."), two=answered(root, "two"))
    course_grade(root)
    mark(root, "ann", "memo", 7)
    mark(root, "ann", "one-hidden", 1)
    return root


@pytest.fixture
def course(marked: Path, tmp_path: Path) -> Path:
    """An own copy of it."""
    return copy_of(marked, tmp_path)


def again(course: Path, how: str) -> dict[str, tuple[object, ...]]:
    """Ann's points after her work is graded again."""
    if how == "course grade":
        course_grade(course, "--force")
    else:
        run(course, "nbgrader", "autograde", LAB, "--force")
    return points(course, "ann")


@pytest.mark.parametrize("how", ["course grade", "nbgrader autograde"])
def test_the_same_work_keeps_its_marks(course: Path, how: str) -> None:
    """Is nothing to be marked again, so that exports keep the grade?"""
    after = again(course, how)
    assert after["memo"] == (None, 7, False)
    assert after["one-hidden"] == (3, 1, False)


@pytest.mark.parametrize("how", ["course grade", "nbgrader autograde"])
def test_other_work_waits_for_another_look(course: Path, how: str) -> None:
    """Another memo, another answer: do both marks stay, and wait?"""
    hand_in(course, "ann", one=answered(course, "one", memo="Because of that.", one_answer="one = 21 * 2"))
    after = again(course, how)
    assert after["memo"] == (None, 7, True)
    assert after["one-hidden"] == (3, 1, True)


def test_a_mark_waits_when_nobody_knows_what_it_was_for(course: Path) -> None:
    """The graded folder is gone: does the mark wait, as in nbgrader?"""
    shutil.rmtree(course / "autograded")
    assert again(course, "course grade")["memo"] == (None, 7, True)
