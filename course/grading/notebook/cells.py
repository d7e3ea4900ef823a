"""Which cell of a notebook is what to nbgrader: a test, locked, hidden from learners."""

from __future__ import annotations

from typing import Any

# As short as nbgrader's own: "# BEGIN HIDDEN TESTS" is a mark too.
BEGIN, END = "BEGIN HIDDEN TESTS", "END HIDDEN TESTS"


def is_test(cell: Any) -> bool:
    """Whether nbgrader gives points for this code cell by running it."""
    about = cell.get("metadata", {}).get("nbgrader", {})
    return bool(cell["cell_type"] == "code" and about.get("grade") and not about.get("solution"))


def is_locked(cell: Any) -> bool:
    """Whether this is an instructor's code cell that learners cannot change and that gives no points."""
    about = cell.get("metadata", {}).get("nbgrader", {})
    locked = about.get("locked") and not about.get("solution") and not about.get("grade")
    return bool(cell["cell_type"] == "code" and locked)


def name_of(cell: Any) -> str:
    """The cell's nbgrader id, or ""."""
    return str(cell.get("metadata", {}).get("nbgrader", {}).get("grade_id", ""))


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
