"""The names a notebook uses, and nothing else.

`from course import load, quiz` imports only what these two need; the rest waits until it is asked for.
"""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from course import charts
    from course.content.data import load
    from course.learning.lab.check import check, hint, solution
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


def __getattr__(name: str) -> Any:
    if name == "charts":
        return importlib.import_module("course.charts")
    if name in _HOMES:
        value = getattr(importlib.import_module(_HOMES[name]), name)
        globals()[name] = value
        return value
    raise AttributeError(f"module 'course' has no attribute {name!r}; it offers {', '.join(__all__)}")


def __dir__() -> list[str]:
    return __all__
