"""The instructor's wing: grade, report and run a class through nbgrader.

It imports the ground floor (course/content, course/errors) and no other wing.
`course.grading.Autograde` is nbgrader's converter with this package's sandbox and judge.
"""

from __future__ import annotations

from typing import Any

__all__ = ["Autograde"]


def __getattr__(name: str) -> Any:
    # nbgrader takes seconds to import, and the sandbox's warm parents, which import this package, never need it.
    if name == "Autograde":
        from course.grading.autograde import Autograde

        return Autograde
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
