"""`course roster`: the list of students from a spreadsheet into nbgrader's gradebook.

Excel saves a list with a byte-order mark, or in UTF-16, and with semicolons where the comma is the decimal sign;
`nbgrader db student import` refuses such a file with words about columns that the reader sees are there.
"""

from __future__ import annotations

import csv
import io
import shlex
from collections.abc import Sequence
from pathlib import Path

import attrs

from course.errors import GradebookError
from course.grading.gradebook.folded import folded
from course.grading.gradebook.spreadsheet import decoded
from course.grading.gradebook.write import changed_gradebook

COLUMNS = {
    "id": ("id", "student id", "username", "user name", "account", "id number", "idnumber"),
    "first_name": ("first name", "firstname", "given name"),
    "last_name": ("last name", "lastname", "surname", "family name"),
    "email": ("email", "e mail", "email address", "mail"),
    "group": ("group", "groups"),
}
"""nbgrader's columns and the class's groups, and what they are called elsewhere; letters' case, `_` and `-` make no
difference. Where two columns of a file are one of ours, the name that stands first here counts."""
_NAMED = 5
_NOT_IN_A_NAME = frozenset("/\\*?[]{}\0\n\r\t")


@attrs.frozen
class Student:
    """One line of the list. group: the names of the person's groups, `;` between them; nbgrader has no place for it."""

    id: str
    first_name: str = ""
    last_name: str = ""
    email: str = ""
    group: str = ""

    @property
    def groups(self) -> tuple[str, ...]:
        """The groups that the person is in.

        >>> Student("ann", group="staff; evening").groups
        ('staff', 'evening')
        """
        return tuple(name.strip() for name in self.group.split(";") if name.strip())


EXAMPLE = Student("example-student", "Example", "Write your students here", "example@example.org")
"""The row of the template that `course class new` writes. It is nobody, and is passed over while unchanged."""


def template() -> bytes:
    """A list to be filled in: the columns that are read and the example, as a spreadsheet opens it.

    >>> template().decode("utf-8-sig").splitlines()[0]
    'id,first_name,last_name,email,group'
    """
    text = io.StringIO(newline="")
    writer = csv.writer(text)
    writer.writerow(COLUMNS)
    writer.writerow(getattr(EXAMPLE, name) for name in COLUMNS)
    return text.getvalue().encode("utf-8-sig")


def read_roster(file: Path) -> list[Student]:
    """The students of a CSV file: commas, semicolons or tabs; UTF-8, UTF-16 or the old Western encoding of Windows.

    Errors: GradebookError that names every line that cannot be used, or says that there is no student in it yet.

    Example: ``read_roster(Path("roster.csv"))[0].email``
    """
    try:
        text = decoded(file.read_bytes())
    except OSError as error:
        raise GradebookError(f"{file} cannot be read: {error.strerror}. To mend: name the file of the list.") from None
    first = next((line for line in text.splitlines() if line.strip()), "")
    between = max(",;\t", key=lambda mark: (sum(_known(name) != "" for name in _split(first, mark)), first.count(mark)))
    rows = [row for row in csv.reader(io.StringIO(text, newline=""), delimiter=between) if any(map(str.strip, row))]
    names = _columns(rows[0]) if rows else []
    if "id" not in names:
        found = ", ".join(name.strip() for name in rows[0]) if rows else "nothing"
        raise GradebookError(
            f"{file} has no column `id`; its first line is: {found}. To mend: give the first line the columns id, "
            "first_name, last_name, email."
        )
    students: list[Student] = []
    faults: list[str] = []
    for number, row in enumerate(rows[1:], start=2):
        about = {name: value.strip() for name, value in zip(names, row, strict=False) if name}
        one = Student(**about)
        if one == EXAMPLE:
            continue
        if fault := _fault(one, students):
            faults.append(f"- row {number}: {fault}")
        students.append(one)
    if faults:
        raise GradebookError("\n".join([f"{file} was not taken over. To mend, in the file:", *faults]))
    if not students:
        raise GradebookError(f"{file} names no student yet. To mend: write a line for each below the first.")
    return students


def odd_emails(students: Sequence[Student]) -> list[str]:
    """Whose address is none, and who cannot be told apart by it, a sentence for each.

    >>> odd_emails([Student("ann", email="a@example.org"), Student("bob", email="A@example.org")])
    ['ann and bob have the same email address, a@example.org.']
    >>> odd_emails([Student("ann", email="ann.example.org")])
    ['ann has an email address without @: ann.example.org.']
    """
    owners: dict[str, list[str]] = {}
    for one in students:
        if one.email:
            owners.setdefault(one.email.casefold(), []).append(one.id)
    same = [
        f"{' and '.join(ids)} have the same email address, {email}." for email, ids in owners.items() if len(ids) > 1
    ]
    odd = [one for one in students if one.email and "@" not in one.email]
    return same + [f"{one.id} has an email address without @: {one.email}." for one in odd]


def same_name(students: Sequence[Student]) -> list[str]:
    """Who cannot be told apart by the full name, a sentence for each name.

    >>> same_name([Student("jm1", "José", "Müller"), Student("jm2", "Muller", "Jose"), Student("ann", "Ann")])
    ['jm1 and jm2 have the same name, José Müller']
    """
    owners: dict[tuple[str, ...], list[Student]] = {}
    for one in students:
        if one.first_name and one.last_name:
            words = sorted(folded(f"{one.first_name} {one.last_name}").split())
            owners.setdefault(tuple(words), []).append(one)
    return [
        f"{' and '.join(one.id for one in alike)} have the same name, {alike[0].first_name} {alike[0].last_name}"
        for alike in owners.values()
        if len(alike) > 1
    ]


def write_roster(students: Sequence[Student], course_dir: Path, db: str = "") -> list[str]:
    """Put the students into the gradebook of a course folder, or change what it says of them; nobody is removed.

    db: the gradebook's address, when it is not the one that the folder names. Returns what was done, in sentences.
    Errors: GradebookError.

    Example: ``write_roster(read_roster(Path("roster.csv")), Path("my-class"))``
    """
    with changed_gradebook(course_dir, db) as gradebook:
        known = {one.id for one in gradebook.students}
        for one in students:
            about = {"first_name": one.first_name, "last_name": one.last_name, "email": one.email}
            gradebook.update_or_create_student(one.id, **{name: value for name, value in about.items() if value})
    new = sum(one.id not in known for one in students)
    others = sorted(known - {one.id for one in students})
    done = [f"{len(students)} students, {new} of them new."]
    if others:
        named = ", ".join(others[:_NAMED]) + (", ..." if len(others) > _NAMED else "")
        done.append(
            f"{len(others)} more were in the gradebook already and stay: {named}. Who is not of this class: "
            f"nbgrader db student remove {shlex.quote(others[0])}"
        )
    return [*done, *odd_emails(students)]


def _split(line: str, mark: str) -> list[str]:
    return next(csv.reader([line], delimiter=mark), [])


def _plain(name: str) -> str:
    return " ".join(name.replace("_", " ").replace("-", " ").lower().split())


def _known(name: str) -> str:
    return next((column for column, names in COLUMNS.items() if _plain(name) in names), "")


def _columns(header: Sequence[str]) -> list[str]:
    """Our name of each column, "" for one that says nothing, or says what a better one says."""
    plain = [_plain(name) for name in header]
    best = {column: next((name for name in names if name in plain), "") for column, names in COLUMNS.items()}
    return [next((column for column, known in best.items() if known and known == name), "") for name in plain]


def _fault(one: Student, before: Sequence[Student]) -> str:
    if not one.id:
        return "it has no id"
    if one.id.startswith(".") or not _NOT_IN_A_NAME.isdisjoint(one.id):
        return f"the id {one.id!r} cannot be the name of a folder"
    if any(other.id == one.id for other in before):
        return f"the id {one.id!r} stands there a second time"
    return ""
