"""How far the marking of one submission is: the one rule, for the report, the exports and the certificate."""

from __future__ import annotations

from typing import Any

STATUSES = ("graded", "to look at", "needs marking", "not autograded", "absent")


def status_of(submission: Any | None) -> str:
    """How far the marking of a submission is, as one of STATUSES; None, for nothing handed in, is "absent".

    "to look at": every cell has points, but a person has to look at some; see course.grading.gradebook.verdicts.
    "needs marking": a memo waits for a person. "not autograded": its file could not be read, or was not yet.
    submission: nbgrader's SubmittedAssignment.

    >>> status_of(None)
    'absent'
    """
    if submission is None or only_extension(submission):
        return "absent"
    grades = [grade for notebook in submission.notebooks for grade in notebook.grades]
    code = [grade for grade in grades if grade.cell_type == "code"]
    # Autograde enters a submission first and reads its file afterwards: in an unreadable one no code has a score. Where
    # only a person gives points there is no code to wait for.
    if not grades or (code and all(grade.auto_score is None and grade.manual_score is None for grade in code)):
        return "not autograded"
    waiting = [grade for grade in grades if grade.needs_manual_grade]
    if not waiting:
        return "graded"
    return "to look at" if all(grade.auto_score is not None for grade in waiting) else "needs marking"


def only_extension(submission: Any) -> bool:
    """Whether nbgrader's entry only holds more time for somebody who has handed in nothing yet.

    nbgrader keeps an extension in the entry of a submission. One that came has a time of hand-in or some score.

    Example: ``only_extension(gradebook.find_submission("01-history", "ann"))``
    """
    if submission.extension is None or submission.timestamp is not None:
        return False
    grades = [grade for notebook in submission.notebooks for grade in notebook.grades]
    return all(grade.auto_score is None and grade.manual_score is None for grade in grades)
