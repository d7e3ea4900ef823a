"""Bold in a lesson marks a term, and every term is in the glossary.

Bold is also used for labels: an objective's number, or words that end like a heading ("**A common belief: ...**").
Emphasis is written in italics. A lesson that is told anew writes each abbreviation out where it first stands.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from course.content.abbreviations import Abbreviation
from course.content.catalog import Catalog

_BOLD = re.compile(r"\*\*([^*]+)\*\*")
_LABEL = re.compile(r"^\d\.\d|[.:?!]$|^[\"“]")
_ALLOWED = frozenset({"synthetic", "invented"})
"""Words in bold so that nobody takes invented data for real."""


def term_rules(cells: list[Any], course: Catalog) -> Iterator[tuple[str, str, str]]:
    """Each bold word that the glossary does not explain, with its cell; a plural counts as its term."""
    known = {form for term in course.glossary for form in term.forms} | _ALLOWED
    for number, cell in enumerate(cells, 1):
        if cell.cell_type != "markdown":
            continue
        for word in _BOLD.findall(cell.source):
            form = word.strip().lower()
            if not _LABEL.search(form) and form not in known and form.removesuffix("s") not in known:
                yield (
                    f"cell {number}",
                    f"the bold term {word!r} is not in glossary.yml",
                    "add it (or the form under `also`), or write *italics* for emphasis",
                )


_CAPITALS = re.compile(r"(?<![\w/-])[A-Z][A-Z0-9]*[A-Z][A-Z0-9]*(?![\w/])")
_NOT_READ = re.compile(r"<!--.*?-->|`[^`]*`|(?<=\])\([^)]*\)", re.DOTALL)
_NUMERAL = re.compile(r"[IVX]+")
_SHOUTED = frozenset({"SYNTHETIC", "OK"})


def abbreviation_rules(
    cells: list[Any], course: Catalog, known: tuple[Abbreviation, ...], module: str
) -> Iterator[tuple[str, str, str]]:
    """Each abbreviation that the lesson does not write out before or in the paragraph of its first use.

    module: the id of the lesson's module; what an earlier module has taught for good (`known_after`) may stand alone.
    """
    words = {term.abbreviation: term.term.partition(" (")[0] for term in course.glossary if term.abbreviation}
    words |= {one.abbr: one.words for one in known}
    free = {one.abbr for one in known if one.known_after and one.known_after < module}
    # A term that is itself an abbreviation says in the glossary what it means, and is bold at its first use.
    free |= {term.term for term in course.glossary}
    told: set[str] = set()
    before = ""
    for number, cell in enumerate(cells, 1):
        if cell.cell_type != "markdown":
            continue
        for paragraph in _NOT_READ.sub("", cell.source).split("\n\n"):
            before += paragraph + "\n\n"
            for short in _CAPITALS.findall(paragraph):
                if short in told | free | _SHOUTED or _NUMERAL.fullmatch(short):
                    continue
                told.add(short)
                if short not in words:
                    rule = f"the abbreviation {short} is not in abbreviations.yml"
                    yield f"cell {number}", rule, "add it there with its words, or write it out"
                elif _plain(words[short]) not in _plain(before):
                    rule = f"{short} is not written out at its first use: {paragraph.split('.')[0][:60]!r}"
                    yield f"cell {number}", rule, f"write: {words[short]} ({short})"


def _plain(text: str) -> str:
    """Small letters, single spaces, no bold, one spelling of "organisation": so that one form finds another."""
    return re.sub(r"\s+", " ", text.lower().replace("*", "").replace("organization", "organisation"))
