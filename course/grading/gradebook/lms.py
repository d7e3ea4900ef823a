"""`course export grades`: a class's grades in the form that a spreadsheet, Moodle or Canvas takes.

csv     one row for each assignment and student, with all columns of csv_plugin.py
wide    one row for each student, one column for each assignment
moodle  Moodle's CSV import: see course.grading.gradebook.moodle
canvas  Canvas's gradebook import: see course.grading.gradebook.canvas

A fifth, worksheet, fills Moodle's own file by the names that a class's folder remembers, and so stands on this room:
course.grading.platform.grading_worksheet. It has from here what may go out, and what is said of the rest.

Only a finished grade goes to a learning platform: a memo that nobody has marked yet must not arrive there as zero. A
score that a person has to look at (course.grading.gradebook.verdicts) stops every form, unless it is told to go on.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from nbgrader.api import Gradebook

from course.content.safe_csv import is_risky, write_sheet
from course.errors import ExportError, GradebookError, UnknownNameError
from course.grading.gradebook.assignment import find_assignment
from course.grading.gradebook.canvas import canvas_table, plain_canvas_table, read_canvas_gradebook
from course.grading.gradebook.csv_plugin import COLUMNS, SCORES, grade_rows
from course.grading.gradebook.finished import Row, by_student, finished
from course.grading.gradebook.moodle import BY, Table, moodle_table
from course.grading.gradebook.verdicts import Waiting

FORMS = ("csv", "wide", "moodle", "canvas")
WORKSHEET = "worksheet"
_NAMES = ("student_id", "last_name", "first_name", "email")
_SHOWN = 20
"""Scores to look at that are named one by one."""
_WHY = {
    "needs marking": "still to be marked by a person",
    "not autograded": "handed in but not graded",
    "absent": "not handed in",
}


def _csv(rows: Sequence[Row]) -> Table:
    ungraded = dict.fromkeys(SCORES)
    table = [{**row, **ungraded} if row["status"] == "not autograded" else row for row in rows]
    return Table(list(COLUMNS), table, [])


def _wide(rows: Sequence[Row], assignments: Sequence[str]) -> Table:
    table = []
    for held in by_student(rows).values():
        about = next(iter(held.values()))
        table.append({name: about[name] for name in _NAMES} | {name: finished(held[name]) for name in assignments})
    return Table([*_NAMES, *assignments], table, [])


def rows_to_export(
    gradebook: Gradebook, assignments: Sequence[str], waiting: Sequence[Waiting], anyway: bool
) -> list[Row]:
    """The rows of csv_plugin.grade_rows that may go out. Arguments and errors as those of export_grades.

    Example: ``rows_to_export(gradebook, ["01-history"], (), False)``
    """
    for name in assignments:
        find_assignment(gradebook, name)
    if waiting and not anyway:
        raise ExportError("\n".join([_NOT_YET.format(len(waiting)), *_named(waiting)]))
    rows = list(grade_rows(gradebook, assignments))
    if not rows:
        raise GradebookError("The gradebook holds no student or no assignment yet. To mend: run nbgrader autograde.")
    return rows


def export_grades(
    gradebook: Gradebook,
    form: str,
    target: Path,
    assignments: Sequence[str] = (),
    waiting: Sequence[Waiting] = (),
    anyway: bool = False,
    by: str = "username",
    canvas_gradebook: Path | None = None,
) -> list[str]:
    """Write the grades to `target` in a form of FORMS; returns sentences that say what was written and what was not.

    assignments: their names; empty means all. waiting: scores that a person has to look at. anyway: write although
    there are some. by: what identifies a person in Moodle, one of moodle.BY. canvas_gradebook: a gradebook that was
    exported from Canvas. Raises UnknownNameError for a form, an identifier or an assignment that does not exist,
    GradebookError when there is no student or no assignment, ExportError when the file cannot be written or a score
    waits, PlatformError when Canvas's gradebook cannot be read.

    Example: ``export_grades(gradebook, "moodle", Path("grades.csv"))``
    """
    if form not in FORMS:
        raise UnknownNameError("format", form, (*FORMS, WORKSHEET))
    if by not in BY:
        raise UnknownNameError("identifier", by, BY)
    rows = rows_to_export(gradebook, assignments, waiting, anyway)
    names = list(dict.fromkeys(row["assignment"] for row in rows))
    table = _table(rows, names, form, by, canvas_gradebook)
    # The platforms read UTF-8 as it is; Excel needs the mark to know it.
    write_sheet(target, table.columns, table.rows, for_excel=form in ("csv", "wide"))
    return [
        f"{_count(table, form, rows)} students, {len(names)} assignments: {target}",
        *notes_of(rows, form),
        *table.notes,
    ]


def _table(rows: Sequence[Row], names: Sequence[str], form: str, by: str, canvas_gradebook: Path | None) -> Table:
    if form == "moodle":
        return moodle_table(rows, names, by)
    if form == "canvas" and canvas_gradebook is not None:
        return canvas_table(rows, names, read_canvas_gradebook(canvas_gradebook))
    if form == "canvas":
        made = plain_canvas_table(rows, names)
        risky = [student for student in by_student(rows) if is_risky(student)]
        return Table(made.columns, made.rows, [_RISKY.format(student) for student in risky])
    return _wide(rows, names) if form == "wide" else _csv(rows)


def _count(table: Table, form: str, rows: Sequence[Row]) -> int:
    points_row = 1 if form == "canvas" else 0
    return len(by_student(rows)) if form == "csv" else len(table.rows) - points_row


_RISKY = (
    "{!r} begins like a formula, so an apostrophe stands before it in the file. "
    "Remove it by hand if this is the real account, or the platform will not find it."
)
_NOT_YET = (
    "Nothing was written: a person still has to look at {} of the scores. To mend: give each of these cells its "
    "points in formgrader (those that it has, or others), or say --anyway to write them as they stand."
)


def _named(waiting: Sequence[Waiting]) -> list[str]:
    more = len(waiting) - _SHOWN
    return [f"- {one}" for one in waiting[:_SHOWN]] + ([f"- and {more} more: see course report"] if more > 0 else [])


def notes_of(rows: Sequence[Row], form: str) -> list[str]:
    """What is not finished, in sentences, with the people's ids; form: one of FORMS or WORKSHEET.

    Example: ``notes_of(rows, "moodle")``
    """
    notes = []
    for status, why in _WHY.items():
        if found := [row for row in rows if row["status"] == status]:
            left = "the points so far" if form == "csv" and status == "needs marking" else "no grade in the file"
            for assignment in dict.fromkeys(row["assignment"] for row in found):
                people = [row["student_id"] for row in found if row["assignment"] == assignment]
                more = f" and {len(people) - _SHOWN} more" if len(people) > _SHOWN else ""
                who = f"{', '.join(people[:_SHOWN])}{more}"
                notes.append(f"{assignment}: {len(people)} {why} ({who}): {left}.")
    if count := sum(row["status"] == "to look at" for row in rows):
        notes.append(f"{count} with a score that a person has to look at: written as they stand, as you said.")
    return notes
