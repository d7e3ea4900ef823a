"""Moments and lengths of time: how people write them, and how they are shown.

People write and read the class's own time zone; nbgrader's gradebook holds UTC without a zone.
"""

from __future__ import annotations

import datetime as dt
import re
import zoneinfo

from course.errors import GradebookError
from course.grading.class_folder.course_file import DUE_FORM

_PART = re.compile(r"(\d+(?:\.\d+)?)\s*(days?|d|hours?|h)(?![a-z])", re.IGNORECASE)
_MOST = dt.timedelta(days=366)


def read_moment(text: str, zone: str) -> dt.datetime:
    """A moment written like 2027-01-15 18:00 in the class's time zone. zone: its name, such as Europe/Vienna.

    Errors: GradebookError with the way to write it.

    >>> read_moment("2027-01-15 18:00", "Europe/Vienna").isoformat()
    '2027-01-15T18:00:00+01:00'
    """
    try:
        return dt.datetime.strptime(" ".join(text.split()), DUE_FORM).replace(tzinfo=zoneinfo.ZoneInfo(zone))
    except ValueError:
        raise GradebookError(
            f'{text!r} is no date and time. To mend: write it like "2027-01-15 18:00", in quotes; it is meant in the '
            f"class's time zone, {zone}."
        ) from None


def read_length(text: str) -> dt.timedelta:
    """A length of time in days and hours; 0 for none. Errors: GradebookError with the way to write it.

    >>> read_length("2d"), read_length("1d 12h"), read_length("0")
    (datetime.timedelta(days=2), datetime.timedelta(days=1, seconds=43200), datetime.timedelta(0))
    """
    plain = text.strip()
    if plain == "0":
        return dt.timedelta(0)
    parts = _PART.findall(plain)
    if not parts or _PART.sub("", plain).strip():
        raise GradebookError(f"{text!r} is no length of time. To mend: write 2d, 12h or 1d12h; 0 takes it back.")
    sums = {"d": 0.0, "h": 0.0}
    for number, unit in parts:
        sums[unit[0].lower()] += float(number)
    if not 0 <= sums["d"] + sums["h"] / 24 <= _MOST.days:
        raise GradebookError(f"{text!r} is more than a year. To mend: give fewer days.")
    return dt.timedelta(days=sums["d"], hours=sums["h"])


def kept(moment: dt.datetime) -> dt.datetime:
    """A moment as nbgrader keeps it, in UTC without a zone.

    >>> kept(read_moment("2027-01-15 18:00", "Europe/Vienna"))
    datetime.datetime(2027, 1, 15, 17, 0)
    """
    return moment.astimezone(dt.UTC).replace(tzinfo=None)


def local(utc: dt.datetime, zone: str) -> dt.datetime:
    """What nbgrader keeps as a moment in the class's time zone.

    >>> local(dt.datetime(2027, 1, 15, 17), "Europe/Vienna").hour
    18
    """
    return utc.replace(tzinfo=dt.UTC).astimezone(zoneinfo.ZoneInfo(zone))


def written(utc: dt.datetime, zone: str) -> str:
    """What nbgrader keeps, as people of the class write it.

    >>> written(dt.datetime(2027, 1, 15, 17), "Europe/Vienna")
    '2027-01-15 18:00'
    """
    return local(utc, zone).strftime(DUE_FORM)


def length(time: dt.timedelta) -> str:
    """A length of time in words.

    >>> length(dt.timedelta(days=2)), length(dt.timedelta(days=1, hours=12)), length(dt.timedelta(minutes=90))
    ('2 days', '1 day 12 hours', '1 hour 30 minutes')
    """
    minutes = round(time.total_seconds() / 60)
    parts = ((minutes // 1440, "day"), (minutes % 1440 // 60, "hour"), (minutes % 60, "minute"))
    return " ".join(f"{count} {unit}{'' if count == 1 else 's'}" for count, unit in parts if count) or "no time"
