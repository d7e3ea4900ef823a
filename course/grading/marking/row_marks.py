"""The marks of a rubric's rows, kept as the first line of nbgrader's comment on the cell:

    Claim 3/4; Evidence 4/5; Counter-evidence 2/5; Recommendation 3/4; Clarity 2/2

    Your dates are right, and you say where they are from.

There, and in no file or table of our own, because nbgrader keeps a comment through a second grading, a learner reads it
on the feedback page, stock nbgrader shows it, and a copy of gradebook.db holds everything. The cell's score is the sum,
written when every row has a mark. `rubric.js` reads and writes the same line in the browser.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from course.grading.marking.rubric import Row

_MARK = re.compile(r"(?P<title>[^;/0-9]+?) +(?P<mark>[0-9]{1,3})/(?P<most>[0-9]{1,3})")


def write_line(rows: Sequence[Row], marks: Mapping[str, int]) -> str:
    """The line for these marks (row id -> points); a row without one is left out, and no marks give no line.

    Example: ``write_line(rubric.cells["memo"], {"claim": 3})``
    """
    return "; ".join(f"{row.title} {marks[row.id]}/{row.most}" for row in rows if row.id in marks)


def read_comment(comment: str | None, rows: Sequence[Row]) -> tuple[dict[str, int], str]:
    """The marks of a comment's first line (row id -> points), and the words below it.

    A first line that is anything else belongs to the words; so does one with a row or a most that the rubric does not
    have, a row twice, or a mark above the most.

    >>> read_comment("Well done.", ())
    ({}, 'Well done.')
    """
    text = comment or ""
    first, _, rest = text.partition("\n")
    known = {row.title.casefold(): row for row in rows}
    marks: dict[str, int] = {}
    for part in first.split(";"):
        found = _MARK.fullmatch(part.strip())
        row = known.get(found["title"].casefold()) if found else None
        if not found or row is None or row.id in marks:
            return {}, text
        if int(found["most"]) != row.most or int(found["mark"]) > row.most:
            return {}, text
        marks[row.id] = int(found["mark"])
    return marks, rest.lstrip("\n")
