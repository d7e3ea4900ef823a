"""Which points of an assignment are extra: earned beyond the full points, and never needed to pass.

A stretch task is one whose nbgrader cells are called "stretch1-answer", "stretch1-visible", "stretch1-hidden" ...
nbgrader counts their points like all others; everything of the course that adds up points asks here.
"""

from __future__ import annotations

import re

_STRETCH = re.compile(r"stretch\d+[a-z]?(?:[-_].*)?")


def is_extra(name: str) -> bool:
    """Whether a graded cell, by its nbgrader id, belongs to a stretch task. A task's own name will do, too.

    >>> is_extra("stretch1-hidden"), is_extra("stretch2"), is_extra("task1-hidden"), is_extra("memo")
    (True, True, False, False)
    """
    return _STRETCH.fullmatch(name) is not None
