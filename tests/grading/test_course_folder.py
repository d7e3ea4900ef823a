"""What `course grade` tells an instructor about the course folder: who is not on the list, who could read hidden tests."""

from __future__ import annotations

from pathlib import Path

import pytest

from course.grading.sandbox.bubblewrap import missing
from tests.support.handed_in import run
from tests.support.lab_course import LAB, book, course_grade, hand_in, lab_course, points

pytestmark = pytest.mark.skipif(bool(missing()), reason=f"no sandbox here: {missing()}")
SECRET = "!= 40 + 1"


@pytest.fixture
def course(tmp_path: Path) -> Path:
    """A foreign course folder: nobody has told its settings of us."""
    return lab_course(tmp_path / "course")


def test_hidden_tests_stay_out_of_feedback(course: Path) -> None:
    """Is it told that nbgrader's feedback would show them, are the lines written when asked for, and do they work?"""
    hand_in(course, "ann")
    before = (course / "nbgrader_config.py").read_text()
    assert "`nbgrader generate_feedback` would show the hidden tests" in course_grade(course)
    assert (course / "nbgrader_config.py").read_text() == before
    assert "Two lines were added" in course_grade(course, "--write-settings")
    assert (course / "nbgrader_config.py").read_text().startswith(before)
    assert "hidden tests" not in course_grade(course, "--write-settings"), "the lines are there"
    run(course, "nbgrader", "generate_feedback", LAB)
    page = (course / "feedback" / "ann" / LAB / "one.html").read_text()
    assert "one-hidden" in page
    assert SECRET not in page


def test_who_is_not_on_the_list_is_told(course: Path) -> None:
    """With a list of students: is a stranger's id told, and nobody else's?"""
    with book(course) as gradebook:
        gradebook.add_student("ann", first_name="Ann")
        gradebook.add_student("bob")
    for student in ("ann", "anna"):
        hand_in(course, student)
    said = course_grade(course)
    assert "anna: flagged: nobody with this id was among the gradebook's students" in said
    assert "ann: flagged" not in said
    assert points(course, "anna")["two-hidden"] == (3, None, False)


def test_without_a_list_nobody_is_a_stranger(course: Path) -> None:
    """The first run and a second one, with no list of students: is nothing told?"""
    hand_in(course, "ann")
    first = course_grade(course)
    hand_in(course, "bob")
    assert "nobody with this id" not in first + course_grade(course)
