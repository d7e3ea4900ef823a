"""As many workers as a class needs: one for two quick submissions, all for a class, and more where somebody waits."""

from __future__ import annotations

import contextlib
import os
import sys
import time
from pathlib import Path

import pytest

from course.grading.judge.test_plan import TestPlan
from course.grading.run import local
from course.grading.run.local import LocalWorkers
from course.grading.run.workers import Executed, Prepared, Setting
from course.grading.sandbox.bubblewrap import missing
from tests.support.small_assignment import cell, descendants, notebook, shown

pytestmark = pytest.mark.skipif(bool(missing()), reason=f"no sandbox here: {missing()}")


ZYGOTE = f"{sys.executable}\0-m\0course.grading.judge.zygote".encode()


def zygotes(others: set[int]) -> int:
    """How many sandboxes' programs run below this process, but for `others`; a worker has two."""
    found = 0
    for process in descendants(os.getpid()) - others:
        with contextlib.suppress(OSError):
            found += Path(f"/proc/{process}/cmdline").read_bytes().startswith(ZYGOTE)
    return found


@pytest.fixture
def others() -> set[int]:
    """What other tests of this process still keep."""
    return descendants(os.getpid())


def work(folder: Path, code: str = "print('done')") -> Prepared:
    return Prepared({"a": notebook(cell("work", code))}, {"a": TestPlan()}, folder, 30)


def printed(done: Executed | Exception) -> str:
    assert isinstance(done, Executed), done
    return shown(done.notebooks["a"]).strip()


def test_two_quick_submissions_start_one_worker(
    tmp_path: Path, others: set[int], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Where two submissions are done in a moment: is no second worker's program started for them?"""
    monkeypatch.setattr(local, "_PATIENCE", 60)  # on a busy machine no moment is short
    with LocalWorkers(4) as workers:
        workers.learn(Setting(), 2)
        assert [printed(done) for _, done in workers.run(iter([("ann", work(tmp_path)), ("bo", work(tmp_path))]))]
        assert zygotes(others) == 2


def test_who_waits_gets_a_worker(tmp_path: Path) -> None:
    """Where two submissions take their time: do they run at the same time?"""
    slow = work(tmp_path, "import time\nbegun = time.monotonic()\ntime.sleep(6)\nprint(begun, time.monotonic())")
    with LocalWorkers(2) as workers:
        workers.learn(Setting(), 2)
        times = [printed(done).split() for _, done in workers.run(iter([("ann", slow), ("bo", slow)]))]
    assert max(float(begun) for begun, _ in times) < min(float(ended) for _, ended in times)


def test_a_class_gets_all_at_once(others: set[int]) -> None:
    """For a class: are all workers started before the first submission comes?"""
    with LocalWorkers(3) as workers:
        workers.learn(Setting(), 30)
        until = time.monotonic() + 60
        while zygotes(others) < 6 and time.monotonic() < until:
            time.sleep(0.1)
        assert zygotes(others) == 6
