"""The instructor's wing: grade, report and run a class through nbgrader.

Each of its rooms says in its first lines what enters, what leaves and what it must never do. A submission goes
run -> pipeline -> judge -> sandbox; repair, report and gradebook stand on notebook only.
`course.grading.Autograde` is nbgrader's converter with this package's sandbox and judge.
"""

from __future__ import annotations

from typing import Any

__all__ = ["Autograde"]


def __getattr__(name: str) -> Any:
    # nbgrader takes seconds to import, and the sandbox's zygotes, which import this package, never need it.
    if name == "Autograde":
        from course.grading.pipeline.autograde import Autograde

        return Autograde
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
