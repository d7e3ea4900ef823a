"""The `course` command: the front door. A wing is imported only inside the command that needs it."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console

from course.errors import CertificateError, CourseError

app = typer.Typer(
    help="Military Partnerships for Peace: learn, teach and build the course.",
    no_args_is_help=True,
    add_completion=False,
    rich_markup_mode="markdown",
    pretty_exceptions_enable=False,
)
console = Console(highlight=False)

PASS_ON = {"allow_extra_args": True, "ignore_unknown_options": True}


@app.command(context_settings=PASS_ON)
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
        console.print(line)
    if not only_prepare:
        raise typer.Exit(launch(folder, extra))


MINE = "Your folder for the course; by default the one you are in, else my-course."


@app.command()
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
    console.print(said, soft_wrap=True, markup=False)


@app.command()
def status(
    folder: Annotated[Path | None, typer.Argument(help=MINE)] = None,
    certificate: Annotated[bool, typer.Option("--certificate", help="Show what is missing, or issue it.")] = False,
    name: Annotated[str, typer.Option(help="The name on the certificate; without it nothing is issued.")] = "",
    output: Annotated[Path | None, typer.Option(help="A folder for the three files.")] = None,
    course_dir: Annotated[Path | None, typer.Option(help="Class: the nbgrader course folder.")] = None,
    student: Annotated[str, typer.Option(help="Class: the student's id in the gradebook.")] = "",
    record: Annotated[Path | None, typer.Option(help="Class: the record that the student exported.")] = None,
    key: Annotated[Path | None, typer.Option(help="Class: the private key; made when there is none.")] = None,
    issuer: Annotated[str, typer.Option(help="Class: who issues it, for example a school.")] = "",
    valid_until: Annotated[str, typer.Option(help="A last day, as 2029-12-31; without it there is none.")] = "",
    verify: Annotated[Path | None, typer.Option(help="Check a credential.jwt, offline.")] = None,
    public_key: Annotated[Path | None, typer.Option(help="The issuer's key, for --verify.")] = None,
) -> None:
    """Show what is done, by module and objective, and where to go on; issue or check a certificate.

    Example: `course status my-course`

    Alone, a record of completion: `course status --certificate --name "Ann Example"`

    In a class, a certificate: `course status --certificate --course-dir assessments --student ann
    --record ann.jsonl --key school.pem --issuer "A School" --name "Ann Example"`

    Check one: `course status --verify credential.jwt --public-key public-key.pem`. Exit codes: 0 genuine,
    1 changed or no certificate, 3 another key, 4 expired, 5 unchanged but the signer is not known.
    """
    from course.learning.progress.overview import overview
    from course.learning.record.store import workspace_record

    if verify:
        from course.learning.certificate.verify import verify as check_credential

        verdict = check_credential(verify, public_key)
        console.print("\n".join(verdict.lines), soft_wrap=True, markup=False)
        raise typer.Exit(verdict.code)
    in_class = {"--course-dir": course_dir, "--student": student, "--record": record, "--issuer": issuer, "--key": key}
    if certificate or any(in_class.values()):
        missing = [option for option, value in in_class.items() if not value]
        if 0 < len(missing) < len(in_class):
            raise CertificateError(f"A certificate for a class also needs {', '.join(missing)}.")
        _certificate(folder, name, output, course_dir, student, record, key, issuer, valid_until)
        return
    console.print(str(overview(workspace_record(folder))), soft_wrap=True)


def _certificate(
    folder: Path | None,
    name: str,
    output: Path | None,
    course_dir: Path | None,
    student: str,
    record: Path | None,
    key: Path | None,
    issuer: str,
    valid_until: str,
) -> None:
    """What is missing, one line a module; or the certificate. The wings meet here: marks come as plain values."""
    from course.content.catalog import catalog
    from course.content.passing import required_assignments
    from course.learning.certificate.issue import end_of, issue, judge
    from course.learning.certificate.keys import key_home
    from course.learning.certificate.open_badge import Award
    from course.learning.progress.overview import overview
    from course.learning.record.store import given_record, workspace_record

    marks = None
    if course_dir and record:
        from course.grading.gradebook.student import marks as read_marks

        marks = read_marks(course_dir, student, required_assignments(catalog()))
    kept = given_record(record) if record else workspace_record(folder)
    lines = judge(catalog(), overview(kept), marks)
    award = Award(name=" ".join(name.split()), instructor=issuer or None, valid_until=end_of(valid_until))
    if any(line.missing for line in lines):
        console.print(f"{award.title}: not earned yet. Nothing was written.", soft_wrap=True)
        for line in lines:
            console.print(f"  {'missing' if line.missing else 'done':>7}  {line}", soft_wrap=True, markup=False)
        raise typer.Exit(1)
    if not award.name:
        raise CertificateError('It is earned. To issue it, give the name that it shall carry: --name "Ann Example".')
    place = output or (Path("certificates") / student if student else kept.folder / "certificate")
    for sentence in issue(award, lines, key or key_home(), place):
        console.print(sentence, soft_wrap=True, markup=False)


@app.command()
def show(
    as_json: Annotated[bool, typer.Option("--json", help="The whole course for machines.")] = False,
    as_map: Annotated[bool, typer.Option("--map", help="Objectives against lessons, items and assignments.")] = False,
) -> None:
    """Show the course: modules, lessons, objectives, items, facts and checks.

    Example: `course show --json > course.json`

    Every objective with what teaches it and what asks for it: `course show --map`
    """
    from course.content.catalog import catalog
    from course.content.coursemap import as_text, course_map
    from course.content.describe import as_machine_form, as_outline

    if as_map:
        console.print(as_text(course_map(catalog())), soft_wrap=True, markup=False)
    elif as_json:
        # Not through rich: it would fold long lines and colour them.
        print(json.dumps(as_machine_form(catalog()), ensure_ascii=False, indent=1))
    else:
        console.print(as_outline(catalog()), soft_wrap=True, markup=False)


@app.command()
def data() -> None:
    """List the tables: name, rows, years and what each is for.

    Example: `course data`
    """
    from rich.table import Table

    from course.content.data import tables

    listing = Table(title='Tables: load one in a notebook with load("name")')
    for heading in ("name", "rows", "years", "use"):
        listing.add_column(heading, justify="right" if heading == "rows" else "left", no_wrap=heading == "name")
    for table in tables():
        years = f"{table.first_year}-{table.last_year}" if table.first_year else ""
        listing.add_row(table.name, str(table.rows), years, table.use)
    console.print(listing)


@app.command()
def check() -> None:
    """Check the course's content: lessons, items, facts, references and their chain.

    Example: `course check`
    """
    from course.authoring.lint.course import lint
    from course.content.source import content_root

    faults = lint(content_root())
    for fault in faults:
        console.print(str(fault), soft_wrap=True, markup=False)
    if faults:
        console.print(f"{len(faults)} fault{'s' if len(faults) != 1 else ''}. CONTRIBUTING.md explains each rule.")
        raise typer.Exit(1)
    console.print("No fault found in the course's content.")


@app.command()
def build(
    lessons: Annotated[list[Path] | None, typer.Argument(help="Lesson texts (.md); all when none is given.")] = None,
) -> None:
    """Execute lesson texts into the notebooks that learners open.

    Example: `course build modules/01-history/1A-pacts.md`
    """
    from rich.progress import track

    from course.authoring.build import build as build_one
    from course.authoring.build import lesson_sources
    from course.content.catalog import read_catalog
    from course.content.source import content_root

    root = content_root()
    paths = [path.resolve() for path in lessons] if lessons else list(lesson_sources(root, read_catalog(root)))
    for path in track(paths, description="Building", console=console, disable=not console.is_terminal):
        console.print(f"built {build_one(path).name}")


export = typer.Typer(help="Write your record, a class's grades or pooled answers to a file.", no_args_is_help=True)
app.add_typer(export, name="export")


@export.command("record")
def export_record(
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

    console.print(export_to(workspace_record(folder), target, consent), soft_wrap=True, markup=False)


@export.command("responses")
def export_responses(
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
        console.print(note, soft_wrap=True, markup=False)
    write_responses(output, pooled.rows)
    told = f"{pooled.learners} learners, {len(pooled.rows)} first answers: {output}"
    console.print(told, soft_wrap=True, markup=False)


COURSE_DIR = "The nbgrader course folder, which holds gradebook.db; by default the one you are in."
FORMATS = "csv (a row for each assignment and student), wide (a row for each student), moodle or canvas."
DB = "The address of the gradebook, when it is not the one that the course folder names."


@export.command("grades")
def export_grades(
    course_dir: Annotated[Path, typer.Option(help=COURSE_DIR)] = Path(),
    form: Annotated[
        str,
        typer.Option("--format", help=FORMATS),
    ] = "csv",
    output: Annotated[Path, typer.Option(help="The file to write; one that exists is replaced.")] = Path("grades.csv"),
    assignment: Annotated[list[str] | None, typer.Option(help="Only this assignment; may be repeated.")] = None,
    db: Annotated[str, typer.Option(help=DB)] = "",
) -> None:
    """Write a class's grades as CSV for a spreadsheet, for Moodle or for Canvas.

    Example: `course export grades --course-dir assessments --format moodle --output grades-moodle.csv`
    """
    from course.grading.gradebook.lms import export_grades as write_grades
    from course.grading.gradebook.read import open_gradebook

    with open_gradebook(course_dir, db) as gradebook:
        for line in write_grades(gradebook, form, output, assignment or ()):
            console.print(line, soft_wrap=True, markup=False)


@app.command()
def grade(
    assignment: Annotated[str, typer.Argument(help="The assignment's name, for example 01-history.")],
    course_dir: Annotated[Path | None, typer.Option(help="The nbgrader course folder; by default this one.")] = None,
    student: Annotated[str, typer.Option(help="Only this student's id.")] = "",
    jobs: Annotated[int, typer.Option(min=0, help="Submissions at a time; 0 for one on each processor.")] = 0,
    force: Annotated[bool, typer.Option("--force", "-f", help="Also what is graded already.")] = False,
    scheduler: Annotated[str, typer.Option(help="Use the workers of this Dask scheduler, e.g. tcp://host:8786.")] = "",
    no_sandbox: Annotated[bool, typer.Option("--no-sandbox", help="Learners' code gets your own rights.")] = False,
    strict: Annotated[bool, typer.Option("--strict", help="Refuse tests that must run beside learners' code.")] = False,
) -> None:
    """Grade what a class handed in, in a sandbox, with the tests out of the learners' reach.

    It does what `nbgrader autograde` does, with the same settings and gradebook. Run it again after a break: what is
    graded stays, the rest follows.

    Example: `course grade 01-history --course-dir assessments`
    """
    from course.grading.run.terminal import grade_and_tell

    how = {"jobs": jobs, "force": force, "scheduler": scheduler, "sandboxed": not no_sandbox, "strict": strict}
    if not grade_and_tell(console, assignment, course_dir, student, **how):
        raise typer.Exit(1)


@app.command()
def report(
    assignment: Annotated[str | None, typer.Argument(help="The assignment's name, for example 01-history.")] = None,
    course_dir: Annotated[Path, typer.Option(help=COURSE_DIR)] = Path(),
    output: Annotated[Path | None, typer.Option(help="The page to write; by default report-ASSIGNMENT.html.")] = None,
    items: Annotated[Path | None, typer.Option(help="Pooled quiz answers, made by course export responses.")] = None,
    anonymous: Annotated[bool, typer.Option("--anonymous", help="Hide the learners' names.")] = False,
    db: Annotated[str, typer.Option(help=DB)] = "",
) -> None:
    """Write one HTML page about an assignment: points, tasks, reliability, time and whom to help first.

    With --items it says how the quiz items work, too; with --items alone, only that.

    Example: `course report 01-history --course-dir assessments --output report.html`
    """
    import datetime

    from course.content.responses import read_responses
    from course.grading.gradebook.assignment import read_class
    from course.grading.gradebook.read import open_gradebook
    from course.grading.report.page import report_page, write_report
    from course.grading.report.quiz_items import analyse

    if assignment is None and items is None:
        raise typer.BadParameter("Name an assignment, or a file of pooled answers with --items.")
    book = None
    if assignment is not None:
        with open_gradebook(course_dir, db) as gradebook:
            book = read_class(gradebook, assignment)
    found = None if items is None else analyse(read_responses(items))
    now = datetime.datetime.now(datetime.UTC).replace(tzinfo=None)
    target = output or Path(f"report-{assignment or 'items'}.html")
    write_report(report_page(book, found, now=now, anonymous=anonymous), target)
    console.print(f"The report is in {target}", soft_wrap=True, markup=False)


@app.command()
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
        console.print("There was no record to erase.")
    else:
        console.print(f"Erased. A copy is kept in {aside}; delete it when you are sure.", soft_wrap=True)


def main() -> None:
    """Run the command; a CourseError becomes its message and exit code 1."""
    try:
        app()
    except CourseError as error:
        Console(stderr=True, highlight=False).print(f"course: {error}", soft_wrap=True, markup=False)
        raise SystemExit(1) from None


if __name__ == "__main__":
    main()
