"""What late work loses, by the class's course.yml: a share of its points for each day that has begun.

nbgrader asks a plugin while it grades. A memo has no points then. So the same sum is made again when a feedback page
is written, and when more time is given: `settle`.
"""

from __future__ import annotations

from collections.abc import Collection
from pathlib import Path
from typing import Any

import attrs
from nbgrader.api import Gradebook
from nbgrader.plugins import LateSubmissionPlugin

from course.errors import ExportError
from course.grading.class_folder.course_file import Late, read_course_file
from course.grading.gradebook.place import settings_of
from course.grading.gradebook.status import only_extension
from course.grading.notebook.lateness import Lateness, days_late


def share(policy: Late, seconds: float) -> float:
    """The part of the points that is taken off, from 0 to 1.

    >>> share(Late(percent_a_day=10, most_percent=50), 2 * 24 * 60 * 60), share(Late(percent_a_day=10), 0)
    (0.2, 0.0)
    """
    return min(days_late(seconds) * policy.percent_a_day, policy.most_percent) / 100


def in_words(policy: Late) -> str:
    """The policy as learners read it; "" where late work loses nothing.

    >>> in_words(Late(percent_a_day=10, most_percent=50))
    'Late work loses 10 % of its points for each day that has begun, and never more than 50 %.'
    """
    if not policy.percent_a_day:
        return ""
    most = f", and never more than {policy.most_percent:g} %" if policy.most_percent < 100 else ""
    return f"Late work loses {policy.percent_a_day:g} % of its points for each day that has begun{most}."


class LateWork(LateSubmissionPlugin):
    """nbgrader's plugin for late work, by course.yml; where that says nothing about it, nbgrader's own."""

    @property
    def policy(self) -> Late:
        """What course.yml of the folder that is being graded says. Errors: ContentError."""
        owner: Any = self.parent
        while owner is not None and getattr(owner, "coursedir", None) is None:
            owner = owner.parent
        return Late() if owner is None else read_course_file(Path(owner.coursedir.root)).late

    @property
    def has_policy(self) -> bool:
        """Whether course.yml takes points off."""
        return self.policy.percent_a_day > 0

    def late_submission_penalty(self, student_id: str, score: float, total_seconds_late: float) -> float | None:
        """The points to take off one notebook."""
        if not self.has_policy:
            return super().late_submission_penalty(student_id, score, total_seconds_late)
        return score * share(self.policy, total_seconds_late)


@attrs.frozen
class Settled:
    """What one person's late work loses. before: the points that were taken off so far."""

    student: str
    lateness: Lateness
    before: float

    @property
    def changed(self) -> bool:
        """Whether it is other than so far."""
        return abs(self.before - self.lateness.off) > 1e-9

    @property
    def words(self) -> str:
        """How late it is, what that costs, and what it cost so far where that was other."""
        was = f" (it was {self.before:.4g})" if self.changed else ""
        return f"{str(self.lateness) or 'in time: no points off'}{was}"

    def __str__(self) -> str:
        return f"{self.student}: {self.words}"


def governs(course_dir: Path) -> bool:
    """Whether course.yml decides about late work here: it has a policy, and nbgrader_config.py names no other plugin.

    Errors: ContentError, GradebookError.

    >>> governs(Path("."))
    False
    """
    own = settings_of(course_dir)
    return read_course_file(course_dir).late.percent_a_day > 0 and "plugin_class" not in own.AssignLatePenalties


def settle(gradebook: Gradebook, course_dir: Path, assignment: str, students: set[str] | None = None) -> list[Settled]:
    """Take off what late work loses, with the points and the due dates as they are now; who is late or was.

    students: only these; None for all. Nothing is changed where course.yml has no policy.

    Example: ``settle(gradebook, Path("my-class"), "01-history")``
    """
    if not governs(course_dir):
        return []
    policy, found = read_course_file(course_dir).late, []
    for submission in gradebook.assignment_submissions(assignment):
        if students is not None and submission.student.id not in students:
            continue
        one = _as_it_is_now(submission, policy)
        if one is not None:
            found.append(one)
            for notebook in submission.notebooks:
                notebook.late_submission_penalty = notebook.score * share(policy, one.lateness.seconds) or None
    gradebook.db.commit()
    return sorted(found, key=lambda one: one.student)


def refuse_unsettled(gradebook: Gradebook, course_dir: Path, assignments: Collection[str] = ()) -> None:
    """Before grades go to a platform: has a mark or a date changed since the points were taken off?

    assignments: their names; empty means all. Errors: ExportError with who it is and the way out.

    Example: ``refuse_unsettled(gradebook, Path("my-class"))``
    """
    if not governs(course_dir):
        return
    policy, commands = read_course_file(course_dir).late, []
    for assignment in gradebook.assignments:
        if assignments and assignment.name not in assignments:
            continue
        now = [_as_it_is_now(one, policy) for one in gradebook.assignment_submissions(assignment.name)]
        if other := [one.student for one in now if one is not None and one.changed]:
            commands.append(f"course class late {assignment.name}   ({', '.join(sorted(other))})")
    if commands:
        raise ExportError(
            "\n".join(
                [
                    "Nothing was written: points or dates have changed since points were taken off for late work. To "
                    "mend (or say --anyway to write the grades as they stand):",
                    *commands,
                ]
            )
        )


def _as_it_is_now(submission: Any, policy: Late) -> Settled | None:
    """What a submission (nbgrader's) loses by now; None for one that is in time and always was."""
    if only_extension(submission):
        return None
    seconds = submission.total_seconds_late if submission.assignment.duedate else 0
    before = float(submission.late_submission_penalty or 0)
    if not seconds and not before:
        return None
    earned = float(submission.score or 0)
    lateness = Lateness(seconds=seconds, off=earned * share(policy, seconds), earned=earned)
    return Settled(submission.student.id, lateness, before)
