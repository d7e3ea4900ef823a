"""What people and the platform say about files beyond their names: --match FILE.csv, and Moodle's grading worksheet.

match      columns `file` (a name as `course class collect` prints it, or a path), `id` (of the roster; `-` for nobody
           of this class; empty is not decided yet) and, if wanted, `time` (when it was handed in: 2026-10-12 18:00,
           in the class's time zone, or with a zone of its own).
worksheet  Moodle: Submissions > Download grading worksheet (with "Offline grading worksheet" switched on). Its first
           column is `Participant 12345`, in the teacher's language; `Last modified (submission)` says when. Other
           languages than English have other headings and write dates otherwise: then it is said what was not found.
           Read: mod/assign/feedback/offline/importgradeslib.php, and the English strings of mod/assign. The order of
           the other columns could not be seen there, so they are found by their headings.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator
from pathlib import Path

import attrs

from course.errors import PlatformError
from course.grading.gradebook.spreadsheet import column, rows_of
from course.grading.submission.files import shown
from course.grading.submission.remembered import NOBODY
from course.grading.submission.time import to_utc

IDENTIFIER = re.compile(r"\D*?(\d+)")
"""`Participant 12345` in any language."""
_WHEN = "Last modified (submission)"
ABOUT = ("Email address", "ID number", "Username", "Full name")
"""What tells who somebody is, the surest first."""
_IN_ENGLISH = (
    "To mend: set your own language in Moodle to English, and download the worksheet again, in the assignment, under "
    "Submissions."
)
_DAY_OR_MONTH = re.compile(r"\d{1,2}[./-]\d{1,2}[./-]\d{2,4}")
_ZONE_AT_END = re.compile(r"([+-]\d\d:?\d\d|[A-Z]{3,5}|Z|[A-Za-z]+/[A-Za-z_/]+)$")


@attrs.frozen
class Decision:
    """What a person says about a file: whose it is, and when it was handed in (UTC without a zone), if said.

    student: an id of the roster, or NOBODY.
    """

    student: str
    time: dt.datetime | None = None


def read_decisions(file: Path, students: list[str], zone: dt.tzinfo) -> dict[str, Decision]:
    """A person's decisions by the name of the file. Errors: PlatformError with every row that cannot be used.

    Example: ``read_decisions(Path("match.csv"), ["ann"], dt.UTC)["Participant_12"].student``
    """
    header, *rows = rows_of(file) or [[]]
    name, student, time = column(header, "file"), column(header, "id"), column(header, "time")
    if name is None or student is None:
        raise PlatformError(f"{file} has no columns file and id. To mend: make its first line: file,id")
    found: dict[str, Decision] = {}
    faults = []
    for number, row in enumerate(rows, start=2):
        cells = [*map(str.strip, row), *[""] * len(header)]
        key, who, when = plain_key(cells[name]), cells[student], cells[time] if time is not None else ""
        if not who:
            continue
        if who not in (*students, NOBODY):
            faults.append(f"- row {number}: nobody in the roster has the id {who!r} (- is for nobody of this class)")
        elif key in found and found[key].student != who:
            faults.append(f"- row {number}: {cells[name]!r} stands there a second time, for somebody else")
        else:
            try:
                found[key] = Decision(who, in_utc(when, zone) if when else None)
            except (ValueError, LookupError, OverflowError):
                faults.append(f'- row {number}: {when!r} is no date and time: write it like "2026-10-12 18:00"')
    if faults:
        raise PlatformError("\n".join([f"{file} was not used. To mend, in the file:", *faults]))
    return found


def plain_key(text: str) -> str:
    """A file's name as it is compared: with forward slashes, without those at its ends.

    >>> plain_key("\\\\mail\\\\ann\\\\")
    'mail/ann'
    """
    return "/".join(part for part in text.strip().strip("'").replace("\\", "/").split("/") if part)


def in_utc(text: str, zone: dt.tzinfo) -> dt.datetime:
    """A date and time in words as UTC without a zone; without a word about its zone it is one of `zone`.

    Errors: ValueError (also for 3.10.2026, which is two days in two countries), LookupError.

    >>> in_utc("2026-10-12 18:00", dt.timezone(dt.timedelta(hours=2))).hour
    16
    """
    if _DAY_OR_MONTH.search(text) and not re.match(r"\d{4}", text):
        raise ValueError(text)
    read = to_utc(text)
    if _ZONE_AT_END.search(text) and not text.upper().endswith(("AM", "PM")):
        return read
    return read.replace(tzinfo=zone).astimezone(dt.UTC).replace(tzinfo=None)


@attrs.frozen
class Worksheet:
    """Moodle's grading worksheet, by its number of the participant.

    names: email, id number, login, full name, as far as they stand there, the surest first. times: of the submissions,
    UTC without a zone.
    told: what could not be read in it, sentences.
    """

    names: dict[str, tuple[str, ...]] = attrs.field(factory=dict)
    times: dict[str, dt.datetime] = attrs.field(factory=dict)
    told: list[str] = attrs.field(factory=list)


def read_worksheet(file: Path, zone: dt.tzinfo) -> Worksheet:
    """Read a grading worksheet of Moodle. zone: of the times in it. Errors: PlatformError when it is none.

    Example: ``read_worksheet(Path("Grades-PP-01.csv"), dt.UTC).times["12345"]``
    """
    header, *rows = rows_of(file) or [[]]
    when = column(header, _WHEN.lower())
    about = [column(header, name.lower()) for name in ABOUT]
    made = Worksheet()
    unread: list[str] = []
    for row in rows:
        found = IDENTIFIER.fullmatch(row[0].strip())
        if found is None:
            raise PlatformError(
                f"{file} is no grading worksheet of Moodle: its first column must hold Participant and a number, "
                f"and holds {row[0]!r}. To mend: download it in the assignment, under Submissions."
            )
        made.names[found[1]] = tuple(
            row[place].strip() for place in about if place is not None and place < len(row) and row[place].strip()
        )
        if when is not None and when < len(row) and row[when].strip() not in ("", "-"):
            try:
                made.times[found[1]] = in_utc(row[when].strip(), zone)
            except (ValueError, LookupError, OverflowError):
                unread.append(row[when].strip())
    made.told.extend(_not_read(file, header, when is None, not any(place is not None for place in about), unread))
    return made


def _not_read(file: Path, header: list[str], no_times: bool, no_names: bool, unread: list[str]) -> Iterator[str]:
    """What a person must know of a worksheet that is not in English, or not as Moodle wrote it."""
    there = ", ".join(shown(name) for name in header)
    if no_times:
        lacks = f"it has no column {_WHEN!r}. Its columns are: {there}."
        yield f"No time of hand-in was read from {file}: {lacks} {_IN_ENGLISH}"
    if no_names:
        yield f"No name was read from {file}: it has none of the columns {', '.join(map(repr, ABOUT))}. {_IN_ENGLISH}"
    if unread:
        times = "time" if len(unread) == 1 else "times"
        first = f"the first is {shown(unread[0])}."
        yield f"In {file} {len(unread)} {times} of hand-in could not be read, {first} {_IN_ENGLISH}"
