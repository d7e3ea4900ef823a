"""Lab tasks: what `check`, `hint` and `solution` need to know about one exercise.

Each module's checks.py (and checks_*.py, where one file would be too long) defines `TASKS`, a list of
these. The expected value is computed from the course's own tables, never typed in, so that a task
cannot disagree with its data.
"""

from __future__ import annotations

import functools
import importlib.util
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import attrs

from course.content.source import content_root, relative
from course.errors import ContentError, Fault, UnknownNameError

TASK_ID = re.compile(r"m(\d)-t(\d+)")


@attrs.frozen(kw_only=True)
class Slip:
    """A wrong value that learners are expected to reach.

    value: a function that computes it. says: the name of the slip and why it leads astray.
    """

    value: Callable[[], Any]
    says: str


@attrs.frozen(kw_only=True)
class Task:
    """One exercise of a lesson.

    id: "m1-t2". objective: "1.4". wants: what the value should be, in words, for messages.
    expected: a function that computes the right value (number, text, list, Series or DataFrame).
    tolerance: absolute, for numbers. right: what to say when the value is right (teach; no bare praise).
    slips: anticipated mistakes. hints: from a nudge to nearly the code. solution: code a learner could have written.
    """

    id: str
    objective: str
    wants: str
    expected: Callable[[], Any]
    right: str
    slips: tuple[Slip, ...]
    hints: tuple[str, ...]
    solution: str
    tolerance: float = 0.01


def module_tasks(folder: Path, root: Path) -> list[Task]:
    """The tasks of one module folder, from checks.py and, in a large module, checks_*.py; none is an empty list.

    Raises ContentError when a file does not run, holds no TASKS, or breaks an id rule.
    """
    found = [(relative(path, root), task) for path in sorted(folder.glob("checks*.py")) for task in _run(path, root)]
    faults = []
    for file, task in found:
        match = TASK_ID.fullmatch(task.id)
        if not match or not folder.name.startswith(f"0{match[1]}-"):
            faults.append(
                Fault(file, task.id, "the id does not fit this module", f"use m{folder.name[1]}-t1, -t2, ...")
            )
        if not task.hints or not task.slips:
            faults.append(Fault(file, task.id, "it lacks hints or slips", "add at least one of each"))
        if [other.id for _, other in found].count(task.id) > 1:
            faults.append(Fault(file, task.id, "this task id stands twice", "ids are never reused: take a free one"))
    if faults:
        raise ContentError(faults)
    return [task for _, task in found]


def _run(path: Path, root: Path) -> list[Task]:
    """The TASKS of one file."""
    file = relative(path, root)
    name = f"course_{path.stem}_{path.parent.name.replace('-', '_')}"
    spec = importlib.util.spec_from_file_location(name, path)
    if spec is None or spec.loader is None:
        raise ContentError([Fault(file, "file", "Python cannot load it", "check its name and encoding")])
    module = importlib.util.module_from_spec(spec)
    try:
        spec.loader.exec_module(module)
        return list(module.TASKS)
    except Exception as error:
        # Authors' code can fail in any way; the author needs the place, not our stack.
        raise ContentError(
            [Fault(file, "file", f"it does not run: {type(error).__name__}: {error}", "run it with python on its own")]
        ) from error


@functools.cache
def _tasks_by_id(module_digit: str) -> dict[str, Task]:
    root = content_root()
    for folder in sorted((root / "modules").glob(f"0{module_digit}-*")):
        return {task.id: task for task in module_tasks(folder, root)}
    return {}


def find_task(task_id: str) -> Task:
    """The task with this id, e.g. "m1-t2"; UnknownNameError with the nearest ids otherwise."""
    match = TASK_ID.fullmatch(str(task_id))
    known = _tasks_by_id(match[1]) if match else {}
    if task_id not in known:
        raise UnknownNameError("task", task_id, known or ["m0-t1", "m1-t1"])
    return known[task_id]
