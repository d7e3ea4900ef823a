"""For random functions and random tests, is the verdict the same as in one process?"""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from course.grading.judge.calibrate import calibrate
from course.grading.judge.worker import Worker
from course.grading.sandbox.bubblewrap import missing
from tests.fair.programs import Task, checks_of, passes, tasks
from tests.support.small_assignment import cell, notebook, points

pytestmark = pytest.mark.skipif(bool(missing()), reason=missing() or "there is a sandbox")


@pytest.fixture(scope="module")
def worker() -> Iterator[Worker]:
    """A worker for all examples."""
    with Worker() as made:
        yield made


@settings(max_examples=6, deadline=None, suppress_health_check=list(HealthCheck))
@given(batch=st.lists(tasks(), min_size=15, max_size=25))
def test_the_verdict_is_that_of_one_process(worker: Worker, batch: list[Task]) -> None:
    """Does each test pass for each answer as it does in one process, or wait for a person if it is refused?"""
    model, answer, expected = [], [], {}
    for number, task in enumerate(batch):
        name = f"f{number}"
        model.append(cell(f"{name}-answer", task.model.text(name)))
        answer.append(cell(f"{name}-answer", task.answer.text(name)))
        for place, test in enumerate(checks_of(task.model, name, task.arguments)):
            graded = cell(f"{name}-{place}", test, "test")
            model.append(graded)
            answer.append(graded)
            expected[f"{name}-{place}"] = (passes(task.answer.text(name), test), task.answer.text(name), test)
    plan = calibrate(worker, notebook(*model), None, 10)
    done = worker.judge(notebook(*answer), None, plan, 10)
    given_points = points(done.notebook)
    for name, (passed, *about) in expected.items():
        if given_points[name] != passed:
            refused = passed and not given_points[name] and done.verdicts[name].waits
            assert refused, (name, f"in one process {passed}", f"judged {given_points[name]}", *about)
