"""Where a kernel shows errors: the sentence below Python's red text, and the red text short.

Mechanism. IPython calls `_after_cell` when a cell has run; when it failed, the sentence is displayed as an output of
its own, behind the error. Python's text is long where an error arises deep within pandas, and the sentence would be
out of sight; so for an error that has a sentence only the steps in the learner's own cells are shown, and Python's
last line. Name and value of the error stay as they are, for nbclient, nbval and nbgrader too. `%tb` shows everything.

Without an error this costs one look at the result of a cell, and one at its text: a cell that asks a column for a text
that no row has gets its sentence, too. pandas and the rules are imported at the first error or the first such cell.
"""

from __future__ import annotations

import contextlib
import logging
import re
import sys
from collections.abc import Iterator
from types import TracebackType
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from course.learning.errors_in_words.sentences import Explanation

_ASKS_FOR_TEXT = re.compile(r"""[!=]=\s*["']|\.isin\(""")
_log = logging.getLogger(__name__)
_SHORTENED = (NameError, LookupError, AttributeError, ImportError, OSError, ArithmeticError, TypeError, ValueError)
"""What is raised while a cell runs. A cell that Python cannot read has no steps, and its text is short already."""


def explain_errors_in(shell: Any) -> None:
    """From now on, explain the errors of cells that run in this IPython shell; once is enough, twice does no harm.

    Only a kernel has a page to show the sentence on: any other shell stays as it is, the grading's among them.

    >>> explain_errors_in(None)
    """
    in_browser = sys.platform == "emscripten"
    if shell is None or not (in_browser or getattr(shell, "kernel", None) is not None):
        return
    shell.events.register("post_run_cell", _after_cell)
    if not shell.custom_exceptions:  # another package's handler comes first
        shell.set_custom_exc(_SHORTENED, _show_short)


def _after_cell(result: Any) -> None:
    error, code = result.error_before_exec or result.error_in_exec, result.info.raw_cell
    if error is None and not _ASKS_FOR_TEXT.search(code or ""):
        return
    from IPython import get_ipython

    found = _explained(get_ipython(), error, code)
    if found is not None:
        from course.learning.ui.message import Message, show

        show(Message("note", "What happened", (found.says, found.mend)))


def _explained(shell: Any, error: BaseException | None, code: str) -> Explanation | None:
    try:
        from course.learning.errors_in_words.explain import explain
        from course.learning.errors_in_words.unmatched import text_without_row

        if error is None:
            return text_without_row(code, shell.user_ns)
        # Where a row of an empty table is asked for, the filter above is to blame.
        empty = text_without_row(code, shell.user_ns) if isinstance(error, IndexError) else None
        return empty or explain(error, code, shell.user_ns)
    except Exception:  # noqa: BLE001
        # An error of ours must not stand beside the learner's; whoever works on the rules turns this logger on.
        _log.info("no sentence for %r", error, exc_info=True)
        return None


def _show_short(
    shell: Any, kind: type[BaseException], error: BaseException, steps: TracebackType, tb_offset: int | None = None
) -> None:
    from course.learning.errors_in_words.place import is_learners

    own = [step for step in _steps(steps) if is_learners(step, shell.user_ns)]
    if not own or _explained(shell, error, "") is None:
        shell.showtraceback((kind, error, steps), tb_offset=tb_offset)
        return
    short = None
    for step in reversed(own):
        short = TracebackType(short, step.tb_frame, step.tb_lasti, step.tb_lineno)
    with _alone(error):
        shell.showtraceback((kind, error, short), tb_offset=0)
    sys.last_traceback = steps  # what %tb and %debug show


def _steps(step: TracebackType | None) -> Iterator[TracebackType]:
    while step is not None:
        yield step
        step = step.tb_next


@contextlib.contextmanager
def _alone(error: BaseException) -> Iterator[None]:
    """While this lasts, the errors within pandas that led to `error` are not told with it."""
    cause, hidden = error.__cause__, error.__suppress_context__
    error.__cause__ = None  # Python hides __context__ as well, then
    try:
        yield
    finally:
        error.__cause__, error.__suppress_context__ = cause, hidden
