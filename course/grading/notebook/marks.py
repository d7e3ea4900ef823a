"""A short word for all that a feedback page tells of a notebook's grading, so that a page is known to be out of date.

nbgrader keeps no time of a mark or a comment. So the page carries this word, and whoever wants to know whether the page
says what the gradebook says now, works it out again.
"""

from __future__ import annotations

import hashlib
import json
import re
from pathlib import Path
from typing import Any

_ON_PAGE = re.compile(r'data-marks="([0-9a-f]{16})"')


def marks_word(notebook: Any) -> str:
    """The word of a submitted notebook; `notebook` is nbgrader's.

    Example: ``marks_word(gradebook.find_submission_notebook("01-history", "01-history", "ann"))``
    """
    submission = notebook.assignment
    late = submission.total_seconds_late if submission.assignment.duedate else 0
    told = {
        "grades": sorted(
            [one.name, round(float(one.score), 6), bool(one.needs_manual_grade)] for one in notebook.grades
        ),
        "comments": sorted([one.name, one.comment or ""] for one in notebook.comments),
        "late": [round(float(notebook.late_submission_penalty or 0), 6), late],
    }
    return hashlib.sha256(json.dumps(told).encode()).hexdigest()[:16]


def older(page: Path, graded: Path) -> bool:
    """Whether a notebook was graded again after its page was written: a test may say something else since.

    Example: ``older(Path("feedback/ann/01-history/a.html"), Path("autograded/ann/01-history/a.ipynb"))``
    """
    return graded.is_file() and page.stat().st_mtime < graded.stat().st_mtime


def marks_on(page: str) -> str:
    """The word that a page carries, or "" for a page of an older version or of another template.

    >>> marks_on('<div class="peace-summary" data-marks="0123456789abcdef">')
    '0123456789abcdef'
    """
    found = _ON_PAGE.search(page)
    return found[1] if found else ""
