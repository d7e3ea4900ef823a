"""Grades for Moodle's CSV import: who cannot be told apart is left out, because Moodle would give the grade to another.

Moodle's grade/import/csv/classes/load_data.php was read for this. Moodle asks which column is which: one identifies the
person, and each other is a grade item, its feedback, or ignored.
- A row whose identifier is empty keeps the person of the row before, and overwrites that grade. So there is none here.
- An identifier that Moodle does not know ends the whole import.
- A grade that is not there is "-", Moodle's own sign for it: an empty cell would become 0 in a new grade item.
- A new grade item is out of 100 until its maximum is set, and a grade above 100 ends the import unless the site has
  "Unlimited grades". The import itself sets no maximum: the column says which to set.
"""

from __future__ import annotations

from collections.abc import Sequence

import attrs

from course.content.safe_csv import is_risky
from course.grading.gradebook.finished import Row, by_student, finished, in_words

BY = {"username": "username", "id-number": "ID number", "email": "Email address"}
"""What identifies a person, and the column's name. The roster's id is the username, or the id number."""
_USUAL_MOST = 100


@attrs.frozen
class Table:
    """A table for a platform. notes: what a person must know, sentences."""

    columns: list[str]
    rows: list[Row]
    notes: list[str]


def moodle_table(rows: Sequence[Row], assignments: Sequence[str], by: str = "username") -> Table:
    """The rows of csv_plugin.grade_rows as Moodle takes them. by: one of BY.

    Example: ``moodle_table(rows, ["01-history"], "email").notes``
    """
    students = by_student(rows)
    identifiers = {
        student: str(next(iter(held.values()))["email"] or "").strip() if by == "email" else student
        for student, held in students.items()
    }
    table, notes = [], _left_out(identifiers, by)
    owners = _owners(identifiers)
    for student, held in students.items():
        about = next(iter(held.values()))
        if not identifiers[student] or len(owners[identifiers[student].casefold()]) > 1:
            continue
        row = {BY[by]: identifiers[student], "First name": about["first_name"], "Last name": about["last_name"]}
        for name in assignments:
            grade = finished(held[name])
            row[name] = "-" if grade is None else grade
            row[f"{name} maximum"] = held[name]["max_score"]
            row[f"{name} feedback"] = in_words(held[name])
        table.append(row)
        if is_risky(identifiers[student]):
            notes.append(
                f"{identifiers[student]!r} begins like a formula, so an apostrophe stands before it in the file. "
                "Remove it by hand if this is the real account, or Moodle will not find it."
            )
    first = next(iter(students.values()))
    most = {name: first[name]["max_score"] for name in assignments}
    notes += [
        f"{name} has {points:g} points. Set this maximum in its grade item before you import; where the import says "
        "that the grade is too big, the site must allow unlimited grades."
        for name, points in most.items()
        if points > _USUAL_MOST
    ]
    named = ", ".join(f"{name} {points:g}" for name, points in most.items())
    notes.append(
        f'In Moodle, map "{BY[by]}" to the same, each assignment to its grade item, its feedback column to "Feedback '
        f'for" it, and ignore the rest. A new grade item is out of 100: set its maximum to {named}.'
    )
    titles = [title for name in assignments for title in (name, f"{name} maximum", f"{name} feedback")]
    return Table([BY[by], "First name", "Last name", *titles], table, notes)


def _owners(identifiers: dict[str, str]) -> dict[str, list[str]]:
    owners: dict[str, list[str]] = {}
    for student, identifier in identifiers.items():
        owners.setdefault(identifier.casefold(), []).append(student)
    return owners


def _left_out(identifiers: dict[str, str], by: str) -> list[str]:
    notes = []
    for identifier, students in _owners(identifiers).items():
        named = " and ".join(sorted(students))
        if not identifier:
            notes.append(f"Not in the file, without an {BY[by]} in the gradebook: {', '.join(sorted(students))}.")
        elif len(students) > 1:
            notes.append(f"Not in the file, because {named} have the same {BY[by]}, {identifier}.")
    return notes
