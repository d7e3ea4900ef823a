"""The abbreviations of the course, from modules/abbreviations.yml: what each stands for, and where it is taught.

`known_after: "00"` says that module 00 writes it out, so that later lessons need not.
"""

from __future__ import annotations

import re
from pathlib import Path

import attrs

from course.content.source import read_yaml, structure_rows
from course.errors import ContentError

FILE = "modules/abbreviations.yml"


@attrs.frozen(kw_only=True)
class Abbreviation:
    """One abbreviation and the words it stands for; `known_after` is a module's id, or empty."""

    abbr: str
    words: str
    known_after: str = ""

    @property
    def anchor(self) -> str:
        """Its name inside a page.

        >>> Abbreviation(abbr="S/RES", words="...").anchor
        'abbr-s-res'
        """
        return "abbr-" + re.sub(r"\W+", "-", self.abbr.lower()).strip("-")


def abbreviations(root: Path) -> tuple[Abbreviation, ...]:
    """Every abbreviation of modules/abbreviations.yml; none when there is no such file. Raises ContentError.

    Example: `abbreviations(content_root())[0].words`
    """
    if not (root / FILE).is_file():
        return ()
    good, faults = structure_rows(read_yaml(root / FILE, root), FILE, lambda _: Abbreviation)
    if faults:
        raise ContentError(faults)
    return tuple(good)
