"""One question, one answer: do all readers of a gradebook say the same of a submission and of a cell?"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import nbformat
import pytest
from nbgrader.api import Gradebook

from course.grading.gradebook.assignment import read_class
from course.grading.gradebook.csv_plugin import grade_rows
from course.grading.gradebook.read import open_gradebook
from course.grading.gradebook.student import marks
from course.grading.simulation.answers import answers_in
from course.grading.simulation.learners import Learner
from course.grading.simulation.results import maxima, read_result
from tests.support.gradebooks import Book
from tests.support.small_assignment import cell, notebook

CODE_AND_MEMO = {"task1": 5.0, "memo": 20.0}
MEMO_ONLY = {"memo": 20.0}
CELLS = {"task1-visible": 1.0, "task1-hidden": 2.0, "ex_2b_tests": 4.0, "cell-0a1b2c": 8.0, "memo": 16.0}
"""Names as our assignments have them, as other courses have them, and as nbgrader makes them."""


@pytest.fixture
def book(tmp_path: Path) -> Iterator[Book]:
    """A gradebook with one student."""
    made = Book(tmp_path)
    made.student("ann", "Ann", "Lee")
    yield made
    made.close()


@pytest.mark.parametrize(
    ("cells", "scores", "status"),
    [
        (MEMO_ONLY, {"memo": 15.0}, "graded"),
        (MEMO_ONLY, {}, "needs marking"),
        (CODE_AND_MEMO, {"task1": 5.0, "memo": 15.0}, "graded"),
        (CODE_AND_MEMO, {"task1": 5.0}, "needs marking"),
        (CODE_AND_MEMO, {}, "not autograded"),
        (CODE_AND_MEMO, {"memo": 15.0}, "not autograded"),
        (CODE_AND_MEMO, None, "absent"),
    ],
)
def test_a_submission_has_one_status(book: Book, cells: dict, scores: dict | None, status: str) -> None:
    """Do the certificate, the report and the exports agree, also where a person alone gives the points?"""
    book.assignment("essay", cells)
    if scores is not None:
        book.hand_in("essay", "ann", scores)
    with open_gradebook(book.folder) as gradebook:
        (person,) = read_class(gradebook, "essay").people
        (row,) = grade_rows(gradebook)
    (mark,) = marks(book.folder, "ann", ["essay"])
    assert (person.status, row["status"], mark.status) == (status, status, status)


def test_a_cell_has_one_task(book: Book) -> None:
    """Do the report and the simulated class group the same cells to the same tasks?"""
    book.assignment("essay", CELLS)
    book.hand_in("essay", "ann", CELLS)
    learner = Learner(id="ann", first_name="Ann", last_name="Lee", work={})
    with Gradebook(f"sqlite:///{book.folder / 'gradebook.db'}", "a-course") as gradebook:
        tables = read_class(gradebook, "essay")
        assert maxima(gradebook, "essay") == tables.possible.to_dict()
        result = read_result(gradebook, "essay", learner, [])
    assert result.points == tables.points.loc["ann"].to_dict()


def test_an_answer_belongs_to_its_tests_task(tmp_path: Path) -> None:
    """Does the simulated class find the answer under the task that its test cells have in the gradebook?"""
    cells = [cell("task1-answer", "a = 1"), cell("ex_2b_answer", "b = 2"), cell("cell-0a1b2c", "c = 3")]
    file = tmp_path / "essay.ipynb"
    for one in cells:
        one |= {"outputs": [], "execution_count": None}
    made = {"nbformat": 4, "nbformat_minor": 4, "metadata": {}, **notebook(*cells)}
    nbformat.write(nbformat.from_dict(made), file)
    assert answers_in(file) == {"task1": "a = 1", "ex_2b": "b = 2", "cell-0a1b2c": "c = 3"}
