"""When an assignment is due: in course.yml, where the instructor writes it, and in nbgrader's gradebook, which counts.

nbgrader measures late work by its gradebook, and formgrader shows and changes the date there. So a date in the
gradebook counts. Where it has none, the one of course.yml is taken over; where the two differ, nobody can know which
was the later decision: both are named, and a command makes them one.
"""

from __future__ import annotations

import datetime as dt
import io
from pathlib import Path

import attrs
from nbgrader.api import Gradebook, MissingEntry
from ruamel.yaml import YAML
from ruamel.yaml.comments import CommentedMap
from ruamel.yaml.scalarstring import DoubleQuotedScalarString

from course.content.safe_files import write_whole
from course.errors import GradebookError, UnknownNameError
from course.grading.class_folder.course_file import EXAMPLE, FILE, CourseFile, read_course_file
from course.grading.gradebook.write import changed_gradebook
from course.grading.schedule.moments import kept, read_moment, written

NO_DATE = "none"
"""What people write in place of a date to take it away."""


@attrs.frozen
class Due:
    """One assignment's date. planned: what course.yml says. counts: what the gradebook says. longer: who has more time.

    All times in UTC, no zone.
    """

    assignment: str
    planned: dt.datetime | None
    counts: dt.datetime | None
    zone: str
    longer: tuple[tuple[str, dt.datetime], ...] = ()

    @property
    def lines(self) -> list[str]:
        """The date in words, and what to do where the two places differ.

        >>> Due("01", None, dt.datetime(2027, 1, 15, 17), "Europe/Vienna").lines
        ['01: 2027-01-15 18:00 (Europe/Vienna)']
        """
        if self.counts is None:
            return [f"{self.assignment}: no due date"]
        at = written(self.counts, self.zone)
        first = f"{self.assignment}: {at} ({self.zone})"
        longer = [f"  more time: {student} until {written(until, self.zone)}" for student, until in self.longer]
        if self.planned is None or self.planned == self.counts:
            return [first, *longer]
        plan = written(self.planned, self.zone)
        return [
            f"{first}, as the gradebook (formgrader) says, and this counts. course.yml says {plan}.",
            f'  To make them one: course class due {self.assignment} "{at}"   or   '
            f'course class due {self.assignment} "{plan}"',
            *longer,
        ]


def take_over(gradebook: Gradebook, assignment: str, course: CourseFile) -> Due:
    """The date that counts; one that only course.yml has is put into the gradebook, when it has the assignment.

    Example: ``take_over(gradebook, "01-history", read_course_file(Path("my-class")))``
    """
    moment = course.due(assignment)
    planned = None if moment is None else kept(moment)
    try:
        entry = gradebook.find_assignment(assignment)
    except MissingEntry:
        return Due(assignment, planned, planned, course.timezone)
    if entry.duedate is None and planned is not None:
        gradebook.update_or_create_assignment(assignment, duedate=planned)
        return Due(assignment, planned, planned, course.timezone)
    return Due(assignment, planned, entry.duedate, course.timezone)


def due_dates(course_dir: Path, assignment: str = "", db: str = "") -> list[Due]:
    """The dates of one assignment or of all that source/, course.yml or the gradebook knows, in order of their names.

    A date that only course.yml has is put into the gradebook. Errors: ContentError for course.yml, GradebookError,
    UnknownNameError.

    Example: ``due_dates(Path("my-class"))[0].lines``
    """
    course = read_course_file(course_dir)
    with changed_gradebook(course_dir, db) as gradebook:
        known = _known(gradebook, course_dir, course)
        if assignment and assignment not in known:
            raise UnknownNameError("assignment", assignment, known)
        names = [assignment] if assignment else known
        return [
            attrs.evolve(take_over(gradebook, name, course), longer=_with_more_time(gradebook, name)) for name in names
        ]


def set_due(course_dir: Path, assignment: str, when: str, db: str = "") -> Due:
    """Write a date, or "none" to take it away, into course.yml and the gradebook; the date as it is now.

    Errors: ContentError for course.yml, GradebookError for what is no date, UnknownNameError for an assignment that
    is neither in source/ nor in course.yml nor in the gradebook.

    Example: ``set_due(Path("my-class"), "01-history", "2027-01-15 18:00")``
    """
    course = read_course_file(course_dir)
    moment = None if when.strip().lower() == NO_DATE else read_moment(when, course.timezone)
    utc = None if moment is None else kept(moment)
    with changed_gradebook(course_dir, db) as gradebook:
        known = _known(gradebook, course_dir, course)
        if assignment not in known:
            raise UnknownNameError("assignment", assignment, known)
        if utc is None and (longer := [student for student, _ in _with_more_time(gradebook, assignment)]):
            raise GradebookError(
                f"{assignment} keeps its due date: {', '.join(longer)} have more time, which is counted from it. To "
                f"mend: course class extend {' '.join(longer)} --assignment {assignment} --by 0, then once more."
            )
        _write(course_dir, assignment, "" if utc is None else written(utc, course.timezone))
        gradebook.update_or_create_assignment(assignment, duedate=utc)
    return Due(assignment, utc, utc, course.timezone)


def _known(gradebook: Gradebook, course_dir: Path, course: CourseFile) -> list[str]:
    source = course_dir / "source"
    folders = {path.name for path in source.iterdir() if path.is_dir()} if source.is_dir() else set()
    listed = {one.name for one in gradebook.assignments} | set(course.assignments)
    return sorted(listed | {name for name in folders if not name.startswith(".")})


def _with_more_time(gradebook: Gradebook, assignment: str) -> tuple[tuple[str, dt.datetime], ...]:
    try:
        entry = gradebook.find_assignment(assignment)
    except MissingEntry:
        return ()
    return tuple(sorted((one.student.id, one.duedate) for one in entry.submissions if one.extension is not None))


def _write(course_dir: Path, assignment: str, due: str) -> None:
    """Change the one line of course.yml; its comments and its order stay. Errors: GradebookError."""
    file = course_dir / FILE
    yaml = YAML()
    yaml.preserve_quotes = True
    yaml.width = 4096
    try:
        said = file.read_text(encoding="utf-8") if file.exists() else ""
        made = yaml.load(said.replace(EXAMPLE, "", 1))
        made = CommentedMap() if made is None else made
        planned = made.get("assignments")
        if not planned:
            planned = made["assignments"] = CommentedMap()
        entry = planned.get(assignment)
        if entry is None:
            if not due:
                return
            entry = CommentedMap()
            entry.fa.set_flow_style()
        if due:
            entry["due"] = DoubleQuotedScalarString(due)
        else:
            entry.pop("due", None)
        planned[assignment] = entry
        text = io.StringIO()
        yaml.dump(made, text)
        write_whole(file, text.getvalue().encode())
    except OSError as error:
        raise GradebookError(f"{file} cannot be written: {error.strerror}. To mend: look at its rights.") from None
