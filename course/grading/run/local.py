"""The workers of this machine: as many submissions at a time as it has processors, each in its own sandboxes."""

from __future__ import annotations

import math
import os
import queue
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from pathlib import Path
from typing import Any

from course.grading.judge.calibrate import calibrate
from course.grading.judge.test_plan import TestPlan
from course.grading.judge.worker import Worker
from course.grading.run.workers import Executed, Key, Prepared, Setting, execute, flow

_USUAL = ("numpy", "pandas")
_EACH = 3
"""Submissions for which a worker is started at once: fewer would be done before it is ready."""
_PATIENCE = 0.5
"""Seconds that a submission waits for a worker before another one is started: about what that takes."""


class LocalWorkers:
    """The workers of this machine; use it in a `with` statement.

    jobs: how many submissions run at a time, at most. One worker's programs start at once, with what nearly every
    notebook imports; `learn` tells them the rest, when the course folder has been read, and starts as many workers as
    the class needs. sandboxed: False gives up the sandbox.
    """

    def __init__(self, jobs: int, sandboxed: bool = True) -> None:
        self.jobs, self.sandboxed = jobs, sandboxed
        # Their threads live as long as the workers; a sandbox ends with the thread that started it.
        self._starters, self._pool = ThreadPoolExecutor(jobs), ThreadPoolExecutor(jobs)
        self._free: queue.Queue[Worker] = queue.Queue()
        self._setting: Setting | None = None
        self._told = threading.Event()
        self._lock = threading.Lock()
        self._starting = [self._starters.submit(self._start)]

    def learn(self, setting: Setting, submissions: int) -> None:
        """Say what the assignment needs, and how many submissions there are; nothing is executed before."""
        self._setting = setting
        self._told.set()
        while len(self._starting) < min(self.jobs, math.ceil(submissions / _EACH)):
            self._starting.append(self._starters.submit(self._start))

    def _start(self) -> None:
        worker = Worker(_USUAL, sandboxed=self.sandboxed)
        try:
            worker.warm_up()
            self._told.wait()
            if self._setting is not None and self._setting.limits.disk != worker.limits.disk:
                worker.close()  # the size of its folders is fixed when they are made
                worker = self._setting.worker()
            elif self._setting is not None:
                worker.limits = self._setting.limits
                worker.warm_up(self._setting.modules, self._setting.code, self._setting.unseen)
        except BaseException:
            worker.close()
            raise
        self._free.put(worker)

    def __enter__(self) -> LocalWorkers:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """End the workers and everything that they started."""
        self._told.set()
        for threads in (self._pool, self._starters):
            threads.shutdown(wait=True, cancel_futures=True)
        while not self._free.empty():
            self._free.get().close()

    def calibrate(
        self, source: dict[str, Any], folder: Path | None, seconds: float | None, released: dict[str, Any] | None = None
    ) -> TestPlan:
        """The test plan of an instructor's notebook; see `course.grading.judge.calibrate`."""
        return self._with_worker(lambda worker: calibrate(worker, source, folder, seconds, released))

    def run(self, works: Iterator[tuple[Key, Prepared]]) -> Iterator[tuple[Key, Executed | Exception]]:
        """Execute submissions as they come; yields each when it is done, or what it failed with, in no order."""

        def submit(work: Prepared) -> Future[Executed]:
            return self._pool.submit(self._with_worker, lambda worker: execute(worker, work))

        return flow(works, submit, self.jobs)

    def _with_worker(self, action: Callable[[Worker], Any]) -> Any:
        worker = self._worker()
        try:
            return action(worker)
        finally:
            self._free.put(worker)

    def _worker(self) -> Worker:
        while True:
            try:
                return self._free.get(timeout=_PATIENCE)
            except queue.Empty:
                self._one_more()

    def _one_more(self) -> None:
        """Start one more worker where all that there are have too much to do. Errors: what one could not start for."""
        with self._lock:
            if not all(start.done() for start in self._starting):
                return
            for start in self._starting:  # a worker that cannot start must not be waited for
                if error := start.exception():
                    raise error from None
            if len(self._starting) < self.jobs:
                self._starting.append(self._starters.submit(self._start))


def processors() -> int:
    """How many processors this program may use.

    >>> processors() >= 1
    True
    """
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
