"""`course export grades --format worksheet`: Moodle's own grading worksheet, filled, and in all else as it came.

Read for this: mod/assign/feedback/offline/importgradeslib.php and locallib.php, mod/assign/gradingtable.php (which
writes the worksheet), lib/csvlib.class.php.
- Moodle finds the columns by their headings, in the teacher's language: `Identifier`, `Grade` and `Last modified
  (grade)` must be there, else it refuses the file. A row of another width than the first ends the import, too.
- The person is the number at the end of `Participant 12345`; rows of people who are not in the course are passed over.
- A grade is passed over without a word when the cell is empty, when it is below 0 or above the assignment's maximum
  grade, when it is locked or overridden in the gradebook (`Grade can be changed` says No), and when Moodle's grade has
  been changed more than a minute after what `Last modified (grade)` says, unless the upload allows it. The last is why
  that column stays as it came.
- `Feedback comments` is imported, too: a changed or emptied cell changes the comment. So it is left alone.

The decimal point is that of English, as the headings are. What the newest versions' choice of a separator does could
not be seen in the copy of csvlib.class.php that was read.
"""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

import attrs
from nbgrader.api import Gradebook

from course.content.safe_files import write_whole
from course.errors import ExportError, PlatformError
from course.grading.gradebook.finished import Row, finished
from course.grading.gradebook.lms import notes_of, rows_to_export
from course.grading.gradebook.roster import Student
from course.grading.gradebook.spreadsheet import column, decoded, rows_of, separator
from course.grading.gradebook.verdicts import Waiting
from course.grading.platform.decisions import ABOUT, IDENTIFIER
from course.grading.platform.people import People
from course.grading.submission.remembered import NOBODY, Remembered

_NEEDED = ("Identifier", "Grade", "Last modified (grade)")
_SHOWN = 20
Span = tuple[int, int]


@attrs.define
class Sheet:
    """A worksheet. rows: the cells' texts, the heading first. spans: where each cell stands in `text`."""

    text: str
    mark: bytes
    rows: list[list[str]]
    spans: list[list[Span]]
    notes: list[str] = attrs.field(factory=list)

    def place(self, *names: str) -> int | None:
        """The column of one of these headings, in small letters."""
        return column(self.rows[0], *names)

    def cell(self, row: int, *names: str) -> str:
        """What stands in a row under a heading; "" where there is no such column."""
        place = self.place(*names)
        return "" if place is None else self.rows[row][place].strip()


def fill_worksheet(
    gradebook: Gradebook,
    worksheet: Path,
    target: Path,
    assignments: Sequence[str],
    course_dir: Path,
    waiting: Sequence[Waiting] = (),
    anyway: bool = False,
) -> list[str]:
    """Write Moodle's worksheet to `target` with the finished grades of one assignment; sentences on what was done.

    waiting, anyway: as in lms.export_grades. Errors: UnknownNameError, GradebookError, PlatformError when the file is
    no worksheet in English, ExportError when nobody is found in it, or it cannot be written.

    Example: ``fill_worksheet(gradebook, Path("Grades-01.csv"), Path("filled.csv"), ["01-history"], Path("my-class"))``
    """
    if len(assignments) != 1:
        raise ExportError("A grading worksheet is of one assignment. To mend: say which, with --assignment NAME.")
    if target.exists() and target.samefile(worksheet):
        raise ExportError("The worksheet that came from Moodle stays as it is. To mend: choose another --output.")
    rows = {row["student_id"]: row for row in rows_to_export(gradebook, assignments, waiting, anyway)}
    sheet = read_sheet(worksheet)
    left: list[str] = []
    found = _people(sheet, rows, Remembered(course_dir.resolve()).numbers(assignments[0]), left)
    if not found:
        raise ExportError("\n".join([f"Nobody of this class was found in {worksheet}.", *left[:_SHOWN]]))
    grades, replaced = _grades(sheet, found, rows, left)
    try:
        write_whole(target, sheet.mark + _filled(sheet, grades).encode())
    except OSError as error:
        raise ExportError(f"{target} cannot be written: {error.strerror}. Choose another --output.") from None
    missing = [one for one, row in rows.items() if one not in found and finished(row) is not None]
    more = [f"- and {len(left) - _SHOWN} more"] if len(left) > _SHOWN else []
    return [
        f"{len(grades)} grades of {assignments[0]} in Moodle's worksheet: {target}",
        *notes_of(list(rows.values()), "worksheet"),
        *([f"Instead of a grade that Moodle has: {', '.join(replaced)}."] if replaced else []),
        *([f"Not in the worksheet, but graded here: {', '.join(missing)}."] if missing else []),
        *(["Rows that stay as they were:", *left[:_SHOWN], *more] if left else []),
        *_maximum(sheet, assignments[0], next(iter(rows.values()))["max_score"]),
        *sheet.notes,
        "In Moodle: Submissions, Upload grading worksheet. A grade that was changed in Moodle after you downloaded the "
        "worksheet is passed over there, unless you allow it on that page.",
    ]


def read_sheet(file: Path) -> Sheet:
    """Read a worksheet so that it can be written as it came. Errors: PlatformError when it is none, or not in English.

    Example: ``read_sheet(Path("Grades-01.csv")).cell(1, "grade")``
    """
    rows = rows_of(file)
    data = file.read_bytes()
    text, mark, notes = decoded(data), b"", []
    if data.startswith(codecs.BOM_UTF8):
        mark = codecs.BOM_UTF8
    elif data != text.encode():
        notes.append("The worksheet was not in UTF-8, which Moodle reads by itself. It is now.")
    between = separator(text)
    if between != ",":
        notes.append(f"Between the cells stands {between!r}: say so where you upload it, or give the file as it came.")
    spans = [line for line in _spans(text, between) if any(_plain(text[slice(*span)]).strip() for span in line)]
    header = rows[0] if rows else []
    missing = [name for name in _NEEDED if column(header, name.lower()) is None]
    if missing:
        raise PlatformError(
            f"{file} has no column {', '.join(missing)}, so it is no grading worksheet of Moodle in English. The "
            "columns are found by their English headings. To mend: set your language in Moodle to English, and "
            "download the worksheet again, in the assignment, under Submissions."
        )
    if rows != [[_plain(text[slice(*span)]) for span in line] for line in spans] or {*map(len, rows)} != {len(header)}:
        raise PlatformError(
            f"{file} is not as Moodle writes it: some row has more or fewer cells than the first. To mend: download "
            "the worksheet again, and do not save it in a spreadsheet."
        )
    sheet = Sheet(text, mark, rows, spans, notes)
    if sheet.place("maximum grade") is None and sheet.place("scale") is not None:
        raise PlatformError(
            f"{file} is of an assignment that Moodle grades with a scale of words. To mend: choose points there."
        )
    return sheet


def _spans(text: str, between: str) -> Iterator[list[Span]]:
    """Where the cells of each line stand, with their quotation marks."""
    cell = re.compile(rf'(?:"(?:[^"]|"")*+")?+[^{between}\r\n]*')
    line: list[Span] = []
    place = 0
    while (found := cell.match(text, place)) is not None:
        line.append(found.span())
        place = found.end()
        if text[place : place + 1] != between:
            yield line
            line = []
        if place >= len(text):
            return
        place += 2 if text.startswith("\r\n", place) else 1


def _plain(cell: str) -> str:
    return cell[1:-1].replace('""', '"') if len(cell) > 1 and cell[0] == cell[-1] == '"' else cell


def _people(sheet: Sheet, rows: Mapping[str, Row], numbers: Mapping[str, str], left: list[str]) -> dict[str, int]:
    """The row of each student who has exactly one."""
    people = People(
        [Student(one, row["first_name"] or "", row["last_name"] or "", row["email"] or "") for one, row in rows.items()]
    )
    found: dict[str, list[int]] = {}
    for number in range(1, len(sheet.rows)):
        identifier = IDENTIFIER.fullmatch(sheet.cell(number, "identifier"))
        if identifier is None:
            raise PlatformError(
                f"Row {number + 1} of the worksheet has no Participant and number under Identifier. To mend: "
                "download it again."
            )
        fitting = _meant(sheet, number, numbers.get(identifier[1], ""), people)
        if fitting == [NOBODY]:
            continue  # a person said so
        if len(fitting) == 1:
            found.setdefault(fitting[0], []).append(number)
        else:
            why = f"it fits {' and '.join(fitting)}" if fitting else "it fits nobody in the gradebook"
            left.append(f"- {_called(sheet, number)}: {why}")
    for student, places in found.items():
        if len(places) > 1:
            left.append(f"- {' and '.join(_called(sheet, one) for one in places)}: both fit {student}")
    return {student: places[0] for student, places in found.items() if len(places) == 1}


def _meant(sheet: Sheet, number: int, before: str, people: People) -> list[str]:
    """All students who may be meant by a row; an empty list also for a stranger, of whom nothing needs to be said."""
    if before in (*people.ids, NOBODY):
        return [before]
    told = (sheet.cell(number, name.lower()) for name in ABOUT)
    return next((fitting for one in told if one and (fitting := people.meant([one]))), [])


def _called(sheet: Sheet, number: int) -> str:
    name = sheet.cell(number, "full name")
    return sheet.cell(number, "identifier") + (f" ({name})" if name else "")


def _grades(
    sheet: Sheet, found: Mapping[str, int], rows: Mapping[str, Row], left: list[str]
) -> tuple[dict[int, str], list[str]]:
    """What to write into which row, and in words where Moodle has another grade."""
    grades, replaced = {}, []
    for student, number in found.items():
        grade, there = finished(rows[student]), sheet.cell(number, "grade")
        most = _number(sheet.cell(number, "maximum grade"))
        if grade is None:
            continue  # named with the reason, for all forms of export
        if sheet.cell(number, "grade can be changed").lower() == "no":
            left.append(f"- {student}: Moodle says that this grade cannot be changed; it is locked or overridden")
        elif most is not None and grade > most:
            left.append(f"- {student}: {_written(grade)} is more than Moodle's maximum grade, {most:g}: lost there")
        else:
            grades[number] = there if _number(there) == grade else _written(grade)
            if there and grades[number] != there:
                replaced.append(f"{student} {_written(grade)} for {there}")
    return grades, replaced


def _filled(sheet: Sheet, grades: Mapping[int, str]) -> str:
    place = sheet.place("grade")
    assert place is not None  # read_sheet has looked
    pieces, end = [], 0
    for number, grade in sorted(grades.items()):
        start, after = sheet.spans[number][place]
        pieces += [sheet.text[end:start], sheet.text[start:after] if grade == sheet.cell(number, "grade") else grade]
        end = after
    return "".join([*pieces, sheet.text[end:]])


def _maximum(sheet: Sheet, assignment: str, most: float) -> list[str]:
    told = sorted({sheet.cell(number, "maximum grade") for number in range(1, len(sheet.rows))} - {""})
    return [
        f"{assignment} has {most:g} points here, and the maximum grade in Moodle is {there}: the grades are points of "
        "here. To mend: change it in the settings of Moodle's assignment, and download the worksheet again."
        for there in told
        if _number(there) != most
    ]


def _number(text: str) -> float | None:
    try:
        return float(text.replace(",", "."))
    except ValueError:
        return None


def _written(grade: float) -> str:
    return f"{grade:.2f}".rstrip("0").rstrip(".")
