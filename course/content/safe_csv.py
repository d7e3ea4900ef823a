"""CSV files that a spreadsheet reads back unchanged, and that do nothing when they are opened.

A spreadsheet takes a cell that begins with =, +, - or @ (or with a tab or a line end before them) for a formula, and
runs it. Learners choose their own names and file names, so such a cell may be an attack on the teacher who opens the
file. An apostrophe is put before it, as OWASP advises (https://owasp.org/www-community/attacks/CSV_Injection). A
number that begins with a sign is left alone: it is no formula.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

from course.content.safe_files import write_whole
from course.errors import ExportError

# The last four are the wide forms of the first four, which Excel takes for the same in East Asian settings.
_RISKY = ("=", "+", "-", "@", "\t", "\r", "\n", "\uff1d", "\uff0b", "\uff0d", "\uff20")
# A lone dash is what learning platforms write for "no grade"; no spreadsheet runs it.
_DASH = "-"


def is_risky(value: object) -> bool:
    """Would a spreadsheet run this cell?

    >>> is_risky("=1+1"), is_risky("-7451"), is_risky(-7451), is_risky("-"), is_risky("Ann")
    (True, False, False, False, False)
    """
    if not isinstance(value, str) or not value.startswith(_RISKY) or value == _DASH:
        return False
    try:
        float(value)
    except ValueError:
        return True
    return value != value.strip()


def cell(value: Any) -> Any:
    """A value as it may stand in a CSV file: missing is empty, and text that would be run is disarmed.

    >>> cell("=HYPERLINK(1)"), cell(None), cell(45.0), cell(12.5), cell("O'Neil, \\"Ann\\"")
    ("'=HYPERLINK(1)", '', 45, 12.5, 'O\\'Neil, "Ann"')
    """
    if value is None or (isinstance(value, float) and value != value):
        return ""
    if isinstance(value, float) and value.is_integer():
        return int(value)
    return f"'{value}" if is_risky(value) else value


def write_sheet(
    path: Path, columns: Sequence[str], rows: Iterable[Mapping[str, Any]], *, for_excel: bool = False
) -> None:
    """Write rows to a CSV file, quoted where needed; an existing file is replaced, as a whole or not at all.

    columns: the header, in order. rows: one mapping each; a column that a row does not name is empty. for_excel: begin
    with a byte-order mark, without which Excel reads UTF-8 as its own old encoding and spoils names such as Nováková.
    Raises ExportError when the file cannot be written.

    >>> write_sheet(Path("out.csv"), ["name", "points"], [{"name": "Ann, Jr.", "points": 4.5}, {"name": "Bo"}])
    >>> Path("out.csv").read_text()
    'name,points\\n"Ann, Jr.",4.5\\nBo,\\n'
    """
    # newline="" lets the csv module write its own line ends, also inside a quoted name.
    text = io.StringIO(newline="")
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow([cell(name) for name in columns])
    writer.writerows([cell(row.get(name)) for name in columns] for row in rows)
    try:
        write_whole(path, text.getvalue().encode("utf-8-sig" if for_excel else "utf-8"))
    except OSError as error:
        raise ExportError(f"{path} cannot be written: {error.strerror}. Choose another --output.") from error
