"""The commands about marking by people: `course class second` and `course class agreement`."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from course.cli.terminal import COURSE_DIR, DB, say

ASSIGNMENT = "The assignment's name, for example 01-history."


def second(
    assignment: Annotated[str, typer.Argument(help=ASSIGNMENT)],
    marker: Annotated[str, typer.Option(metavar="NAME", help="The second marker; the name of the sheet.")],
    share: Annotated[str, typer.Option(help="How many of the memos to mark again, drawn by chance.")] = "20%",
    course_dir: Annotated[Path, typer.Option(help=COURSE_DIR)] = Path(),
    db: Annotated[str, typer.Option(help=DB)] = "",
) -> None:
    """Give a second marker memos to mark, without names and without the first marks: a sheet and a page to read.

    Nothing that was marked is changed, and a sheet that is there is never written again.

    Example: `course class second 01-history --share 20% --marker Kim --course-dir my-class`
    """
    from course.grading.marking.second import hand_out, share_of

    say(*hand_out(course_dir, assignment, marker, share_of(share), db))


def agreement(
    assignment: Annotated[str, typer.Argument(help=ASSIGNMENT)],
    course_dir: Annotated[Path, typer.Option(help=COURSE_DIR)] = Path(),
    db: Annotated[str, typer.Option(help=DB)] = "",
) -> None:
    """Say how far the second markers agree with the first marks, row by row, and which memos to talk about.

    Example: `course class agreement 01-history --course-dir my-class`
    """
    from course.grading.marking.agreement import compare, sentences

    say(*sentences(compare(course_dir, assignment, db)))
