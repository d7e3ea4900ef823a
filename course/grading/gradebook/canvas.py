"""Grades for Canvas's gradebook import, best with a gradebook that was exported there: its columns, ids and students.

Canvas's lib/gradebook_importer.rb and lib/gradebook_exporter.rb were read for this.
- The first column holds Student (or LastName and FirstName), the next ID; SIS User ID, SIS Login ID, Integration ID and
  Root Account may follow, and Section ends them. All are kept as they stand in Canvas's file.
- A person is found by ID, else by SIS User ID, SIS Login ID, and last by name; whom none fits counts as somebody new.
- A column is `Title (12345)`; another title would make a new assignment. The row Points Possible would change the
  assignment's points, so Canvas's own stand there. A column that says "(read only)" there is left alone.
- An empty cell is no grade only where Canvas has none either; where it has one, the import shows the cell as a change
  to no grade. So people without a finished grade in any of the columns are not in the file.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path

import attrs

from course.errors import ExportError
from course.grading.gradebook.finished import Row, by_student, finished
from course.grading.gradebook.moodle import Table
from course.grading.gradebook.spreadsheet import rows_of

POINTS = "    Points Possible"
"""Canvas tells this row from a student's by these words in the first column, spaces and all."""
_TITLE = re.compile(r"(.*)\s\((\d+)\)", re.S)
_PERSON = (
    "Student", "LastName", "FirstName", "ID", "SIS User ID", "SIS Login ID", "Integration ID", "Root Account",
    "Section",
)  # fmt: skip


def plain_canvas_table(rows: Sequence[Row], assignments: Sequence[str]) -> Table:
    """The rows of csv_plugin.grade_rows for a course in Canvas that has no gradebook to go by.

    ID is Canvas's own number and stays empty; Canvas then looks for the SIS Login ID, and last for the name.
    """
    students = by_student(rows)
    first = next(iter(students.values()))
    table: list[Row] = [{"Student": POINTS, **{name: first[name]["max_score"] for name in assignments}}]
    for student_id, held in students.items():
        about = next(iter(held.values()))
        # Canvas's own sortable name: "Last, First".
        name = ", ".join(part for part in (about["last_name"], about["first_name"]) if part) or student_id
        table.append({"Student": name, "SIS Login ID": student_id, **{one: finished(held[one]) for one in assignments}})
    return Table(["Student", "ID", "SIS User ID", "SIS Login ID", "Section", *assignments], table, [])


@attrs.frozen
class CanvasGradebook:
    """A gradebook that was exported from Canvas. person: its columns about a person. students: their rows.

    assignments: title by column. points: Canvas's points by column.
    """

    person: tuple[str, ...]
    students: tuple[dict[str, str], ...]
    assignments: dict[str, str]
    points: dict[str, str]


def read_canvas_gradebook(file: Path) -> CanvasGradebook:
    """Read Canvas's export. Errors: PlatformError when it cannot be read, ExportError when it is none.

    Example: ``read_canvas_gradebook(Path("2027-01-20_Grades-PP.csv")).assignments``
    """
    header, *rows = rows_of(file) or [[]]
    header = [name.strip() for name in header]
    person = [name for name in header if name in _PERSON]
    if "ID" not in header or "Section" not in header or header[: len(person)] != person:
        raise ExportError(
            f"{file} is no gradebook of Canvas: it has no columns Student, ID and Section at its beginning. "
            "To mend: in Canvas choose Grades, Export, Export Entire Gradebook."
        )
    table = [dict(zip(header, [cell.strip() for cell in row], strict=False)) for row in rows]
    first = header[0]
    points = next((row for row in table if "Points Possible" in row.get(first, "")), {})
    students = [
        row
        for row in table
        if row is not points
        and row.get("ID", "").isdigit()
        and row.get(first, "") not in ("Student, Test", "Test Student")
    ]
    titled = {name: found[1] for name in header if (found := _TITLE.fullmatch(name))}
    assignments = {name: title for name, title in titled.items() if "read only" not in points.get(name, "").lower()}
    return CanvasGradebook(tuple(person), tuple(students), assignments, points)


def canvas_table(rows: Sequence[Row], assignments: Sequence[str], known: CanvasGradebook) -> Table:
    """The rows of csv_plugin.grade_rows in the columns and with the students of Canvas's own gradebook.

    Errors: ExportError when no assignment or nobody is found there.

    Example: ``canvas_table(rows, ["01-history"], read_canvas_gradebook(Path("grades.csv"))).notes``
    """
    notes: list[str] = []
    columns = _columns(rows, assignments, known, notes)
    people = _people(rows, known, notes)
    table: list[Row] = [{**dict.fromkeys(known.person), known.person[0]: POINTS}]
    table[0] |= {column: known.points.get(column, "") for column in columns.values()}
    for student, held in by_student(rows).items():
        grades = {column: finished(held[name]) for name, column in columns.items()}
        if student not in people:
            continue
        if all(grade is None for grade in grades.values()):
            notes.append(f"{student} has no finished grade yet and is not in the file.")
            continue
        row = people[student]
        # Where this one is not finished and Canvas has something, Canvas's own stays.
        own = {column: row.get(column, "") if grade is None else grade for column, grade in grades.items()}
        table.append({**{name: row.get(name, "") for name in known.person}, **own})
    return Table([*known.person, *columns.values()], table, notes)


def _columns(
    rows: Sequence[Row], assignments: Sequence[str], known: CanvasGradebook, notes: list[str]
) -> dict[str, str]:
    """Canvas's column of each assignment that has exactly one."""
    most = {row["assignment"]: row["max_score"] for row in rows}
    found = {}
    for name in assignments:
        same = [column for column, title in known.assignments.items() if _plain(title) == _plain(name)]
        fitting = same or [
            column for column, title in known.assignments.items() if f" {_plain(name)} " in f" {_plain(title)} "
        ]
        if len(fitting) != 1:
            which = (
                f"{len(fitting)} columns fit: {', '.join(fitting)}"
                if fitting
                else "no column has this name in its title"
            )
            notes.append(
                f"{name} is not in the file: {which}. Name the assignment in Canvas {name}, or export it anew."
            )
            continue
        found[name] = fitting[0]
        there = known.points.get(fitting[0], "")
        if there and _number(there) != most[name]:
            notes.append(
                f"{name} has {most[name]:g} points here and {there} in Canvas: the scores are those of here. "
                f"To mend: change the points in Canvas."
            )
    if not found:
        raise ExportError("\n".join(["No assignment was found in Canvas's gradebook.", *notes]))
    return found


def _people(rows: Sequence[Row], known: CanvasGradebook, notes: list[str]) -> dict[str, dict[str, str]]:
    """Canvas's row of each student that has exactly one, and is the only one who has it."""
    found: dict[str, dict[str, str]] = {}
    takers: dict[str, list[str]] = {}
    for student, held in by_student(rows).items():
        fitting = _rows_of(next(iter(held.values())), known.students)
        if len(fitting) != 1:
            several = ", ".join(row["ID"] for row in fitting)
            why = f"several people in Canvas fit, with the IDs {several}" if fitting else "nobody in Canvas fits"
            notes.append(f"{student} is not in the file: {why}.")
            continue
        found[student] = fitting[0]
        takers.setdefault(fitting[0]["ID"], []).append(student)
    for number, students in takers.items():
        if len(students) > 1:
            notes.append(
                f"{' and '.join(students)} are not in the file: they fit the same person in Canvas, ID {number}."
            )
            for student in students:
                del found[student]
    if left := [_name(row) for row in known.students if row["ID"] not in takers]:
        notes.append(f"In Canvas, but not in the gradebook here: {'; '.join(left)}.")
    if not found:
        raise ExportError("\n".join(["Nobody was found in Canvas's gradebook.", *notes[:20]]))
    return found


def _rows_of(about: Row, students: Sequence[dict[str, str]]) -> list[dict[str, str]]:
    """By login and SIS id; else by the address as a login; else by name."""
    wanted = (
        ("SIS Login ID", {about["student_id"]}),
        ("SIS User ID", {about["student_id"]}),
        ("SIS Login ID", {about["email"] or ""}),
    )
    for column, values in wanted:
        exact = {value.casefold() for value in values if value}
        if found := [row for row in students if row.get(column, "").casefold() in exact - {""}]:
            return found
    name = _plain(f"{about['last_name'] or ''} {about['first_name'] or ''}")
    return [row for row in students if name and _plain(_name(row)) == name]


def _name(row: dict[str, str]) -> str:
    return row.get("Student") or f"{row.get('LastName', '')}, {row.get('FirstName', '')}"


def _plain(text: str) -> str:
    return " ".join("".join(letter if letter.isalnum() else " " for letter in text.casefold()).split())


def _number(text: str) -> float | None:
    try:
        return float(text.replace(",", "."))
    except ValueError:
        return None
