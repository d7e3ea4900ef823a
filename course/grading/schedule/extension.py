"""More time for one person or a group: nbgrader's own extension, which formgrader and the stock commands know.

nbgrader keeps it in the entry of a submission. For somebody who has not handed in yet such an entry is made; until the
work comes it counts as nothing handed in (course.grading.gradebook.status).
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from pathlib import Path

from nbgrader.api import Gradebook, MissingEntry

from course.errors import GradebookError, UnknownNameError
from course.grading.class_folder.course_file import read_course_file
from course.grading.gradebook.roster import read_roster
from course.grading.gradebook.status import only_extension
from course.grading.gradebook.write import changed_gradebook
from course.grading.schedule.due import take_over
from course.grading.schedule.late import settle
from course.grading.schedule.moments import kept, length, read_length, read_moment, written

ROSTER = "roster.csv"


def extend(
    course_dir: Path, words: Sequence[str], assignment: str, by: str = "", until: str = "", db: str = ""
) -> list[str]:
    """Give people more time for an assignment; what was done, a sentence for each.

    words: ids of students, or names of groups in the column `group` of roster.csv. by: a length such as 2d, from the
    due date; 0 takes an extension back. until: a moment in the class's time zone, in place of `by`. A second extension
    takes the place of the first. Errors: GradebookError, UnknownNameError, ContentError.

    Example: ``extend(Path("my-class"), ["ann"], "01-history", by="2d")``
    """
    if bool(by) == bool(until):
        raise GradebookError("Say for how long: either --by 2d, or --until with a date and time.")
    course = read_course_file(course_dir)
    with changed_gradebook(course_dir, db) as gradebook:
        try:
            entry = gradebook.find_assignment(assignment)
        except MissingEntry:
            known = [one.name for one in gradebook.assignments]
            raise UnknownNameError("assignment in the gradebook", assignment, known) from None
        due = take_over(gradebook, assignment, course).counts
        if due is None:
            raise GradebookError(
                f"{assignment} has no due date, so nobody needs more time. To mend: course class due {assignment} "
                '"2027-01-15 18:00", with your date.'
            )
        more = read_length(by) if by else kept(read_moment(until, course.timezone)) - due
        if more < dt.timedelta(0) or (until and not more):
            at = written(due, course.timezone)
            raise GradebookError(f"{until} is not later than the due date, {at}. To mend: give a later date.")
        if more and not entry.notebooks:
            raise GradebookError(
                f"The gradebook has no notebook of {assignment} yet. To mend: nbgrader generate_assignment {assignment}"
            )
        people = _people(gradebook, course_dir, words)
        told = {one: _give(gradebook, assignment, one, due, more, course.timezone) for one in people}
        settled = {one.student: one for one in settle(gradebook, course_dir, assignment, set(people))}
    return [told[one] + (f" Now {settled[one].words}." if one in settled else "") for one in people]


def _people(gradebook: Gradebook, course_dir: Path, words: Sequence[str]) -> list[str]:
    """The ids that are meant, each once, in the order of the words."""
    known = {one.id for one in gradebook.students}
    groups: dict[str, list[str]] = {}
    if (course_dir / ROSTER).is_file():
        for one in read_roster(course_dir / ROSTER):
            for name in one.groups:
                groups.setdefault(name, []).append(one.id)
    found: dict[str, None] = {}
    for word in words:
        if word in known and word in groups:
            raise GradebookError(f"{word} is a person and a group. To mend: give the group another name in {ROSTER}.")
        if word in groups:
            if missing := [one for one in groups[word] if one not in known]:
                raise GradebookError(
                    f"Of the group {word} the gradebook does not know {', '.join(missing)}. To mend: course roster "
                    f"{course_dir / ROSTER} --course-dir {course_dir}"
                )
            found |= dict.fromkeys(groups[word])
        elif word in known:
            found[word] = None
        else:
            raise UnknownNameError("student or group", word, [*known, *groups])
    return list(found)


def _give(gradebook: Gradebook, assignment: str, student: str, due: dt.datetime, more: dt.timedelta, zone: str) -> str:
    try:
        submission = gradebook.find_submission(assignment, student)
    except MissingEntry:
        if not more:
            return f"{student}: had no more time."
        # The new rows refer to each other; none may be written before all are there.
        with gradebook.db.no_autoflush:
            submission = gradebook.add_submission(assignment, student)
    had = submission.extension
    if not more and only_extension(submission):
        gradebook.remove_submission(assignment, student)
    else:
        submission.extension = more or None
        gradebook.db.commit()
    if not more:
        return f"{student}: {'as everybody again' if had else 'had no more time'}, until {written(due, zone)}."
    before = f" (in place of {length(had)})" if had and had != more else ""
    return f"{student}: until {written(due + more, zone)}, {length(more)} more{before}."
