"""The author's commands: `course show`, `course data`, `course check` and `course build`."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Annotated

import typer

from course.cli.terminal import console, say


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
        say(*as_text(course_map(catalog())).splitlines())
    elif as_json:
        # Not through rich: it would fold long lines and colour them.
        print(json.dumps(as_machine_form(catalog()), ensure_ascii=False, indent=1))
    else:
        say(*as_outline(catalog()).splitlines())


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


def check(
    links: Annotated[bool, typer.Option("--links", help="Only try every link of the bibliography (network).")] = False,
) -> None:
    """Check the course's content: lessons, items, facts, references and their chain.

    Example: `course check`

    Does each link of references.bib still answer? `course check --links`
    """
    from course.authoring.lint.course import lint
    from course.authoring.lint.sources import share_of_originals
    from course.content.catalog import read_catalog
    from course.content.source import content_root

    if links:
        _check_links()
        return
    faults = lint(content_root())
    for fault in faults:
        say(str(fault))
    if faults:
        say(f"{len(faults)} fault{'s' if len(faults) != 1 else ''}. CONTRIBUTING.md explains each rule.")
        raise typer.Exit(1)
    say(share_of_originals(read_catalog(content_root()).references.values()))
    say("No fault found in the course's content.")


def _check_links() -> None:
    from rich.progress import Progress

    from course.authoring.links import addresses, try_links
    from course.content.catalog import read_catalog
    from course.content.source import content_root

    asked = addresses(read_catalog(content_root()).references.values())
    with Progress(console=console, disable=not console.is_terminal) as bar:
        task = bar.add_task("Trying links", total=len(asked))
        answers = try_links(asked, done=lambda answer: bar.advance(task))
    for answer in answers:
        if answer.state != "works":
            words = f"modules/references.bib: {answer.key}: {answer.address}: {answer.state} ({answer.words})"
            say(words)
    count = {state: sum(answer.state == state for answer in answers) for state in ("works", "blocked", "dead")}
    say(f"{count['works']} links work, {count['blocked']} refuse a program (look yourself), {count['dead']} are dead.")
    if count["dead"]:
        raise typer.Exit(1)


def build(
    lessons: Annotated[list[Path] | None, typer.Argument(help="Lesson texts (.md); all when none is given.")] = None,
) -> None:
    """Execute lesson texts into the notebooks that learners open.

    Example: `course build modules/01-history/1A-pacts-and-forces.md`
    """
    from rich.progress import track

    from course.authoring.build import build as build_one
    from course.authoring.build import lesson_sources
    from course.content.catalog import read_catalog
    from course.content.source import content_root

    root = content_root()
    course = read_catalog(root)
    paths = [path.resolve() for path in lessons] if lessons else list(lesson_sources(root, course))
    for path in track(paths, description="Building", console=console, disable=not console.is_terminal):
        say(f"built {build_one(path, course).name}")
