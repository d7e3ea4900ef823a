"""The commands that write a file for other programs: `course export record|responses|grades|slides`."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from course.cli.terminal import COURSE_DIR, DB, MINE, say

FORMATS = (
    "csv (a row for each assignment and student), wide (a row for each student), moodle, canvas, or worksheet "
    "(Moodle's grading worksheet, filled)."
)


def record(
    target: Annotated[Path, typer.Argument(help="The file to write, for example my-record.jsonl.")],
    folder: Annotated[Path | None, typer.Option(help=MINE)] = None,
    consent: Annotated[
        bool,
        typer.Option("--consent", help="Agree, in the copy, that your first answers may be pooled without your name."),
    ] = False,
) -> None:
    """Copy your record (every answer, one xAPI statement a line) to a file of yours.

    Example: `course export record my-record.jsonl`
    """
    from course.learning.record.store import export_to, workspace_record

    say(export_to(workspace_record(folder), target, consent))


def responses(
    folder: Annotated[Path, typer.Argument(help="The folder with the records (.jsonl) that learners gave you.")],
    output: Annotated[Path, typer.Option(help="The file to write; one that exists is replaced.")] = Path(
        "responses.csv"
    ),
) -> None:
    """Pool the first answers of learners who consented, without names, for `course report --items`.

    A learner consents with `course export record FILE --consent`. A record without consent is left out.

    Example: `course export responses records --output responses.csv`
    """
    from course.content.responses import write_responses
    from course.learning.record.pooled_answers import pool

    pooled = pool(folder)
    for note in pooled.notes:
        say(note)
    write_responses(output, pooled.rows)
    told = f"{pooled.learners} learners, {len(pooled.rows)} first answers: {output}"
    say(told)


def grades(
    course_dir: Annotated[Path, typer.Option(help=COURSE_DIR)] = Path(),
    form: Annotated[
        str,
        typer.Option("--format", help=FORMATS),
    ] = "csv",
    output: Annotated[
        Path | None,
        typer.Option(help="The file to write, else grades.csv or grades-FORMAT.csv; one that exists is replaced."),
    ] = None,
    assignment: Annotated[list[str] | None, typer.Option(help="Only this assignment; may be repeated.")] = None,
    anyway: Annotated[
        bool,
        typer.Option("--anyway", help="Also with late work and scores to be looked at, as they stand."),
    ] = False,
    by: Annotated[
        str, typer.Option(help="Moodle: what identifies a person: username or id-number (your roster's id), or email.")
    ] = "username",
    canvas_gradebook: Annotated[
        Path | None, typer.Option(help="Canvas: the gradebook that you exported there, for its ids and columns.")
    ] = None,
    worksheet: Annotated[
        Path | None, typer.Option(help="Moodle: the grading worksheet that you downloaded there, in English.")
    ] = None,
    db: Annotated[str, typer.Option(help=DB)] = "",
) -> None:
    """Write a class's grades as CSV for a spreadsheet, for Moodle or for Canvas.

    While a person still has to look at a test's score, no file is written: look at the cells that are named, in
    formgrader. A memo that nobody has marked yet stops nothing: a platform gets no grade for that person. Whoever
    cannot be told apart in the platform is left out and named.

    Example: `course export grades --course-dir my-class --format moodle --output grades-moodle.csv`
    """
    from course.grading.gradebook.lms import WORKSHEET
    from course.grading.gradebook.lms import export_grades as write_grades
    from course.grading.gradebook.read import open_gradebook
    from course.grading.gradebook.verdicts import waiting
    from course.grading.platform.grading_worksheet import fill_worksheet
    from course.grading.schedule.late import refuse_unsettled

    if (form == WORKSHEET) != (worksheet is not None):
        raise typer.BadParameter("--format worksheet and --worksheet FILE go together.")
    target = output or Path("grades.csv" if form == "csv" else f"grades-{form}.csv")
    with open_gradebook(course_dir, db) as gradebook:
        look = waiting(gradebook, course_dir, assignment or ())
        if not anyway:
            refuse_unsettled(gradebook, course_dir, assignment or ())
        if worksheet is not None:
            say(*fill_worksheet(gradebook, worksheet, target, assignment or (), course_dir, look, anyway))
            return
        for line in write_grades(gradebook, form, target, assignment or (), look, anyway, by, canvas_gradebook):
            say(line)


def slides(
    lesson: Annotated[str, typer.Argument(help="The lesson's short name, for example 1B.")],
    output: Annotated[
        Path | None,
        typer.Option(help="The file to write, else slides-LESSON.html; one that exists is replaced."),
    ] = None,
    more: Annotated[
        bool, typer.Option("--more", help="Also the parts marked More, for a class of 90 minutes.")
    ] = False,
) -> None:
    """Write a lesson's core as slides for the class: one HTML page with your notes in it, which needs no network.

    Open it in a browser. S shows the speaker's notes, F fills the screen, and ?print-pdf after its address prints it.

    Example: `course export slides 1B`
    """
    from course.authoring.slides import slides_page
    from course.content.catalog import catalog
    from course.content.safe_files import write_whole
    from course.content.source import content_root

    target = output or Path(f"slides-{lesson}.html")
    write_whole(target, slides_page(lesson, catalog(), content_root(), more).encode())
    say(f"Slides of lesson {lesson}: {target}")
