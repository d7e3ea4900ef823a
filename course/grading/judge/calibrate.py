"""Try an assignment's tests on the instructor's own solution, and on no answer at all, before anybody is graded.

A test that the solution passes beside the tests but not before the judge looks at something that cannot cross: a
figure, an object of a class of one's own, a cell magic. Such a cell is *shared*: only the shadow's word counts for it
(see `witnesses`), as in nbgrader, and the grade table says so. The learner's notebook has no say in this.
"""

from __future__ import annotations

import copy
from pathlib import Path
from typing import Any

import attrs

from course.grading.judge.messages import Seen
from course.grading.judge.test_plan import TestPlan, read_test_plan
from course.grading.judge.transparent import read_transparent
from course.grading.judge.witnesses import earned, points_of
from course.grading.judge.worker import Worker
from course.grading.notebook.cells import is_test, name_of
from course.grading.sandbox.files import plain_files


def calibrate(
    worker: Worker,
    source: dict[str, Any],
    files: Path | None,
    seconds: float | None,
    released: dict[str, Any] | None = None,
) -> TestPlan:
    """The test plan of an instructor's notebook, with what its tests are worth.

    source: the notebook with its solutions; it is not changed. files: the folder that it lies in. released: the
    notebook as learners get it, if there is one.
    """
    given = [str(name) for _, name in plain_files(files) if name.suffix != ".ipynb"] if files else []
    plan = attrs.evolve(read_test_plan(source), given=given)
    seen = _by_name(source, worker.shadow(source, files, plan, seconds))
    fails = {name for name, one in seen.items() if not points_of(one, plan.tests.get(name, ""))}
    # At first every test takes data of locked cells from the judge.
    locked = {name for name, known in plan.sources.items() if any(kind == "locked" for kind, _ in known.values())}
    plan = attrs.evolve(plan, own_data=sorted(locked & set(plan.tests)))
    known: dict[str, tuple[set[str], list[str]]] = {}

    def look(tried: TestPlan) -> tuple[set[str], list[str]]:
        """What a plan misses of what the solution earns, and what the solution changes; tried once."""
        about = str((tried.own_data, tried.later, tried.shared))
        if about not in known:
            known[about] = _unseen(worker, source, files, tried, seconds, seen)
        return known[about]

    def missed(tried: TestPlan) -> set[str]:
        return look(tried)[0] - fails

    if changed := missed(plan) & set(plan.own_data):
        plan = attrs.evolve(plan, own_data=sorted(set(plan.own_data) - changed))
    # Run at the end, hidden tests do not see what the hidden tests before them have done to the learner's objects.
    if plan.later and (waiting := missed(plan)):
        at_once = attrs.evolve(plan, later=[], at_once=[*plan.at_once, *plan.later])
        if missed(at_once) < waiting:
            plan = at_once
    # A shared test leaves no names behind for the judge, so that others may have to follow it.
    while more := missed(plan):
        plan = attrs.evolve(plan, shared=sorted({*plan.shared, *more}))
    plan = attrs.evolve(plan, changes=look(plan)[1])
    empty: dict[str, Seen | None] = {}
    if released is not None:
        empty = _by_name(released, worker.shadow(released, files, plan, seconds))
    passes = {name for name, one in empty.items() if name in plan.tests and points_of(one, plan.tests[name])}
    plan = attrs.evolve(plan, model_fails=sorted(fails), model_says=_said(seen), blank_passes=sorted(passes - fails))
    if plan.shared or plan.lend or plan.unloaded:
        return plan
    return attrs.evolve(plan, transparent=read_transparent(plan.tests, plan.sources))


def _said(seen: dict[str, Seen | None]) -> dict[str, str]:
    """How a test ended, by its name, as it follows the words "fails this test"."""
    ended = {name: one for name, one in seen.items() if one and one.kind}
    return {name: f" ({one.kind}{f' in its line {one.line}' if one.line else ''})" for name, one in ended.items()}


def _by_name(notebook: dict[str, Any], seen: dict[int, Seen]) -> dict[str, Seen | None]:
    return {name_of(cell): seen.get(place) for place, cell in enumerate(notebook["cells"]) if is_test(cell)}


def _unseen(
    worker: Worker,
    source: dict[str, Any],
    files: Path | None,
    plan: TestPlan,
    seconds: float | None,
    seen: dict[str, Seen | None],
) -> tuple[set[str], list[str]]:
    """The test cells that give fewer points before the judge, and are not known to be shared.

    And those in which the solution changes what it is given.
    """
    notebook = copy.deepcopy(source)
    before = worker.before_the_judge(notebook, files, plan, seconds)
    missed = {
        name_of(cell)
        for cell in notebook["cells"]
        if is_test(cell) and name_of(cell) not in plan.shared
        if earned(cell.get("outputs", [])) < points_of(seen[name_of(cell)], cell["source"])
    }
    return missed, before.changes
