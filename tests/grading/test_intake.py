"""What arrives: links and devices, odd times, work under another name. Is nothing followed, lost, or passed over?"""

from __future__ import annotations

import datetime as dt
import os
import shutil
import socket
from collections.abc import Callable
from pathlib import Path

import nbformat
import pytest

from course.grading.gradebook.read import open_gradebook
from course.grading.gradebook.status import status_of
from course.grading.sandbox.bubblewrap import missing
from tests.support.handed_in import run
from tests.support.lab_course import INSTALL, LAB, answered, book, course_grade, hand_in, lab_course, points

pytestmark = pytest.mark.skipif(bool(missing()), reason=f"no sandbox here: {missing()}")


class Class:
    """A course folder in which everybody had some mishap, graded once; what was said."""

    def __init__(self, root: Path, how: str) -> None:
        self.root = lab_course(root / "course", INSTALL)
        (self.root / "source" / LAB / "extra.csv").write_text("a,b\n1,2\n")
        with book(self.root) as gradebook:
            gradebook.update_or_create_assignment(LAB, duedate=DUE)
        for make in (odd_files, odd_notebooks, linked_folders, times, other_names, too_deep, doubtful, nothing):
            make(self.root)
        self.how = how
        self.said = self.grade()

    def grade(self) -> str:
        """Grade who is to be graded; what was said, as one line."""
        if self.how == "course grade":
            return " ".join(course_grade(self.root, check=False).split())
        done = run(self.root, "nbgrader", "autograde", LAB, check=False)
        return " ".join((done.stdout + done.stderr).split())

    def result(self, student: str) -> Path:
        """The graded folder."""
        return self.root / "autograded" / student / LAB

    def points(self, student: str) -> dict[str, tuple[object, ...]]:
        """By cell."""
        return points(self.root, student)

    def comments(self, student: str) -> str:
        """All automatic comments of a student's work, as one text."""
        with book(self.root) as gradebook:
            submission = gradebook.find_submission(LAB, student)
            texts = [comment.auto_comment for notebook in submission.notebooks for comment in notebook.comments]
            return "\n".join(filter(None, texts))

    def status(self, student: str) -> str:
        """How far the marking is."""
        with open_gradebook(self.root) as gradebook:
            return status_of(gradebook.find_submission(LAB, student))


@pytest.fixture(scope="module", params=["course grade", "nbgrader autograde"])
def graded(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Class:
    """The class, graded by our command and by nbgrader's with our settings."""
    return Class(tmp_path_factory.mktemp("intake"), request.param)


# -- links and the like ------------------------------------------------------------------------------------------------


def socket_at(place: Path) -> None:
    """A socket's file."""
    before = Path.cwd()
    os.chdir(place.parent)  # a socket's address is short
    try:
        with socket.socket(socket.AF_UNIX) as made:
            made.bind(place.name)
    finally:
        os.chdir(before)


ODD: dict[str, tuple[str, Callable[[Path, Path], None]]] = {
    "data.csv": ("a link", lambda place, course: place.symlink_to(course / "gradebook.db")),
    "lost.csv": ("a link", lambda place, course: place.symlink_to(course / "nothing")),
    "in/deep.csv": ("a link", lambda place, course: place.symlink_to(course / "source" / LAB / "one.ipynb")),
    "folder": ("a link", lambda place, course: place.symlink_to(course / "source", target_is_directory=True)),
    "pipe": ("a pipe", lambda place, course: os.mkfifo(place)),
    "socket": ("a socket", lambda place, course: socket_at(place)),
    "twin.txt": ("the same file on the disk as", lambda place, course: os.link(course / "gradebook.db", place)),
    "timestamp.txt": ("a link", lambda place, course: place.symlink_to(course / "nbgrader_config.py")),
}


def odd_files(course: Path) -> None:
    """Ann's submission has one of each beside a file of her own."""
    folder = hand_in(course, "ann")
    (folder / "mine.txt").write_text("of the learner's own")
    for name, (_, make) in ODD.items():
        (folder / name).parent.mkdir(exist_ok=True)
        make(folder / name, course)


def test_what_is_no_file_is_not_opened_and_named(graded: Class) -> None:
    """Links, a pipe, a socket, a second name of the gradebook: is nothing of them copied, each named, the rest graded?"""
    result = graded.result("ann")
    there = {str(path.relative_to(result)) for path in result.rglob("*") if not path.is_dir() or path.is_symlink()}
    assert there == {"one.ipynb", "two.ipynb", "mine.txt", "extra.csv"}
    assert graded.points("ann")["two-hidden"] == (3, None, False)
    told = nbformat.read(result / "two.ipynb", 4).metadata["peace_grading"]["repairs"]
    for name, (kind, _) in ODD.items():
        for text in (graded.said, graded.comments("ann"), "\n".join(told)):
            assert f"'{name}' is {kind}" in text, (name, text)


def odd_notebooks(course: Path) -> None:
    """In the place of notebook two a link to another's right one, and a pipe."""
    right = hand_in(course, "bob") / "two.ipynb"
    for student in ("link", "pipe"):
        hand_in(course, student, one=answered(course, "one"))
    (course / "submitted" / "link" / LAB / "two.ipynb").symlink_to(right)
    os.mkfifo(course / "submitted" / "pipe" / LAB / "two.ipynb")


@pytest.mark.parametrize("student", ["link", "pipe"])
def test_a_link_in_the_place_of_a_notebook_is_left_open(graded: Class, student: str) -> None:
    """A link to another's right notebook, and a pipe: no points, no finished 0, and the grade left to a person?"""
    assert graded.points(student)["two-hidden"] == (None, None, True)
    assert graded.points(student)["one-hidden"] == (3, None, False)
    assert graded.status(student) == "needs marking"
    for text in (graded.comments(student), graded.said):
        assert "two.ipynb is not there as a file, but 'two.ipynb' may hold it" in text
    assert not (graded.result(student) / "two.ipynb").exists()


def linked_folders(course: Path) -> None:
    """A student's folder, and a submission's, are links to another's."""
    (course / "submitted" / "thief").symlink_to(course / "submitted" / "bob", target_is_directory=True)
    (course / "submitted" / "other").mkdir()
    (course / "submitted" / "other" / LAB).symlink_to(course / "submitted" / "bob" / LAB, target_is_directory=True)


@pytest.mark.parametrize("student", ["thief", "other"])
def test_a_submission_that_is_itself_a_link_is_refused(graded: Class, student: str) -> None:
    """Is nobody graded with another's folder, and is it said?"""
    assert "links are not followed" in graded.said
    assert student in graded.said
    assert not graded.result(student).exists()
    with book(graded.root) as gradebook:
        assert student not in {one.student.id for one in gradebook.assignment_submissions(LAB)}


# -- time --------------------------------------------------------------------------------------------------------------

DUE = dt.datetime(2026, 10, 12, 18, 0)
TIMES = {
    "2026-10-12 19:30:00.000000 UTC": 1.5,
    "2026-10-12 20:30:00 +0200": 0.5,
    "2026-10-12 12:00:00 PST": 2.0,
    "2026-10-12 21:00:00 Europe/Berlin": 1.0,
    "2026-10-12 17:59:00 -0000": 0.0,
}
NO_TIMES = {
    "tomorrow, I promise": "holds no date and time: 'tomorrow, I promise'",
    "2026": "holds no date and time: '2026'",
    "2026-10-19 18:00:00 CST": "names a time zone that is not known here, 'CST'",
    "\x00\x01\xff": "holds no date and time",
    "": "is empty",
}


def times(course: Path) -> None:
    """A submission for each of them."""
    for number, time in enumerate([*TIMES, *NO_TIMES]):
        (hand_in(course, f"time{number}") / "timestamp.txt").write_bytes(time.encode("latin-1"))


def test_a_time_is_read_or_told(graded: Class) -> None:
    """Offsets, zones by name, no date at all: is everybody graded, late by the right time, and told what is no time?"""
    with book(graded.root) as gradebook:
        found = {one.student.id: one for one in gradebook.assignment_submissions(LAB)}
        late = {student: one.total_seconds_late / 3600 for student, one in found.items()}
        known = {student for student, one in found.items() if one.timestamp is not None}
    for number, hours in enumerate(TIMES.values()):
        assert late[f"time{number}"] == hours
    for number, why in enumerate(NO_TIMES.values(), start=len(TIMES)):
        assert f"time{number}" not in known
        assert f"timestamp.txt {why}" in graded.said
        assert graded.points(f"time{number}")["two-hidden"] == (3, None, False)


def test_a_time_spoiled_after_grading_ends_nothing(graded: Class) -> None:
    """Garbage or a pipe in the place of the time, after everybody is graded: does the next run go on?"""
    first, second = (graded.root / "submitted" / f"time{number}" / LAB / "timestamp.txt" for number in (0, 1))
    first.write_text("x")
    second.unlink()
    os.mkfifo(second)
    assert "Traceback" not in graded.grade()


# -- work under another name -------------------------------------------------------------------------------------------

READ = ["two.ipynb.txt", "two.json", "two.IPYNB", "TWO.ipynb", "two (1).ipynb", "lab/two.ipynb", "my work"]


def other_names(course: Path) -> None:
    """The second notebook under each of these names."""
    for number, name in enumerate(READ):
        folder = hand_in(course, f"name{number}", one=answered(course, "one"))
        (folder / name).parent.mkdir(exist_ok=True)
        (folder / name).write_text(nbformat.writes(answered(course, "two")))


@pytest.mark.parametrize("name", READ)
def test_work_under_another_name_is_read(graded: Class, name: str) -> None:
    """Another ending, other letters, a folder too deep: is the notebook read, and the name told?"""
    assert graded.points(f"name{READ.index(name)}")["two-hidden"] == (3, None, False)
    assert f"The notebook was handed in under another name, '{name}'; it was read as two.ipynb." in graded.said


def too_deep(course: Path) -> None:
    """Everything lies one folder too deep."""
    folder = hand_in(course, "deep")
    shutil.copytree(folder, folder / "lab")
    for name in ("one", "two"):
        (folder / f"{name}.ipynb").unlink()


def test_a_folder_with_no_notebook_at_its_top_is_not_a_zero(graded: Class) -> None:
    """Does our command read it, and does nbgrader's, which passes over it, give it no finished 0?"""
    if graded.how == "course grade":
        assert graded.points("deep")["two-hidden"] == graded.points("deep")["one-hidden"] == (3, None, False)
    else:
        with book(graded.root) as gradebook:
            assert "deep" not in {one.student.id for one in gradebook.assignment_submissions(LAB)}


DOUBTFUL = {
    "an archive": {"homework.zip": b"PK\x03\x04"},
    "two that fit": {"a.txt": None, "b.txt": None},
    "cut short": {"two.ipynb.part": b'{"cells": ['},
    "no ids": {"homework.ipynb": b'{"cells": [], "nbformat": 4}'},
}


def doubtful(course: Path) -> None:
    """In the place of the second notebook each of these."""
    for number, files in enumerate(DOUBTFUL.values()):
        folder = hand_in(course, f"doubt{number}", one=answered(course, "one"))
        for name, data in files.items():
            (folder / name).write_bytes(nbformat.writes(answered(course, "two")).encode() if data is None else data)


@pytest.mark.parametrize("case", DOUBTFUL)
def test_work_that_cannot_be_read_without_doubt_is_left_open(graded: Class, case: str) -> None:
    """An archive, two that fit, a file cut short: is it named, and does no export give out a 0?"""
    student = f"doubt{list(DOUBTFUL).index(case)}"
    assert graded.points(student)["two-hidden"] == (None, None, True)
    assert graded.status(student) == "needs marking"
    if graded.how == "course grade":
        assert f"{student}: left open: two.ipynb is not there as a file" in graded.said
    for name in DOUBTFUL[case]:
        assert f"'{name}'" in graded.said
        assert f"'{name}'" in graded.comments(student)


def nothing(course: Path) -> None:
    """One notebook, notes, and a file that was handed out."""
    folder = hand_in(course, "part", one=answered(course, "one"))
    (folder / "notes.txt").write_text("my notes")
    (folder / "extra.csv").write_text("a,b\n")
    for student, files in {"essay": ("essay.pdf", "extra.csv"), "empty": (), "given": ("extra.csv",)}.items():
        folder = course / "submitted" / student / LAB
        folder.mkdir(parents=True)
        (folder / "timestamp.txt").write_text("2026-10-12 17:00:00 UTC")
        (folder / "submission_secret.txt").write_text("a" * 128)
        for name in files:
            (folder / name).write_bytes(b"%PDF-1.7")


def test_another_kind_of_file_in_place_of_all_notebooks_is_left_open(graded: Class) -> None:
    """A PDF and no notebook: no 0, and named? An empty folder, or only what was handed out: a 0? nbgrader passes over."""
    if graded.how != "course grade":
        with book(graded.root) as gradebook:
            assert "essay" not in {one.student.id for one in gradebook.assignment_submissions(LAB)}
        return
    assert graded.points("essay")["two-hidden"] == graded.points("essay")["one-hidden"] == (None, None, True)
    assert graded.status("essay") == "not autograded"
    told = "two.ipynb is not there, and no other notebook, but 'essay.pdf'. The grade is left open"
    assert told in graded.said and told in graded.comments("essay")
    for student in ("empty", "given"):
        assert graded.points(student)["two-hidden"] == (0, None, False)


def test_nothing_at_all_is_a_zero(graded: Class) -> None:
    """The other notebook is not there at all: a finished 0, as in nbgrader?"""
    assert graded.points("part")["two-hidden"] == (0, None, False)


# -- collecting --------------------------------------------------------------------------------------------------------


def test_collecting_follows_no_link(tmp_path: Path) -> None:
    """Links and a pipe in the exchange, and a submission that is a link: are ordinary files collected, and only these?"""
    exchange = tmp_path / "exchange"
    course = lab_course(tmp_path / "course", f"c.Exchange.root = {str(exchange)!r}\n{INSTALL}")
    inbound = exchange / "small" / "inbound"
    inbound.mkdir(parents=True)
    for folder in (exchange, exchange / "small", inbound):
        folder.chmod(0o777)
    handed_in = inbound / f"ann+{LAB}+2026-10-12 17:00:00 UTC+x"
    shutil.move(hand_in(course, "ann", time="2026-10-12 17:00:00 UTC"), handed_in)
    (handed_in / "mine.txt").write_text("of the learner's own")
    for name in ("data.csv", "lost.csv", "folder", "pipe"):
        ODD[name][1](handed_in / name, course)
    (inbound / f"bob+{LAB}+2026-10-12 17:00:00 UTC+x").symlink_to(course / "source" / LAB)
    done = run(course, "nbgrader", "collect", LAB)
    said = " ".join(done.stderr.split())
    collected = course / "submitted" / "ann" / LAB
    assert sorted(path.name for path in collected.iterdir()) == ["mine.txt", "one.ipynb", "timestamp.txt", "two.ipynb"]
    assert not (course / "submitted" / "bob" / LAB).exists()
    for name in ("data.csv", "lost.csv", "folder"):
        assert f"'{name}' is a link" in said
    assert "'pipe' is a pipe" in said
    assert "It was not collected." in said
