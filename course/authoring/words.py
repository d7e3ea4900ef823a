"""Terms and abbreviations show their meaning where they first stand, and a list of them closes the lesson.

The first use of a bold glossary term, and the first use of an abbreviation, becomes a link to the lesson's list of
words, with the meaning as its title. So a mouse shows the meaning, Enter or a finger leads to it (and back), a screen
reader says it, and the style sheet shows it beside a link that the keyboard has reached.
"""

from __future__ import annotations

import functools
import html
import re
from collections.abc import Iterable
from typing import Any

import attrs
import nbformat

from course.authoring.notes import as_markdown
from course.content.abbreviations import Abbreviation
from course.content.catalog import Catalog, Term

GLOSSARY = "glossary"
"""The name of the page with all words, below modules/ and in a learner's folder."""

_KEPT = re.compile(
    r"^#[^\n]*$|^\s*- \*\*\d\.\d\*\*[^\n]*$|<!--.*?-->|```.*?```|`[^`]*`|<[^>]*>|!?\[[^\]]*\]\([^)]*\)|https?://\S+",
    re.MULTILINE | re.DOTALL,
)
"""What no word is marked in: headings, the list of objectives, comments, code, HTML, links."""


@attrs.frozen
class Word:
    """One word that a lesson explains: how it stands in the text, its name in the list, its meaning, its anchor.

    sign: a text that is there wherever the word is; to look for it takes a hundredth of the pattern's time.
    """

    sign: str
    pattern: re.Pattern[str]
    name: str
    meaning: str
    anchor: str


def add_words(cells: list[Any], course: Catalog, abbreviations: Iterable[Abbreviation]) -> list[Any]:
    """The lesson's cells with each term's and abbreviation's first use marked, and one cell more that lists them."""
    used: list[Word] = []
    open_words = [*map(_term, course.glossary), *map(_abbreviation, abbreviations)]
    for cell in cells:
        if cell.cell_type == "markdown":
            cell.source = _marked(cell.source, open_words, used)
    if used:
        lines = "\n".join(
            f'- <span id="word-{word.anchor}"></span>**{word.name}**: {as_markdown(word.meaning)} '
            f'<a class="mpp-back" href="#from-word-{word.anchor}">Back to {word.name}</a>'
            for word in sorted(used, key=lambda word: word.name.casefold())
        )
        cells.append(
            nbformat.v4.new_markdown_cell(
                f"## Words of this lesson\n\n{lines}\n\nAll words: [Glossary](../{GLOSSARY}.ipynb)"
            )
        )
    return cells


def glossary_cells(course: Catalog, abbreviations: Iterable[Abbreviation]) -> list[str]:
    """The page of all terms and abbreviations, cell by cell, in Markdown.

    Example: `glossary_cells(catalog(), abbreviations(content_root()))`
    """
    terms = "\n".join(
        f"- **{as_markdown(term.term)}**: {as_markdown(term.meaning)}"
        + (f" Not the same as: {as_markdown(term.avoid)}." if term.avoid else "")
        for term in sorted(course.glossary, key=lambda term: term.term.casefold())
    )
    short = "\n".join(
        f"- **{as_markdown(one.abbr)}**: {as_markdown(one.words)}"
        for one in sorted(abbreviations, key=lambda one: one.abbr.casefold())
    )
    return [
        "# Glossary\n\nThe words of this course. Where a word first stands in a lesson, it leads to its meaning.",
        f"## Terms\n\n{terms}",
        f"## Abbreviations\n\n{short}",
        "[Start page](start-here.ipynb) · [Help](help.ipynb)",
    ]


@functools.cache
def _term(term: Term) -> Word:
    forms = "|".join(re.escape(form) for form in sorted(term.forms, key=len, reverse=True))
    return Word("**", re.compile(rf"\*\*(?i:{forms})s?\*\*"), term.term, term.meaning, term.id)


@functools.cache
def _abbreviation(one: Abbreviation) -> Word:
    pattern = re.compile(rf"(?<![\w/-]){re.escape(one.abbr)}(?![\w/])")
    return Word(one.abbr, pattern, one.abbr, one.words, one.anchor)


def _marked(text: str, open_words: list[Word], used: list[Word]) -> str:
    """`text` with each open word's first use as a link; such a word moves from `open_words` to `used`."""
    found = []
    kept = [match.span() for match in _KEPT.finditer(text)]
    for word in open_words:
        if word.sign not in text:
            continue
        for match in word.pattern.finditer(text):
            if not any(start < match.end() and match.start() < end for start, end in kept):
                found.append((match.start(), match.end(), word))
                break
    end_of_last, pieces = 0, []
    for start, end, word in sorted(found, key=lambda place: (place[0], -place[1])):
        if start < end_of_last:
            continue
        pieces += [text[end_of_last:start], _link(text[start:end], word)]
        end_of_last = end
        open_words.remove(word)
        used.append(word)
    return "".join([*pieces, text[end_of_last:]])


def _link(shown: str, word: Word) -> str:
    title = html.escape(word.meaning)
    return f'<a class="mpp-term" id="from-word-{word.anchor}" href="#word-{word.anchor}" title="{title}">{shown}</a>'
