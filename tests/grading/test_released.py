"""Which tests count while an instructor goes on working in source/, and which notebooks are refused before grading."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import nbformat
import pytest
from nbgrader.api import Gradebook

from course.grading.sandbox.bubblewrap import missing
from tests.support.lab_course import (
    LAB,
    answered,
    book,
    cell,
    copy_of,
    course_grade,
    generate,
    hand_in,
    lab_course,
    notebook,
    points,
)

pytestmark = pytest.mark.skipif(bool(missing()), reason=f"no sandbox here: {missing()}")


@pytest.fixture(scope="module")
def handed_in(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Ann's right work, and Bob's, whose second answer is wrong; nothing is graded."""
    root = lab_course(tmp_path_factory.mktemp("released") / "course", one=notebook("one"))
    hand_in(root, "ann", one=answered(root, "one"))
    hand_in(root, "bob", one=answered(root, "one", one_answer="one = 41"))
    return root


@pytest.fixture
def course(handed_in: Path, tmp_path: Path) -> Path:
    """An own copy of it."""
    return copy_of(handed_in, tmp_path)


def edit(course: Path, folder: str, change: Any) -> None:
    """Change the instructor's notebook in source/ or release/."""
    file = course / folder / LAB / "one.ipynb"
    made = nbformat.read(file, 4)
    change(made)
    file.chmod(0o644)
    nbformat.write(made, file)


def half_done(made: nbformat.NotebookNode) -> None:
    """An edit of somebody who went to lunch: a hidden test that nobody passes, other points, a new test."""
    made.cells[2].source = "### BEGIN HIDDEN TESTS\nassert one == 'not ready yet'\n### END HIDDEN TESTS"
    made.cells[1].metadata.nbgrader["points"] = 50
    made.cells.append(cell("one-new", "assert False", points=7))


def test_an_unfinished_edit_changes_no_grade(course: Path) -> None:
    """The source was changed and not generated again: do the tests and points of the release count, and is it said?"""
    before = course_grade(course)
    want = {student: points(course, student) for student in ("ann", "bob")}
    edit(course, "source", half_done)
    said = course_grade(course, "--force")
    assert {student: points(course, student) for student in ("ann", "bob")} == want
    assert want["ann"]["one-hidden"] == (3, None, False)
    assert want["bob"]["one-hidden"] == (0, None, False)
    assert "source/lab/one.ipynb is not what learners got (changed: one-new, one-visible, one-hidden)" in said
    assert "not what learners got" not in before


def test_after_generating_again_the_new_tests_count(course: Path) -> None:
    """`nbgrader generate_assignment` was run: is the new test the one that counts, and nothing said?"""
    edit(course, "source", lambda made: made.cells[1].update(source="assert one == 41"))
    generate(course)
    said = course_grade(course)
    assert points(course, "ann")["one-visible"] == (0, None, False)
    assert points(course, "bob")["one-visible"] == (2, None, False)
    assert "not what learners got" not in said


def test_another_solution_in_the_source_is_no_other_test(course: Path) -> None:
    """Only the model answer was changed: is nothing said?"""
    edit(
        course, "source", lambda made: made.cells[0].update(source="### BEGIN SOLUTION\none = 40 + 2\n### END SOLUTION")
    )
    assert "not what learners got" not in course_grade(course)
    assert points(course, "ann")["one-hidden"] == (3, None, False)


def test_without_the_source_the_gradebooks_tests_count(course: Path) -> None:
    """source/ is on another machine: are the hidden tests those of the gradebook?"""
    (course / "source" / LAB / "one.ipynb").unlink()
    course_grade(course)
    assert points(course, "ann")["one-hidden"] == (3, None, False)
    assert points(course, "bob")["one-hidden"] == (0, None, False)


R = {"name": "ir", "display_name": "R", "language": "R"}


@pytest.mark.parametrize("kernel", [R, {"name": "ir", "display_name": "R"}])
def test_a_source_in_another_language_is_refused(course: Path, kernel: dict[str, str]) -> None:
    """An assignment in R: is it refused in words before anything is graded, with nothing recorded?"""
    edit(course, "source", lambda made: made.metadata.update(kernelspec=kernel))
    said = course_grade(course, check=False)
    assert "The notebook one is in R" in said
    assert "Nothing was graded" in said
    assert not (course / "autograded").exists()
    with book(course) as gradebook:
        assert not recorded(gradebook)


def test_a_submission_that_ran_in_another_language_is_refused(course: Path) -> None:
    """Bob's notebook was run in R: is he told and nothing of his recorded, and is Ann graded?"""
    made = answered(course, "one")
    made.metadata.update(kernelspec=R, language_info={"name": "R", "version": "4.4"})
    hand_in(course, "bob", one=made)
    said = course_grade(course, check=False)
    assert "bob: not graded: 'one.ipynb' was run in R" in said
    with book(course) as gradebook:
        assert recorded(gradebook) == ["ann"]


def recorded(gradebook: Gradebook) -> list[str]:
    """Who has a submission in the gradebook."""
    return [one.student.id for one in gradebook.assignment_submissions(LAB)]
