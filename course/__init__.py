"""The names a notebook uses, and nothing else.

`from course import load, quiz` imports only what these two need; the rest waits until it is asked for.
"""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from course.content import charts
    from course.content.data import load
    from course.learning.check import check, hint, solution
    from course.learning.home import progress
    from course.learning.ledger import ledger
    from course.learning.mastery import mastery
    from course.learning.planner import plan
    from course.learning.quiz import answer, quiz
    from course.learning.review import review
    from course.learning.scenario import scenario

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
    "review",
    "scenario",
    "solution",
]

_HOMES = {
    "answer": "course.learning.quiz",
    "check": "course.learning.check",
    "hint": "course.learning.check",
    "ledger": "course.learning.ledger",
    "load": "course.content.data",
    "mastery": "course.learning.mastery",
    "plan": "course.learning.planner",
    "progress": "course.learning.home",
    "quiz": "course.learning.quiz",
    "review": "course.learning.review",
    "scenario": "course.learning.scenario",
    "solution": "course.learning.check",
}


def __getattr__(name: str) -> Any:
    if name == "charts":
        return importlib.import_module("course.content.charts")
    if name in _HOMES:
        value = getattr(importlib.import_module(_HOMES[name]), name)
        globals()[name] = value
        return value
    raise AttributeError(f"module 'course' has no attribute {name!r}; it offers {', '.join(__all__)}")


def __dir__() -> list[str]:
    return __all__
