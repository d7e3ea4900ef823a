"""Two runs of `course grade` at once, runs that were killed, and a temporary folder that is full."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import pytest

from course.grading.run.lock import BUSY, alone_in
from course.grading.sandbox.bubblewrap import missing
from course.grading.sandbox.room import PREFIX, Room, can_be_limited
from tests.support.handed_in import environment, run
from tests.support.lab_course import LAB, hand_in, lab_course, points

needs = pytest.mark.skipif(bool(missing()), reason=f"no sandbox here: {missing()}")


@needs
def test_a_second_run_waits_and_says_so(tmp_path: Path) -> None:
    """While one run has the folder: does another say that it waits, and grade when the first is through?"""
    root = lab_course(tmp_path / "course")
    hand_in(root, "ann")
    command = [sys.executable, "-u", "-m", "course.cli", "grade", LAB]
    with alone_in(root, print):
        second = subprocess.Popen(
            command, cwd=root, env=environment(tmp_path), stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
        )
        assert second.stderr is not None
        said = ""
        while BUSY.format("")[:24] not in said:
            line = second.stderr.readline()
            assert line, "it did not wait"
            said += line
        assert second.poll() is None
        assert not (root / "autograded").exists()
    out, err = second.communicate(timeout=300)
    assert second.returncode == 0, err
    assert "1 graded" in out
    assert points(root, "ann")["two-hidden"] == (3, None, False)


def test_the_lock_leaves_nothing(tmp_path: Path) -> None:
    """Is a folder as it was before, and free again at once?"""
    heard: list[str] = []
    for _ in range(2):
        with alone_in(tmp_path, heard.append):
            assert not list(tmp_path.iterdir())
    assert heard == []


@needs
def test_a_killed_run_leaves_nothing_that_the_next_does_not_clear(tmp_path: Path) -> None:
    """After kill -9: are the half-made folder and the scratch folders gone after the next run, and all are graded?"""
    root = lab_course(tmp_path / "course")
    hand_in(root, "ann")
    (tmp_path / "tmp").mkdir()
    env = {**environment(tmp_path), "TMPDIR": str(tmp_path / "tmp")}
    command = [sys.executable, "-m", "course.cli", "grade", LAB]
    quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
    with subprocess.Popen(command, cwd=root, env=env, **quiet) as first:  # type: ignore[call-overload]
        while first.poll() is None and not list(root.glob("autograded/ann/.*")):
            time.sleep(0.01)
        first.send_signal(signal.SIGKILL)
    left = [*(tmp_path / "tmp").iterdir(), *root.glob("autograded/ann/.*")]
    assert left, "it was killed too late: the test shows nothing"
    for place in (tmp_path / "tmp").iterdir():
        os.utime(place, (0, 0))  # as if it had been a while ago
    done = subprocess.run(command, cwd=root, env=env, capture_output=True, text=True, check=True)
    assert "1 graded" in done.stdout
    assert not [*(tmp_path / "tmp").iterdir(), *root.glob("autograded/ann/.*")]


def test_what_is_in_use_is_not_cleared(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Does a second grader leave the first one's folder alone, however old it is?"""
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    first = Room(10**6, sandboxed=False)
    (tmp_path / f"{PREFIX}left").mkdir()
    for place in tmp_path.iterdir():
        os.utime(place, (0, 0))
    second = Room(10**6, sandboxed=False)
    assert {str(place) for place in tmp_path.iterdir()} == {first.name, second.name}
    first.cleanup()
    second.cleanup()
    assert not list(tmp_path.iterdir())


def test_a_room_has_its_size() -> None:
    """Where this machine can: is a file that is too large refused by the room itself, and is the room gone afterwards?"""
    room = Room(10**6)
    assert room.limited == can_be_limited()
    place = Path(room.name)
    if room.limited:
        with pytest.raises(OSError, match="No space left"), (place / "large").open("wb", buffering=0) as file:
            assert file.write(bytes(3 * 10**6)) < 3 * 10**6
            file.write(bytes(3 * 10**6))
    room.cleanup()
    assert not place.exists()


@needs
def test_a_temporary_folder_that_cannot_be_used_is_said(tmp_path: Path) -> None:
    """No room for temporary files: one sentence with the way out, no traceback?"""
    root = lab_course(tmp_path / "course")
    hand_in(root, "ann")
    command = [sys.executable, "-m", "course.cli", "grade", LAB]
    # Nobody but root may write here, and root may not either: it is no folder for files.
    full = {**environment(tmp_path), "TMPDIR": "/proc"}
    code = "import tempfile; tempfile.tempdir = '/proc'; from course.cli import main; main()"
    done = subprocess.run(
        [sys.executable, "-c", f"import sys; sys.argv = ['course', *{command[3:]!r}]; {code}"],
        cwd=root, env=full, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 1
    assert "There is no room for temporary files" in done.stderr
    assert "Traceback" not in done.stderr


def test_the_doctor_says_what_is_limited(tmp_path: Path) -> None:
    """Does `course grade --doctor` name each protection, what cannot be seen, and the free room?"""
    said = run(tmp_path, "course.cli", "grade", "--doctor").stdout
    assert "the same sandbox for many submissions" in said
    if missing():
        assert "no sandbox" in said
        return
    for word in ("sandbox: ", "requests to the kernel", "control group", "limits: ", "free: "):
        assert word in said
