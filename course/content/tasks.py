"""Lab tasks: the only schema of tasks.yml, and the functions that compute what it names.

A task is told twice. Its words stand in tasks.yml: prompt, hints, sentences, solution. Its values, the right
one and each usual slip, are named there and computed by a function of tasks.py (or tasks_*.py, where one
file would be too long) from the course's own tables, so that a task cannot disagree with its data.
"""

from __future__ import annotations

import difflib
import functools
import inspect
import re
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import attrs

from course.content.source import WHOLE_FILE, content_root, read_yaml, relative, run_module, structure_rows
from course.errors import ContentError, Fault, UnknownNameError

TASK_ID = re.compile(r"m(\d)-t(\d+)")

Value = Callable[[], Any]
"""Computes one value from the course's tables: a number, text, date, list, Series or DataFrame."""


@attrs.frozen(kw_only=True)
class TaskWords:
    """What a learner or an author reads of a task.

    id: "m1-t2". objective: "1.4". prompt: the question, complete on its own. wants: what the value should be,
    for messages. right: what to say when the value is right (teach; no bare praise). hints: from a nudge to
    nearly the code. solution: code a learner could have written. tolerance: absolute, for numbers.
    unit: what the value counts or is measured in ("%", "years"); empty where it has none.
    """

    id: str
    objective: str
    prompt: str
    wants: str
    right: str
    hints: tuple[str, ...]
    solution: str
    tolerance: float = 0.01
    unit: str = ""


@attrs.frozen(kw_only=True)
class Slip:
    """A wrong value that learners are expected to reach.

    value: a function that computes it. says: the name of the slip and why it leads astray.
    """

    value: Value
    says: str


@attrs.frozen(kw_only=True)
class Task(TaskWords):
    """One exercise of a lesson. expected: a function that computes the right value. slips: anticipated mistakes."""

    expected: Value
    slips: tuple[Slip, ...]


@attrs.frozen(kw_only=True)
class SlipEntry:
    """A slip as tasks.yml has it: `value` is the name of a function."""

    value: str
    says: str


@attrs.frozen(kw_only=True)
class TaskEntry(TaskWords):
    """A task as tasks.yml has it: `expected` and the slips' values are names of functions."""

    expected: str
    slips: tuple[SlipEntry, ...]

    @property
    def names(self) -> list[str]:
        """The functions that this entry needs, the right value's first."""
        return [self.expected, *(slip.value for slip in self.slips)]

    def rules_broken(self, module: str) -> Iterator[tuple[str, str]]:
        """What this entry breaks on its own, and how to mend it. module: the digit of its module's id."""
        match = TASK_ID.fullmatch(self.id)
        if not match or match[1] != module:
            yield "the id does not fit this module", f"use m{module}-t1, -t2, ..."
        if not self.hints:
            yield "it has no hint", "add one under hints:, a nudge towards the first step"
        if not self.slips:
            yield "it has no slip", "add the wrong value that a usual mistake leads to, under slips:"
        if self.tolerance < 0:
            yield "tolerance is negative", "use 0 for an exact value"
        for double in sorted(name for name, times in Counter(self.names).items() if times > 1):
            yield f"it names the function {double!r} twice", "each slip is another value: name another function"


def module_tasks(folder: Path, root: Path) -> list[Task]:
    """The tasks of one module folder, in the order of its tasks.yml; none where it has no tasks.

    Raises ContentError with every fault of tasks.yml and tasks*.py at once: file, task, rule and mend.

    >>> root = content_root()
    >>> module_tasks(root / "modules/01-history", root)[0].id
    'm1-t1'
    """
    path = folder / "tasks.yml"
    files = sorted(folder.glob("tasks*.py"))
    if not path.exists() and not files:
        return []
    file = relative(path, root)
    entries, faults = structure_rows(read_yaml(path, root), file, lambda row: TaskEntry)
    all_read = not faults  # an entry that cannot be read would make its functions look unused
    for entry in entries:
        faults += [Fault(file, entry.id, rule, mend) for rule, mend in entry.rules_broken(folder.name[1])]
    for double in sorted(name for name, times in Counter(entry.id for entry in entries).items() if times > 1):
        faults.append(Fault(file, double, "this id is used twice", "ids are never reused: take the next free one"))
    functions, wrong = _functions(files, root)
    all_run = all(fault.place != WHOLE_FILE for fault in wrong)  # or the names of such a file would look missing
    faults += wrong
    if all_run:
        faults += _missing(entries, functions, file)
    if all_read:
        faults += _unused(entries, functions)
    if faults:
        raise ContentError(faults)
    return [_joined(entry, {name: function for name, (_, function) in functions.items()}) for entry in entries]


def _functions(files: list[Path], root: Path) -> tuple[dict[str, tuple[str, Value]], list[Fault]]:
    """The public functions of the files: name -> (file, function), with what is wrong about them."""
    found: dict[str, tuple[str, Value]] = {}
    faults: list[Fault] = []
    for path in files:
        file = relative(path, root)
        try:
            functions = _run(path, file)
        except ContentError as error:
            faults += error.faults
            continue
        for name, function in functions.items():
            if name in found:
                faults.append(Fault(file, name, f"{found[name][0]} has this function, too", "give it another name"))
            if inspect.signature(function).parameters:
                faults.append(
                    Fault(file, name, "it takes arguments, but a value is computed without any", f"call it _{name}")
                )
            found[name] = (file, function)
    return found, faults


def _run(path: Path, file: str) -> dict[str, Value]:
    """The functions that one file defines under a name without a leading underscore."""
    module = run_module(path, file)
    return {
        public: function
        for public, function in vars(module).items()
        if inspect.isfunction(function) and function.__module__ == module.__name__ and not public.startswith("_")
    }


def _missing(entries: list[TaskEntry], functions: dict[str, tuple[str, Value]], file: str) -> Iterator[Fault]:
    """A fault for each name of tasks.yml that no file defines."""
    for entry in entries:
        for name in entry.names:
            if name not in functions:
                near = difflib.get_close_matches(name, functions, n=1)
                mend = f"did you mean {near[0]!r}?" if near else "write it in tasks.py, or correct the name"
                yield Fault(file, entry.id, f"no tasks*.py defines the function {name!r}", mend)


def _unused(entries: list[TaskEntry], functions: dict[str, tuple[str, Value]]) -> Iterator[Fault]:
    """A fault for each public function that no entry names."""
    used = {name for entry in entries for name in entry.names}
    for name, (file, _) in functions.items():
        if name not in used:
            yield Fault(
                file, name, "no task of tasks.yml names this function", f"name it there, delete it, or call it _{name}"
            )


def _joined(entry: TaskEntry, functions: dict[str, Value]) -> Task:
    """An entry with its functions in place of their names."""
    words = {field.name: getattr(entry, field.name) for field in attrs.fields(TaskWords)}
    slips = tuple(Slip(value=functions[slip.value], says=slip.says) for slip in entry.slips)
    return Task(**words, expected=functions[entry.expected], slips=slips)


@functools.cache
def _tasks_by_id(module_digit: str) -> dict[str, Task]:
    root = content_root()
    for folder in sorted((root / "modules").glob(f"0{module_digit}-*")):
        return {task.id: task for task in module_tasks(folder, root)}
    return {}


def find_task(task_id: str) -> Task:
    """The task with this id, reading only its module; UnknownNameError with the nearest ids otherwise.

    >>> find_task("m1-t8").unit
    'years'
    """
    match = TASK_ID.fullmatch(str(task_id))
    known = _tasks_by_id(match[1]) if match else {}
    if task_id not in known:
        raise UnknownNameError("task", task_id, known or ["m0-t1", "m1-t1"])
    return known[task_id]
