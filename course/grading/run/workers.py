"""What a run needs of the workers that execute submissions, wherever they are; and the step that each of them does.

The step is pure: a sanitized notebook and the submission's files go in, the executed notebook and new files come out.
It knows no gradebook and no course folder, so that it can run anywhere and again.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from concurrent.futures import FIRST_COMPLETED, Future, wait
from pathlib import Path
from types import TracebackType
from typing import Any, Protocol, Self, TypeVar

import attrs

from course.errors import GradingError
from course.grading.judge.test_plan import TestPlan
from course.grading.judge.worker import Worker
from course.grading.notebook.verdicts import Verdict
from course.grading.sandbox.files import bring_back
from course.grading.sandbox.limits import ResourceLimits, Spent

Key = TypeVar("Key")
Result = TypeVar("Result")


@attrs.frozen
class Setting:
    """What a worker needs: modules to import before the first fork, code to run before it, limits, sandbox or not.

    unseen: modules that the judge's side alone imports.
    """

    modules: tuple[str, ...] = ()
    code: str = ""
    limits: ResourceLimits = attrs.field(factory=ResourceLimits)
    sandboxed: bool = True
    unseen: tuple[str, ...] = ()

    def worker(self) -> Worker:
        """A new worker of this kind; its programs start at once."""
        worker = Worker(self.modules, self.code, self.limits, self.sandboxed, self.unseen)
        worker.warm_up()
        return worker


@attrs.frozen
class Prepared:
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
    """What came out: the notebooks by name, for each why it stopped early, or "", and how sure its scores are."""

    notebooks: dict[str, dict[str, Any]]
    ended: dict[str, str]
    verdicts: dict[str, dict[str, Verdict]] = attrs.field(factory=dict)


def execute(worker: Worker, work: Prepared) -> Executed:
    """The pure step: execute and judge one submission's notebooks, one after another in the same folder."""
    notebooks: dict[str, dict[str, Any]] = {}
    ended, verdicts = {}, {}
    spent, room = Spent(), worker.limits.disk
    for name, notebook in work.notebooks.items():
        if notebooks:
            worker = worker.after()
        done = worker.judge(notebook, work.folder, work.plans[name], work.seconds, spent)
        spent, room = done.spent, room - bring_back(done.folder, work.folder, room)
        notebooks[name], ended[name], verdicts[name] = done.notebook, done.ended, done.verdicts
    return Executed(notebooks=notebooks, ended=ended, verdicts=verdicts)


class Workers(Protocol):
    """Whoever executes submissions for a run; used in a `with` statement, which ends what they started.

    course.grading.run.local has them on this machine, course.grading.run.dask on a cluster.
    """

    def __enter__(self) -> Self: ...

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None, /
    ) -> None: ...

    def learn(self, setting: Setting, submissions: int) -> None:
        """Say what the assignment needs, and how many submissions there are; nothing is executed before."""

    def calibrate(
        self, source: dict[str, Any], folder: Path | None, seconds: float | None, released: dict[str, Any] | None = None
    ) -> TestPlan:
        """The test plan of an instructor's notebook; see `course.grading.judge.calibrate`."""

    def run(self, works: Iterator[tuple[Key, Prepared]]) -> Iterator[tuple[Key, Executed | Exception]]:
        """Execute submissions as they come; yields each when it is done, or what it failed with, in no order.

        Works are asked for no earlier than needed, so a class of any size takes the memory of a few submissions.
        """


def flow(
    works: Iterator[tuple[Key, Prepared]], submit: Callable[[Prepared], Future[Result]], jobs: int
) -> Iterator[tuple[Key, Result | Exception]]:
    """Keep `jobs` workers busy with works, with as many waiting; yield what is done, or what it failed with.

    Errors: GradingError, where no worker can work, whatever it is given.
    """
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
            key = pending.pop(future)
            error = future.exception()
            if isinstance(error, GradingError) or (error is not None and not isinstance(error, Exception)):
                raise error
            yield key, future.result() if error is None else error
