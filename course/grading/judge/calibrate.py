"""Find the test cells that cannot be judged from outside, by giving the judge the instructor's own solution.

A test that the instructor's solution passes in one shared kernel but not before the judge looks at something that
cannot cross: a figure, an object of a class of one's own, a cell magic. Such a cell is *shared*: it runs in the
learner's process as nbgrader runs it, and the grade table says so. The learner's notebook has no say in this.
"""

from __future__ import annotations

import copy
from pathlib import Path
from typing import Any

import attrs

from course.grading.judge.test_plan import TestPlan, read_test_plan
from course.grading.judge.worker import Worker
from course.grading.notebook.cells import is_test, name_of
from course.grading.sandbox.files import plain_files


def calibrate(worker: Worker, source: dict[str, Any], files: Path | None, seconds: float | None) -> TestPlan:
    """The test plan of an instructor's notebook, with the test cells that must be shared.

    source: the notebook with its solutions; it is not changed. files: the folder that it lies in.
    """
    given = [str(name) for _, name in plain_files(files) if name.suffix != ".ipynb"] if files else []
    plan = attrs.evolve(read_test_plan(source), given=given)
    judged = _failing(worker, source, files, plan, seconds)
    if judged <= set(plan.shared):
        return plan
    everything = attrs.evolve(plan, shared=[name_of(cell) for cell in source["cells"] if is_test(cell)])
    in_one_kernel = _failing(worker, source, files, everything, seconds)
    return attrs.evolve(plan, shared=sorted(set(plan.shared) | (judged - in_one_kernel)))


def _failing(
    worker: Worker, source: dict[str, Any], files: Path | None, plan: TestPlan, seconds: float | None
) -> set[str]:
    done = worker.judge(copy.deepcopy(source), files, plan, seconds)
    return {
        name_of(cell)
        for cell in done.notebook["cells"]
        if is_test(cell) and any(output["output_type"] == "error" for output in cell["outputs"])
    }
