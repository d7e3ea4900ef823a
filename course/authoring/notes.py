"""Fact marks become note numbers, and the notes stand at the lesson's end: what is said, since when, and who says it.

An author ends a paragraph with `<!-- F1.4 F1.28 -->`. The learner sees small numbers there; each leads to its note and
the note leads back. JupyterLab keeps `id` and `class` of such HTML but no `aria-label`, so what a screen reader should
say ("note 3") is in the text of the link, and the style sheet hides the word from sight.
"""

from __future__ import annotations

import datetime
import html
import re
from typing import Any
from urllib.parse import urlsplit

import nbformat

from course.content.catalog import Catalog, Fact
from course.content.references import Reference

_MARK = re.compile(r"(?P<space>\s*)<!--\s*(?P<facts>F\d\.\d+[a-z]?(?:\s+F\d\.\d+[a-z]?)*)\s*-->")
_MARKDOWN = re.compile(r"([\\`*_\[\]$|~])")
_HOW = {
    "source": "Seen in the source",
    "secondary": "Seen in a copy or a report, not in the source itself",
    "memory": "Not seen: from memory, so the text is careful",
}


def add_notes(cells: list[Any], course: Catalog) -> list[Any]:
    """The lesson's cells with note numbers in place of fact marks, and one cell more with the notes, if there are any.

    The numbers follow the text; a fact that is used twice keeps its number. A mark that names no fact of the course
    stays as it is: `course check` tells it.
    """
    numbers: dict[str, int] = {}
    facts = course.facts
    for cell in cells:
        if cell.cell_type == "markdown":
            cell.source = _MARK.sub(lambda mark: _numbered(mark, numbers, facts), cell.source)
    if numbers:
        notes = "\n".join(
            _note(number, facts[fact], course.references.get(facts[fact].ref)) for fact, number in numbers.items()
        )
        cells.append(nbformat.v4.new_markdown_cell(f"## Notes\n\n{notes}"))
    return cells


def _numbered(mark: re.Match[str], numbers: dict[str, int], facts: dict[str, Fact]) -> str:
    named = mark["facts"].split()
    if any(fact not in facts for fact in named):
        return mark[0]
    links = []
    for fact in named:
        first = fact not in numbers
        number = numbers.setdefault(fact, len(numbers) + 1)
        place = f' id="from-note-{number}"' if first else ""
        links.append(
            f'<a class="mpp-cite"{place} href="#note-{number}"><span class="mpp-spoken">note </span>{number}</a>'
        )
    # A mark on a line of its own (after a table) may not become part of the table.
    space = "\n\n" if mark["space"].count("\n") else ""
    return f"{space}<sup>{', '.join(links)}</sup>"


def _note(number: int, fact: Fact, reference: Reference | None) -> str:
    back = f'<a class="mpp-back" href="#from-note-{number}">Back to text {number}</a>'
    parts = [
        f'{number}. <span id="note-{number}"></span>{as_markdown(fact.claim)} *{_as_of(fact.as_of)}.*',
        _source(reference) if reference else "",
        _checked(fact, reference),
        back,
    ]
    return " ".join(part for part in parts if part)


def _as_of(date: str) -> str:
    """ "2026-11-22" as people say it.

    >>> _as_of("2026-11-22")
    'As of 22 November 2026'
    """
    try:
        day = datetime.date.fromisoformat(date)
    except ValueError:
        return f"As of {date}"
    return f"As of {day.day} {day:%B} {day.year}"


def _source(reference: Reference) -> str:
    title = as_markdown(reference.title)
    named = f"[{title}]({_target(reference.url)})" if reference.url else f"*{title}*"
    who = f"{as_markdown(reference.author)} ({reference.year}), " if reference.author else f"{reference.year}, "
    where = f", {as_markdown(reference.where)}" if reference.where else ""
    text = f"{who}{named}{where}."
    if reference.symbol and reference.symbol not in text:
        text = f"{text[:-1]}, {as_markdown(reference.symbol)}."
    if reference.read_in:
        copy = as_markdown(reference.read_in_name or host(reference.read_in))
        text += f" Read in [{copy}]({_target(reference.read_in)})."
    return text


def _checked(fact: Fact, reference: Reference | None) -> str:
    how = _HOW[fact.checked]
    if fact.checked == "source" and reference is not None and reference.read_in:
        how = "Seen in this copy of the source"
    return f"{how}: {as_markdown(fact.at)}." if fact.at else f"{how}."


def host(address: str) -> str:
    """Whose site an address leads to.

    >>> host("https://www.un.org/en/about-us")
    'un.org'
    """
    return urlsplit(address).netloc.removeprefix("www.")


def as_markdown(text: str) -> str:
    """Plain words so that Markdown shows them as they are, the dollar signs of prices too."""
    return html.escape(_MARKDOWN.sub(r"\\\1", text), quote=False)


def _target(address: str) -> str:
    return address.replace("(", "%28").replace(")", "%29").replace(" ", "%20")
