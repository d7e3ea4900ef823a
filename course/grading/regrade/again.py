"""Grade an assignment again: first in a copy, to show who changes; then, when asked to, for good.

Without names everybody is graded again, with the tests that source/ has now. With names only these, with the tests that
everybody else was graded with.
"""

from __future__ import annotations

import contextlib
import datetime as dt
import logging
from collections.abc import Callable, Sequence
from pathlib import Path

import attrs
from nbgrader.api import Gradebook, MissingEntry
from nbgrader.apps import generatefeedbackapp
from nbgrader.converters.base import NbGraderException

from course.errors import GradingError, UnknownNameError
from course.grading.regrade.aside import address, copy_database, database, set_aside
from course.grading.regrade.compare import Change, changes, read_marks
from course.grading.regrade.new_tests import Changed, generate, refuse_other_cells
from course.grading.run.course_folder import CourseFolder, HandedIn
from course.grading.run.grade import grade
from course.grading.run.result import GradingReport

Progress = Callable[[int, int], None]


@attrs.frozen
class Outcome:
    """What grading again does, or did. tests: cells whose text or points changed. same: how many stay as they are.

    notes: what the instructor should know, in words, with a line for each submission that could not be graded.
    unsolved: those of the changed tests that the solution in source/ fails, with how. pages: whose feedback was written
    anew.
    """

    changes: list[Change]
    same: int
    tests: list[Changed]
    notes: list[str]
    unsolved: list[str] = attrs.field(factory=list)
    pages: list[str] = attrs.field(factory=list)


class Regrade:
    """One assignment of a course folder, and whose work of it is to be graded again.

    students: ids; none for everybody who handed in. Errors: GradingError, UnknownNameError.
    """

    def __init__(self, assignment: str, course_dir: Path, students: Sequence[str] = ()) -> None:
        self.assignment, self.root, self.students = assignment, course_dir.resolve(), tuple(students)
        self.course = CourseFolder(assignment, self.root, "", True)
        self.db = address(self.course)
        with Gradebook(self.db, self.course.dir.course_id) as gradebook:
            try:
                gradebook.find_assignment(assignment)
            except MissingEntry:
                known = [one.name for one in gradebook.assignments]
                raise UnknownNameError("assignment in the gradebook", assignment, known) from None
        everybody = {one.student: one for one in self.course.handed_in()}
        for student in students:
            if student not in everybody:
                raise UnknownNameError(f"hand-in of {assignment} by", student, everybody)
        self.people: list[HandedIn] = [everybody[name] for name in dict.fromkeys(students)] or [*everybody.values()]
        self.before = read_marks(self.root, assignment, self._ids, self.db)

    @property
    def _ids(self) -> list[str]:
        return [one.student for one in self.people]

    def preview(self, progress: Progress = lambda done, total: None) -> Outcome:
        """Grade in a private copy; nothing in the course folder changes. Errors: GradingError."""
        if not self.students:
            refuse_other_cells(self.course)
        with set_aside(self.course, self.people) as copy:
            tests = [] if self.students else generate(self.assignment, copy)
            report = grade(self.assignment, copy, force=True, progress=progress)
            return self._outcome(copy, f"sqlite:///{copy / 'gradebook.db'}", tests, [report])

    def write(self, seen: Outcome, progress: Progress = lambda done, total: None, anyway: bool = False) -> Outcome:
        """Grade for good what was previewed; the gradebook of before is kept beside it. Errors: GradingError.

        anyway: also where the solution in source/ fails a test that was changed.
        """
        if seen.unsolved and not anyway:
            raise GradingError(
                f"The solution in source/ fails what was changed: {', '.join(seen.unsolved)}. Nobody could pass it, so "
                "nothing was written. To mend: correct the test or the solution in source/. To write it all the same: "
                "--anyway."
            )
        file = database(self.course)
        kept = file.with_name(f"{file.stem}-before-regrade-{dt.datetime.now():%Y%m%d-%H%M%S}.db")
        copy_database(file, kept)
        kept.chmod(file.stat().st_mode & 0o777)
        if seen.tests:
            generate(self.assignment, self.root)
        if self.students:
            reports = [grade(self.assignment, self.root, one, force=True, progress=progress) for one in self._ids]
        else:
            reports = [grade(self.assignment, self.root, force=True, progress=progress)]
        done = self._outcome(self.root, self.db, seen.tests, reports)
        notes = [*done.notes, f"The gradebook of before is kept: {kept.name}. It holds names and points."]
        again = [one.student for report in reports for one in report.graded if one.score is not None]
        pages, words = self._feedback(again)
        return attrs.evolve(done, notes=notes + words, pages=pages)

    def _outcome(self, root: Path, db: str, tests: list[Changed], reports: list[GradingReport]) -> Outcome:
        after = read_marks(root, self.assignment, self._ids, db)
        failed = [one for report in reports for one in report.graded if one.score is None]
        for one in failed:
            # What could not be graded again has kept what it had.
            after.pop(one.student, None)
        found = changes(self.before, after)
        notes = dict.fromkeys(words for report in reports for words in report.notes)
        lines = [*notes, *(f"{one.student} was not graded: {'; '.join(one.failed)}" for one in failed)]
        lines += [f"{student}: {words}" for student, marks in sorted(after.items()) for words in marks.over]
        fails = {name: how for report in reports for name, how in report.unsolved.items()}
        unsolved = [f"{one.cell}{fails[one.cell]}" for one in tests if one.cell in fails]
        return Outcome(found, len(after) - len(found), tests, lines, unsolved)

    def _feedback(self, students: Sequence[str]) -> tuple[list[str], list[str]]:
        """Write the pages of these anew, where they have some: whose were written, and what is to be done, in words.

        Of all, not only of those whose points changed: what a test says may be something else.
        """
        program = generatefeedbackapp.GenerateFeedbackApp()
        words = [f"--course-dir={self.root}", "--force", self.assignment, "--log-level=CRITICAL"]
        written, left = [], []
        try:
            program.initialize(words)
            program.coursedir.assignment_id = self.assignment
            with contextlib.ExitStack() as quiet:
                quiet.callback(logging.disable, logging.root.manager.disable)
                logging.disable(logging.WARNING)
                for student in students:
                    program.coursedir.student_id = student
                    converter = generatefeedbackapp.GenerateFeedback(coursedir=program.coursedir, parent=program)
                    if Path(converter._format_dest(self.assignment, student)).is_dir():
                        try:
                            converter.start()
                            written.append(student)
                        except (NbGraderException, SystemExit):
                            left.append(student)
        except SystemExit:
            raise GradingError("nbgrader cannot read its settings: see above. To mend: correct them.") from None
        if not left:
            return written, []
        return written, [
            f"No feedback page could be written for {', '.join(left)}. To mend: nbgrader generate_feedback "
            f"{self.assignment} --force --student=..., and read what it says."
        ]
