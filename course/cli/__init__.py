"""The `course` command, the front door: one file for each group of commands, and here the list of them.

In: the words of a command line. Out: sentences on the terminal, files that they name, an exit code.
Never: an import of a wing outside the command that needs it; a rule of the course.
"""

from __future__ import annotations

import sys

import typer

from course.cli import (
    author,
    certificate,
    class_folder,
    class_marking,
    class_platform,
    class_time,
    export,
    instructor,
    learner,
)
from course.cli.terminal import note
from course.errors import CourseError

__all__ = ["app", "main"]


def _group(words: str) -> typer.Typer:
    return typer.Typer(
        help=words,
        no_args_is_help=True,
        add_completion=False,
        rich_markup_mode="markdown",
        pretty_exceptions_enable=False,
    )


app = _group("Military Partnerships for Peace: learn, teach and build the course.")
# What `learn` does not know is for JupyterLab.
app.command(context_settings={"allow_extra_args": True, "ignore_unknown_options": True})(learner.learn)
app.command()(learner.status)
app.command()(author.show)
app.command()(author.data)
app.command()(author.check)
app.command()(author.build)
app.command()(instructor.roster)
app.command()(instructor.grade)
app.command()(instructor.report)
app.command()(learner.restore)
app.command()(learner.erase)

_certificate = _group("Your certificate: what is missing, issue it, verify one.")
_certificate.command()(certificate.check)
_certificate.command()(certificate.issue)
_certificate.command()(certificate.verify)
app.add_typer(_certificate, name="certificate")

_export = _group("Write your record, a class's grades, pooled answers or a lesson's slides to a file.")
_export.command()(export.record)
_export.command()(export.responses)
_export.command()(export.grades)
_export.command()(export.slides)
app.add_typer(_export, name="export")

_class = _group("An instructor's class: its folder, what it lacks, hand out, due dates, take in, mark, give back.")
_class.command()(class_folder.new)
_class.command()(class_folder.check)
_class.command()(class_platform.pack)
_class.command()(class_time.due)
_class.command()(class_time.extend)
_class.command()(class_time.late)
_class.command()(class_platform.collect)
_class.command(context_settings={"allow_extra_args": True, "ignore_unknown_options": True})(class_folder.mark)
_class.command()(class_marking.second)
_class.command()(class_marking.agreement)
_class.command()(class_time.regrade)
_class.command("return")(class_platform.give_back)
app.add_typer(_class, name="class")


def main() -> None:
    """Run the command; a CourseError becomes its message and exit code 1."""
    # With nbformat comes jsonschema, and with that a grammar of internet addresses in every script of the world: two
    # seconds of most commands. jsonschema does without it, and a notebook's schema has no such address.
    sys.modules.setdefault("rfc3987_syntax", None)  # type: ignore[arg-type]
    try:
        app()
    except CourseError as error:
        note(str(error))
        raise SystemExit(1) from None
