"""Hostile submissions, each between two honest ones on the same worker: see tests/hostile for what they try."""

from __future__ import annotations

import os
import secrets
import socket
import time
from collections.abc import Iterator
from pathlib import Path

import attrs
import pytest

from course.grading.judge.calibrate import calibrate
from course.grading.judge.test_plan import TestPlan
from course.grading.judge.worker import Worker
from course.grading.pipeline.execute import bring_back
from course.grading.sandbox.bubblewrap import missing
from course.grading.sandbox.limits import MB, ResourceLimits
from tests.hostile import Attack, amounts, arriving, channel, places, processes, skipping
from tests.support.small_assignment import answered, cell, descendants, notebook, points, shown

pytestmark = pytest.mark.skipif(bool(missing()), reason=missing() or "there is a sandbox")
SECONDS = 2.0
ATTACKS = [*skipping.ATTACKS, *channel.ATTACKS, *processes.ATTACKS, *places.ATTACKS, *amounts.ATTACKS]
TOKEN = f"CANARY-{secrets.token_hex(6)}"
FIGURES = [secrets.randbelow(10**6) for _ in range(5)]
HONEST = {
    "one-answer": "total = int(pd.read_csv('figures.csv')['n'].sum())",
    "two-answer": "def double(x):\n    return 2 * x",
    "three-answer": "frame = pd.DataFrame({'n': [1, 2], 's': ['a', 'b']})",
    "four-answer": "words = {'a': tidy(' x '), 'b': tidy(' y ')}",
    "five-answer": "def twice(f, x):\n    return f(f(x))",
}


def hidden(code: str) -> str:
    return f"### BEGIN HIDDEN TESTS\n# {TOKEN}\n{code}\n### END HIDDEN TESTS"


SOURCE = notebook(
    cell("setup", "import pandas as pd\nfrom math import *\ndef tidy(text):\n    return text.strip()", "locked"),
    cell("one-answer", HONEST["one-answer"]),
    cell("one", hidden("expected = int(pd.read_csv('figures.csv')['n'].sum())\nassert total == expected"), "test", 2),
    cell("two-answer", HONEST["two-answer"]),
    cell("two", hidden("assert all(map(lambda x: isclose(double(x), 2 * x), [1.5, 2, 7]))"), "test", 2),
    cell("three-answer", HONEST["three-answer"]),
    cell("three", hidden("pd.testing.assert_frame_equal(frame, pd.DataFrame({'n': [1, 2], 's': ['a', 'b']}))"), "test"),
    cell("four-answer", HONEST["four-answer"]),
    cell(
        "four", hidden("check = [words['a'] == tidy('x'), words['b'] == tidy('y')]") + "\n2.0 * sum(check)", "test", 4
    ),
    cell("five-answer", HONEST["five-answer"]),
    cell("five", hidden("close = lambda x: x + 1\nassert twice(close, 3) == 5"), "test"),
)
FULL = {"one": 2, "two": 2, "three": 1, "four": 4, "five": 1}


@attrs.frozen
class TrappedWorker:
    """A worker with its assignment, and traps around it."""

    worker: Worker
    plan: TestPlan
    folder: Path
    traps: dict[str, str]
    listeners: list[socket.socket]
    others: set[int]

    def judge(self, answers: dict[str, str]) -> tuple[dict[str, float], str, str]:
        for word, what in self.traps.items():
            answers = {name: code.replace(f"@{word}@", what) for name, code in answers.items()}
        done = self.worker.judge(answered(SOURCE, answers), self.folder, self.plan, SECONDS)
        return points(done.notebook), shown(done.notebook), done.ended

    def untouched(self) -> bool:
        """Whether the traps are as they were, and nobody has knocked."""
        secret = Path(self.traps["FILE"])
        for listener in self.listeners:
            with pytest.raises(BlockingIOError):
                listener.recv(1) if listener.type == socket.SOCK_DGRAM else listener.accept()
        return secret.read_text() == TOKEN and sorted(os.listdir(secret.parent)) == ["secret.txt", "unix"]


@pytest.fixture(scope="module")
def trapped(tmp_path_factory: pytest.TempPathFactory) -> Iterator[TrappedWorker]:
    top = tmp_path_factory.mktemp("course")
    for name in ("source", "instructor", "submitted"):
        (top / name).mkdir()
    (top / "source/figures.csv").write_text("n\n" + "\n".join(map(str, FIGURES)) + "\n")
    (top / "submitted/figures.csv").write_text((top / "source/figures.csv").read_text())
    (top / "instructor/secret.txt").write_text(TOKEN)
    (top / "instructor/secret.txt").chmod(0o666)
    (top / "instructor").chmod(0o777)
    listeners = [socket.socket(), socket.socket(type=socket.SOCK_DGRAM), socket.socket(socket.AF_UNIX)]
    listeners.append(socket.socket(socket.AF_UNIX))
    where = ["127.0.0.1", "127.0.0.1", str(top / "instructor/unix"), "\0course-canary-" + TOKEN]
    for listener, place in zip(listeners, where, strict=True):
        listener.bind((place, 0) if listener.family == socket.AF_INET else place)
        if listener.type == socket.SOCK_STREAM:
            listener.listen()
        listener.setblocking(False)
    traps = {"FILE": where[2].replace("unix", "secret.txt"), "FOLDER": str(top / "instructor"), "UNIX": where[2]}
    traps |= {"TCP": str(listeners[0].getsockname()[1]), "UDP": str(listeners[1].getsockname()[1])}
    limits = ResourceLimits(memory=700 * MB, disk=200 * MB, cpu=5, seconds=60)
    others = descendants(os.getpid())  # what other tests of this process still keep
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("COURSE_TEST_SECRET", TOKEN)
        with Worker(["pandas", "math"], limits=limits) as worker:
            plan = calibrate(worker, SOURCE, top / "source", 30)
            assert plan.shared == []
            made = TrappedWorker(worker, plan, top / "submitted", traps, listeners, others)
            assert made.judge(HONEST)[0] == FULL
            yield made
    for listener in listeners:
        listener.close()


def test_there_are_enough() -> None:
    """Are there at least 170 attacks, here and in test_one_fate.py, each with a name of its own?"""
    names = [attack.name for attack in (*ATTACKS, *arriving.FOLDERS, *arriving.NOTEBOOKS)]
    assert len(set(names)) == len(names) >= 170


def test_an_empty_answer_gets_nothing(trapped: TrappedWorker) -> None:
    """Is there something to gain?"""
    assert set(trapped.judge({})[0].values()) == {0}


def test_the_hands_on_the_connection_speak_its_language(trapped: TrappedWorker) -> None:
    """Does the judge take a right value that a submission sends with its own hands, so that wrong ones are understood?"""
    code = channel.HANDS + "play(sum(int(line) for line in open('figures.csv').read().split()[1:]))"
    made = answered(SOURCE, {"one-answer": code})
    done = trapped.worker.judge(made, trapped.folder, trapped.plan, SECONDS)
    assert done.verdicts["one"].sentence.startswith("Passed before the judge")


@pytest.mark.parametrize("attack", ATTACKS, ids=lambda attack: attack.name)
def test_attack(trapped: TrappedWorker, attack: Attack, tmp_path: Path) -> None:
    """Does it gain no point, learn no hidden test, reach nothing, leave nothing, and disturb nobody?"""
    begun = time.monotonic()
    scores, text, _ = trapped.judge(attack.cells)
    took = time.monotonic() - begun
    assert set(scores.values()) == {0}, text
    assert TOKEN not in text
    assert "REACHED" not in text
    mine = descendants(os.getpid()) - trapped.others
    running = [Path(f"/proc/{one}/comm").read_text().strip() for one in sorted(mine)]
    assert len(running) <= 6, f"two sandboxes and the room between them, of two processes each, and now: {running}"
    trapped.folder.parent.joinpath("outside").mkdir(exist_ok=True)
    (tmp_path / "sub").symlink_to(trapped.folder.parent / "outside")
    bring_back(trapped.worker.scratch, tmp_path, 200 * MB)
    kept = [path for path in tmp_path.rglob("*") if path.is_file()]
    assert sum(path.stat().st_size for path in kept) <= 200 * MB
    assert not any(path.is_symlink() and path.name != "sub" for path in tmp_path.rglob("*"))
    assert not list((trapped.folder.parent / "outside").iterdir())
    assert not any(TOKEN.encode() in path.read_bytes() for path in kept if path.stat().st_size < 10**6)
    assert trapped.untouched()
    scores, text, ended = trapped.judge(HONEST)
    assert (scores, ended) == (FULL, ""), text
    assert took < 120


def test_the_next_submission_finds_nothing_of_the_last(trapped: TrappedWorker) -> None:
    """Are the private folders, the home and the submission's folder as they were, and the shared libraries in place?"""
    look = (
        "import os\nfor top in ('/', '/tmp', '/dev', '/dev/shm', os.path.expanduser('~'), '.', '/home', '/etc'):\n"
        "    print(top, sorted(os.listdir(top)))"
    )
    before = trapped.judge({"one-answer": look})[1]
    trapped.judge({"one-answer": next(a.cells["one-answer"] for a in places.ATTACKS if a.name == "poison")})
    assert trapped.judge({"one-answer": look})[1] == before
    assert "figures.csv" in before
