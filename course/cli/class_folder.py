"""The commands about an instructor's folder of one class: `course class new|check|mark`."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from course.cli.terminal import note, say

SAME = "The same folder, said as for the other commands."
FOLDER = "The class's folder, made by `course class new`; by default the one you are in."


def new(
    folder: Annotated[Path, typer.Argument(metavar="DIR", help="A new or empty folder for the class.")],
    course_id: Annotated[
        str, typer.Option("--id", help="nbgrader's course id, for example spring-2027; by default the folder's name.")
    ] = "",
    title: Annotated[str, typer.Option(help="How you call the class; any letters.")] = "",
    platform: Annotated[
        str,
        typer.Option(help="How work travels: moodle, canvas, ilias, mail, exchange (a shared disk) or hub."),
    ] = "exchange",
    timezone: Annotated[str, typer.Option(help="In which due dates are meant, for example Europe/Vienna.")] = "UTC",
    exchange: Annotated[
        Path | None, typer.Option(metavar="DIR", help="nbgrader's exchange; by default one that you can write.")
    ] = None,
) -> None:
    """Make the folder of a new class: settings, assignments, marking guides and a list of students to fill in.

    Example: `course class new my-class --title "Peace partnerships, spring 2027" --platform moodle`
    """
    from course.grading.class_folder.new import Wanted, new_class

    wanted = Wanted(id=course_id, title=title, platform=platform, timezone=timezone, exchange=exchange)
    say(*new_class(folder, wanted))


def check(
    folder: Annotated[Path, typer.Argument(metavar="[DIR]", help=FOLDER)] = Path(),
    course_dir: Annotated[Path | None, typer.Option(help=SAME)] = None,
) -> None:
    """Say what the class still lacks and how to mend it; exit code 1 when something stops it.

    Example: `course class check my-class`
    """
    from course.grading.class_folder.check import check_class

    findings = check_class(course_dir or folder)
    say(*findings)
    stops = sum(one.stops for one in findings)
    if stops:
        note(f"{stops} {'thing stops' if stops == 1 else 'things stop'} this class.")
        raise typer.Exit(1)
    say("Nothing stops this class.")


def mark(
    context: typer.Context,
    folder: Annotated[Path, typer.Argument(metavar="[DIR]", help=FOLDER)] = Path(),
    course_dir: Annotated[Path | None, typer.Option(help=SAME)] = None,
    browser: Annotated[bool, typer.Option("--browser/--no-browser", help="Open a browser, or only serve.")] = True,
    port: Annotated[int, typer.Option(help="The port to serve at; 0 for the first that is free from 8888 on.")] = 0,
) -> None:
    """Open JupyterLab at formgrader, nbgrader's page for marking, on this class. Stop it with Ctrl+C.

    Further options go to JupyterLab.

    Example: `course class mark my-class --no-browser --port 8899`
    """
    from course.grading.class_folder.mark import mark as open_formgrader

    extra = [*([] if browser else ["--no-browser"]), *([f"--port={port}"] if port else []), *context.args]
    raise typer.Exit(open_formgrader(course_dir or folder, extra))
