"""A table as a spreadsheet or a platform saved it: its letters and its separator are found out, not asked for."""

from __future__ import annotations

import codecs
import csv
import io
from pathlib import Path

from course.errors import PlatformError

LARGEST = 20_000_000
"""Bytes of a table that is still read."""


def decoded(data: bytes) -> str:
    """The text of a file in UTF-8 (with a byte-order mark or without), UTF-16, or the old Western encoding of Windows.

    >>> decoded("Zoë".encode("utf-16")), decoded("Zoë".encode("cp1252"))
    ('Zoë', 'Zoë')
    """
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return data.decode("utf-16", "replace")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return data.decode("cp1252", "replace")


def separator(text: str) -> str:
    """What stands between the cells of a table: a comma, a semicolon or a tab.

    >>> separator("file;id\\nAnn B;a1\\n")
    ';'
    """
    first = next((line for line in text.splitlines() if line.strip()), "")
    return max(",;\t", key=first.count)


def rows_of(file: Path) -> list[list[str]]:
    """The rows of a CSV file with commas, semicolons or tabs, without empty ones; cells as they stand there.

    Errors: PlatformError when it cannot be read, or is no table.

    >>> _ = Path("t.csv").write_text("file;id\\nAnn B;a1\\n")
    >>> rows_of(Path("t.csv"))
    [['file', 'id'], ['Ann B', 'a1']]
    """
    try:
        with file.open("rb") as opened:
            data = opened.read(LARGEST + 1)
    except OSError as error:
        raise PlatformError(f"{file} cannot be read: {error.strerror}. To mend: name the file.") from None
    if len(data) > LARGEST:
        raise PlatformError(f"{file} has more than {LARGEST // 1_000_000} MB and is no table of a class.")
    text = decoded(data)
    try:
        rows = list(csv.reader(io.StringIO(text, newline=""), delimiter=separator(text)))
    except csv.Error as error:
        raise PlatformError(f"{file} is no table: {error}. To mend: save it as CSV.") from None
    return [row for row in rows if any(map(str.strip, row))]


def column(header: list[str], *names: str) -> int | None:
    """Which column has one of these names; letters' case, `_` and `-` make no difference. None when none has.

    >>> column(["Full name", "E-mail"], "e mail", "email address")
    1
    """
    plain = [" ".join(name.replace("_", " ").replace("-", " ").lower().split()) for name in header]
    return next((place for place, name in enumerate(plain) if name in names), None)
