"""Rules about one lesson: its shape, its words, how soon the learner acts, its links and pictures.

The bounds are the design's. Words are counted as a reader meets them: without link targets, comments
and code.
"""

from __future__ import annotations

import html.parser
import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from course.authoring.build import read_text
from course.authoring.lint.terms import abbreviation_rules, term_rules
from course.authoring.lint.time import time_rules
from course.authoring.passages import MACHINERY
from course.content.abbreviations import abbreviations
from course.content.catalog import Catalog, LessonEntry, Module
from course.content.retelling import not_yet_retold
from course.content.source import relative
from course.errors import BuildError, Fault

WORDS = (1400, 2000)
CELLS = (35, 50)
QUIZ_CELLS = 2
"""The module quiz at the end of a module's last lesson: a call and a cell more of text, beyond CELLS."""
MINUTES = (45, 60)
WORDS_WITHOUT_ACTION = 180
CODE_LINES = 6
CODE_WIDTH = 105
"""Signs that fit beside JupyterLab's file list on a laptop; longer lines are cut off at the edge."""
LONG_CELLS_ALLOWED = 3
SECTIONS = (
    "What you will be able to do",
    "Find the mistake",
    "Transfer",
    "The claims ledger",
    "The question again",
    "Summary",
    "Further reading",
)

_ACTION = re.compile(r"\b(quiz|check|scenario|ledger|review|mastery|hint|solution|answer|progress|explore)\(")
_LINK = re.compile(r"\[[^\]]*\]\(([^)\s]+)\)")
_HEADING = re.compile(r"^## +(.+?)\s*$", re.MULTILINE)
_COMMENT = re.compile(r"<!--.*?-->", re.DOTALL)

Rule = tuple[str, str, str]
"""Place in the lesson, what is wrong, how to mend it."""


def lesson_faults(module: Module, course: Catalog, root: Path) -> Iterator[Fault]:
    """Every lesson rule that a lesson of this module breaks."""
    urls = {url for source in course.references.values() for url in (source.url, source.read_in) if url}
    end = len(module.head.lessons) - 1
    waiting, short = not_yet_retold(root).lessons, abbreviations(root)
    for number, entry in enumerate(module.head.lessons):
        path = root / "modules" / module.folder / f"{entry.file}.md"
        try:
            cells = read_text(path).cells
        except BuildError:
            # Told once already, where text and notebook are compared.
            continue
        rules = [*_rules(cells, entry, module, urls, number == 0, number == end)]
        if entry.file.split("-")[0] in waiting:
            rules += _rules_of_the_old_form(cells, entry, number == end)
        for place, rule, mend in rules:
            yield Fault(relative(path, root), place, rule, mend)
        for place, rule, mend in term_rules(cells, course):
            yield Fault(relative(path, root), place, rule, mend)
        if entry.file.partition("-")[0] not in waiting:
            for place, rule, mend in abbreviation_rules(cells, course, short, module.id):
                yield Fault(relative(path, root), place, rule, mend)
        for place, rule, mend in _picture_rules(path.with_suffix(".ipynb")):
            yield Fault(relative(path.with_suffix(".ipynb"), root), place, rule, mend)


def reader_words(text: str) -> int:
    """Words as a reader meets them.

    >>> reader_words("See [UN 2024](https://un.org/a-b) now. <!-- F1.1 -->")
    4
    """
    text = _COMMENT.sub("", text)
    return len(re.findall(r"\w+", _LINK.sub(lambda link: link[0].split("](")[0], text)))


def _rules(
    cells: list[Any], entry: LessonEntry, module: Module, urls: set[str], first: bool, last: bool
) -> Iterator[Rule]:
    text = "\n".join(cell.source for cell in cells if cell.cell_type == "markdown")
    code = [cell.source for cell in cells if cell.cell_type == "code"]
    read = [
        (number, cell.source)
        for number, cell in enumerate(cells, 1)
        if cell.cell_type == "code" and MACHINERY not in cell.metadata.get("tags", ())
    ]
    long = [number for number, source in read if _lines(source) > CODE_LINES]
    if len(long) > LONG_CELLS_ALLOWED:
        yield (
            f"cells {long}",
            f"{len(long)} code cells over {CODE_LINES} lines",
            "split them, or move work into a table",
        )
    for number, source in read:
        wide = max((len(line) for line in source.splitlines()), default=0)
        if wide > CODE_WIDTH:
            yield f"cell {number}", f"a line of {wide} signs is cut off on the page", f"break it before {CODE_WIDTH}"
    yield from _heading_rules(cells, (*SECTIONS, *(["Before you start"] if first else [])))
    if last:
        yield from _module_quiz_rules(cells, module.id)
    for objective in module.head.objectives:
        if objective.id in entry.objectives and f"**{objective.id}**" not in text:
            yield "objectives", f"objective {objective.id} is not shown", f"list it as - **{objective.id}** ..."
    for number, cell in enumerate(cells, 1):
        if cell.cell_type == "markdown":
            yield from _link_rules(number, cell.source, urls)
    if not any("explore(" in source for source in code):
        yield "lesson", "it has no explorer", 'write one in explorers.py, and show it with explore("m...-e1")'
    if not any("charts." in source or "explore(" in source for source in code):
        yield "lesson", "it has no figure", "add one with charts.line, charts.bar, ..."


def _rules_of_the_old_form(cells: list[Any], entry: LessonEntry, last: bool) -> Iterator[Rule]:
    """What `readability.py` asks in another way of a lesson that has been told anew."""
    prose = [cell.source for cell in cells if cell.cell_type == "markdown"]
    code = [cell.source for cell in cells if cell.cell_type == "code"]
    words = sum(reader_words(text) for text in prose)
    if not WORDS[0] <= words <= WORDS[1]:
        yield "lesson", f"{words} words", f"keep it between {WORDS[0]} and {WORDS[1]}"
    most = CELLS[1] + (QUIZ_CELLS if last else 0)
    if not CELLS[0] <= len(cells) <= most:
        yield "lesson", f"{len(cells)} cells", f"keep it between {CELLS[0]} and {most}"
    if not MINUTES[0] <= entry.minutes <= MINUTES[1]:
        yield "lesson", f"{entry.minutes:g} minutes stated", f"plan it for {MINUTES[0]} to {MINUTES[1]}"
    yield from time_rules(entry.minutes, words, code)
    yield from _action_rules(cells)
    if not any(cell.cell_type == "markdown" and "Exercises" in _HEADING.findall(cell.source) for cell in cells):
        yield "headings", "the section '## Exercises' is missing", "see the lesson shape in CONTRIBUTING.md"


def _lines(source: str) -> int:
    return sum(1 for line in source.splitlines() if line.strip() and not line.strip().startswith("#"))


def _action_rules(cells: list[Any]) -> Iterator[Rule]:
    gap, since = 0, 1

    for number, cell in enumerate([*cells, None], 1):
        if cell is not None and cell.cell_type == "markdown":
            gap += reader_words(cell.source)
        elif cell is None or _ACTION.search(cell.source):
            if gap > WORDS_WITHOUT_ACTION:
                yield (
                    f"cells {since}-{min(number, len(cells))}",
                    f"{gap} words without an action",
                    f"let the learner act every {WORDS_WITHOUT_ACTION} words: a quiz item, check, explorer or decision",
                )
            gap, since = 0, number


def _module_quiz_rules(cells: list[Any], module: str) -> Iterator[Rule]:
    """The last lesson of a module ends with the module's quiz, between its question and its summary."""
    call = f'mastery("{module}")'
    titles = [title for cell in cells for title in _HEADING.findall(cell.source) if cell.cell_type == "markdown"]
    if titles[-3:-1] != ["Module quiz", "Summary"]:
        yield "headings", "the section '## Module quiz' is not just before '## Summary'", f"add it, with {call}"
    if not any(cell.cell_type == "code" and call in cell.source for cell in cells):
        yield "lesson", f"the module's last lesson does not show {call}", "put it under '## Module quiz'"


def _heading_rules(cells: list[Any], sections: tuple[str, ...]) -> Iterator[Rule]:
    headings = []
    for number, cell in enumerate(cells, 1):
        if cell.cell_type == "markdown":
            found = re.findall(r"^(#{1,6}) +(.+?)\s*$", cell.source, flags=re.MULTILINE)
            headings += [(number, len(marks), title) for marks, title in found]
    if [level for _, level, _ in headings].count(1) != 1:
        yield "headings", "there is not exactly one level-1 heading", "one # for the title, ## for the sections"
    previous = 1
    for number, level, title in headings:
        if level > previous + 1:
            yield f"cell {number}", f"heading {title!r} skips a level", f"use {'#' * (previous + 1)}"
        previous = level
    titles = {title for _, level, title in headings if level == 2}
    for wanted in sections:
        if wanted not in titles:
            yield "headings", f"the section '## {wanted}' is missing", "see the lesson shape in CONTRIBUTING.md"


def _link_rules(number: int, text: str, urls: set[str]) -> Iterator[Rule]:
    for target in _LINK.findall(text):
        if target.startswith(("http:", "https:")):
            if target not in urls:
                yield (
                    f"cell {number}",
                    f"{target} is in no entry of references.bib",
                    "add the source, or link to one that is",
                )
        elif not target.startswith("#") and not target.split("#")[0].endswith(".ipynb"):
            yield f"cell {number}", f"{target!r} is no page, heading or lesson", "link to a source or a lesson"


class _Pictures(html.parser.HTMLParser):
    """Collects the alternative texts of pictures; None where one is missing."""

    def __init__(self) -> None:
        super().__init__()
        self.alternatives: list[str | None] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "img":
            self.alternatives.append(dict(attrs).get("alt"))


def _picture_rules(path: Path) -> Iterator[Rule]:
    if not path.is_file():
        return
    for number, cell in enumerate(json.loads(path.read_text(encoding="utf-8"))["cells"], 1):
        for output in cell.get("outputs", []):
            data = output.get("data", {})
            if output["output_type"] == "error":
                yield f"cell {number}", f"it ends in {output['ename']}", "mend the cell and build again"
            if "image/png" in data:
                yield f"cell {number}", "a picture without alternative text", "draw it with charts, which asks for one"
            pictures = _Pictures()
            pictures.feed("".join(data.get("text/html", "")))
            for alternative in pictures.alternatives:
                if not alternative or len(alternative.split()) < 6 or not re.search(r"\d", alternative):
                    rule = f"alternative text {alternative!r} does not state the finding"
                    yield f"cell {number}", rule, "write one sentence with the numbers a reader should take away"
