"""One submission, one fate: each of tests/hostile/arriving.py between two honest ones, all in one run."""

from __future__ import annotations

import json
import os
import secrets
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from course.grading.sandbox.bubblewrap import missing
from course.grading.sandbox.files import remove
from tests.hostile.arriving import FOLDERS, NOTEBOOKS, Arriving, Folder
from tests.support.handed_in import environment
from tests.support.lab_course import INSTALL, LAB, answered, book, hand_in, lab_course, memo, notebook
from tests.support.ordinary_user import NOBODY, accounts, as_ordinary_user

pytestmark = pytest.mark.skipif(bool(missing()), reason=missing() or "there is a sandbox")
TOKEN = f"CANARY-{secrets.token_hex(6)}"
SETTINGS = f"""
{INSTALL}
c.Execute.timeout = 3
c.Execute.total = 8
"""


def student(number: int, attack: Arriving) -> str:
    return f"{number:03}-{attack.name}{attack.id}"


def honest(number: int) -> str:
    return f"{number:03}+honest"


def hands_in(number: int) -> tuple[str, ...]:
    """The notebooks of an honest neighbour: one of ten hands in all, for each takes a sandbox of its own."""
    return ("one",) if number % 10 else ("one", "two", "plain")


class Class:
    """A class of honest people and attackers, graded once by one account.

    An ordinary user grades them all; where root is to be had, too, it grades those that its rights could matter to.
    """

    def __init__(self, top: Path, account: str) -> None:
        top.chmod(0o755)
        self.top = top
        self.attacks = FOLDERS if account == "root" else [*FOLDERS, *NOTEBOOKS]
        plain = notebook("plain")
        plain.cells = []
        tests = notebook("one", memo())
        tests.cells[2].source = tests.cells[2].source.replace("assert", f"# {TOKEN}\nassert", 1)
        self.root = lab_course(top / "course", SETTINGS, one=tests, two=notebook("two"), plain=plain)
        blank = json.loads((self.root / "release" / LAB / "one.ipynb").read_text())
        two = json.loads((self.root / "release" / LAB / "two.ipynb").read_text())
        given = {"one": blank, "two": two, "plain": {**two, "cells": []}}
        right = {name: answered(self.root, name) for name in given}
        for number, attack in enumerate(self.attacks):
            hand_in(self.root, honest(number), **{name: right[name] for name in hands_in(number)})
            folder = self.root / "submitted" / student(number, attack) / LAB
            folder.mkdir(parents=True)
            for name in attack.notebooks:
                (folder / f"{name}.ipynb").write_text(json.dumps(given[name]))
            attack.make(Folder(folder, blank, self.root))
        hand_in(self.root, honest(len(self.attacks)), **right)
        (top / "tmp").mkdir()
        self.other = account == "ordinary user" and os.geteuid() == 0
        if self.other:
            subprocess.run(["chown", "-R", f"{NOBODY}:{NOBODY}", str(top)], check=True)
        begun = time.monotonic()
        self.done = self.run("course.cli", "grade", LAB, "--jobs", "3")
        self.took = time.monotonic() - begun

    def run(self, *words: str) -> subprocess.CompletedProcess[str]:
        """A command in the course folder, by the class's account, with a temporary folder of its own."""
        command = [sys.executable, "-m", *words]
        command = as_ordinary_user(command) if self.other else command
        env = {**environment(self.top), "TMPDIR": str(self.top / "tmp")}
        return subprocess.run(
            command, cwd=self.root, env=env, capture_output=True, text=True, errors="replace", check=False, timeout=1500
        )


@pytest.fixture(scope="module", params=accounts())
def graded(request: pytest.FixtureRequest) -> Iterator[Class]:
    # pytest's own temporary folder is closed to others.
    top = Path(tempfile.mkdtemp(prefix="one-fate-"))
    yield Class(top, request.param)
    assert remove(top)


def scores(made: Class) -> dict[str, dict[str, float | None]]:
    """Points by student and cell."""
    with book(made.root) as gradebook:
        return {
            one.student.id: {grade.name: grade.auto_score for nb in one.notebooks for grade in nb.grades}
            for one in gradebook.assignment_submissions(LAB)
        }


def test_everybody_else_is_graded_as_ever(graded: Class) -> None:
    """Are all honest neighbours recorded with full points, and does the run end without a traceback?"""
    assert "Traceback" not in graded.done.stderr, graded.done.stderr[-3000:]
    found = scores(graded)
    points = {"one": {"one-visible": 2, "one-hidden": 3, "memo": 0}, "two": {"two-visible": 2, "two-hidden": 3}}
    wrong = []
    for number in range(len(graded.attacks)):
        right = {cell: of if name in hands_in(number) else 0 for name in points for cell, of in points[name].items()}
        if found.get(honest(number)) != right:
            wrong.append(honest(number))
    assert found.get(honest(len(graded.attacks))) == points["one"] | points["two"]
    assert not wrong, graded.done.stdout[-3000:] + graded.done.stderr[-3000:]


def test_nobody_gains(graded: Class) -> None:
    """Does no attack have a point, and is each one that is not recorded named with a reason?"""
    found = scores(graded)
    for number, attack in enumerate(graded.attacks):
        one = student(number, attack)
        if one in found:
            assert not any(found[one].values()), (one, found[one])
        else:
            assert f"{number:03}-{attack.name}" in graded.done.stdout, one


def test_nothing_leaks(graded: Class) -> None:
    """Does no hidden test stand in what was said, and is no code of a submission run by the grader?"""
    said = graded.done.stdout + graded.done.stderr
    assert TOKEN not in said
    assert "REACHED" not in said
    for number, attack in enumerate(graded.attacks):
        folder = graded.root / "autograded" / student(number, attack) / LAB
        for path in folder.rglob("*.txt") if folder.exists() else ():
            assert TOKEN not in path.read_text(errors="replace")


def test_nothing_is_left(graded: Class) -> None:
    """Are the scratch folders gone, and nothing half done beside the results?"""
    assert not list((graded.top / "tmp").iterdir())
    half = [
        path for path in graded.root.glob("autograded/*/.*") if ".lab.grading" in path.name or ".lab.old" in path.name
    ]
    assert not half
    assert sorted(path.name for path in graded.top.iterdir() if not path.name.startswith(".")) == ["course", "tmp"]


def test_no_result_is_large(graded: Class) -> None:
    """Whatever a submission prints or holds: is what it leaves in the course folder below 40 MB for each notebook?"""
    large = {path: path.stat().st_size for path in graded.root.glob("autograded/*/lab/*.ipynb")}
    assert not {path: size for path, size in large.items() if size > 40_000_000}


def test_it_goes_on(graded: Class) -> None:
    """Run again: is nobody graded twice, and is each one that could not be graded named again?"""
    found = scores(graded)
    again = graded.run("course.cli", "grade", LAB)
    assert "Traceback" not in again.stderr, again.stderr[-3000:]
    assert again.stdout.count(": not graded: ") == graded.done.stdout.count(": not graded: ")
    assert scores(graded) == found


def test_feedback_can_be_written(graded: Class) -> None:
    """Does nbgrader write a page of each attack's first notebook, and of the last honest one's, without a hidden test?"""
    for students in (f"{len(graded.attacks):03}*", "[0-9][0-9][0-9]-*"):
        done = graded.run("nbgrader", "generate_feedback", LAB, "--student", students, "--notebook", "one")
        assert "Traceback" not in done.stderr, done.stderr[-3000:]
    pages = list(graded.root.glob(f"feedback/*/{LAB}/one.html"))
    assert len(pages) > len(graded.attacks) / 2
    assert (graded.root / "feedback" / honest(len(graded.attacks)) / LAB / "one.html") in pages
    assert not [page for page in pages if TOKEN in page.read_text(errors="replace")]
