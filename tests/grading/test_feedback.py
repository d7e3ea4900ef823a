"""What learners read after grading, on the page that nbgrader's own command writes."""

from __future__ import annotations

import json
import sys
from pathlib import Path

import nbformat
import pytest

from course.grading.pipeline.feedback import ShowChecks
from course.grading.sandbox.bubblewrap import missing
from tests.support.feedback_course import HIDDEN, NAME, Course, row, words

pytestmark = pytest.mark.skipif(bool(missing()), reason=missing())

WRONG = "answer, total, parts, boom = 41, 8, [1, 2, 3], 'zz'"
RIGHT = "answer, total, parts, boom = 42, 7, [1, 2, 3, 4], 0"


@pytest.fixture(scope="module")
def course(tmp_path_factory: pytest.TempPathFactory) -> Course:
    """A course with some submissions, graded."""
    made = Course(tmp_path_factory.mktemp("course"))
    made.submit("right", RIGHT)
    made.submit("wrong", WRONG)
    made.submit("nosy", RIGHT, "for text in In: print(text)\nprint(In)\nIn[-2]")
    made.submit("leaves", "answer = 42\nimport os; os._exit(0)")
    forged = {"peace_grading": {"repairs": ["<script>alert(1)</script>"], "ended": "never", "shared": 5}}
    made.submit("forged", RIGHT, metadata=forged)
    for who in ("right", "wrong", "nosy", "leaves", "forged"):
        made.grade(who)
    return made


def test_right_answers_get_every_point(course: Course) -> None:
    """Does the course itself work: full points, and each task said to have passed?"""
    assert course.points("right") == {"seen": 1, "told": 2, "bare": 2, "odd": 1, "partial": 2, "inside": 1}
    assert all("Passed." in row(course.page("right"), name) for name in course.points("right"))


def test_a_failed_check_says_its_authors_words(course: Course) -> None:
    """Is the message of a failed hidden check shown, exactly, and not taken for HTML?"""
    page = course.page("wrong")
    assert course.points("wrong")["told"] == 0
    assert "Use <b>every</b> row & column." in row(page, "told")
    assert "<b>every</b>" not in page
    assert "Not the answer." in row(page, "inside")


def test_a_check_without_words_does_not_tell_its_code(course: Course) -> None:
    """Does a bare hidden assert, or another error in a hidden test, say only that it failed?"""
    page = course.page("wrong")
    assert "a check that you cannot see failed" in row(page, "bare")
    assert "a check that you cannot see stopped with KeyError" in row(page, "odd")


def test_partial_credit_is_told_for_its_task(course: Course) -> None:
    """Does a task that earned a part of its points say so?"""
    assert course.points("wrong")["partial"] == 1.5
    assert "1.5 of 2" in row(course.page("wrong"), "partial")
    assert "Part of this is right." in row(course.page("wrong"), "partial")


@pytest.mark.parametrize("who", ["right", "wrong", "nosy", "leaves", "forged"])
def test_no_page_tells_a_hidden_test(course: Course, who: str) -> None:
    """Is no piece of a hidden test on the page: not its code, its values or what it prints, not even for a learner
    whose own cell prints the test that had to run in its process?"""
    page = course.page(who)
    assert [piece for piece in HIDDEN if piece in words(page) or piece in page] == []
    assert "More checks run later" in words(page)


def test_the_instructor_still_reads_everything(course: Course) -> None:
    """Does the autograded notebook, which formgrader shows, keep the hidden tests and the notes of the grading?"""
    text = (course.root / "autograded" / "nosy" / NAME / f"{NAME}.ipynb").read_text(encoding="utf-8")
    assert "secret_key" in text
    assert json.loads(text)["metadata"]["peace_grading"]["shared"] == ["inside"]


def test_an_output_that_quotes_a_hidden_test_is_replaced_by_a_note(course: Course) -> None:
    """Where nbgrader itself ran a notebook beside its tests, is an output left out that quotes a hidden line?"""
    file = course.root / "autograded" / "nosy" / NAME / f"{NAME}.ipynb"
    notebook = nbformat.read(file, as_version=4)
    hidden = next(line for cell in notebook.cells for line in cell.source.splitlines() if "rosebud" in line)
    last = [cell for cell in notebook.cells if cell.cell_type == "code"][-1]
    last.outputs = [nbformat.v4.new_output("stream", text=f"In[3] = {hidden}")]
    made, _ = ShowChecks().preprocess(notebook, {"nbgrader": {}})
    assert "rosebud" not in str(made) and "This output is left out" in str(made)


def test_an_early_end_is_told_with_its_reason(course: Course) -> None:
    """Does a learner whose program ended read in which cell, on top of the page and at each check?"""
    page = course.page("leaves")
    assert "did not run to its end: the program ended in cell [1] (" in words(page)
    assert "the program ended in cell [1] (" in row(page, "seen")


def test_what_a_learner_writes_into_the_metadata_cannot_harm_the_page(course: Course) -> None:
    """Is a forged note shown as text at most, and its early end not believed?"""
    page = course.page("forged")
    assert "<script>alert(1)</script>" not in page
    assert "did not run to its end" not in words(page)


def test_the_page_has_nbgraders_own_place_and_permissions(course: Course) -> None:
    """Does the page lie where release_feedback looks for it, readable for it?"""
    page = course.root / "feedback" / "wrong" / NAME / f"{NAME}.html"
    assert page.stat().st_mode & 0o777 == 0o644


@pytest.mark.skipif(sys.platform != "linux", reason="Chromium comes from Debian here")
def test_the_page_is_accessible(course: Course, tmp_path: Path) -> None:
    """Does axe find nothing wrong in our part of the page?"""
    from axe_playwright_python.sync_playwright import Axe
    from playwright.sync_api import sync_playwright

    from tests.support.browser import QUIET, chromium_path

    page_file = course.root / "feedback" / "wrong" / NAME / f"{NAME}.html"
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium_path(), args=list(QUIET))
        page = browser.new_page()
        page.route("http**", lambda route: route.abort())  # MathJax, which nbconvert loads from the network
        page.goto(page_file.as_uri(), wait_until="domcontentloaded")
        found = Axe().run(page, ".peace-summary")
        browser.close()
    assert [violation["id"] for violation in found.response["violations"]] == []
