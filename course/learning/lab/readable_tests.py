"""The tests of an assignment for someone who learns alone: a test that fails says so in words, not in red.

A class needs the red error: nbgrader gives a test cell without an error its full points, so there the cells stay as
they are. In the own copy nothing is marked, and a notebook that has just been opened should not look broken.
"""

from __future__ import annotations

import textwrap
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from course.learning.ui.message import Message, show

IMPORT = "from course.learning.lab.readable_tests import in_words"


@contextmanager
def in_words() -> Iterator[None]:
    """Run assertions; the first that fails is shown as a sentence, and when all hold that is said, too.

    Any other error is the learner's own and goes on.

    >>> with in_words():
    ...     assert {}, "my_plan is empty."
    → Not yet. my_plan is empty.
    """
    try:
        yield
    except AssertionError as error:
        show(Message("note", "Not yet", (str(error),)))
    else:
        show(Message("right", "These tests pass"))


def told_in_words(cell: Any) -> None:
    """Change a notebook's test cell (nbgrader marks it by `grade` without `solution`) so that it tells in words.

    A cell without an assertion, and any other cell, stays as it is.
    """
    marks = cell.metadata.get("nbgrader", {})
    if cell.cell_type != "code" or not marks.get("grade") or marks.get("solution") or "assert " not in cell.source:
        return
    head, _, tests = cell.source.partition("\n") if cell.source.startswith("#") else ("", "", cell.source)
    first = f"{head}\n{IMPORT}" if head else IMPORT
    cell.source = f"{first}\n\nwith in_words():\n{textwrap.indent(tests, '    ')}"
