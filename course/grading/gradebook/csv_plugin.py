"""Grades as CSV that a spreadsheet reads back unchanged.

nbgrader's own exporter joins fields with commas and quotes nothing, so the learner `O'Neil, "Ann"` breaks its
row. This exporter has nbgrader's eleven columns in nbgrader's order, and adds what a teacher asks next: the
points by kind of marking, which of them are extra, how late, and whether anything is still to be marked.

nbgrader_config.py names it, so `nbgrader export` uses it:

    c.ExportApp.plugin_class = "course.grading.gradebook.csv_plugin.QuotedCsvExport"

`course export grades` (course.grading.gradebook.lms) writes the same rows in more forms.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from pathlib import Path
from typing import Any

from nbgrader.api import Assignment, Gradebook, Student
from nbgrader.plugins import ExportPlugin

from course.content.safe_csv import write_sheet
from course.grading.gradebook.points import Points, earned, penalty, possible
from course.grading.gradebook.status import status_of
from course.grading.gradebook.whole import Submission, seconds_late, submissions_of

NBGRADER_COLUMNS = (
    "assignment",
    "duedate",
    "timestamp",
    "student_id",
    "last_name",
    "first_name",
    "email",
    "raw_score",
    "late_submission_penalty",
    "score",
    "max_score",
)
OUR_COLUMNS = (
    "auto_score",
    "max_auto_score",
    "manual_score",
    "max_manual_score",
    "extra_score",
    "max_extra_score",
    "seconds_late",
    "status",
)
COLUMNS = NBGRADER_COLUMNS + OUR_COLUMNS
_DIGITS = 6
"""After the point; a tenth of 17 is 1.7 and not 1.7000000000000002."""
SCORES = ("raw_score", "late_submission_penalty", "score", "auto_score", "manual_score", "extra_score")


def _row(assignment: Assignment, most: Points, student: Student, submission: Submission | None) -> dict[str, Any]:
    row: dict[str, Any] = {
        "assignment": assignment.name,
        "duedate": assignment.duedate,
        "student_id": student.id,
        "last_name": student.last_name,
        "first_name": student.first_name,
        "email": student.email,
        "max_score": most.full,
        "max_auto_score": most.auto,
        "max_manual_score": most.manual,
        "max_extra_score": most.extra,
    }
    status = status_of(submission)
    if submission is None or status == "absent":
        return {**row, **dict.fromkeys(SCORES), "seconds_late": None, "status": status}
    points = earned(submission)
    lost = round(penalty(submission), _DIGITS)
    return {
        **row,
        "timestamp": submission.timestamp,
        "raw_score": points.all,
        "late_submission_penalty": lost,
        "score": round(max(0.0, points.all - lost), _DIGITS),
        "auto_score": points.auto,
        "manual_score": points.manual,
        "extra_score": points.extra,
        "seconds_late": round(seconds_late(assignment.duedate, submission)),
        "status": status,
    }


def grade_rows(
    gradebook: Gradebook, assignments: Collection[str] = (), students: Collection[str] = ()
) -> Iterator[dict[str, Any]]:
    """One row for each assignment and student, with the columns of COLUMNS.

    assignments, students: names and ids to keep; empty means all. Scores are points, None for who handed in nothing;
    times are UTC.
    """
    people = [student for student in gradebook.students if not students or student.id in students]
    for assignment in gradebook.assignments:
        if assignments and assignment.name not in assignments:
            continue
        most, handed_in = possible(assignment), submissions_of(gradebook, assignment.id)
        for student in people:
            yield _row(assignment, most, student, handed_in.get(student.id))


class QuotedCsvExport(ExportPlugin):
    """`nbgrader export` with quoting: what is written is what is read back."""

    def export(self, gradebook: Gradebook) -> None:
        """Write the grades to `self.to`, or to grades.csv in the current folder."""
        target = Path(self.to or "grades.csv")
        self.log.info("Exporting grades to %s", target)
        rows = list(grade_rows(gradebook, [str(a) for a in self.assignment], [str(s) for s in self.student]))
        if look := sum(row["status"] == "to look at" for row in rows):
            self.log.warning("%d of these grades hold a score that a person has to look at: see `course report`", look)
        # nbgrader's own export gives 0 to who handed in nothing, and what reads its files counts on that.
        nothing = dict.fromkeys((*SCORES, "seconds_late"), 0)
        write_sheet(target, COLUMNS, ({**row, **nothing} if row["status"] == "absent" else row for row in rows))
