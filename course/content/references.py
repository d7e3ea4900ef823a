"""The bibliography: references.bib read once, each entry printable in one line.

A fact, a table and a lesson name a source by its BibTeX key, so a reference is written down once.
"""

from __future__ import annotations

import functools
from pathlib import Path

import attrs
import bibtexparser

from course.content.source import relative
from course.errors import ContentError, Fault

REQUIRED = ("title", "year")


@attrs.frozen(kw_only=True)
class Reference:
    """One source. `url` is the original; `read_in` is the copy that was read, where it was not the original.

    `symbol` is a UN document's own number, `note` says what of the source was seen.
    """

    key: str
    kind: str
    author: str
    year: str
    title: str
    where: str
    url: str
    note: str
    symbol: str = ""
    read_in: str = ""
    read_in_name: str = ""

    def __str__(self) -> str:
        parts = [f"{self.author} ({self.year})." if self.author else f"({self.year}).", f"{self.title}."]
        parts += [f"{self.where}."] if self.where else []
        parts += [self.url] if self.url else []
        return " ".join(parts)


def _text(fields: dict[str, str], name: str) -> str:
    return " ".join(fields.get(name, "").replace("{", "").replace("}", "").split())


def _authors(raw: str) -> str:
    # "Fortna, Virginia Page and Howard, Lise Morjé" reads as "Fortna and Howard"; a body keeps its name.
    names = [name.split(",")[0].strip() for name in raw.split(" and ") if name.strip()]
    if len(names) > 3:
        return f"{names[0]} and others"
    return names[0] if len(names) == 1 else ", ".join(names[:-1]) + f" and {names[-1]}" if names else ""


def _where(fields: dict[str, str]) -> str:
    for name in ("journal", "booktitle", "publisher", "institution", "howpublished"):
        if place := _text(fields, name):
            volume = _text(fields, "volume")
            number = f"({_text(fields, 'number')})" if _text(fields, "number") else ""
            pages = f": {_text(fields, 'pages').replace('--', '-')}" if _text(fields, "pages") else ""
            return f"{place} {volume}{number}{pages}".strip()
    return ""


def _stable_link(fields: dict[str, str]) -> str:
    if doi := _text(fields, "doi"):
        return f"https://doi.org/{doi}"
    symbol = _text(fields, "symbol").replace("(", "%28").replace(")", "%29")
    return f"https://undocs.org/{symbol}" if symbol else ""


@functools.lru_cache(maxsize=4)
def _parsed(text: str) -> bibtexparser.Library:
    # Most of the time that reading the course takes; who reads it twice seldom finds another text.
    return bibtexparser.parse_string(text)


def read_references(path: Path, root: Path) -> dict[str, Reference]:
    """Every entry of a BibTeX file by key; ContentError with all faults.

    The link of an entry is its `url`, or its `doi` as a link, or its UN `symbol` as a link to undocs.org.
    """
    file = relative(path, root)
    if not path.is_file():
        raise ContentError([Fault(file, "file", "it is missing", "create it, even when empty")])
    library = _parsed(path.read_text(encoding="utf-8"))
    faults = [
        Fault(
            file,
            f"line {(block.start_line or 0) + 1}",
            "this entry cannot be read",
            "look for a missing brace or comma, or a key used twice",
        )
        for block in library.failed_blocks
    ]
    references = {}
    for entry in library.entries:
        fields = {field.key.lower(): str(field.value) for field in entry.fields}
        for name in REQUIRED:
            if not _text(fields, name):
                faults.append(Fault(file, entry.key, f"it has no {name}", f"add {name} = {{...}}"))
        references[entry.key] = Reference(
            key=entry.key,
            kind=entry.entry_type,
            author=_authors(_text(fields, "author"))
            if "{" not in fields.get("author", "")[:1]
            else _text(fields, "author"),
            year=_text(fields, "year"),
            title=_text(fields, "title"),
            where=_where(fields),
            url=_text(fields, "url") or _stable_link(fields),
            note=_text(fields, "note"),
            symbol=_text(fields, "symbol"),
            read_in=_text(fields, "read_in"),
            read_in_name=_text(fields, "read_in_name"),
        )
    if faults:
        raise ContentError(faults)
    return references
