"""Who executes the submissions of a class: a `Worker` for each of them on this machine.

The step is pure: a sanitized notebook and the submission's files go in, the executed notebook and new files come out.
It knows no gradebook and no course folder, so that it can run anywhere and again.
"""

from __future__ import annotations

import os
import queue
import tempfile
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait
from pathlib import Path
from typing import Any, TypeVar

import attrs

from course.grading.judge.calibrate import calibrate
from course.grading.judge.test_plan import TestPlan
from course.grading.judge.worker import Worker
from course.grading.sandbox.files import bring_back
from course.grading.sandbox.limits import ResourceLimits

Key = TypeVar("Key")
Result = TypeVar("Result")
_USUAL = ("numpy", "pandas")


@attrs.frozen
class Setting:
    """What a worker needs: modules to import before the first fork, code to run before it, limits, sandbox or not."""

    modules: tuple[str, ...] = ()
    code: str = ""
    limits: ResourceLimits = attrs.field(factory=ResourceLimits)
    sandboxed: bool = True

    def worker(self) -> Worker:
        """A new worker of this kind; its programs start at once."""
        worker = Worker(self.modules, self.code, self.limits, self.sandboxed)
        worker.warm_up()
        return worker


@attrs.frozen
class Work:
    """One submission, ready to be executed.

    notebooks: each sanitized notebook by its name, as a dict. plans: each notebook's test plan. folder: where its files
    lie and where new ones go. seconds: the time of one cell; None for no limit.
    """

    notebooks: dict[str, dict[str, Any]]
    plans: dict[str, TestPlan]
    folder: Path
    seconds: float | None


@attrs.frozen
class Executed:
    """What came out: the notebooks by name, and for each why it stopped early, or ""."""

    notebooks: dict[str, dict[str, Any]]
    ended: dict[str, str]


def execute(worker: Worker, work: Work) -> Executed:
    """The pure step: execute and judge one submission's notebooks, one after another in the same folder."""
    notebooks, ended = {}, {}
    for name, notebook in work.notebooks.items():
        done = worker.judge(notebook, work.folder, work.plans[name], work.seconds)
        bring_back(done.folder, work.folder, worker.limits.disk)
        notebooks[name], ended[name] = done.notebook, done.ended
    return Executed(notebooks=notebooks, ended=ended)


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
            if self._setting is not None:
                worker.limits = self._setting.limits
                worker.warm_up(self._setting.modules, self._setting.code)
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

    def calibrate(self, source: dict[str, Any], folder: Path | None, seconds: float | None) -> TestPlan:
        """The test plan of an instructor's notebook; see `course.grading.judge.calibrate`."""
        return self._with_worker(lambda worker: calibrate(worker, source, folder, seconds))

    def run(self, works: Iterator[tuple[Key, Work]]) -> Iterator[tuple[Key, Executed]]:
        """Execute submissions as they come; yields each when it is done, in no order.

        Works are asked for no earlier than needed, so a class of any size takes the memory of a few submissions.
        """

        def submit(work: Work) -> Future[Executed]:
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


def flow(
    works: Iterator[tuple[Key, Work]], submit: Callable[[Work], Future[Result]], jobs: int
) -> Iterator[tuple[Key, Result]]:
    """Keep `jobs` workers busy with works, with as many waiting; yield what is done."""
    pending: dict[Future[Result], Key] = {}
    more = True
    while more or pending:
        while more and len(pending) < 2 * jobs:
            try:
                key, work = next(works)
            except StopIteration:
                more = False
                break
            pending[submit(work)] = key
        done, _ = wait(pending, return_when=FIRST_COMPLETED)
        for future in done:
            yield pending.pop(future), future.result()


def processors() -> int:
    """How many processors this program may use.

    >>> processors() >= 1
    True
    """
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def scratch() -> tempfile.TemporaryDirectory[str]:
    """A folder for one submission's files on a machine that has no course folder."""
    return tempfile.TemporaryDirectory(prefix="work-")
