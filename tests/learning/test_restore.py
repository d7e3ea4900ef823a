"""Restore: a fresh lesson in place of the learner's own, of which nothing is lost."""

from __future__ import annotations

import datetime
import os
from pathlib import Path

import pytest

import course.content.safe_files as safe_files
from course import restore
from course.errors import UnknownNameError, WorkspaceError
from course.learning.workspace.files import update
from course.learning.workspace.restore import restore_in

TODAY = datetime.date(2026, 11, 27)
LESSON = "01-history/1A-pacts-and-forces.ipynb"
MINE = "01-history/1A-pacts-and-forces.mine-2026-11-27"


@pytest.fixture
def mine(tmp_path: Path) -> Path:
    """A workspace with the whole course."""
    update(tmp_path / "my-course")
    return tmp_path / "my-course"


def test_the_fresh_lesson_comes_back_and_the_own_one_is_beside_it(mine: Path) -> None:
    """After restoring, is the lesson as it came, and every byte of the learner's version under a name with the date?"""
    fresh = (mine / LESSON).read_bytes()
    (mine / LESSON).write_bytes(b"my own work")
    said = restore_in(mine, "1A", TODAY)
    assert (mine / LESSON).read_bytes() == fresh
    assert (mine / f"{MINE}.ipynb").read_bytes() == b"my own work"
    assert f"beside it as {Path(MINE).name}.ipynb" in said


def test_a_second_restore_on_the_same_day_keeps_both(mine: Path) -> None:
    """Is an earlier kept version left alone?"""
    for own in (b"first", b"second", b"third"):
        (mine / LESSON).write_bytes(own)
        restore_in(mine, "1A", TODAY)
    kept = {path.name: path.read_bytes() for path in (mine / "01-history").glob("*.mine-*")}
    assert sorted(kept.values()) == [b"first", b"second", b"third"]


def test_what_is_as_it_came_is_left_alone_and_what_is_gone_comes_back(mine: Path) -> None:
    """Is no needless copy made, and is a deleted lesson simply put back?"""
    assert "is as it came" in restore_in(mine, "1a", TODAY)
    (mine / LESSON).unlink()
    assert restore_in(mine, "1A", TODAY) == f"{LESSON} is back."
    assert not list(mine.rglob("*.mine-*"))


@pytest.mark.parametrize(
    "name", ["1A", "1A-pacts-and-forces", "1A-pacts-and-forces.ipynb", LESSON, "help", "09-capstone"]
)
def test_a_notebook_is_known_by_its_names(mine: Path, name: str) -> None:
    """Is a lesson found by its short name, its file and its path, and are the other pages found, too?"""
    assert "as it came" in restore_in(mine, name, TODAY)


def test_an_unknown_name_changes_nothing_and_says_the_nearest(mine: Path) -> None:
    """Does a slip of the hand lead to the right name?"""
    before = {path: path.read_bytes() for path in mine.rglob("*.ipynb")}
    with pytest.raises(UnknownNameError, match="Did you mean"):
        restore_in(mine, "1A-pacts-and-force", TODAY)
    assert {path: path.read_bytes() for path in mine.rglob("*.ipynb")} == before


def test_stopped_half_way_the_own_version_is_still_there(mine: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """When the fresh text cannot be put in place, is the learner's lesson whole, and is a sentence said?"""
    (mine / LESSON).write_bytes(b"my own work")
    real = os.replace

    def refuse(source: Path, target: Path) -> None:
        if Path(target) == mine / LESSON:
            raise PermissionError(13, "Permission denied")
        real(source, target)

    monkeypatch.setattr(safe_files, "PAUSE", 0)
    monkeypatch.setattr(safe_files.os, "replace", refuse)
    with pytest.raises(WorkspaceError, match="could not be restored: Permission denied"):
        restore_in(mine, "1A", TODAY)
    assert (mine / LESSON).read_bytes() == b"my own work"


def test_a_file_that_is_held_for_a_moment_is_tried_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Windows refuses to replace a file that a virus scanner reads: is it tried again, and given up in the end?"""
    (tmp_path / "new").write_bytes(b"new")
    real, refusals = os.replace, [2]

    def held(source: Path, target: Path) -> None:
        if refusals[0]:
            refusals[0] -= 1
            raise PermissionError(13, "held")
        real(source, target)

    monkeypatch.setattr(safe_files, "PAUSE", 0)
    monkeypatch.setattr(safe_files.os, "replace", held)
    safe_files.replace(tmp_path / "new", tmp_path / "old")
    assert (tmp_path / "old").read_bytes() == b"new"
    refusals[0] = 99
    with pytest.raises(PermissionError):
        safe_files.replace(tmp_path / "old", tmp_path / "other")


def test_in_a_notebook_it_answers_with_a_message(mine: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """In a lesson's folder, does `restore("1A")` work, and does an unknown name get a sentence and no traceback?"""
    monkeypatch.chdir(mine / "01-history")
    (mine / LESSON).write_bytes(b"my own work")
    assert "Your version is beside it" in str(restore("1A"))
    assert "Nothing was restored" in str(restore("7Z"))
    assert "Nothing was restored" in str(restore(1))  # type: ignore[arg-type]
