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
        Path | None, typer.Option(help="Your own decisions: a CSV file with the columns file, id and, if known, time.")
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
    Then the command ends with exit code 1: say whose it is with --match and run it again.

    Example: `course class collect submissions.zip --assignment 01-history --course-dir my-class`
    """
    from course.grading.platform.collect import PLATFORMS, Collect, table
    from course.grading.run.environment import as_nbgrader_needs_it

    if platform not in ("", *PLATFORMS):
        raise typer.BadParameter(f"{platform} is none of: {', '.join(PLATFORMS)}.")
    with as_nbgrader_needs_it():
        done = Collect(assignment, course_dir, db).run(sources, match, worksheet, platform)
    table(done, say)
    if unmatched := done.having("not matched"):
        say(
            "Say whose these are in a CSV file, and run the command again with --match FILE.csv:",
            "  file,id",
            *(f"  {row.file},ID" for row in unmatched[:20]),
        )
        raise typer.Exit(1)
