"""Scores that a person has to look at: kept with the grade, shown, out of exports, and cleared by a person's mark."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any, ClassVar

import nbformat
import pytest
from typer.testing import CliRunner

from course.cli import app
from course.grading.gradebook.read import open_gradebook
from course.grading.gradebook.verdicts import waiting
from course.grading.notebook.verdicts import Verdict, read_verdicts
from course.grading.run.local import LocalWorkers
from course.grading.run.result import GradingReport
from course.grading.run.run import GradingRun
from course.grading.run.terminal import lines
from course.grading.run.workers import Executed
from course.grading.sandbox.bubblewrap import missing
from tests.support.handed_in import run as command
from tests.support.lab_course import INSTALL, LAB, answered, copy_of, hand_in, lab_course, mark, points

pytestmark = pytest.mark.skipif(bool(missing()), reason=f"no sandbox here: {missing()}")

WHY = "run as nbgrader runs it, it passes; its values cannot be judged"


class Doubting(LocalWorkers):
    """Workers that are not sure of Ann's hidden test in notebook one."""

    said: ClassVar[dict[str, Verdict]] = {
        "one-hidden": Verdict("shadow only", WHY),
        "one-visible": Verdict("confirmed"),
    }

    def run(self, works: Iterator[Any]) -> Iterator[Any]:
        """As always, with verdicts."""
        for key, done in super().run(works):
            mine = {"one": self.said} if key.job.one.student == "ann" else {}
            yield key, Executed(done.notebooks, done.ended, mine)


def grade(root: Path, **how: Any) -> GradingReport:
    """Grade the lab with workers that doubt."""
    with GradingRun(LAB, root, "", how.get("force", False), lambda done, total: None) as run, Doubting(1) as workers:
        return run.grade(lambda: workers, True, False)


def export(root: Path, *words: str, form: str = "moodle") -> tuple[int, str, str]:
    """Exit code, what was said, and the file's text or ""."""
    target = root / "out.csv"
    target.unlink(missing_ok=True)
    said = ["export", "grades", "--course-dir", str(root), "--output", str(target), "--format", form]
    done = CliRunner().invoke(app, [*said, *words])
    told = done.output if done.exception is None or done.exit_code == 0 else f"{done.output}{done.exception}"
    return done.exit_code, told, target.read_text() if target.exists() else ""


@pytest.fixture(scope="module")
def doubted(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A graded class of two; a person has to look at one of Ann's scores. Both memos are marked."""
    root = lab_course(tmp_path_factory.mktemp("verdicts") / "course")
    hand_in(root, "ann")
    hand_in(root, "bob")
    grade(root)
    for student in ("ann", "bob"):
        mark(root, student, "memo", 8)
    return root


@pytest.fixture
def course(doubted: Path, tmp_path: Path) -> Path:
    """An own copy of it, in another place: nothing of what is told depends on where the folder lies."""
    return copy_of(doubted, tmp_path)


def test_the_points_stand_and_the_cell_waits(course: Path) -> None:
    """Is the score written, does the cell wait in formgrader, and does the graded notebook say why?"""
    assert points(course, "ann")["one-hidden"] == (3, None, True)
    assert points(course, "ann")["one-visible"] == (2, None, False)
    assert points(course, "bob")["one-hidden"] == (3, None, False)
    metadata = nbformat.read(course / "autograded" / "ann" / LAB / "one.ipynb", 4).metadata
    assert read_verdicts(metadata) == Doubting.said
    with open_gradebook(course) as gradebook:
        (one,) = waiting(gradebook, course)
    assert (one.student, one.assignment, one.notebook, one.cell, one.sentence) == ("ann", LAB, "one", "one-hidden", WHY)


def test_the_run_says_it(course: Path) -> None:
    """Do the table's lines name the learner, the cell and the reason, and what to do?"""
    report = grade(course, force=True)
    assert [one.look for one in report.graded] == [[f"one-hidden: {WHY}"], []]
    told = "\n".join(lines(report))
    assert f"ann: to look at: one-hidden: {WHY}" in told
    assert "Give these cells their points in formgrader" in told


@pytest.mark.parametrize("form", ["csv", "wide", "moodle", "canvas"])
def test_no_export_before_a_person_has_looked(course: Path, form: str) -> None:
    """Is no file written, the cell named, and does --anyway write the grades as they stand?"""
    code, said, text = export(course, form=form)
    assert (code, text) == (1, "")
    assert f"- ann, lab, cell one-hidden: {WHY}" in said
    assert "--anyway" in said
    code, said, text = export(course, "--anyway", form=form)
    assert code == 0
    assert sum("18" in line for line in text.splitlines()) == 2, "both have 10 points from tests and 8 from a person"
    assert "1 with a score that a person has to look at: written as they stand" in said


def test_a_mark_by_a_person_clears_it(course: Path) -> None:
    """After a person gave the cell its points: does nothing wait, also after the same work is graded again?"""
    mark(course, "ann", "one-hidden", 3)
    for _ in range(2):
        with open_gradebook(course) as gradebook:
            assert waiting(gradebook, course) == []
        code, _, text = export(course)
        assert code == 0
        assert sum("18" in line for line in text.splitlines()) == 2
        grade(course, force=True)


def test_the_report_shows_it(course: Path) -> None:
    """Is there a table with the learner, the cell and the reason, without the name when names are hidden?"""
    for words in ((), ("--anonymous",)):
        target = course / "report.html"
        CliRunner().invoke(app, ["report", LAB, "--course-dir", str(course), "--output", str(target), *words])
        page = target.read_text()
        assert "Scores that a person has to look at" in page
        assert WHY in page
        assert ('<th scope="row">ann</th><td>one-hidden</td>' in page) == (not words)


def test_formgrader_shows_it_and_no_feedback(course: Path) -> None:
    """Neither nbgrader's own feedback nor ours tells a learner of it; is it below the cell where our feedback is set?"""
    for settings in ("", INSTALL):
        with (course / "nbgrader_config.py").open("a") as file:
            file.write(settings)
        grade(course, force=True)
        shutil.rmtree(course / "feedback", ignore_errors=True)
        command(course, "nbgrader", "generate_feedback", LAB, "--force")
        page = (course / "feedback" / "ann" / LAB / "one.html").read_text()
        assert "one-hidden" in page
        for word in (WHY, "shadow only", "verdict"):
            assert word not in page
        (test,) = (cell for cell in nbformat.read(graded_file(course), 4).cells if cell.id == "one-hidden")
        shown = [output.data["text/plain"] for output in test.outputs]
        assert shown == ([f"For the instructor: look at this (shadow only). {WHY}"] if settings else [])


def graded_file(course: Path) -> Path:
    """Ann's graded notebook one."""
    return course / "autograded" / "ann" / LAB / "one.ipynb"


def test_learners_write_no_verdicts(course: Path) -> None:
    """A submission that brings its own verdicts in its metadata: are they gone after grading?"""
    made = answered(course, "two")
    made.metadata["peace_grading"] = {"verdicts": {"two-hidden": {"word": "confirmed", "sentence": "sure"}}}
    hand_in(course, "cyd", one=answered(course, "one"), two=made)
    grade(course)
    metadata = nbformat.read(course / "autograded" / "cyd" / LAB / "two.ipynb", 4).metadata
    assert read_verdicts(metadata) == {}
