"""The learner's commands: `course learn`, `course status`, `course restore` and `course erase`."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from course.cli.terminal import MINE, note, say

MOVED = "`course status {}` is now {}. The old spelling still works in this release only."


def learn(
    context: typer.Context,
    folder: Annotated[Path, typer.Argument(help="Your own folder for the course.")] = Path("my-course"),
    only_prepare: Annotated[bool, typer.Option("--only-prepare", help="Fill or update the folder and stop.")] = False,
) -> None:
    """Open the course in JupyterLab at its start page; what you changed is never overwritten.

    Further options go to JupyterLab. Example: `course learn my-course --no-browser --port 8899`
    """
    from course.learning.workspace.files import update
    from course.learning.workspace.launch import launch

    extra = list(context.args)
    if str(folder).startswith("-"):
        # "course learn --no-browser": the first word is an option for JupyterLab, not a folder.
        extra, folder = [str(folder), *extra], Path("my-course")
    for line in update(folder):
        say(line)
    if not only_prepare:
        raise typer.Exit(launch(folder, extra))


def restore(
    lesson: Annotated[str, typer.Argument(help="How its name begins, for example 1A; or help, start-here.")],
    folder: Annotated[Path | None, typer.Argument(help=MINE)] = None,
) -> None:
    """Bring a lesson back as it came; your own version is kept beside it.

    Example: `course restore 1A`
    """
    import datetime

    from course.learning.record.store import workspace_record
    from course.learning.workspace.restore import restore_in

    said = restore_in(workspace_record(folder).folder, lesson, datetime.date.today())
    say(said)


OLD = typer.Option(hidden=True)


def status(
    folder: Annotated[Path | None, typer.Argument(help=MINE)] = None,
    certificate: Annotated[bool, typer.Option("--certificate", hidden=True)] = False,
    name: Annotated[str, OLD] = "",
    output: Annotated[Path | None, OLD] = None,
    course_dir: Annotated[Path | None, OLD] = None,
    student: Annotated[str, OLD] = "",
    record: Annotated[Path | None, OLD] = None,
    key: Annotated[Path | None, OLD] = None,
    issuer: Annotated[str, OLD] = "",
    valid_until: Annotated[str, OLD] = "",
    verify: Annotated[Path | None, OLD] = None,
    public_key: Annotated[Path | None, OLD] = None,
) -> None:
    """Show what is done, by module and objective, and where to go on.

    Example: `course status my-course`

    For a certificate: `course certificate --help`
    """
    # The hidden options are the spelling of before `course certificate`; they go with the release after this one.
    from course.cli import certificate as commands

    if verify:
        note(MOVED.format("--verify FILE", "`course certificate verify FILE`"))
        commands.verify(verify, public_key)
    if certificate or course_dir or student or record or key or issuer:
        now = "`course certificate check` (what is missing) and `course certificate issue`"
        note(MOVED.format("--certificate", now))
        commands.issue(folder, name, output, course_dir, student, record, key, issuer, valid_until)
        return

    from course.learning.progress.overview import overview
    from course.learning.record.store import workspace_record

    say(*str(overview(workspace_record(folder))).splitlines())


def erase(
    folder: Annotated[Path | None, typer.Argument(help=MINE)] = None,
    yes: Annotated[bool, typer.Option("--yes", help="Do not ask.")] = False,
) -> None:
    """Put your record aside and start an empty one.

    Example: `course erase my-course --yes`
    """
    from course.learning.record.store import workspace_record

    record = workspace_record(folder)
    if not yes:
        typer.confirm(f"Start an empty record in place of {record.path}?", abort=True)
    aside = record.erase()
    if aside is None:
        say("There was no record to erase.")
    else:
        say(f"Erased. A copy is kept in {aside}; delete it when you are sure.")
