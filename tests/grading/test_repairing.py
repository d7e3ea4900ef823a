"""Repair through the public door: `nbgrader autograde` over a class of accidents, and what the gradebook says then."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import nbformat
import pytest
from nbgrader.api import Gradebook

from course.content.extra import is_extra
from course.grading.notebook.metadata import KEY
from course.grading.run.environment import with_course
from course.grading.submission.files import survey
from course.grading.submission.work import find_work
from tests.support.repairs import Handout, at, duplicate, find, generate, to_bytes

NAME = "01-history"
pytestmark = pytest.mark.skipif(not shutil.which("bwrap"), reason="learners' code runs in bubblewrap")


STUBS: dict[str, str] = {}
"""The released text of the answer cells."""


def honest(notebook: dict[str, Any]) -> None:
    """Nothing happened."""


def no_tests(notebook: dict[str, Any]) -> None:
    """All test cells were deleted."""
    notebook["cells"] = [cell for cell in notebook["cells"] if not is_test(cell)]


def is_test(cell: dict[str, Any]) -> bool:
    about = cell["metadata"].get("nbgrader", {})
    return bool(about.get("grade") and not about.get("solution"))


def stub_below(notebook: dict[str, Any]) -> None:
    """An untouched copy of an answer cell stands below the answer."""
    place = at(notebook, "task1-answer")
    notebook["cells"].insert(place + 1, duplicate(notebook["cells"][place], STUBS["task1-answer"]))


def no_metadata(notebook: dict[str, Any]) -> None:
    """An editor dropped the metadata of all cells."""
    for cell in notebook["cells"]:
        cell["metadata"] = {}


def one_answer_gone(notebook: dict[str, Any]) -> None:
    """The answer to task 2 was deleted."""
    del notebook["cells"][at(notebook, "task2-answer")]


def many_points(notebook: dict[str, Any]) -> None:
    """The points of a test and the kernel were changed, and the test made to pass."""
    cell = find(notebook, "task2-visible")
    cell["metadata"]["nbgrader"]["points"] = 500
    cell["source"] = "assert True"
    find(notebook, "task2-answer")["source"] = "def break_point(counts):\n    return None"
    notebook["metadata"]["kernelspec"] = {"name": "nowhere", "display_name": "Nowhere", "language": "cobol"}


def old_marks(notebook: dict[str, Any]) -> None:
    """A cell has the nbgrader metadata of an old version, which ends a run of nbgrader's own autograde."""
    find(notebook, "task1-visible")["metadata"]["nbgrader"]["schema_version"] = 1


MENDED: dict[str, tuple[Callable[[dict[str, Any]], None], float]] = {
    "honest": (honest, 30),
    "no-tests": (no_tests, 30),
    "stub-below": (stub_below, 30),
    "no-metadata": (no_metadata, 30),
    "old-marks": (old_marks, 30),
    "one-gone": (one_answer_gone, 25),
    "many-points": (many_points, 25),
}
BROKEN = {"empty": b"", "letter": b"Dear teacher, ...", "list": b"[]", "bytes": bytes(range(256)), "deep": b"[" * 9**6}
RENAMED = {"copy": "01-history (1).ipynb", "own-name": "my work.ipynb"}


@pytest.fixture(scope="module")
def graded(tmp_path_factory: pytest.TempPathFactory) -> Handout:
    """Assignment 01 after `nbgrader autograde`, once for everyone in a class where all had an accident."""
    folder = tmp_path_factory.mktemp("repairing") / "course"
    generate(folder, [NAME])
    handout = Handout(folder, NAME)
    STUBS.update((cell.name, cell.shown) for cell in handout.original.cells)
    files: dict[str, tuple[str, bytes]] = {}
    for student, (spoil, _) in MENDED.items():
        notebook = handout.answered()
        spoil(notebook)
        files[student] = (f"{NAME}.ipynb", to_bytes(notebook))
    files |= {student: (f"{NAME}.ipynb", data) for student, data in BROKEN.items()}
    files |= {student: (name, to_bytes(handout.answered())) for student, name in RENAMED.items()}
    for student, (name, data) in files.items():
        (folder / "submitted" / student / NAME).mkdir(parents=True)
        (folder / "submitted" / student / NAME / name).write_bytes(data)
    code = (
        "from course.grading.pipeline.autograde import install; install()\n"
        "from nbgrader.apps import NbGraderApp; NbGraderApp.launch_instance(['autograde', '01-history'])"
    )
    done = subprocess.run(
        [sys.executable, "-c", code],
        cwd=folder,
        env=with_course(os.environ),
        capture_output=True,
        text=True,
        timeout=500,
    )
    assert done.returncode == 0, done.stderr[-3000:]
    return handout


def scores(handout: Handout, student: str) -> dict[str, float | None]:
    """Each graded cell's automatic score."""
    with Gradebook(handout.url, "peace-partnerships") as gradebook:
        notebook = gradebook.find_submission_notebook(NAME, NAME, student)
        return {grade.name: grade.auto_score for grade in notebook.grades}


def comments(handout: Handout, student: str) -> dict[str, str]:
    """Each answer's automatic comment."""
    with Gradebook(handout.url, "peace-partnerships") as gradebook:
        notebook = gradebook.find_submission_notebook(NAME, NAME, student)
        return {comment.name: comment.auto_comment or "" for comment in notebook.comments}


@pytest.mark.parametrize("student", MENDED)
def test_a_mended_notebook_gets_the_points_of_its_answers(graded: Handout, student: str) -> None:
    """Does every accident cost nothing but the task whose answer is gone?"""
    found = scores(graded, student)
    assert found.pop("memo") is None  # a person marks it
    assert sum(score for name, score in found.items() if not is_extra(name)) == MENDED[student][1], found
    assert sum(score for name, score in found.items() if is_extra(name)) == 15, found


@pytest.mark.parametrize("student", RENAMED)
def test_a_renamed_notebook_is_graded_under_its_own_name(graded: Handout, student: str) -> None:
    """Is a notebook that lay under another name graded, and is the new name told?"""
    found = scores(graded, student)
    assert found.pop("memo") is None
    assert sum(found.values()) == 45  # with three stretch tasks
    file = graded.folder / "autograded" / student / NAME / f"{NAME}.ipynb"
    assert "under another name" in nbformat.read(file, 4).metadata[KEY]["repairs"][0]


@pytest.mark.parametrize("student", BROKEN)
def test_a_broken_file_gets_zero_and_a_reason(graded: Handout, student: str) -> None:
    """Is the zero in the gradebook, with the reason as a comment, and did the run go on?"""
    found = scores(graded, student)
    assert set(found.values()) == {0}
    assert all(
        text.startswith("The file") and "It gets zero points." in text and text.endswith("hand it in again.")
        for text in comments(graded, student).values()
    )
    with Gradebook(graded.url, "peace-partnerships") as gradebook:
        assert not gradebook.find_submission(NAME, student).needs_manual_grade


def test_an_honest_notebook_has_no_comment(graded: Handout) -> None:
    """Is nothing told to somebody whose notebook needed no mending?"""
    assert set(comments(graded, "honest").values()) == {""}


def test_a_repair_is_told_in_the_gradebook(graded: Handout) -> None:
    """Does the answer's comment say what was mended?"""
    assert "was there 2 times" in comments(graded, "stub-below")["task1-answer"]
    assert "was deleted" in comments(graded, "one-gone")["task2-answer"]


def test_two_files_that_fit_equally_are_nobodys_guess(graded: Handout, tmp_path: Path) -> None:
    """Is no file chosen when two copies under other names fit as well?"""
    originals = {NAME: graded.original}
    (tmp_path / "a.ipynb").write_bytes(to_bytes(graded.answered()))
    assert find_work(originals, survey(tmp_path)).notebooks == {NAME: Path("a.ipynb")}
    (tmp_path / "b.ipynb").write_bytes(to_bytes(graded.answered()))
    work = find_work(originals, survey(tmp_path))
    assert (work.notebooks, list(work.open)) == ({}, [NAME])


def test_a_file_that_is_a_link_is_not_followed(graded: Handout, tmp_path: Path) -> None:
    """Is another's notebook behind a link no notebook at all?"""
    (tmp_path / "real.ipynb").write_bytes(to_bytes(graded.answered()))
    (tmp_path / "ann").mkdir()
    (tmp_path / "ann" / "x.ipynb").symlink_to(tmp_path / "real.ipynb")
    work = find_work({NAME: graded.original}, survey(tmp_path / "ann"))
    assert (work.notebooks, list(work.open)) == ({}, [NAME])
