"""When a submission was handed in, from its timestamp.txt.

nbgrader writes `2026-10-12 18:00:00.000000 UTC` there. A file that comes another way may hold anything: nbgrader then
ends with an error, reads +0200 as two hundred seconds, and takes a zone that it does not know (PST) for UTC.
"""

from __future__ import annotations

import datetime as dt
import os
import re
from pathlib import Path

import attrs
import dateutil.parser
import dateutil.tz

from course.grading.submission.files import open_ordinary, shown

FILE = "timestamp.txt"
SECRET = "submission_secret.txt"
"""The other file that nbgrader's submit adds; by it a learner's fetch finds the feedback."""
_LONGEST = 200
_ZONE = re.compile(r"[A-Za-z][A-Za-z0-9_+-]*(/[A-Za-z][A-Za-z0-9_+-]*)*")
_HOURS = {
    "Z": 0, "WET": 0, "WEST": 1, "CET": 1, "CEST": 2, "EET": 2, "EEST": 3, "MSK": 3, "SAST": 2, "WAT": 1, "CAT": 2,
    "EAT": 3, "JST": 9, "KST": 9, "AEST": 10, "AEDT": 11, "AWST": 8, "NZST": 12, "NZDT": 13, "HST": -10, "AKST": -9,
    "AKDT": -8, "PST": -8, "PDT": -7, "MST": -7, "MDT": -6, "CDT": -5, "EST": -5, "EDT": -4,
}  # fmt: skip
"""Hours from UTC of the usual abbreviations. Those that several countries use for different times (CST, IST, BST, AST)
are left out: a wrong guess costs points."""


@attrs.frozen
class HandedInAt:
    """A time of submission.

    time: UTC without a zone, as nbgrader keeps it; None when it is not known. told: why. wrong: there is something in
    the file that is no date and time.
    """

    time: dt.datetime | None = None
    told: str = ""
    wrong: bool = False


def read_time(folder: Path) -> HandedInAt:
    """The time in a submission's timestamp.txt; no file, no time, nothing to tell. Never raises.

    >>> read_time(Path("nowhere"))
    HandedInAt(time=None, told='', wrong=False)
    """
    file = folder / FILE
    if not os.path.lexists(file):
        return HandedInAt()
    try:
        with open_ordinary(file) as descriptor:
            text = os.read(descriptor, 10 * _LONGEST).decode("utf-8-sig", "replace").strip()
    except OSError:
        return _unknown("is not a file that can be read")
    if not text:
        return _unknown("is empty")
    try:
        return HandedInAt(to_utc(text))
    except LookupError as error:
        return _unknown(f"names a time zone that is not known here, {shown(str(error.args[0]))}")
    except (ValueError, OverflowError, TypeError, AttributeError, RecursionError):
        return attrs.evolve(_unknown(f"holds no date and time: {shown(text)}"), wrong=True)


def to_utc(text: str) -> dt.datetime:
    """A date and time in words as UTC without a zone; without a word about its zone it is UTC, as in nbgrader.

    Errors: ValueError for what is no whole date, LookupError with the name of a zone that is not known.

    >>> to_utc("2026-10-12 18:00:00 +0200").hour, to_utc("2026-10-12 18:00:00 PST").hour
    (16, 2)
    """
    if len(text) > _LONGEST:
        raise ValueError(text)
    date, _, zone = text.rpartition(" ")
    named = ""
    if len(text.split(" ")) == 3 and _ZONE.fullmatch(zone) and zone.upper() not in ("AM", "PM"):
        named, text = zone, date  # dateutil itself knows no Europe/Berlin
    unknown: list[str] = []

    def tzinfo(name: str | None, offset: int | None) -> dt.tzinfo | None:
        if offset is not None:
            return dateutil.tz.tzoffset(None, offset)
        if name is None:
            return None
        try:
            return _zone(name)
        except LookupError:
            unknown.append(name)
            return None

    # What a date leaves open dateutil takes from today; a date that changes with today is none.
    first, second = (
        dateutil.parser.parse(text, tzinfos=tzinfo, default=dt.datetime(year, month, day))
        for year, month, day in ((2000, 1, 1), (2004, 2, 2))
    )
    if first != second:
        raise ValueError(text)
    if unknown:
        raise LookupError(unknown[0])
    when = first.replace(tzinfo=_zone(named)) if named else first
    return when if when.tzinfo is None else when.astimezone(dt.UTC).replace(tzinfo=None)


def _zone(name: str) -> dt.tzinfo:
    """Errors: LookupError with the name."""
    if name in ("UTC", "GMT"):
        return dt.UTC
    # A name with a dot or a leading slash would make dateutil open any file of this machine.
    found = dateutil.tz.gettz(name) if _ZONE.fullmatch(name) else None
    if found is None and name in _HOURS:
        found = dateutil.tz.tzoffset(name, _HOURS[name] * 3600)
    if found is None:
        raise LookupError(name)
    return found


def _unknown(why: str) -> HandedInAt:
    return HandedInAt(None, f"{FILE} {why}. It is graded without a time of submission, so without a late penalty.")
