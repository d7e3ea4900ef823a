"""A class of any size: are as many questions put to the database, and is what comes back what nbgrader itself says?"""

from __future__ import annotations

import contextlib
import datetime as dt
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy
from nbgrader.api import Gradebook
from sqlalchemy import event

from course.grading.gradebook.assignment import read_course
from course.grading.gradebook.csv_plugin import grade_rows
from course.grading.gradebook.points import earned, penalty
from course.grading.gradebook.read import open_gradebook
from course.grading.gradebook.verdicts import waiting
from course.grading.gradebook.whole import submissions_of
from course.grading.run.session import SharedGradebook, roster_of
from tests.support.cohort import cohort

NAMES = ("00-getting-started", "01-history")
GROWING = ("student", "submitted_assignment", "submitted_notebook", "grade", "comment")
"""The tables that have more rows with every learner."""


@pytest.fixture(scope="module")
def classes(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """A class of 8 and one of 40."""
    small, large = (cohort(tmp_path_factory.mktemp(f"of{size}") / "course", size, NAMES) for size in (8, 40))
    return small, large


@contextlib.contextmanager
def asked(gradebook: Gradebook) -> Iterator[list[tuple[str, Any]]]:
    """The statements that are sent to the database while it lasts, each with its values."""
    found: list[tuple[str, Any]] = []

    def note(_connection: Any, _cursor: Any, statement: str, values: Any, *_: Any) -> None:
        found.append((statement, values))

    event.listen(gradebook.engine, "before_cursor_execute", note)
    yield found
    event.remove(gradebook.engine, "before_cursor_execute", note)


@pytest.mark.parametrize(
    "read",
    [
        lambda gradebook, folder: read_course(gradebook),
        lambda gradebook, folder: waiting(gradebook, folder),
        lambda gradebook, folder: list(grade_rows(gradebook)),
        lambda gradebook, folder: roster_of(gradebook),
    ],
    ids=["report", "to look at", "exports", "roster"],
)
def test_five_times_the_class_asks_no_more_questions(classes, read: Callable[[Gradebook, Path], object]) -> None:
    """Does reading 40 people put exactly as many questions to the database as reading 8?"""
    counts = []
    for folder in classes:
        with open_gradebook(folder) as gradebook, asked(gradebook) as found:
            read(gradebook, folder)
        counts.append(len(found))
    assert counts[0] == counts[1] > 0


def test_a_list_of_accounts_alone_asks_no_more_questions(classes) -> None:
    """Students without a name, who are known by their work: is each still not asked for alone?"""
    counts = []
    for folder in classes:
        gradebook = Gradebook(f"sqlite:///{folder / 'gradebook.db'}", "a-course")
        with contextlib.closing(gradebook), asked(gradebook) as found:
            for student in gradebook.students:
                student.first_name = student.last_name = student.email = None
            gradebook.db.flush()
            found.clear()
            roster_of(gradebook)
            counts.append(len(found))
            gradebook.db.rollback()
    assert counts[0] == counts[1] > 0


def test_what_is_read_at_once_is_what_nbgrader_says(classes) -> None:
    """Time, extension, points, penalty and each cell of each submission: is all of it nbgrader's own?"""
    folder = classes[1]
    with contextlib.closing(Gradebook(f"sqlite:///{folder / 'gradebook.db'}", "a-course")) as gradebook:
        one = gradebook.assignment_submissions(NAMES[1])[0]
        one.extension = dt.timedelta(days=2)
        one.notebooks[0].late_submission_penalty = 2.5
        one.notebooks[0].grades[0].extra_credit = 1.5
        gradebook.db.commit()
    with open_gradebook(folder) as gradebook:
        theirs = {found.student.id: found for found in gradebook.assignment_submissions(NAMES[1])}
        ours = submissions_of(gradebook, gradebook.find_assignment(NAMES[1]).id)
        assert list(ours) == sorted(theirs)
        for student, submission in theirs.items():
            mine = ours[student]
            assert (mine.timestamp, mine.extension) == (submission.timestamp, submission.extension)
            assert earned(mine).all == pytest.approx(submission.score)
            assert penalty(mine) == submission.late_submission_penalty
            assert [notebook.name for notebook in mine.notebooks] == [book.name for book in submission.notebooks]
            told = {grade.name: grade for book in submission.notebooks for grade in book.grades}
            for cell in (cell for notebook in mine.notebooks for cell in notebook.grades):
                own = told.pop(cell.name)
                values = ("cell_type", "score", "auto_score", "manual_score", "needs_manual_grade")
                assert [getattr(cell, name) for name in values] == [getattr(own, name) for name in values]
            assert told == {}


def test_grading_one_submission_looks_through_no_table_of_the_class(classes) -> None:
    """What `course grade` asks for one submission: does SQLite find it by an index, new or handed in again?"""
    folder = classes[0]
    with contextlib.closing(SharedGradebook(f"sqlite:///{folder / 'gradebook.db'}", "a-course")) as book:
        students = [student.id for student in book.students]
        absent = next(name for name in students if name not in submissions_of(book, book.find_assignment(NAMES[1]).id))
        for student in (absent, next(name for name in students if name != absent)):
            with asked(book) as found:
                with book.db.no_autoflush:
                    submission = book.update_or_create_submission(NAMES[1], student)
                book.db.flush()
                book.read_submission(submission)
                grades = [grade for notebook in submission.notebooks for grade in notebook.grades]
                assert all(book.find_grade(grade.name, NAMES[1], NAMES[1], student) is grade for grade in grades)
            assert len(grades) > 10
            questions = [(text, values) for text, values in found if text.startswith("SELECT")]
            assert questions
            for text, values in questions:
                with book.engine.connect() as connection:
                    plan = connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {text}", values).all()
                through = {step[3].split()[1] for step in plan if step[3].startswith("SCAN ")}
                assert not through & set(GROWING), text
        book.db.remove()


def test_scores_without_a_submission_are_passed_over(classes, tmp_path) -> None:
    """A submission that some program took away, leaving its scores: are all others still read?"""
    folder = Path(shutil.copytree(classes[0], tmp_path / "course"))
    engine = sqlalchemy.create_engine(f"sqlite:///{folder / 'gradebook.db'}")
    with engine.begin() as connection:
        connection.exec_driver_sql("DELETE FROM submitted_assignment WHERE student_id = 's0001'")
    engine.dispose()
    with open_gradebook(folder) as gradebook:
        assert "s0001" not in submissions_of(gradebook, gradebook.find_assignment(NAMES[1]).id)
        assert len(read_course(gradebook)[0][0].people) == 8
