"""The rules of the lab tasks that need the tables or the other files: values, objectives and use in a lesson.

What tasks.yml can break on its own is told when it is read (course/content/tasks.py).
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Collection, Iterator
from pathlib import Path
from typing import Any

from course.authoring.build import read_text
from course.authoring.prose import STARS, starred
from course.content.catalog import Module
from course.content.compare import same
from course.content.retelling import not_yet_retold
from course.content.source import relative
from course.content.tasks import Task
from course.errors import BuildError, Fault

_TYPED_HELP = re.compile(r"\b(hint|solution)\(")


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
        texts = [task.prompt, task.wants, task.right, *task.hints, *(slip.says for slip in task.slips)]
        if words := starred(texts):
            yield Fault(file, task.id, f"it has {words} in stars", STARS)
        for rule, mend in _value_rules(task):
            yield Fault(file, task.id, rule, mend)


def card_faults(module: Module, root: Path) -> Iterator[Fault]:
    """Calls of hint() and solution() in lessons that are told anew: there the task's card has buttons for both.

    Example: a cell with `hint("m1-t6")` in a lesson that modules/not-yet-retold.yml does not list is a fault.
    """
    waiting = not_yet_retold(root).lessons
    for lesson in module.head.lessons:
        path = root / "modules" / module.folder / f"{lesson.file}.md"
        if lesson.file.partition("-")[0] in waiting:
            continue
        try:
            cells = read_text(path).cells
        except BuildError:
            # Told once already, where text and notebook are compared.
            continue
        for number, cell in enumerate(cells, 1):
            if cell.cell_type == "code" and (found := _TYPED_HELP.search(cell.source)):
                place = f"cell {number} ({cell.source.splitlines()[0][:40]!r})"
                rule = f"it calls {found[1]}(), and the card of check() has a button for that"
                yield Fault(relative(path, root), place, rule, "delete the call")


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
