"""Grade a class: `course grade`.

One loop owns the gradebook and the folders; workers execute. For each submission, in this order: a folder is prepared
under another name, the notebook is sanitized, a worker executes it, the scores are written in one transaction, and the
folder is put in its place. The folder in its place is the sign that a submission is done, so a run that is killed at
any moment is simply started again.
"""

from __future__ import annotations

import contextlib
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from course.grading.run.environment import as_nbgrader_needs_it
from course.grading.run.local import LocalWorkers, processors
from course.grading.run.result import GradingReport
from course.grading.sandbox.bubblewrap import missing, require

if TYPE_CHECKING:
    from course.grading.run.dask import Cluster


def grade(
    assignment: str,
    course_dir: Path | None = None,
    student: str = "",
    *,
    jobs: int = 0,
    force: bool = False,
    scheduler: str = "",
    sandboxed: bool = True,
    strict: bool = False,
    settings: bool = False,
    progress: Callable[[int, int], None] = lambda done, total: None,
    tell: Callable[[str], None] = lambda words: None,
) -> GradingReport:
    """Grade an assignment's submissions into nbgrader's gradebook and autograded folder.

    assignment: its name. course_dir: the nbgrader course folder; None for the one you are in. student: only this one.
    jobs: workers; 0 for one a processor. force: also what is graded. scheduler: a Dask scheduler's address, for its
    workers instead of this machine's. sandboxed, strict: see `course.grading.pipeline.execute`. settings: add
    the lines that keep hidden tests out of nbgrader's feedback to the course's settings. progress: told how many of how
    many are done. tell: hears a sentence when it has to wait. Errors: GradingError. A bad submission is not
    an error: it is in the report.
    """
    with contextlib.ExitStack() as open_things:
        workers = None
        if not scheduler and sandboxed and not missing():
            # Their programs start while this one imports nbgrader and reads the course folder.
            one = student and not set(student) & set("*?[")
            workers = open_things.enter_context(LocalWorkers(1 if one else jobs or processors()))
        open_things.enter_context(as_nbgrader_needs_it())
        from course.grading.run.run import GradingRun

        run = open_things.enter_context(GradingRun(assignment, course_dir, student, force, progress, tell))
        sandboxed = sandboxed and run.course.execute.sandbox
        if scheduler:
            return run.grade(lambda: _cluster(scheduler), sandboxed, strict, settings)
        if sandboxed:
            require()
        if workers is None or not sandboxed:
            workers = open_things.enter_context(LocalWorkers(jobs or processors(), sandboxed))
        own = workers
        return run.grade(lambda: own, sandboxed, strict, settings)


def _cluster(address: str) -> Cluster:
    from course.grading.run.dask import Cluster

    return Cluster(address)
