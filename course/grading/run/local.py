"""The workers of this machine: as many submissions at a time as it has processors, each in its own sandboxes."""

from __future__ import annotations

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


class LocalWorkers:
    """The workers of this machine; use it in a `with` statement.

    jobs: how many submissions run at a time. Their programs start at once, with what nearly every notebook imports;
    `learn` tells them the rest, when the course folder has been read. sandboxed: False gives up the sandbox.
    """

    def __init__(self, jobs: int, sandboxed: bool = True) -> None:
        self.jobs, self.sandboxed = jobs, sandboxed
        # Its threads live as long as the workers; a sandbox ends with the thread that started it.
        self._pool = ThreadPoolExecutor(jobs)
        self._free: queue.Queue[Worker] = queue.Queue()
        self._setting: Setting | None = None
        self._told = threading.Event()
        self._starting = [self._pool.submit(self._start) for _ in range(jobs)]

    def learn(self, setting: Setting) -> None:
        """Say what the assignment needs; nothing is executed before."""
        self._setting = setting
        self._told.set()

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
        self._pool.shutdown(wait=True, cancel_futures=True)
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
                return self._free.get(timeout=0.5)
            except queue.Empty:
                for start in self._starting:  # a worker that cannot start must not be waited for
                    if start.done() and (error := start.exception()):
                        raise error from None


def processors() -> int:
    """How many processors this program may use.

    >>> processors() >= 1
    True
    """
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
