"""`course export grades`: a class's grades in the form that a spreadsheet, Moodle or Canvas takes.

csv     one row for each assignment and student, with all columns of csv_plugin.py
wide    one row for each student, one column for each assignment
moodle  Moodle's CSV import: an identifier column and one column for each grade item. Moodle asks which column is which:
        map `username` or `Email address`, and each assignment to its grade item or to "New grade item"; a new item is
        out of 100 until its maximum is set. A grade that is not there is "-", Moodle's own sign for it: an empty cell
        would become 0 in a new grade item.
        Read: https://docs.moodle.org/311/en/Grade_import, and Moodle's grade/import/csv/classes/load_data.php.
canvas  Canvas's gradebook import: Student, ID, SIS User ID, SIS Login ID and Section, then the assignments, with a row
        of points possible below the header. ID is Canvas's own number and stays empty; Canvas then looks for the SIS
        Login ID, and last for the name. An empty grade changes nothing.
        Read: Canvas's lib/gradebook_importer.rb; its guide is
        https://community.canvaslms.com/t5/Instructor-Guide/How-do-I-import-grades-in-the-Gradebook/ta-p/807.

Only a finished grade goes to a learning platform: a memo that nobody has marked yet must not arrive there as zero. A
score that a person has to look at (course.grading.gradebook.verdicts) stops every form, unless it is told to go on.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from nbgrader.api import Gradebook

from course.content.safe_csv import is_risky, write_sheet
from course.errors import ExportError, GradebookError, UnknownNameError
from course.grading.gradebook.assignment import find_assignment
from course.grading.gradebook.csv_plugin import COLUMNS, SCORES, grade_rows
from course.grading.gradebook.roster import Student, same_email
from course.grading.gradebook.verdicts import Waiting

Row = dict[str, Any]

_NAMES = ("student_id", "last_name", "first_name", "email")
_SHOWN = 20
"""Scores to look at that are named one by one."""
_WHY = {
    "needs marking": "still to be marked by a person",
    "not autograded": "handed in but not graded",
    "absent": "not handed in",
}


def _by_student(rows: Sequence[Row]) -> dict[str, dict[str, Row]]:
    students: dict[str, dict[str, Row]] = {}
    for row in rows:
        students.setdefault(row["student_id"], {})[row["assignment"]] = row
    return students


def _finished(row: Row) -> float | None:
    # Two decimals: platforms show no more, and 0.1 + 0.2 need not reach them in full. Where a person has to look at a
    # score, whoever exports has said that it goes out as it stands.
    return round(row["score"], 2) if row["status"] in ("graded", "to look at") else None


def _csv(rows: Sequence[Row], assignments: Sequence[str]) -> tuple[Sequence[str], list[Row]]:
    ungraded = dict.fromkeys(SCORES)
    return COLUMNS, [{**row, **ungraded} if row["status"] == "not autograded" else row for row in rows]


def _wide(rows: Sequence[Row], assignments: Sequence[str]) -> tuple[Sequence[str], list[Row]]:
    table = []
    for held in _by_student(rows).values():
        about = next(iter(held.values()))
        table.append({name: about[name] for name in _NAMES} | {name: _finished(held[name]) for name in assignments})
    return [*_NAMES, *assignments], table


def _moodle(rows: Sequence[Row], assignments: Sequence[str]) -> tuple[Sequence[str], list[Row]]:
    table = []
    for held in _by_student(rows).values():
        about = next(iter(held.values()))
        grades = {name: _finished(held[name]) for name in assignments}
        table.append(
            {
                "username": about["student_id"],
                "Email address": about["email"],
                "First name": about["first_name"],
                "Last name": about["last_name"],
                **{name: "-" if grade is None else grade for name, grade in grades.items()},
            }
        )
    return ["username", "Email address", "First name", "Last name", *assignments], table


def _canvas(rows: Sequence[Row], assignments: Sequence[str]) -> tuple[Sequence[str], list[Row]]:
    students = _by_student(rows)
    first = next(iter(students.values()))
    # Canvas tells this row from a student's by these words in the first column, spaces and all.
    table: list[Row] = [{"Student": "    Points Possible", **{name: first[name]["max_score"] for name in assignments}}]
    for student_id, held in students.items():
        about = next(iter(held.values()))
        # Canvas's own sortable name: "Last, First".
        name = ", ".join(part for part in (about["last_name"], about["first_name"]) if part) or student_id
        table.append(
            {"Student": name, "SIS Login ID": student_id, **{name: _finished(held[name]) for name in assignments}}
        )
    return ["Student", "ID", "SIS User ID", "SIS Login ID", "Section", *assignments], table


FORMS = {"csv": _csv, "wide": _wide, "moodle": _moodle, "canvas": _canvas}


def export_grades(
    gradebook: Gradebook,
    form: str,
    target: Path,
    assignments: Sequence[str] = (),
    waiting: Sequence[Waiting] = (),
    anyway: bool = False,
) -> list[str]:
    """Write the grades to `target` in a form of FORMS; returns sentences that say what was written and what was not.

    assignments: their names; empty means all. waiting: scores that a person has to look at. anyway: write although
    there are some. Raises UnknownNameError for a form or an assignment that does not exist, GradebookError when there
    is no student or no assignment, ExportError when the file cannot be written or a score waits.

    Example: ``export_grades(gradebook, "moodle", Path("grades.csv"))``
    """
    if form not in FORMS:
        raise UnknownNameError("format", form, FORMS)
    for name in assignments:
        find_assignment(gradebook, name)
    if waiting and not anyway:
        raise ExportError("\n".join([_NOT_YET.format(len(waiting)), *_named(waiting)]))
    rows = list(grade_rows(gradebook, assignments))
    if not rows:
        raise GradebookError("The gradebook holds no student or no assignment yet. To mend: run nbgrader autograde.")
    names = list(dict.fromkeys(row["assignment"] for row in rows))
    columns, table = FORMS[form](rows, names)
    # The platforms read UTF-8 as it is; Excel needs the mark to know it.
    write_sheet(target, columns, table, for_excel=form in ("csv", "wide"))
    return [f"{len(_by_student(rows))} students, {len(names)} assignments: {target}", *_notes(rows, form)]


_NOT_YET = (
    "Nothing was written: a person still has to look at {} of the scores. To mend: give each of these cells its "
    "points in formgrader (those that it has, or others), or say --anyway to write them as they stand."
)


def _named(waiting: Sequence[Waiting]) -> list[str]:
    more = len(waiting) - _SHOWN
    return [f"- {one}" for one in waiting[:_SHOWN]] + ([f"- and {more} more: see course report"] if more > 0 else [])


def _notes(rows: Sequence[Row], form: str) -> list[str]:
    notes = []
    for status, why in _WHY.items():
        if count := sum(row["status"] == status for row in rows):
            left = "the points so far" if form == "csv" and status == "needs marking" else "no grade in the file"
            notes.append(f"{count} {why}: {left}.")
    if count := sum(row["status"] == "to look at" for row in rows):
        notes.append(f"{count} with a score that a person has to look at: written as they stand, as you said.")
    if form in ("moodle", "canvas"):
        column = "student_id"
        for student in sorted({row[column] for row in rows if is_risky(row[column])}):
            notes.append(
                f"{student!r} begins like a formula, so an apostrophe stands before it in the file. "
                "Remove it by hand if this is the real account, or the platform will not find it."
            )
    if form == "moodle":
        listed = {row["student_id"]: Student(row["student_id"], email=row["email"] or "") for row in rows}
        notes += [f"{sentence} Map by username in Moodle." for sentence in same_email(list(listed.values()))]
    if form == "moodle" and not all(row["email"] for row in rows):
        notes.append("Some students have no email address in the gradebook: map by username in Moodle.")
    return notes
