"""`course grade`: does it write what `nbgrader autograde` writes, survive being killed, and say what happened?"""

from __future__ import annotations

import contextlib
import json
import os
import random
import re
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from distributed import Client
from nbgrader.api import Gradebook

from course.errors import UnknownNameError
from course.grading.run.grade import grade
from course.grading.sandbox.bubblewrap import missing
from tests.support.handed_in import (
    COURSE,
    LATE,
    SECOND,
    environment,
    files,
    graded_notebook,
    hand_in,
    released,
    rows,
    run,
)  # fmt: skip

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


@pytest.fixture(scope="module")
def whole(course: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The same course folder, graded in one go."""
    root = Path(shutil.copytree(course, tmp_path_factory.mktemp("whole") / "course"))
    shutil.copy(course.parent / "late_plugin.py", root.parent)
    assert "6 graded" in run(root, "course.cli", "grade", SECOND).stdout
    return root


@pytest.fixture
def copied(course: Path, tmp_path: Path) -> Path:
    """An own copy of it."""
    shutil.copy(course.parent / "late_plugin.py", tmp_path)
    return Path(shutil.copytree(course, tmp_path / "course"))


def test_everything_is_as_nbgrader_writes_it(copied: Path, whole: Path) -> None:
    """For an honest class: same rows, same files with the same permissions, same notebooks?"""
    ours, theirs = whole, copied
    run(theirs, "nbgrader", "autograde", SECOND)
    assert rows(ours) == rows(theirs)
    assert files(ours) == files(theirs)
    assert any(row[1] == SECOND and row[2] for row in rows(ours)), "nobody is late: the test shows too little"
    for student in sorted(path.name for path in (ours / "submitted").iterdir()):
        assert graded_notebook(ours, student) == graded_notebook(theirs, student)
    for name in ("notes/mine.txt", "extra.csv", "timestamp.txt"):
        one, other = (root / "autograded" / "ann" / SECOND / name for root in (ours, theirs))
        assert one.read_bytes() == other.read_bytes()


def test_killed_at_any_moment(copied: Path, whole: Path) -> None:
    """After kill -9 at changing moments, again and again: is everybody graded, once, and nothing done repeated?"""
    chance = random.Random(6)
    finished: dict[str, int] = {}
    kills = 0
    for _ in range(40):
        with subprocess.Popen(
            [sys.executable, "-m", "course.cli", "grade", SECOND], cwd=copied, env=environment(copied.parent),
            stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
        ) as program:  # fmt: skip
            # From the moment the first prepared folder appears, so that the kill falls into the grading itself.
            began = len(finished)
            while program.poll() is None and len(graded(copied)) == began and not list(copied.glob("autograded/*/.*")):
                time.sleep(0.005)
            time.sleep(chance.random() * 0.4)
            if program.poll() is None:
                program.send_signal(signal.SIGKILL)
                kills += 1
            program.wait()
        for student, inode in graded(copied).items():
            assert finished.setdefault(student, inode) == inode, f"{student} was graded a second time"
        if program.returncode == 0:
            break
    run(copied, "course.cli", "grade", SECOND)
    assert kills >= 2, "the class is graded too quickly to be killed: the test shows nothing"
    assert graded(copied).items() >= finished.items()
    assert rows(copied) == rows(whole)
    assert files(copied) == files(whole)
    again = run(copied, "course.cli", "grade", SECOND).stdout
    assert "Nothing to do: everybody is graded." in again


def graded(root: Path) -> dict[str, int]:
    """Who is graded, each with a number that changes when the folder is made again."""
    return {path.parent.name: path.stat().st_ino for path in root.glob(f"autograded/*/{SECOND}")}


def test_a_lost_worker_loses_nobody(copied: Path, whole: Path, tmp_path: Path) -> None:
    """On a Dask scheduler with two workers, one killed on the way: is everybody graded once, with the same scores?"""
    env = environment(copied.parent)
    quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL, "env": env, "cwd": tmp_path}
    about = tmp_path / "scheduler.json"
    scheduler = [sys.executable, "-m", "distributed.cli.dask_scheduler", "--host", "127.0.0.1", "--port", "0"]
    worker = [sys.executable, "-m", "distributed.cli.dask_worker", "--scheduler-file", str(about), "--nthreads", "1"]
    worker += ["--no-nanny", "--no-dashboard", "--local-directory", str(tmp_path)]
    with contextlib.ExitStack() as running:

        def start(command: list[str]) -> subprocess.Popen[bytes]:
            program = subprocess.Popen(command, **quiet)
            running.callback(program.wait)
            running.callback(program.kill)
            return program

        start([*scheduler, "--no-dashboard", "--scheduler-file", str(about)])
        workers = [start(worker), start(worker)]
        until(lambda: whole_json(about) is not None)
        address = whole_json(about)["address"]
        with Client(address) as client:
            client.wait_for_workers(2, timeout=60)
        ours = subprocess.Popen(
            [sys.executable, "-m", "course.cli", "grade", SECOND, "--scheduler", address],
            cwd=copied, env=env, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True,
        )  # fmt: skip
        running.callback(ours.kill)
        until(lambda: bool(graded(copied)) or ours.poll() is not None)
        workers[0].kill()
        said, _ = ours.communicate(timeout=240)
    assert ours.returncode == 0, said
    assert "6 graded" in said
    assert rows(copied) == rows(whole)
    assert files(copied) == files(whole)


def whole_json(path: Path) -> Any:
    """What a JSON file holds; None while another program has not begun it or is still writing it."""
    try:
        return json.loads(path.read_text())
    except (FileNotFoundError, json.JSONDecodeError):
        return None


def until(true: Callable[[], bool], seconds: float = 120) -> None:
    """Wait until it is so; fail when it never is."""
    end = time.monotonic() + seconds
    while not true():
        assert time.monotonic() < end, "nothing happened"
        time.sleep(0.02)


def test_a_scheduler_that_is_not_there_is_said(copied: Path) -> None:
    """Does a wrong address end in a sentence and exit code 1?"""
    done = run(copied, "course.cli", "grade", SECOND, "--scheduler", "tcp://127.0.0.1:1", check=False)
    assert done.returncode == 1
    assert "No Dask cluster answers at tcp://127.0.0.1:1" in done.stderr
    assert "Traceback" not in done.stderr


def test_bad_files_get_a_zero_and_a_reason(copied: Path) -> None:
    """Empty, text, binary, another shape, no notebook, a wrong name: a row for each, the reason told, others graded?"""
    shutil.rmtree(copied / "submitted" / "bjorn")
    submitted = copied / "submitted"
    right = (submitted / "adaeze" / SECOND / f"{SECOND}.ipynb").read_bytes()
    bad = {
        "empty": b"",
        "letter": b"Dear all,",
        "binary": bytes(range(256)),
        "list": b"[1, 2]",
        "cells": b'{"nbformat": 4}',
    }
    for name, data in bad.items():
        (submitted / name / SECOND).mkdir(parents=True)
        (submitted / name / SECOND / f"{SECOND}.ipynb").write_bytes(data)
    (submitted / "nothing" / SECOND).mkdir(parents=True)
    (submitted / "renamed" / SECOND).mkdir(parents=True)
    (submitted / "renamed" / SECOND / "my homework.ipynb").write_bytes(right)
    stopped = json.loads(right)
    answers = [cell for cell in stopped["cells"] if cell["metadata"].get("nbgrader", {}).get("solution")]
    answers[2]["source"] = ["import os\n", "os._exit(3)"]
    (submitted / "stopped" / SECOND).mkdir(parents=True)
    (submitted / "stopped" / SECOND / f"{SECOND}.ipynb").write_text(json.dumps(stopped))
    said = run(copied, "course.cli", "grade", SECOND).stdout
    scores = {row[0]: row[3] for row in rows(copied) if row[1] == SECOND}
    assert {name: scores[name] for name in [*bad, "nothing"]} == dict.fromkeys([*bad, "nothing"], 0)
    assert scores["renamed"] == scores["adaeze"] > scores["stopped"] > 0
    for name in bad:
        assert f"{name}: recorded as 0: {SECOND}.ipynb: " in said
        assert "could not be graded" in graded_notebook(copied, name).cells[0].source
    assert f"nothing: recorded as 0: {SECOND}.ipynb was not handed in" in said
    told = f"The notebook was handed in under another name, 'my homework.ipynb'; it was read as {SECOND}.ipynb."
    assert f"renamed: repaired: {told}" in said
    assert "stopped: flagged: stopped early" in said
    assert "Nothing to do" in run(copied, "course.cli", "grade", SECOND).stdout, "a bad file was graded again"


def test_who_is_graded_again(copied: Path) -> None:
    """Only a later hand-in or --force is graded again, and does a mark given by hand stay?"""
    one = ("course.cli", "grade", SECOND, "--student", "ann")
    assert "1 graded" in run(copied, *one).stdout
    assert list(graded(copied)) == ["ann"]
    with Gradebook(f"sqlite:///{copied / 'gradebook.db'}", COURSE) as gradebook:
        grade = gradebook.find_grade("memo", SECOND, SECOND, "ann")
        grade.manual_score, grade.needs_manual_grade = 12.0, False
        gradebook.db.commit()
    before = graded(copied)
    assert "Nothing to do" in run(copied, *one).stdout
    (copied / "submitted" / "ann" / SECOND / "timestamp.txt").write_text("2026-10-20 10:00:00.000000 UTC")
    assert "1 graded" in run(copied, *one).stdout
    assert "1 graded" in run(copied, *one, "--force").stdout
    assert graded(copied) != before
    memo = next(row for row in rows(copied) if row[:3] == ("ann", "grade", "memo"))
    assert memo[3:] == (None, 12.0, None, False), "a mark given by hand for the same text is kept as it is"
    assert not list(copied.glob("autograded/*/.*"))


def test_a_course_that_is_not_there_is_said(tmp_path: Path) -> None:
    """No course folder, no assignment, nobody handed in: one sentence with the way out, and no gradebook made?"""
    done = run(tmp_path, "course.cli", "grade", SECOND, "--course-dir", str(tmp_path / "none"), check=False)
    assert done.returncode == 1
    assert "To mend" in done.stderr
    assert "Traceback" not in done.stderr
    assert not list(tmp_path.rglob("gradebook.db"))


def test_the_process_is_left_as_it_was(whole: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Called from Python, with a result and with an error: are environment, folder and blocked modules as before?"""
    monkeypatch.syspath_prepend(whole.parent)
    monkeypatch.setenv("PATH", "/usr/bin:/bin")
    monkeypatch.delitem(sys.modules, "rfc3987_syntax", raising=False)  # as where nbgrader was never imported

    def state() -> tuple[dict[str, str], Path, set[str]]:
        return dict(os.environ), Path.cwd(), {name for name, module in sys.modules.items() if module is None}

    before = state()
    assert grade(SECOND, whole, jobs=1).skipped == 6
    assert state() == before
    with pytest.raises(UnknownNameError, match=re.escape("no assignment '01-histroy'. Did you mean '01-history'")):
        grade("01-histroy", whole, jobs=1)
    assert state() == before


def test_the_settings_are_nbgraders(copied: Path) -> None:
    """Do folders, database, ignored files and permissions follow nbgrader_config.py, a pattern of one's own too?"""
    with (copied / "nbgrader_config.py").open("a") as file:
        file.write(
            'c.CourseDirectory.submitted_directory = "in"\nc.CourseDirectory.autograded_directory = "out"\n'
            'c.CourseDirectory.directory_structure = "{nbgrader_step}/{assignment_id}/{student_id}"\n'
            'c.CourseDirectory.source_directory = "source"\nc.BaseConverter.permissions = 640\n'
            'c.CourseDirectory.ignore = ["*.secret"]\nc.CourseDirectory.db_url = "sqlite:///elsewhere.db"\n'
        )
    (copied / "gradebook.db").rename(copied / "elsewhere.db")
    target = copied / "in" / SECOND / "ann"
    shutil.copytree(copied / "submitted" / "ann" / SECOND, target)
    (target / "key.secret").write_text("x")
    shutil.rmtree(copied / "submitted")
    assert "1 graded" in run(copied, "course.cli", "grade", SECOND).stdout
    out = copied / "out" / SECOND / "ann"
    assert sorted(path.name for path in out.iterdir()) == [f"{SECOND}.ipynb", "extra.csv", "notes", "timestamp.txt"]
    assert oct((out / "extra.csv").stat().st_mode) == oct(0o100640)
    assert not (copied / "gradebook.db").exists()
