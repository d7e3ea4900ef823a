"""A lesson's cells as passages: whose prose it is (case, background or neither), and whether it is core or *More*.

A text cell may hold several passages. A level-2 heading begins a new one, and so do the marks `<!-- case -->` and
`<!-- background -->`; a mark holds until the cell ends or the next heading or mark comes. What stands below a heading
that begins with "More:" is *More* until the next level-2 heading.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Any

import attrs

CASE, BACKGROUND, PLAIN, CODE = "case", "background", "plain", "code"
MACHINERY = "machinery"
"""The tag of a code cell that is not for reading."""

_START = re.compile(r"^(?=## |<!-- (?:case|background) -->)", re.MULTILINE)
_MARK = re.compile(r"<!-- (case|background) -->")
_HEADING = re.compile(r"## +(.+?)\s*$", re.MULTILINE)


@attrs.frozen(kw_only=True)
class Passage:
    """A piece of a lesson that is of one kind.

    cell: the number of its cell, from 1. kind: CASE, BACKGROUND, PLAIN or CODE. section: the level-2 heading above.
    more: whether it can be skipped. text: Markdown, or the code. tags: of its cell.
    """

    cell: int
    kind: str
    section: str
    more: bool
    text: str
    tags: frozenset[str] = frozenset()

    @property
    def place(self) -> str:
        """Where it is, for a message: the cell's number and the first words.

        >>> Passage(cell=3, kind=PLAIN, section="", more=False, text="One two three four five six seven").place
        "cell 3 ('One two three four five ...')"
        """
        words = " ".join(_MARK.sub("", self.text).split()[:6]).split()
        start = " ".join(words[:5]) + (" ..." if len(words) > 5 else "")
        return f"cell {self.cell} ({start!r})"


def passages(cells: Iterable[Any]) -> list[Passage]:
    """The passages of a notebook's cells, in reading order.

    Example: `[piece.kind for piece in passages(read_text(path).cells)]`
    """
    found: list[Passage] = []
    section = ""
    for number, cell in enumerate(cells, 1):
        for text in _pieces(cell):
            kind = CODE
            if cell.cell_type == "markdown":
                section = next(iter(_HEADING.findall(text)[:1] if text.startswith("## ") else []), section)
                mark = _MARK.match(text)
                kind = mark[1] if mark else PLAIN
            found.append(
                Passage(
                    cell=number,
                    kind=kind,
                    section=section,
                    more=section.startswith("More:"),
                    text=text,
                    tags=frozenset(cell.metadata.get("tags", ())),
                )
            )
    return found


def _pieces(cell: Any) -> Iterator[str]:
    if cell.cell_type == "code":
        yield cell.source
    elif cell.cell_type == "markdown":
        yield from (text for text in _START.split(cell.source) if text.strip())
