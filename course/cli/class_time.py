"""The commands about time in a class: `course class due|extend|late|regrade`."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Any

import typer

from course.cli.terminal import COURSE_DIR, DB, say

NAME = "The assignment's name, for example 01-history."


def due(
    assignment: Annotated[str, typer.Argument(help=f"{NAME} Without it: all.", show_default=False)] = "",
    when: Annotated[
        str,
        typer.Argument(help='The new date, like "2027-01-15 18:00", in the class\'s time zone; none for no date.'),
    ] = "",
    course_dir: Annotated[Path, typer.Option(help=COURSE_DIR)] = Path(),
    db: Annotated[str, typer.Option(help=DB)] = "",
) -> None:
    """List the due dates, or set one: in course.yml, in the gradebook, and in the notebook that learners get.

    Example: `course class due 01-history "2027-01-15 18:00" --course-dir my-class`
    """
    from course.grading.run.environment import as_nbgrader_needs_it

    with as_nbgrader_needs_it():
        from course.grading.class_folder.course_file import read_course_file
        from course.grading.gradebook.write import changed_gradebook
        from course.grading.schedule.due import due_dates, set_due
        from course.grading.schedule.due_line import out_again, show_in_release
        from course.grading.schedule.late import settle

        if not when:
            for one in due_dates(course_dir, assignment, db):
                say(*one.lines)
            return
        new = set_due(course_dir, assignment, when, db)
        say(*new.lines)
        if changed := show_in_release(course_dir, new):
            say(
                f"The line in {', '.join(changed)} of release/{assignment} says so. If it was handed out already: "
                f"{out_again(assignment, read_course_file(course_dir))}, and tell your learners."
            )
        with changed_gradebook(course_dir, db) as gradebook:
            say(*settle(gradebook, course_dir, assignment))


def extend(
    who: Annotated[list[str], typer.Argument(help="Students' ids, or groups of roster.csv (its column group).")],
    assignment: Annotated[str, typer.Option(help=NAME)],
    by: Annotated[str, typer.Option(help="How much more time: 2d, 12h, 1d12h; 0 takes it back.")] = "",
    until: Annotated[str, typer.Option(help='Or until when, like "2027-01-20 18:00".')] = "",
    course_dir: Annotated[Path, typer.Option(help=COURSE_DIR)] = Path(),
    db: Annotated[str, typer.Option(help=DB)] = "",
) -> None:
    """Give people or groups more time for an assignment, before or after they have handed in.

    Example: `course class extend ann evening-group --assignment 01-history --by 2d --course-dir my-class`
    """
    from course.grading.run.environment import as_nbgrader_needs_it

    with as_nbgrader_needs_it():
        from course.grading.schedule.extension import extend as give

        say(*give(course_dir, who, assignment, by, until, db))


def late(
    assignment: Annotated[str, typer.Argument(help=NAME)],
    course_dir: Annotated[Path, typer.Option(help=COURSE_DIR)] = Path(),
    db: Annotated[str, typer.Option(help=DB)] = "",
) -> None:
    """Say who was late and what that costs, and bring it up to date: memos may have got points since the grading.

    Example: `course class late 01-history --course-dir my-class`
    """
    from course.grading.run.environment import as_nbgrader_needs_it

    with as_nbgrader_needs_it():
        from course.grading.class_folder.course_file import read_course_file
        from course.grading.gradebook.assignment import find_assignment
        from course.grading.gradebook.write import changed_gradebook
        from course.grading.schedule.late import governs, in_words, settle

        with changed_gradebook(course_dir, db) as gradebook:
            find_assignment(gradebook, assignment)
            if not governs(course_dir):
                say(
                    "Nothing was changed: course.yml says nothing about late work, or nbgrader_config.py names a "
                    "plugin of its own. To mend: a line in course.yml like",
                    "late: {percent_a_day: 10, most_percent: 50}",
                )
                return
            say(in_words(read_course_file(course_dir).late))
            settled = settle(gradebook, course_dir, assignment)
            say(*settled or (_nobody(gradebook, assignment),))


def _nobody(gradebook: Any, assignment: str) -> str:
    handed_in = any(one.notebooks and one.timestamp for one in gradebook.assignment_submissions(assignment))
    return "Nobody was late." if handed_in else "Nothing was collected and graded yet, so nobody is late."


def regrade(
    assignment: Annotated[str, typer.Argument(help=NAME)],
    student: Annotated[list[str] | None, typer.Option(help="Only this student's id; may be repeated.")] = None,
    write: Annotated[bool, typer.Option("--write", help="Write it, after the table is shown.")] = False,
    anyway: Annotated[bool, typer.Option("--anyway", help="Also where the solution fails a changed test.")] = False,
    course_dir: Annotated[Path, typer.Option(help=COURSE_DIR)] = Path(),
) -> None:
    """Grade an assignment again after a test in source/ was changed: who changes by how much, and nothing is written.

    Memos that were marked keep their points. With --student the tests are those that everybody was graded with.

    Example: `course class regrade 01-history --course-dir my-class`
    """
    from course.grading.class_folder.course_file import BY_FILES, read_course_file
    from course.grading.run.environment import as_nbgrader_needs_it

    read_course_file(course_dir)
    with as_nbgrader_needs_it():
        from course.grading.regrade.again import Regrade
        from course.grading.regrade.compare import table
        from course.grading.run.terminal import bar_of
        from course.grading.schedule.due_line import out_again

        again = Regrade(assignment, course_dir, student or ())
        with bar_of(f"trying out {assignment}") as progress:
            seen = again.preview(progress)
        if seen.tests:
            say(f"Changed in source/: {', '.join(map(str, seen.tests))}")
        say(*(f"note: {words}" for words in seen.notes))
        say(*table(seen.changes) if seen.changes else ())
        say(f"{len(seen.changes)} change, {seen.same} stay as they are.")
        if not (write or seen.changes or seen.tests):
            say("Nothing is to be written.")
            return
        if not write:
            say("Nothing was written. To write it: the same command with --write.")
            return
        with bar_of(f"grading {assignment}") as progress:
            done = again.write(seen, progress, anyway)
        if done.changes != seen.changes:
            say("Other than in the table above, this was written:", *table(done.changes))
        say(*(words for words in done.notes if words not in seen.notes))
        about = read_course_file(course_dir)
        if done.pages:
            back = "course class return" if about.platform in BY_FILES else "nbgrader release_feedback"
            say(f"Feedback pages written anew: {', '.join(done.pages)}. To return them: {back} {assignment}.")
        if seen.tests:
            say(
                f"release/{assignment} has the new tests. While learners still work on it, hand it out again: "
                f"{out_again(assignment, about)}."
            )
        say(f"Written: {len(done.changes)} changed, {done.same} stayed as they were.")
