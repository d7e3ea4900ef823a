"""`course class regrade`: what grading again would change, and what it changes; and work that is handed in again."""

from __future__ import annotations

import hashlib
import tempfile
from pathlib import Path
from typing import Any

import nbformat
import pytest
from typer.testing import CliRunner

from course.cli import app
from course.errors import CourseError
from course.grading.sandbox.bubblewrap import missing
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
    points,
)

pytestmark = pytest.mark.skipif(bool(missing()), reason=f"no sandbox here: {missing()}")

EARLY, LATER = "2027-01-15 10:00:00.000000 UTC", "2027-01-16 10:00:00.000000 UTC"


@pytest.fixture(scope="module")
def graded(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Ann right, Bob with 41, Cy with 43; graded, Ann's and Bob's memos marked with a comment, feedback written."""
    root = lab_course(tmp_path_factory.mktemp("regrade") / "class", INSTALL, one=notebook("one", memo()))
    for student, number in (("ann", 42), ("bob", 41), ("cy", 43)):
        work = answered(root, "one", one_answer=f"one = {number}", memo=f"The memo of {student}.")
        hand_in(root, student, EARLY, one=work)
    course_grade(root)
    for student, score in (("ann", 9), ("bob", 6.5)):
        mark(root, student, "memo", score)
        comment(root, student, f"Well argued, {student}.")
    run(root, "nbgrader", "generate_feedback", LAB)
    return root


@pytest.fixture
def course(graded: Path, tmp_path: Path) -> Path:
    """An own copy of it."""
    return copy_of(graded, tmp_path)


def comment(root: Path, student: str, words: str = "") -> str | None:
    """A person's comment on the memo; with words it is written first."""
    with book(root) as gradebook:
        found = gradebook.find_comment("memo", "one", LAB, student)
        if words:
            found.manual_comment = words
            gradebook.db.commit()
        return found.manual_comment  # type: ignore[no-any-return]


def change_test(root: Path, change: Any) -> None:
    """Change the instructor's notebook in source/."""
    file = root / "source" / LAB / "one.ipynb"
    made = nbformat.read(file, 4)
    change({one.metadata.nbgrader["grade_id"]: one for one in made.cells})
    nbformat.write(made, file)


def not_43(cells: dict[str, Any]) -> None:
    """The hidden test, which refused 41, now refuses 43 only."""
    cells["one-hidden"].source = "### BEGIN HIDDEN TESTS\nassert one != 40 + 3\n### END HIDDEN TESTS"


def regrade(root: Path, *words: str, check: bool = True) -> str:
    """What the command prints, errors included."""
    try:
        done = CliRunner().invoke(
            app, ["class", "regrade", LAB, *words, "--course-dir", str(root)], catch_exceptions=False
        )
    except CourseError as error:
        assert not check, error
        return str(error)
    assert done.exit_code == 0, done.output
    return done.output


def everything(root: Path) -> dict[str, str]:
    """A digest of every file of the course folder."""
    return {
        str(path.relative_to(root)): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(root.rglob("*"))
        if path.is_file()
    }


def scores(root: Path, cell: str) -> dict[str, float]:
    """What each has for one cell, by a test or a person."""
    return {who: points(root, who)[cell][0 if cell != "memo" else 1] for who in ("ann", "bob", "cy")}


def test_the_preview_shows_who_changes_and_writes_nothing(course: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A changed hidden test: is the table right, and is no byte of the folder another, and no copy left behind?"""
    change_test(course, not_43)
    before = everything(course)
    scratch = course.parent / "tmp"
    scratch.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(scratch))
    output = regrade(course)
    assert "Changed in source/: one: one-hidden" in output
    assert [line.split() for line in output.splitlines() if "->" in line] == [
        ["bob", "8.5", "11.5", "+3", "one-hidden", "0", "->", "3"],
        ["cy", "5", "2", "-3", "one-hidden", "3", "->", "0"],
    ]
    assert "2 change, 1 stay as they are." in output
    assert "Nothing was written. To write it: the same command with --write." in output
    assert everything(course) == before
    assert list(scratch.iterdir()) == []


def test_written_it_keeps_every_mark(course: Path) -> None:
    """--write: new points by the new test, memos and comments as a person gave them, pages anew, a copy of before?"""
    change_test(course, not_43)
    page = course / "feedback" / "bob" / LAB / "one.html"
    assert "11.5" not in _title(page)
    output = regrade(course, "--write")
    assert scores(course, "one-hidden") == {"ann": 3.0, "bob": 3.0, "cy": 0.0}
    assert points(course, "ann")["memo"] == (None, 9.0, False)
    assert points(course, "bob")["memo"] == (None, 6.5, False)
    assert points(course, "cy")["memo"] == (None, None, True)
    assert [comment(course, who) for who in ("ann", "bob")] == ["Well argued, ann.", "Well argued, bob."]
    assert "Feedback pages written anew: ann, bob, cy. To return them: nbgrader release_feedback lab." in output
    assert "11.5" in _title(page)
    assert "Written: 2 changed, 1 stayed as they were." in output
    (kept,) = course.glob("gradebook-before-regrade-*.db")
    assert kept.name in output
    assert "0 change, 3 stay as they are." in regrade(course)


def _title(page: Path) -> str:
    """The heading of a feedback page, which names the score."""
    text = page.read_text(encoding="utf-8")
    return text[text.index("(Score") :][:40]


def test_a_lost_mark_of_hidden_tests_is_told(course: Path) -> None:
    """The line BEGIN HIDDEN TESTS was deleted, and nobody's points change: is it said that learners will read the test?"""

    def lay_open(cells: dict[str, Any]) -> None:
        cells["one-hidden"].source = "assert one != 40 + 1"

    change_test(course, lay_open)
    assert "one-hidden (no hidden tests any more: in the next release learners read all of it)" in regrade(course)


@pytest.mark.parametrize(
    ("text", "how"), [("assert one == 41", "AssertionError in its line 1"), ("assert (one == 42", "SyntaxError")]
)
def test_what_the_solution_fails_is_not_written(course: Path, text: str, how: str) -> None:
    """A bracket lost, or a wrong number, in a changed test: is nobody's grade touched unless it is said again?"""

    def nobody_passes(cells: dict[str, Any]) -> None:
        cells["one-visible"].source = text

    change_test(course, nobody_passes)
    assert f"the solution in source/ fails this test ({how})" in regrade(course)
    before = everything(course)
    said = regrade(course, "--write", check=False)
    assert f"fails what was changed: one-visible ({how})" in said and "--anyway" in said
    assert everything(course) == before
    regrade(course, "--write", "--anyway")
    assert scores(course, "one-visible")["ann"] == 0.0


def test_nothing_to_write_is_said(course: Path) -> None:
    """Nothing has changed: is no further command asked for?"""
    output = regrade(course)
    assert "Nothing is to be written." in output and "--write" not in output


def test_one_person_alone_is_graded_by_the_tests_of_all(course: Path) -> None:
    """--student while source/ has an unfinished test: does the old test count, is it said, and is nobody else touched?"""
    change_test(course, not_43)
    with book(course) as gradebook:
        gradebook.find_grade("one-visible", "one", LAB, "bob").auto_score = 0
        gradebook.find_grade("one-visible", "one", LAB, "cy").auto_score = 0
        gradebook.db.commit()
    output = regrade(course, "--student", "bob", "--write")
    assert [line.split()[:4] for line in output.splitlines() if "->" in line] == [["bob", "6.5", "8.5", "+2"]]
    assert "source/lab/one.ipynb is not what learners got (changed: one-hidden)" in output
    assert points(course, "bob")["one-visible"][0] == 2.0
    assert points(course, "cy")["one-visible"][0] == 0.0
    assert points(course, "bob")["memo"] == (None, 6.5, False)
    assert "hand-in" in regrade(course, "--student", "bib", check=False)


def test_a_cell_whose_name_changed_is_said(course: Path) -> None:
    """nbgrader forgets the marks of a cell that is called otherwise: is it refused, both names told, nothing changed?"""
    change_test(course, lambda cells: cells["memo"].metadata.nbgrader.update(grade_id="essay"))
    before = everything(course)
    for words in ((), ("--write",)):
        output = regrade(course, *words, check=False)
        assert "one.ipynb: new: essay" in output and "one.ipynb: gone: memo" in output
        assert "give a cell its old name back" in output
    assert everything(course) == before


def test_the_preview_stays_away_from_a_gradebook_that_the_settings_name(course: Path, tmp_path: Path) -> None:
    """db_url is an absolute place elsewhere: is the preview made in a copy of it, and the real one as before?"""
    elsewhere = tmp_path / "elsewhere.db"
    (course / "gradebook.db").rename(elsewhere)
    settings = course / "nbgrader_config.py"
    settings.write_text(
        f'{settings.read_text()}\nc.CourseDirectory.db_url = "sqlite:///{elsewhere}"\n'
        f"c.CourseDirectory.root = {str(course)!r}\n"
    )
    change_test(course, not_43)
    before = (everything(course), elsewhere.read_bytes())
    assert "2 change, 1 stay as they are." in regrade(course)
    assert (everything(course), elsewhere.read_bytes()) == before


def test_other_points_and_other_tests_keep_what_a_person_gave(course: Path) -> None:
    """A memo is worth less than its mark now, and a test that a person overruled says otherwise: both kept, both told?"""
    mark(course, "bob", "one-hidden", 1)
    mark(course, "cy", "one-visible", 1.5)

    def change(cells: dict[str, Any]) -> None:
        not_43(cells)
        cells["memo"].metadata.nbgrader.update(points=8)

    change_test(course, change)
    output = regrade(course, "--write")
    assert "Changed in source/: one: one-hidden, one: memo" in output
    assert "ann: memo keeps the 9 points that a person gave, and can earn 8: look at it in formgrader" in output
    assert points(course, "ann")["memo"] == (None, 9.0, False)
    assert "bob" in output and "one-hidden waits for a person" in output
    assert points(course, "bob")["one-hidden"] == (3.0, 1.0, True), "his points stay; a person is to look again"
    assert points(course, "cy")["one-visible"] == (2.0, 1.5, False)


# -- handed in again ---------------------------------------------------------------------------------------------------


def graded_again(root: Path, *words: str) -> str:
    """What `course grade` prints, in this process."""
    done = CliRunner().invoke(app, ["grade", LAB, *words, "--course-dir", str(root)], catch_exceptions=False)
    return done.output


def again(root: Path, student: str, time: str, **answers: str) -> None:
    """Hand in another version."""
    folder = hand_in(root, student, time, one=answered(root, "one", **answers))
    if not time:
        (folder / "timestamp.txt").unlink(missing_ok=True)


def test_a_later_version_is_graded_without_force(course: Path) -> None:
    """Ann hands in again, her memo the same; Bob with another memo: graded, hers stays marked, his is looked at again?"""
    again(course, "ann", LATER, one_answer="one = 41", memo="The memo of ann.")
    again(course, "bob", LATER, one_answer="one = 42", memo="Another memo of bob.")
    assert "2 graded." in graded_again(course)
    assert points(course, "ann")["one-hidden"][0] == 0.0
    assert points(course, "bob")["one-hidden"][0] == 3.0
    assert points(course, "ann")["memo"] == (None, 9.0, False)
    assert points(course, "bob")["memo"] == (None, 6.5, True), "his mark is there, and waits for a look"
    assert comment(course, "bob") == "Well argued, bob."
    assert "Nothing to do" in graded_again(course)


@pytest.mark.parametrize("first", ["", EARLY])
def test_a_version_without_a_time_is_graded_without_force(course: Path, first: str) -> None:
    """Work that came by mail has no timestamp.txt: is another version graded once, and the same not again?"""
    if not first:
        again(course, "cy", "", one_answer="one = 43", memo="The memo of cy.")
        graded_again(course, "--force", "--student", "cy")
        assert "Nothing to do" in graded_again(course)
    again(course, "cy", "", one_answer="one = 42", memo="The memo of cy.")
    assert "1 graded." in graded_again(course)
    assert points(course, "cy")["one-hidden"][0] == 3.0
    assert "Nothing to do" in graded_again(course)
