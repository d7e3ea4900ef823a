"""The commands between a class and a learning platform or mail: `course class pack|collect|return`."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from course.cli.terminal import COURSE_DIR, DB, say

ASSIGNMENT = "The assignment's name, for example 01-history."


def collect(
    sources: Annotated[
        list[Path], typer.Argument(help="The zip of `download all submissions`, a folder, or single files.")
    ],
    assignment: Annotated[str, typer.Option(help=ASSIGNMENT)],
    course_dir: Annotated[Path, typer.Option(help=COURSE_DIR)] = Path(),
    match: Annotated[
        Path | None,
        typer.Option(help="Your own decisions, a CSV file: columns file, id (- for nobody's) and, if known, time."),
    ] = None,
    worksheet: Annotated[
        Path | None, typer.Option(help="Moodle's grading worksheet: it says when each submission was handed in.")
    ] = None,
    platform: Annotated[
        str, typer.Option(help="moodle, canvas, ilias or mail; by default what course.yml says, else it is found out.")
    ] = "",
    db: Annotated[str, typer.Option(help=DB)] = "",
) -> None:
    """Take in what a platform's `download all submissions` or your mail gave you, matched with your roster.

    Nothing is lost or overwritten: older versions go to submitted-before/, what fits nobody for sure to unmatched/.
    Then the command ends with exit code 1: say whose it is with --match and run it again. So it ends, too, when
    somebody handed in the work for another assignment, which is not taken.

    Example: `course class collect submissions.zip --assignment 01-history --course-dir my-class`
    """
    from course.grading.class_folder.course_file import BY_FILES
    from course.grading.platform.collect import Collect, table
    from course.grading.run.environment import as_nbgrader_needs_it

    if platform not in ("", *BY_FILES):
        raise typer.BadParameter(f"{platform} is none of: {', '.join(BY_FILES)}.")
    with as_nbgrader_needs_it():
        done = Collect(assignment, course_dir, db).run(sources, match, worksheet, platform)
    table(done, say)
    if unmatched := done.having("not matched"):
        say(
            "Say whose these are in a CSV file, and run the command again with --match FILE.csv:",
            "  file,id",
            *(f"  {row.file},ID" for row in unmatched[:20]),
            "Write - in place of an ID for who is not in this class: then it is not asked again.",
        )
    if unmatched or done.having("other work"):
        raise typer.Exit(1)


def pack(
    assignment: Annotated[str, typer.Argument(help=ASSIGNMENT)],
    course_dir: Annotated[Path, typer.Option(help=COURSE_DIR)] = Path(),
    output: Annotated[Path | None, typer.Option(help="The zip to write; by default ASSIGNMENT.zip.")] = None,
    site: Annotated[
        str, typer.Option(help="The page where learners find the course; then the course is not in the zip.")
    ] = "",
) -> None:
    """Make one zip for learners: the released assignment, the course, and a text on how to begin and hand in.

    No solution, hidden test or rubric is in it. It is refused while the source is newer than what was generated.

    Example: `course class pack 01-history --course-dir my-class --output 01-history.zip`
    """
    from course.content.safe_files import write_whole
    from course.grading.platform.pack import has_date
    from course.grading.platform.pack import pack as packed

    target = output or Path(f"{assignment}.zip")
    data = packed(assignment, course_dir, site)
    try:
        write_whole(target, data)
    except OSError as error:
        raise typer.BadParameter(f"{target} cannot be written: {error.strerror}.") from None
    told = (
        f"{len(data) / 1e6:.1f} MB for learners: {target}. Upload it as it is; START-HERE.txt in it says how to begin."
    )
    say(told)
    if not has_date(assignment, course_dir):
        say(f'{assignment} has no due date yet: course class due {assignment} "2027-01-15 18:00", then pack again.')


def give_back(
    assignment: Annotated[str, typer.Argument(help=ASSIGNMENT)],
    course_dir: Annotated[Path, typer.Option(help=COURSE_DIR)] = Path(),
    output: Annotated[Path | None, typer.Option(help="The zip to write; by default feedback-ASSIGNMENT.zip.")] = None,
    platform: Annotated[
        str, typer.Option(help="moodle, canvas, ilias or mail; by default what course.yml says, else how work came.")
    ] = "",
    anyway: Annotated[
        bool, typer.Option("--anyway", help="Also pages of people whose work is not all marked.")
    ] = False,
    db: Annotated[str, typer.Option(help=DB)] = "",
) -> None:
    """Make the zip of feedback pages with the names that the platform's upload of feedback wants.

    Pages that are older than the grade, and pages of people whose work is not all marked, stay here and are named.

    Example: `course class return 01-history --course-dir my-class --output feedback.zip`
    """
    from course.grading.class_folder.course_file import BY_FILES
    from course.grading.platform.give_back import addresses, give_back, write_back

    if platform not in ("", *BY_FILES):
        raise typer.BadParameter(f"{platform} is none of: {', '.join(BY_FILES)}.")
    target = output or Path(f"feedback-{assignment}.zip")
    done = give_back(assignment, course_dir, platform, anyway, db)
    write_back(done, target)
    pages = f"{len(done.files)} pages for {len(done.people)} people, for {done.platform}: {target}"
    say(pages, *done.left)
    if done.platform == "mail":
        say(*addresses(course_dir, done.people, db))
