"""What lies beside a feedback page: enough for nbgrader's release_feedback and for pictures, and nothing that acts."""

from __future__ import annotations

import os
import re
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.support.handed_in import run
from tests.support.lab_course import LAB, answered, course_grade, hand_in, lab_course, notebook

SETTINGS = """
from course.grading.autograde import install
install()
c.Exchange.root = {exchange!r}
"""


def folder(where: Path) -> None:
    (where / "x.html").mkdir()
    (where / "x.html" / "y").write_text("1")


ODD: dict[str, Callable[[Path], object]] = {
    "no secret": lambda where: (where / "submission_secret.txt").unlink(),
    "a secret of bytes": lambda where: (where / "submission_secret.txt").write_bytes(b"\xff\xfe"),
    "an empty secret": lambda where: (where / "submission_secret.txt").write_text(""),
    "no time": lambda where: (where / "timestamp.txt").unlink(),
    "a folder with a page's name": folder,
    "a page of its own": lambda where: (where / "mine.html").write_text("<script>1</script>"),
    "a page with the notebook's name": lambda where: (where / "one.html").write_text("<script>1</script>"),
    "a name that steers the terminal": lambda where: (where / "\x1b[2J.png").write_text("1"),
}


@pytest.fixture(scope="module")
def course(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A class of the odd ones between two honest ones, graded, with its feedback written."""
    top = tmp_path_factory.mktemp("feedback")
    (top / "exchange").mkdir()
    (top / "exchange").chmod(0o777)
    root = lab_course(top / "course", SETTINGS.format(exchange=str(top / "exchange")), one=notebook("one"))
    run(root, "nbgrader", "release_assignment", LAB)
    for number, make_odd in enumerate([None, *ODD.values(), None]):
        where = hand_in(root, f"s{number}", time="2026-11-01 10:00:00.000000 UTC", one=answered(root, "one"))
        (where / "submission_secret.txt").write_text(f"secret{number}")
        (where / "plot.png").write_bytes(b"picture")
        if make_odd is not None:
            make_odd(where)
    course_grade(root)
    run(root, "nbgrader", "generate_feedback", LAB)
    return root


def test_one_submission_stops_nobodys_feedback(course: Path) -> None:
    """Does release_feedback reach everybody, whatever lies in one folder, and print nothing that steers a terminal?"""
    done = run(course, "nbgrader", "release_feedback", LAB)
    said = done.stdout + done.stderr
    assert sorted(re.findall(r"for student '(\w+)'", said)) == sorted(f"s{n}" for n in range(len(ODD) + 2))
    assert "\x1b[2J" not in said


def test_nothing_lies_beside_a_page_that_acts(course: Path) -> None:
    """Is the only page of a folder ours, with pictures beside it?"""
    names = {name for _, _, files in os.walk(course / "feedback") for name in files}
    assert names == {"one.html", "plot.png", "timestamp.txt", "submission_secret.txt"}
    secrets = [path.read_text() for path in (course / "feedback").glob("*/*/submission_secret.txt")]
    assert len(set(secrets)) == len(ODD) + 2 and all(secrets)
    assert not any("<script>1" in path.read_text() for path in (course / "feedback").rglob("*.html"))
