"""A feedback page and the marks of a person: does it never call an unread memo marked, and is it never out of date?"""

from __future__ import annotations

from pathlib import Path

import pytest

from course.grading.sandbox.bubblewrap import missing
from tests.support.feedback_course import row, words
from tests.support.handed_in import run
from tests.support.lab_course import (
    INSTALL,
    LAB,
    answered,
    book,
    copy_of,
    course_grade,
    hand_in,
    lab_course,
    mark,
    memo,
    notebook,
)

pytestmark = pytest.mark.skipif(bool(missing()), reason=missing() or "there is a sandbox")


@pytest.fixture(scope="module")
def graded(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Ann's memo is marked, Bob's is not; Bob gave his notebook another name. The pages are written."""
    root = lab_course(tmp_path_factory.mktemp("marks") / "class", INSTALL, one=notebook("one", memo()))
    for student in ("ann", "bob"):
        hand_in(root, student, "2027-01-10 12:00:00.000000 UTC", one=answered(root, "one", memo=f"By {student}."))
    handed_in = root / "submitted" / "bob" / LAB
    (handed_in / "one.ipynb").rename(handed_in / "bobs work.ipynb")
    course_grade(root)
    remark(root, "ann", 9, "Well argued.")
    run(root, "nbgrader", "generate_feedback", LAB)
    return root


@pytest.fixture
def course(graded: Path, tmp_path: Path) -> Path:
    """An own copy of it."""
    return copy_of(graded, tmp_path)


def remark(root: Path, student: str, points: float, comment: str) -> None:
    """A person marks the memo."""
    mark(root, student, "memo", points)
    with book(root) as gradebook:
        gradebook.find_comment("memo", "one", LAB, student).manual_comment = comment
        gradebook.db.commit()


def page(root: Path, student: str) -> str:
    """The page as it lies there."""
    return (root / "feedback" / student / LAB / "one.html").read_text(encoding="utf-8")


def test_an_unread_memo_is_not_called_marked(graded: Path) -> None:
    """Does Bob read that his memo waits, on top and in its row, and Ann that hers was marked?"""
    assert "Not marked yet. Your instructor still has to read it." in row(page(graded, "bob"), "memo")
    assert "? of 10" in row(page(graded, "bob"), "memo")
    assert "These are not all your points yet: see what is not marked below." in words(page(graded, "bob"))
    assert "Well argued." in row(page(graded, "ann"), "memo") and "9 of 10" in row(page(graded, "ann"), "memo")
    assert "not all your points" not in words(page(graded, "ann"))


def test_a_new_text_is_not_shown_with_the_old_marks_as_if_they_were_its_own(course: Path) -> None:
    """Ann hands in again with another memo: does the page say that the marks are of the text before?"""
    work = answered(course, "one", memo="Another text.")
    hand_in(course, "ann", "2027-01-11 12:00:00.000000 UTC", one=work)
    course_grade(course)
    run(course, "nbgrader", "generate_feedback", LAB)
    assert "You changed this after it was marked." in row(page(course, "ann"), "memo")
    assert "Of your earlier text: Well argued." in words(page(course, "ann"))


@pytest.mark.parametrize("change", ["points", "comment", "due date"])
def test_a_page_that_is_out_of_date_is_written_anew_without_force(course: Path, change: str) -> None:
    """Marked, commented or late since: does the same command as before bring the page up to date, and that page alone?"""
    other = course / "feedback" / "bob" / LAB / "one.html"
    before = other.stat().st_mtime_ns
    if change == "points":
        remark(course, "ann", 4, "Well argued.")
    elif change == "comment":
        remark(course, "ann", 9, "Say who has to agree.")
    else:
        with book(course) as gradebook:
            submission = gradebook.find_submission(LAB, "ann")
            submission.notebooks[0].late_submission_penalty = 1.4
            gradebook.db.commit()
    run(course, "nbgrader", "generate_feedback", LAB)
    told = {"points": "4 of 10", "comment": "Say who has to agree.", "due date": "Score: 12.6 / 15.0"}
    assert told[change] in words(page(course, "ann"))
    assert other.stat().st_mtime_ns == before


def test_a_page_that_is_older_than_the_grade_or_gone_is_written_without_force(course: Path) -> None:
    """Graded again with the same points, or a page lost: does the command that `course class return` names write it?"""
    before = page(course, "bob")
    course_grade(course, "--force")
    (course / "feedback" / "ann" / LAB / "one.html").unlink()
    run(course, "nbgrader", "generate_feedback", LAB)
    for student in ("ann", "bob"):
        graded = course / "autograded" / student / LAB / "one.ipynb"
        assert (course / "feedback" / student / LAB / "one.html").stat().st_mtime >= graded.stat().st_mtime
    assert words(page(course, "bob")) == words(before)


def test_the_page_is_found_by_the_name_that_was_handed_in(graded: Path) -> None:
    """nbgrader's fetch_feedback asks by Bob's own name for the file: is his page there by it, too, and only his?"""
    assert (graded / "feedback" / "bob" / LAB / "bobs work.html").read_text(encoding="utf-8") == page(graded, "bob")
    assert [path.name for path in (graded / "feedback" / "ann" / LAB).glob("*.html")] == ["one.html"]
