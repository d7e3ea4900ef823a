"""`course grade`: does it write what `nbgrader autograde` writes, survive being killed, and say what happened?"""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from handed_in import LATE, SECOND, files, graded_notebook, hand_in, released, rows, run

from course.grading.sandbox import missing

pytestmark = pytest.mark.skipif(bool(missing()), reason=f"no sandbox here: {missing()}")


@pytest.fixture(scope="module")
def course(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A course folder with six honest submissions, two of them late, and a penalty for that."""
    root = tmp_path_factory.mktemp("class") / "course"
    released(root, LATE)
    hand_in(root, 6)
    folder = root / "submitted" / "ann" / SECOND
    (folder / "notes").mkdir()
    (folder / "notes" / "mine.txt").write_text("a file of the learner's")
    (root / "source" / SECOND / "extra.csv").write_text("a,b\n1,2\n")
    (folder / "extra.csv").write_text("tampered")
    return root


@pytest.fixture
def copied(course: Path, tmp_path: Path) -> Path:
    """An own copy of it."""
    shutil.copy(course.parent / "late_plugin.py", tmp_path)
    return Path(shutil.copytree(course, tmp_path / "course"))


def test_everything_is_as_nbgrader_writes_it(course: Path, tmp_path: Path) -> None:
    """For an honest class: same rows, same files with the same permissions, same notebooks?"""
    ours = Path(shutil.copytree(course, tmp_path / "ours"))
    theirs = Path(shutil.copytree(course, tmp_path / "theirs"))
    shutil.copy(course.parent / "late_plugin.py", tmp_path)
    said = run(ours, "course.cli", "grade", SECOND).stdout
    run(theirs, "nbgrader", "autograde", SECOND)
    assert "6 graded" in said
    assert rows(ours) == rows(theirs)
    assert files(ours) == files(theirs)
    assert any(row[1] == SECOND and row[2] for row in rows(ours)), "nobody is late: the test shows too little"
    for student in sorted(path.name for path in (ours / "submitted").iterdir()):
        assert graded_notebook(ours, student) == graded_notebook(theirs, student)
    for name in ("notes/mine.txt", "extra.csv", "timestamp.txt"):
        one, other = (root / "autograded" / "ann" / SECOND / name for root in (ours, theirs))
        assert one.read_bytes() == other.read_bytes()
