"""What of a gradebook may go to a learning platform, for all forms of `course export grades`."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

Row = dict[str, Any]


def by_student(rows: Sequence[Row]) -> dict[str, dict[str, Row]]:
    """The rows of csv_plugin.grade_rows by student, and for each by assignment.

    >>> by_student([{"student_id": "ann", "assignment": "lab"}])["ann"]["lab"]["assignment"]
    'lab'
    """
    students: dict[str, dict[str, Row]] = {}
    for row in rows:
        students.setdefault(row["student_id"], {})[row["assignment"]] = row
    return students


def finished(row: Row) -> float | None:
    """The grade that goes out, None when there is none yet.

    >>> finished({"status": "graded", "score": 17.504}), finished({"status": "needs marking", "score": 5.0})
    (17.5, None)
    """
    # Two decimals: platforms show no more, and 0.1 + 0.2 need not reach them in full. Where a person has to look at a
    # score, whoever exports has said that it goes out as it stands.
    return round(row["score"], 2) if row["status"] in ("graded", "to look at") else None


def in_words(row: Row) -> str:
    """A sentence about a finished grade for the student, "" when there is none.

    >>> about = {"status": "graded", "score": 40.0, "max_score": 65.0, "late_submission_penalty": 5.0}
    >>> in_words(about | {"auto_score": 30.0, "max_auto_score": 45.0, "manual_score": 15.0, "max_manual_score": 20.0})
    '40 of 65 points: tasks 30 of 45, memo 15 of 20; 5 less for late work.'
    """
    if finished(row) is None:
        return ""
    parts = []
    if row["max_auto_score"]:
        parts.append(f"tasks {_points(row['auto_score'])} of {_points(row['max_auto_score'])}")
    if row["max_manual_score"]:
        parts.append(f"memo {_points(row['manual_score'])} of {_points(row['max_manual_score'])}")
    late = f"; {_points(row['late_submission_penalty'])} less for late work" if row["late_submission_penalty"] else ""
    what = f": {', '.join(parts)}" if len(parts) > 1 else ""
    return f"{_points(row['score'])} of {_points(row['max_score'])} points{what}{late}."


def _points(number: float) -> str:
    return f"{round(number, 2):g}"
