"""Bold in a lesson marks a term, and every term is in the glossary.

Bold is also used for labels: an objective's number, or words that end like a heading ("**A common belief: ...**").
Emphasis is written in italics.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

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
