"""The instructor's commands: `course roster`, `course grade` and `course report`."""

from __future__ import annotations

import datetime
from pathlib import Path
from typing import Annotated

import typer

from course.cli.terminal import COURSE_DIR, DB, console, say


def roster(
    file: Annotated[
        Path, typer.Argument(help="The list: a CSV file with the columns id, first_name, last_name, email.")
    ],
    course_dir: Annotated[Path, typer.Option(help=COURSE_DIR)] = Path(),
    db: Annotated[str, typer.Option(help=DB)] = "",
) -> None:
    """Put your list of students into the gradebook, as a spreadsheet saved it: with commas or semicolons.

    Whoever is in the gradebook already keeps everything; names and addresses are taken from the list.

    Example: `course roster students.csv --course-dir my-class`
    """
    from course.grading.gradebook.place import require_class
    from course.grading.gradebook.roster import read_roster, write_roster
    from course.grading.run.environment import as_nbgrader_needs_it

    if not db:
        require_class(course_dir)  # first: in another folder there is no list either
    students = read_roster(file)
    with as_nbgrader_needs_it():
        for line in write_roster(students, course_dir, db):
            say(line)


def grade(
    assignment: Annotated[str | None, typer.Argument(help="The assignment's name, for example 01-history.")] = None,
    course_dir: Annotated[Path | None, typer.Option(help="The nbgrader course folder; by default this one.")] = None,
    student: Annotated[str, typer.Option(help="Only this student's id.")] = "",
    jobs: Annotated[int, typer.Option(min=0, help="Submissions at a time; 0 for one on each processor.")] = 0,
    force: Annotated[bool, typer.Option("--force", "-f", help="Also what is graded already.")] = False,
    scheduler: Annotated[str, typer.Option(help="Use the workers of this Dask scheduler, e.g. tcp://host:8786.")] = "",
    no_sandbox: Annotated[bool, typer.Option("--no-sandbox", help="Learners' code gets your own rights.")] = False,
    strict: Annotated[bool, typer.Option("--strict", help="Refuse tests that must run beside learners' code.")] = False,
    write_settings: Annotated[
        bool,
        typer.Option("--write-settings", help="Keep hidden tests out of nbgrader's feedback: two lines of settings."),
    ] = False,
    doctor: Annotated[
        bool, typer.Option("--doctor", help="Only say what protects this machine, and what not.")
    ] = False,
) -> None:
    """Grade what a class handed in, in a sandbox, with the tests out of the learners' reach.

    It does what `nbgrader autograde` does, with the same settings and gradebook. Run it again after a break: what is
    graded stays, the rest follows.

    Example: `course grade 01-history --course-dir my-class`
    """
    if doctor:
        from course.grading.run.doctor import findings

        for line in findings():
            say(line)
        return
    if assignment is None:
        raise typer.BadParameter("Name an assignment, for example 01-history.")
    from course.grading.class_folder.course_file import read_course_file
    from course.grading.run.terminal import grade_and_tell

    # Late work is graded by it: a slip in it is told once, not for each submission.
    read_course_file(course_dir or Path())
    how = {"jobs": jobs, "force": force, "scheduler": scheduler, "sandboxed": not no_sandbox, "strict": strict}
    how["settings"] = write_settings
    if not grade_and_tell(console, assignment, course_dir, student, **how):
        raise typer.Exit(1)


def report(
    assignment: Annotated[str | None, typer.Argument(help="The assignment's name, for example 01-history.")] = None,
    course_dir: Annotated[Path, typer.Option(help=COURSE_DIR)] = Path(),
    output: Annotated[Path | None, typer.Option(help="The page to write; by default report-ASSIGNMENT.html.")] = None,
    items: Annotated[Path | None, typer.Option(help="Pooled quiz answers, made by course export responses.")] = None,
    whole_class: Annotated[
        bool, typer.Option("--class", help="One page about the whole class, over all assignments.")
    ] = False,
    records: Annotated[
        Path | None, typer.Option(help="With --class: a folder of records that learners gave with consent.")
    ] = None,
    anonymous: Annotated[bool, typer.Option("--anonymous", help="Hide the learners' names.")] = False,
    db: Annotated[str, typer.Option(help=DB)] = "",
) -> None:
    """Write one HTML page about an assignment: points, tasks, reliability, time and whom to help first.

    With --items it says how the quiz items work, too; with --items alone, only that. With --class it is about all
    assignments: who has not started, who handed in what, what to teach again and where it is taught.

    Example: `course report 01-history --course-dir my-class --output report.html`
    """
    from course.content.responses import read_responses
    from course.grading.gradebook.assignment import read_class
    from course.grading.gradebook.read import open_gradebook
    from course.grading.gradebook.verdicts import waiting
    from course.grading.report.page import report_page, write_report
    from course.grading.report.quiz_items import analyse

    now = datetime.datetime.now(datetime.UTC).replace(tzinfo=None)
    if whole_class:
        if assignment is not None or items is not None:
            raise typer.BadParameter("--class is about all assignments: leave out the assignment's name and --items.")
        target = output or Path("report-class.html")
        write_report(_class_page(course_dir, db, records, now, anonymous), target)
        say(f"The report is in {target}")
        return
    if records is not None:
        raise typer.BadParameter("--records goes with --class.")
    if assignment is None and items is None:
        raise typer.BadParameter("Name an assignment, say --class, or name a file of pooled answers with --items.")
    book, look = None, []
    if assignment is not None:
        with open_gradebook(course_dir, db) as gradebook:
            book, look = read_class(gradebook, assignment), waiting(gradebook, course_dir, [assignment])
    found = None if items is None else analyse(read_responses(items))
    target = output or Path(f"report-{assignment or 'items'}.html")
    write_report(report_page(book, found, now=now, anonymous=anonymous, waiting=look), target)
    say(f"The report is in {target}")


def _class_page(course_dir: Path, db: str, records: Path | None, now: datetime.datetime, anonymous: bool) -> str:
    import pandas as pd

    from course.content.catalog import catalog
    from course.content.responses import COLUMNS
    from course.grading.class_folder.course_file import read_course_file
    from course.grading.gradebook.assignment import read_course
    from course.grading.gradebook.read import open_gradebook
    from course.grading.report.cohort_page import cohort_page
    from course.learning.record.pooled_answers import pool

    responses = None
    if records is not None:
        pooled = pool(records)
        for note in pooled.notes:
            say(note)
        responses = pd.DataFrame(pooled.rows, columns=list(COLUMNS))
    with open_gradebook(course_dir, db) as gradebook:
        books, left_out = read_course(gradebook)
    title = read_course_file(course_dir).title
    return cohort_page(
        books, catalog(), now=now, responses=responses, title=title, anonymous=anonymous, left_out=left_out
    )
