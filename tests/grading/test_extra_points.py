"""Stretch tasks: do their points add to a total, and does nobody need them: to pass, in a report, on a platform?"""

from __future__ import annotations

import csv
import html
import io
import shutil
from pathlib import Path

import nbformat
import pytest
from typer.testing import CliRunner

from course.cli import app
from course.content.source import content_root
from course.grading.gradebook.student import marks
from course.grading.notebook.metadata import Notes
from course.grading.pipeline.feedback_page import Row, summary
from course.grading.sandbox.bubblewrap import missing
from tests.support.gradebooks import DUE, Book
from tests.support.handed_in import run
from tests.support.small_assignment import cell

CELLS = {
    "task1-visible": 10.0,
    "task1-hidden": 20.0,
    "stretch1-visible": 2.0,
    "stretch1-hidden": 3.0,
    "memo": 20.0,
}
CORE = {"task1-visible": 10.0, "task1-hidden": 20.0, "stretch1-visible": 0.0, "stretch1-hidden": 0.0, "memo": 12.0}
NAME = "02-objectives"


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Ann did the core, Ben half of it and the stretch task, Chi everything, Dan nothing."""
    book = Book(tmp_path_factory.mktemp("extra") / "course")
    book.assignment(NAME, CELLS)
    for student in ("ann", "ben", "chi", "dan"):
        book.student(student, student.title(), "", f"{student}@example.org")
    book.hand_in(NAME, "ann", CORE, DUE)
    book.hand_in(NAME, "ben", {**CELLS, "task1-hidden": 10.0}, DUE)
    book.hand_in(NAME, "chi", CELLS, DUE)
    return book.close()


def done(*words: str) -> str:
    result = CliRunner().invoke(app, list(words), catch_exceptions=False)
    assert result.exit_code == 0, result.output
    return result.output


def test_nobody_needs_extra_points_to_pass(folder):
    """Does the core alone pass, and do extra points not make up for a core that is too small?"""
    (ann,), (ben,) = (marks(folder, student, [NAME]) for student in ("ann", "ben"))
    assert (ann.auto, ann.auto_max, ann.extra, ann.passed) == (30, 30, 0, True)
    assert (ben.auto, ben.extra, ben.passed) == (20, 5, False)
    assert ben.missing == "automatic points 20 of 30, 22.5 wanted"


def test_extra_points_are_said_apart(folder):
    """Does the certificate's sentence name them beside both parts, and only where there are any?"""
    (ann,), (chi,) = (marks(folder, student, [NAME]) for student in ("ann", "chi"))
    assert chi.points == "automatic points 30 of 30, points given by a person 20 of 20, extra points 5"
    assert "extra" not in ann.points


@pytest.mark.parametrize("form", ["csv", "canvas"])
def test_platforms_get_the_full_points_without_them(folder, tmp_path, form):
    """Is the most an assignment gives 50 everywhere, with 55 for who did everything?"""
    target = tmp_path / "out.csv"
    done("export", "grades", "--course-dir", str(folder), "--format", form, "--output", str(target))
    rows = list(csv.DictReader(io.StringIO(target.read_text(encoding="utf-8-sig"), newline="")))
    if form == "canvas":
        assert [row[NAME] for row in rows] == ["50", "42", "45", "55", ""]
        return
    held = {row["student_id"]: row for row in rows}
    assert {row["max_score"] for row in rows} == {"50"}
    assert {row["max_extra_score"] for row in rows} == {"5"}
    chi = held["chi"]
    assert (chi["score"], chi["auto_score"], chi["manual_score"], chi["extra_score"]) == ("55", "30", "20", "5")
    assert (held["ann"]["score"], held["ann"]["extra_score"], held["dan"]["extra_score"]) == ("42", "0", "")


def test_the_report_shows_them_apart(folder, tmp_path):
    """Are the figures those of the core, and is there a line of its own for the stretch task?"""
    target = tmp_path / "report.html"
    done("report", NAME, "--course-dir", str(folder), "--output", str(target))
    page = html.unescape(target.read_text(encoding="utf-8"))
    assert "45 of 50 points" in page
    assert "stretch1 (up to 5): 2 of 3 earned points, 5 on average." in page
    assert '<th scope="row">stretch1' not in page
    assert "worth no regular points" not in page


def test_the_feedback_page_says_which_points_are_extra():
    """Can a learner tell that the stretch task was a gift and no duty?"""
    rows = [
        Row(name="task1-visible", score=10, most=10, says="right"),
        Row(name="stretch1-visible", score=0, most=2, says=""),
    ]
    page = summary(rows, Notes((), "", ()), 0.0)
    assert "0 of 2 (extra)" in page
    assert "10 of 10<" in page


@pytest.mark.skipif(bool(missing()), reason=f"no sandbox here: {missing()}")
def test_course_grade_counts_them_apart(tmp_path):
    """Does a run over a real notebook tell its average without extra points, and keep them in the gradebook?"""
    root = tmp_path / "course"
    source = nbformat.from_dict(
        {
            "nbformat": 4,
            "nbformat_minor": 4,
            "metadata": {"kernelspec": {"name": "python3", "display_name": "Python 3", "language": "python"}},
            "cells": [
                {**one, "outputs": [], "execution_count": None}
                for one in (
                    cell("task1-answer", "### BEGIN SOLUTION\na = 1\n### END SOLUTION"),
                    cell("task1-visible", "assert a == 1", "test", 2),
                    cell("stretch1-answer", "### BEGIN SOLUTION\nb = 2\n### END SOLUTION"),
                    cell("stretch1-visible", "assert b == 2", "test", 5),
                )
            ],
        }
    )
    (root / "source" / NAME).mkdir(parents=True)
    nbformat.write(source, root / "source" / NAME / f"{NAME}.ipynb")
    shutil.copy(content_root() / "assessments" / "nbgrader_config.py", root)
    run(root, "nbgrader", "generate_assignment", NAME, "--create")
    for student, answer in (("ann", "b = 2"), ("ben", "b = 3")):
        source.cells[2].source = answer
        folder = root / "submitted" / student / NAME
        folder.mkdir(parents=True)
        nbformat.write(source, folder / f"{NAME}.ipynb")
    told = run(root, "course.cli", "grade", NAME).stdout
    assert "2 graded. Points from the tests so far: 2 of 2 on average." in told
    assert [marks(root, student, [NAME])[0].extra for student in ("ann", "ben")] == [5, 0]
