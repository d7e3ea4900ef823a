"""course.yml: what the instructor of one class decided: its platform, its time zone, due dates and late work.

    id: peace-partnerships        # nbgrader's course id
    title: Peace partnerships, spring 2027
    platform: moodle              # moodle, canvas, ilias, mail, exchange or hub
    timezone: Europe/Vienna       # in which the due dates below are meant
    late: {percent_a_day: 10, most_percent: 50}
    anonymous: true               # formgrader's marking pages show no names
    assignments:
      01-history: {due: "2027-01-15 18:00"}

nbgrader's own settings stay in nbgrader_config.py; a folder without course.yml has the defaults of `CourseFile`.
"""

from __future__ import annotations

import datetime as dt
import zoneinfo
from pathlib import Path

import attrs
from cattrs.errors import ClassValidationError

from course.content.source import converter, faults_of, read_yaml
from course.errors import ContentError, Fault

FILE = "course.yml"
BY_FILES = ("moodle", "canvas", "ilias", "mail")
"""Ways by which files go to learners and come back; their downloads name people, not only ids."""
PLATFORMS = (*BY_FILES, "exchange", "hub")
EXAMPLE = """\
# assignments:
#   01-history: {due: "2027-01-15 18:00"}
"""
"""What the file of a new class says of due dates; the first real date takes its place."""
DUE_FORM = "%Y-%m-%d %H:%M"


def _is_platform(_one: object, _field: object, value: str) -> None:
    if value not in PLATFORMS:
        raise ValueError(f"{value!r} is none of: {', '.join(PLATFORMS)}")


def _is_zone(_one: object, _field: object, value: str) -> None:
    try:
        zoneinfo.ZoneInfo(value)
    except (zoneinfo.ZoneInfoNotFoundError, ValueError):
        raise ValueError(f"{value!r} is no time zone: write it like Europe/Vienna, Africa/Nairobi or UTC") from None


def _is_due(_one: object, _field: object, value: str) -> None:
    if value:
        try:
            dt.datetime.strptime(value, DUE_FORM)
        except ValueError:
            raise ValueError(f'{value!r} is no due date: write it like "2027-01-15 18:00", in quotes') from None


def _is_share(_one: object, _field: object, value: float) -> None:
    if not 0 <= value <= 100:
        raise ValueError(f"{value!r} is not between 0 and 100 per cent")


@attrs.frozen(kw_only=True)
class Late:
    """What late work loses: a share of its points for each day that has begun, and never more than `most_percent`."""

    percent_a_day: float = attrs.field(default=0.0, validator=_is_share)
    most_percent: float = attrs.field(default=100.0, validator=_is_share)


@attrs.frozen(kw_only=True)
class Planned:
    """What course.yml says of one assignment. due: "" or a time like "2027-01-15 18:00" in the class's time zone."""

    due: str = attrs.field(default="", validator=_is_due)


@attrs.frozen(kw_only=True)
class CourseFile:
    """What course.yml says. `id` is empty where there is no file: nbgrader_config.py names the course then.

    anonymous: whether the pages for marking hide who wrote what.
    """

    id: str = ""
    title: str = ""
    platform: str = attrs.field(default="exchange", validator=_is_platform)
    timezone: str = attrs.field(default="UTC", validator=_is_zone)
    late: Late = attrs.field(factory=Late)
    anonymous: bool = False
    assignments: dict[str, Planned] = attrs.field(factory=dict)

    def due(self, assignment: str) -> dt.datetime | None:
        """When an assignment is due, with the class's time zone; None when nothing is said.

        >>> CourseFile(timezone="Europe/Vienna", assignments={"01": Planned(due="2027-01-15 18:00")}).due("01").hour
        18
        """
        planned = self.assignments.get(assignment)
        if planned is None or not planned.due:
            return None
        return dt.datetime.strptime(planned.due, DUE_FORM).replace(tzinfo=zoneinfo.ZoneInfo(self.timezone))


def read_course_file(course_dir: Path) -> CourseFile:
    """What the folder's course.yml says; the defaults where there is none.

    Errors: ContentError with every fault of the file, each with its field and what to write there.

    Example: ``read_course_file(Path("my-class")).due("01-history")``
    """
    if not (course_dir / FILE).is_file():
        return CourseFile()
    value = read_yaml(course_dir / FILE, course_dir)
    if not isinstance(value, dict):
        raise ContentError([Fault(FILE, "file", "it holds no 'name: value' lines", "begin with 'id: my-course'")])
    try:
        return converter().structure(value, CourseFile)
    except ClassValidationError as error:
        raise ContentError(faults_of(error, FILE)) from None
