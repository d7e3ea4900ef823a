"""The rules of the lab tasks that need the tables or the other files: values, objectives and use in a lesson.

What tasks.yml can break on its own is told when it is read (course/content/tasks.py).
"""

from __future__ import annotations

import itertools
from collections.abc import Collection, Iterator
from typing import Any

from course.content.catalog import Module
from course.content.compare import same
from course.content.tasks import Task
from course.errors import Fault


def task_faults(module: Module, checked: Collection[str]) -> Iterator[Fault]:
    """Every rule that the tasks of a module break. checked: ids of the tasks that its lessons check.

    Example: with only "m1-t1" shown in the lessons of module 01, each other task of that module is a fault.
    """
    file = f"modules/{module.folder}/tasks.yml"
    known = {objective.id for objective in module.head.objectives}
    for task in module.tasks:
        if task.objective not in known:
            yield Fault(file, task.id, f"objective {task.objective!r} does not exist", "correct the id")
        if task.id not in checked:
            yield Fault(file, task.id, "no lesson uses this task", "check it in a lesson or delete it")
        for rule, mend in _value_rules(task):
            yield Fault(file, task.id, rule, mend)


def _value_rules(task: Task) -> Iterator[tuple[str, str]]:
    """What is wrong with the values of one task, compared as `check` compares them."""
    values: dict[str, Any] = {}
    for function in (task.expected, *(slip.value for slip in task.slips)):
        try:
            values[function.__name__] = function()
        except Exception as error:  # noqa: BLE001  (an author's function may fail in any way; the others go on)
            reason = f"the function {function.__name__!r} does not run: {type(error).__name__}: {error}"
            yield reason, "call it in Python to see where it stops"
    for (one, value), (other, second) in itertools.combinations(values.items(), 2):
        if same(value, second, task.tolerance):
            what = "is the right value" if one == task.expected.__name__ else f"cannot be told from {one!r}"
            yield f"the slip {other!r} {what}", "name a mistake that leads to another value, or narrow the tolerance"
