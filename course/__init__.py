"""The names a notebook uses, and nothing else.

`from course import load, quiz` imports only what these two need; the rest waits until it is asked for. In a notebook it
also lets tables show themselves in a form that everybody can read (`course.charts.frame`), and lets the kernel explain
errors in words. A kernel of this environment does so from its start, because `ipython_kernel_config.json` names this
package as an extension of IPython: after a restart the first cell has not run.
"""

from __future__ import annotations

import importlib
import os
import sys
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from course import charts
    from course.content.data import load
    from course.learning.lab.check import check, hint, solution
    from course.learning.lab.explore import explore
    from course.learning.ledger.ledger import ledger
    from course.learning.planner.widget import plan
    from course.learning.progress.overview import progress
    from course.learning.quiz.mastery import mastery
    from course.learning.quiz.quiz import answer, quiz
    from course.learning.quiz.review import review
    from course.learning.scenario.play import scenario
    from course.learning.workspace.restore import restore

__all__ = [
    "answer",
    "charts",
    "check",
    "explore",
    "hint",
    "ledger",
    "load",
    "mastery",
    "plan",
    "progress",
    "quiz",
    "restore",
    "review",
    "scenario",
    "solution",
]

_HOMES = {
    "answer": "course.learning.quiz.quiz",
    "check": "course.learning.lab.check",
    "explore": "course.learning.lab.explore",
    "hint": "course.learning.lab.check",
    "ledger": "course.learning.ledger.ledger",
    "load": "course.content.data",
    "mastery": "course.learning.quiz.mastery",
    "plan": "course.learning.planner.widget",
    "progress": "course.learning.progress.overview",
    "quiz": "course.learning.quiz.quiz",
    "restore": "course.learning.workspace.restore",
    "review": "course.learning.quiz.review",
    "scenario": "course.learning.scenario.play",
    "solution": "course.learning.lab.check",
}


def load_ipython_extension(shell: Any) -> None:
    """What IPython calls for `%load_ext course`, and at a kernel's start where its settings name this package."""
    # nbgrader sets this for the kernels that it grades and validates in: there nobody reads, and outputs are compared.
    if os.environ.get("NBGRADER_EXECUTION"):
        return
    from course.learning.errors_in_words.kernel import explain_errors_in

    explain_errors_in(shell)


def _in_this_shell() -> None:
    """What a notebook gains from its first import: readable tables, explained errors. Elsewhere nothing."""
    shell = sys.modules["IPython"].get_ipython() if "IPython" in sys.modules else None
    if shell is None or os.environ.get("NBGRADER_EXECUTION"):
        return
    load_ipython_extension(shell)
    words = shell.display_formatter.formatters["text/html"]
    # By name, so that pandas is imported only where somebody uses it.
    words.for_type_by_name("pandas", "DataFrame", lambda table: _frame().frame_html(table))
    words.for_type_by_name("pandas", "Series", lambda column: _frame().series_html(column))
    # numpy writes np.int64(13), and a learner reads 13.
    plain = shell.display_formatter.formatters["text/plain"]
    numpy = sys.modules.get("numpy")
    for kind in ("int64", "float64", "bool"):
        # IPython knows some of numpy's types itself once numpy is there, and prefers a type to a name.
        plain.for_type(getattr(numpy, kind) if numpy else f"numpy.{kind}", _as_a_number)


def _as_a_number(number: Any, page: Any, _: bool) -> None:
    page.text(str(number))


def _frame() -> Any:
    return importlib.import_module("course.charts.frame")


def __getattr__(name: str) -> Any:
    # Here and not at import: a kernel that was forked from a warm parent imported this package before it had a shell.
    _in_this_shell()
    if name == "charts":
        return importlib.import_module("course.charts")
    if name in _HOMES:
        value = getattr(importlib.import_module(_HOMES[name]), name)
        globals()[name] = value
        return value
    raise AttributeError(f"module 'course' has no attribute {name!r}; it offers {', '.join(__all__)}")


def __dir__() -> list[str]:
    return __all__
