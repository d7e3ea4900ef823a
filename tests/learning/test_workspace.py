"""The learner's folder: nothing a learner wrote is ever overwritten, and nothing is left half-written."""

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

import course.learning.workspace.files as workspace
from course.errors import WorkspaceError
from course.learning.record.store import MARKER
from course.learning.workspace.files import update


def notebook(*sources: str, outputs: str = "") -> bytes:
    cells = [
        {
            "cell_type": "code",
            "id": f"c{number}",
            "execution_count": 3 if outputs else None,
            "metadata": {},
            "outputs": [{"output_type": "stream", "name": "stdout", "text": outputs}] if outputs else [],
            "source": source,
        }
        for number, source in enumerate(sources)
    ]
    return json.dumps({"cells": cells, "metadata": {}, "nbformat": 4, "nbformat_minor": 5}).encode()


@pytest.fixture
def course_files(tmp_path, monkeypatch):
    """A course of two files that a test can change as an author would."""
    source = tmp_path / "course"
    source.mkdir()
    (source / "start.ipynb").write_bytes(notebook("progress()"))
    (source / "1A.ipynb").write_bytes(notebook("x = 1"))
    listing = [("start-here.ipynb", source / "start.ipynb"), ("01-history/1A.ipynb", source / "1A.ipynb")]
    monkeypatch.setattr(workspace, "deliveries", lambda: iter(listing))
    monkeypatch.setattr(workspace, "made", lambda: iter(()))
    monkeypatch.setattr(workspace, "stamp", lambda: str([path.read_bytes() for path in sorted(source.iterdir())]))
    return source


@pytest.fixture
def mine(tmp_path):
    return tmp_path / "my-course"


def test_a_new_folder_gets_everything(course_files, mine):
    """Does the first run give the start page and the lessons, and say so?"""
    assert update(mine) == [f"{mine}: 2 notebooks added."]
    assert (mine / "start-here.ipynb").is_file()
    assert (mine / "01-history/1A.ipynb").is_file()
    assert update(mine) == [f"{mine} is up to date."]


def test_running_a_lesson_does_not_count_as_a_change(course_files, mine):
    """Is a lesson that was only run replaced by its new text?"""
    update(mine)
    (mine / "01-history/1A.ipynb").write_bytes(notebook("x = 1", outputs="42"))
    (course_files / "1A.ipynb").write_bytes(notebook("x = 2"))
    assert update(mine) == ["updated 01-history/1A.ipynb"]
    assert b"x = 2" in (mine / "01-history/1A.ipynb").read_bytes()


def test_a_changed_lesson_keeps_its_place_and_the_new_text_lands_beside_it(course_files, mine):
    """Is the learner's own work left byte for byte, the new text put beside it, and both said?"""
    update(mine)
    own = notebook("x = 1", "my own notes")
    (mine / "01-history/1A.ipynb").write_bytes(own)
    assert update(mine) == [f"{mine} is up to date."]
    (course_files / "1A.ipynb").write_bytes(notebook("x = 2"))
    assert update(mine) == ["kept your own 01-history/1A.ipynb; the new text is beside it as 1A.new.ipynb"]
    assert (mine / "01-history/1A.ipynb").read_bytes() == own
    assert b"x = 2" in (mine / "01-history/1A.new.ipynb").read_bytes()
    assert update(mine) == [f"{mine} is up to date."]


def test_an_emptied_lesson_is_not_up_to_date(course_files, mine):
    """A lesson that a full disk left with 0 bytes: does it come back, and is it said?"""
    update(mine)
    whole = (mine / "01-history/1A.ipynb").read_bytes()
    (mine / "01-history/1A.ipynb").write_bytes(b"")
    assert update(mine) == ["01-history/1A.ipynb was empty; it is as it came again."]
    assert (mine / "01-history/1A.ipynb").read_bytes() == whole
    assert update(mine) == [f"{mine} is up to date."]


def test_notes_in_the_new_text_survive_the_next_update_too(course_files, mine):
    """When the learner works on in the copy beside, is that safe from a third text?"""
    update(mine)
    (mine / "01-history/1A.ipynb").write_bytes(notebook("mine"))
    (course_files / "1A.ipynb").write_bytes(notebook("x = 2"))
    update(mine)
    (mine / "01-history/1A.new.ipynb").write_bytes(notebook("x = 2", "mine too"))
    (course_files / "1A.ipynb").write_bytes(notebook("x = 3"))
    assert "1A.new-2.ipynb" in update(mine)[0]
    assert b"mine too" in (mine / "01-history/1A.new.ipynb").read_bytes()


@pytest.mark.parametrize("broken", [b"not json", b'{"cells": 3}', b"\xff\xfe"])
def test_a_broken_notebook_counts_as_the_learners(course_files, mine, broken):
    """Is a file that cannot be read left alone?"""
    update(mine)
    (mine / "01-history/1A.ipynb").write_bytes(broken)
    (course_files / "1A.ipynb").write_bytes(notebook("x = 2"))
    update(mine)
    assert (mine / "01-history/1A.ipynb").read_bytes() == broken


@pytest.mark.parametrize("manifest", ["", "[]", "{}", '{"files": 3}', "not json"])
def test_a_lost_manifest_loses_no_work(course_files, mine, manifest):
    """Without the memory of what was delivered, is everything there taken as the learner's?"""
    update(mine)
    (mine / MARKER).write_text(manifest)
    own = notebook("my work")
    (mine / "01-history/1A.ipynb").write_bytes(own)
    update(mine)
    assert (mine / "01-history/1A.ipynb").read_bytes() == own


def test_a_folder_with_other_peoples_files_is_safe(course_files, mine):
    """Does filling a folder that is already in use leave what is there?"""
    mine.mkdir()
    (mine / "start-here.ipynb").write_bytes(b"somebody else's")
    update(mine)
    assert (mine / "start-here.ipynb").read_bytes() == b"somebody else's"
    assert (mine / "start-here.new.ipynb").is_file()


def test_a_deleted_lesson_comes_back(course_files, mine):
    """Can a learner who deleted a lesson have it again?"""
    update(mine)
    (mine / "01-history/1A.ipynb").unlink()
    assert update(mine) == [f"{mine}: 1 notebook added."]


def test_a_file_in_the_folders_place_is_said(course_files, mine):
    """Is naming a file instead of a folder met with a sentence?"""
    mine.write_text("x")
    with pytest.raises(WorkspaceError, match="is a file"):
        update(mine)


def test_a_read_only_workspace_still_opens(course_files, mine, monkeypatch):
    """Does a workspace that cannot be written (refused opens, as root sees it) say so and go on?"""
    update(mine)
    (course_files / "1A.ipynb").write_bytes(notebook("x = 2"))

    def refuse(*_args):
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(workspace, "put", refuse)
    assert "read-only" in update(mine)[0]


KILLED = """
import sys
from pathlib import Path
import course.learning.workspace.files as workspace
source, mine = Path(sys.argv[1]), Path(sys.argv[2])
names = [(f"{n:02d}.ipynb", source) for n in range(40)]
workspace.deliveries = lambda: iter(names)
workspace.made = lambda: iter(())
print("go", flush=True)
workspace.update(mine)
"""


def test_a_killed_update_leaves_whole_files_only_and_the_next_one_finishes(tmp_path, mine, monkeypatch):
    """After signal 9 in the middle, is every notebook there complete, and does a second run mend the rest?"""
    source = tmp_path / "big.ipynb"
    source.write_bytes(notebook("x" * 400_000))
    for wait in (0.02, 0.1, 0.3):
        with subprocess.Popen(
            [sys.executable, "-c", KILLED, str(source), str(mine)], stdout=subprocess.PIPE, text=True
        ) as process:
            assert process.stdout is not None
            process.stdout.readline()
            time.sleep(wait)
            process.send_signal(signal.SIGKILL)
        for path in mine.rglob("*.ipynb") if mine.exists() else []:
            json.loads(path.read_bytes())
    monkeypatch.setattr(workspace, "made", lambda: iter(()))
    monkeypatch.setattr(workspace, "deliveries", lambda: iter([(f"{n:02d}.ipynb", source) for n in range(40)]))
    update(mine)
    assert len(list(mine.glob("*.ipynb"))) == 40
    assert not list(mine.rglob("*.partial"))
    assert not list(mine.rglob("*.new*"))


def test_a_second_start_reads_the_course_only_when_something_changed(course_files, mine, monkeypatch):
    """With the same course and every file there, is nothing read; and is it read when one of both is not so?"""
    update(mine)
    read = []
    listing = list(workspace.deliveries())
    monkeypatch.setattr(workspace, "deliveries", lambda: read.append(1) or iter(listing))
    (mine / "01-history/1A.ipynb").write_bytes(notebook("my own"))
    assert update(mine) == [f"{mine} is up to date."]
    assert read == []
    (mine / "start-here.ipynb").unlink()
    assert update(mine) == [f"{mine}: 1 notebook added."]
    (course_files / "1A.ipynb").write_bytes(notebook("x = 2"))
    assert "kept your own" in update(mine)[0]
    assert len(read) == 2


def test_the_stamp_is_the_same_until_a_file_of_the_course_changes(tmp_path, monkeypatch):
    """Does the real stamp see a changed lesson, a new one and a deleted one?"""
    (tmp_path / "modules/01-history").mkdir(parents=True)
    lesson = tmp_path / "modules/01-history/1A.ipynb"
    lesson.write_bytes(notebook("x = 1"))
    monkeypatch.setattr(workspace, "content_root", lambda: tmp_path)
    stamps = [workspace.stamp(), workspace.stamp()]
    lesson.write_bytes(notebook("x = 1", "y = 2"))
    stamps.append(workspace.stamp())
    lesson.with_name("1B.ipynb").write_bytes(notebook("z = 1"))
    stamps.append(workspace.stamp())
    lesson.unlink()
    stamps.append(workspace.stamp())
    assert stamps[0] == stamps[1]
    assert len(set(stamps)) == 4


def test_the_installed_course_delivers_files_that_exist():
    """Is every notebook that `course learn` hands out really in the course?"""
    missing = [name for name, source in workspace.deliveries() if not Path(source).is_file()]
    assert missing == []
    assert os.path.basename(next(workspace.deliveries())[0]) == "start-here.ipynb"


def test_a_learner_alone_gets_the_capstone_without_its_answers(mine):
    """Is the capstone in the workspace, runnable as it is, with no solution and no hidden test left?"""
    update(mine)
    notebook = json.loads((mine / "09-capstone/09-capstone.ipynb").read_bytes())
    text = "\n".join("".join(cell["source"]) for cell in notebook["cells"])
    assert "## Task 8" in text
    assert "your answer here" in text
    for word in ("BEGIN SOLUTION", "HIDDEN TESTS", "expected_"):
        assert word not in text
    assert update(mine) == [f"{mine} is up to date."]
