"""Which cell of a notebook is what to nbgrader: a test, locked, hidden from learners, part of a task."""

from __future__ import annotations

import re
from typing import Any

# As short as nbgrader's own: "# BEGIN HIDDEN TESTS" is a mark too.
BEGIN, END = "BEGIN HIDDEN TESTS", "END HIDDEN TESTS"
# "task1-hidden" belongs to "task1"; "cell-1a2b3c", nbgrader's own kind of name, belongs to nothing.
_NUMBERED = re.compile(r"([A-Za-z]+[-_]?\d+[a-z]?)[-_].+")


def is_test(cell: Any) -> bool:
    """Whether nbgrader gives points for this code cell by running it."""
    about = cell.get("metadata", {}).get("nbgrader", {})
    return bool(cell["cell_type"] == "code" and about.get("grade") and not about.get("solution"))


def is_locked(cell: Any) -> bool:
    """Whether this is an instructor's code cell that learners cannot change and that gives no points."""
    about = cell.get("metadata", {}).get("nbgrader", {})
    locked = about.get("locked") and not about.get("solution") and not about.get("grade")
    return bool(cell["cell_type"] == "code" and locked)


def is_answer(cell: Any) -> bool:
    """Whether this is a code cell that learners are asked to write."""
    about = cell.get("metadata", {}).get("nbgrader", {})
    return bool(cell["cell_type"] == "code" and about.get("solution"))


def name_of(cell: Any) -> str:
    """The cell's nbgrader id, or ""."""
    return str(cell.get("metadata", {}).get("nbgrader", {}).get("grade_id", ""))


def is_numbered(name: str) -> bool:
    """Whether a cell's name begins with a task and its number, as "task1-hidden" does."""
    return _NUMBERED.fullmatch(name) is not None


def task_of(name: str) -> str:
    """The task that a cell belongs to, from its nbgrader id. A name of another form is a task by itself.

    >>> task_of("task1-hidden"), task_of("memo"), task_of("cell-0a1b2c"), task_of("ex_2b_tests")
    ('task1', 'memo', 'cell-0a1b2c', 'ex_2b')
    """
    found = _NUMBERED.fullmatch(name)
    return found[1] if found else name


def hidden_lines(source: str, begin: str = BEGIN, end: str = END) -> set[int]:
    """The numbers (from 1) of the lines of a test cell that learners never see, the two marks included.

    >>> sorted(hidden_lines("a\\n### BEGIN HIDDEN TESTS\\nb\\n### END HIDDEN TESTS\\nc"))
    [2, 3, 4]
    """
    found, inside = set(), False
    for number, line in enumerate(source.splitlines(), start=1):
        inside = inside or begin in line
        if inside:
            found.add(number)
        if end in line:
            inside = False
    return found


def visible_part(source: str, begin: str = BEGIN, end: str = END) -> str:
    """The test cell as learners see it."""
    gone = hidden_lines(source, begin, end)
    return "\n".join(line for number, line in enumerate(source.splitlines(), start=1) if number not in gone)


def without_hidden(source: str) -> str:
    """The same with an empty line in the place of each hidden one, so that lines keep their numbers.

    >>> without_hidden("a\\n### BEGIN HIDDEN TESTS\\nb\\n### END HIDDEN TESTS\\nc").splitlines()
    ['a', '', '', '', 'c']
    """
    gone = hidden_lines(source)
    return "\n".join("" if number in gone else line for number, line in enumerate(source.splitlines(), start=1))
