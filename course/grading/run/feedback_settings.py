"""Whether nbgrader's own feedback command would show hidden tests in this course folder, and the lines that mend it.

`nbgrader generate_feedback` writes a graded notebook as a page, hidden tests included, unless the course's settings
call `course.grading.autograde.install`.
"""

from __future__ import annotations

import contextlib
from collections.abc import Iterable, Iterator
from pathlib import Path

from course.content.safe_files import write_whole
from course.errors import GradingError
from course.grading.notebook.cells import hidden_lines
from course.grading.repair.original import Original

FILE = "nbgrader_config.py"
LINES = "from course.grading.autograde import install\ninstall()\n"
_WHY = "# Feedback pages without the hidden tests; nbgrader's own commands and buttons grade in the sandbox, too.\n"
NOT_YET = (
    "`nbgrader generate_feedback` would show the hidden tests to learners here. To mend: `course grade "
    f"--write-settings` adds these two lines to {FILE}, or add them yourself: `from "
    "course.grading.autograde import install` and `install()`."
)


class Watch:
    """Whether settings that are read while it lasts have called `install`. installed: the answer, afterwards."""

    installed = False


@contextlib.contextmanager
def watched() -> Iterator[Watch]:
    """Read a course's settings inside: another course's, read before in this process, then count for nothing."""
    import nbgrader.apps.generatefeedbackapp as program
    from nbgrader.converters import GenerateFeedback as nbgraders

    watch = Watch()
    before, program.GenerateFeedback = program.GenerateFeedback, nbgraders
    try:
        yield watch
    finally:
        watch.installed = program.GenerateFeedback is not nbgraders
        program.GenerateFeedback = before


def has_hidden_tests(originals: Iterable[Original]) -> bool:
    """Whether an assignment's notebooks have tests that learners must not see."""
    return any(hidden_lines(cell.text) for original in originals for cell in original.cells)


def write_settings(root: Path) -> str:
    """Add the lines to a course folder's settings; what was done, in words. Errors: GradingError.

    Example: ``write_settings(Path("my-class"))``
    """
    file = root / FILE
    try:
        text = file.read_text(encoding="utf-8") if file.exists() else ""
        before = f"{text.rstrip()}\n\n" if text.strip() else ""
        write_whole(file, f"{before}{_WHY}{LINES}".encode())
    except (OSError, UnicodeDecodeError) as error:
        raise GradingError(
            f"{file} cannot be changed: {error}. To mend: add these lines to it yourself:\n{LINES}"
        ) from None
    return f"Two lines were added to {file}: nbgrader's feedback shows no hidden tests now."
