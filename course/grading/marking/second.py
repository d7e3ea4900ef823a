"""A second marker: some memos are marked again by somebody who does not see the first marks.

`hand_out` draws them by chance and writes two files into the class's folder second/NN-name/: a sheet with a column for
each row of the rubric, to be filled in, and a page with the memos to read. Neither holds a name or a mark (but what a
learner wrote into the memo). `read_sheets` takes the filled sheets back. The first marks stay in the gradebook, and are
only read.
"""

from __future__ import annotations

import html
import math
import random
import re
from collections.abc import Sequence
from pathlib import Path

import attrs

from course.content.page_policy import policy, tag
from course.content.safe_csv import write_sheet
from course.content.safe_files import write_whole
from course.errors import ExportError
from course.grading.gradebook.read import open_gradebook
from course.grading.gradebook.spreadsheet import rows_of
from course.grading.marking.first import Marked, marked_by_first
from course.grading.marking.rubric import Row, Rubric, read_rubric

FOLDER = "second"
_NAME = re.compile(r"[\w][\w -]{0,39}")


@attrs.frozen
class Second:
    """What a second marker gave one submission: row id -> points, and where it stands. code: of the submission."""

    code: str
    marker: str
    marks: dict[str, int]


def share_of(text: str) -> float:
    """A share as people write it. Errors: ExportError.

    >>> share_of("20%"), share_of("0.2"), share_of("100 %")
    (0.2, 0.2, 1.0)
    """
    plain = text.strip()
    try:
        value = float(plain.removesuffix("%")) / (100 if plain.endswith("%") else 1)
    except ValueError:
        value = math.nan
    if not 0 < value <= 1:
        raise ExportError(f"{text!r} is no share. To mend: write it like 20% or 0.2, above 0 and at most 100%.")
    return value


def hand_out(course_dir: Path, assignment: str, marker: str, share: float, db: str = "") -> list[str]:
    """Draw memos for a second marker and write the sheet and the page; sentences that say where they are.

    marker: a name for the files, letters and digits. share: of the memos, above 0 to 1; at least one is drawn. The same
    marker gets the same memos again, as long as the class has not changed.
    Errors: ExportError when a file is there already, or when there is nothing to mark; GradebookError.

    Example: ``hand_out(Path("my-class"), "01-history", "Kim", 0.2)``
    """
    if not _NAME.fullmatch(marker):
        raise ExportError(
            f"{marker!r} cannot be a file's name. To mend: give --marker letters, digits and spaces, at most 40."
        )
    rubric = rubric_of(course_dir, assignment)
    with open_gradebook(course_dir, db) as gradebook:
        everybody = marked_by_first(gradebook, course_dir, assignment, rubric, with_texts=True)
    memos = [one for one in everybody if one.texts]
    if not memos:
        raise ExportError(f"Nobody has a memo in {assignment} to mark. To mend: grade the assignment first.")
    chance = random.Random(f"{assignment}/{marker}")
    drawn = chance.sample(memos, max(1, math.ceil(share * len(memos))))
    sheet = course_dir / FOLDER / assignment / f"{marker}.csv"
    page = sheet.with_suffix(".html")
    for file in (sheet, page):
        if file.exists():
            raise ExportError(
                f"{file} is there already, perhaps with marks. To mend: fill that one in, or move it away."
            )
    try:
        sheet.parent.mkdir(parents=True, exist_ok=True)
        write_whole(page, _page(assignment, rubric, drawn).encode())
    except OSError as error:
        raise ExportError(f"{page} cannot be written: {error.strerror}. To mend: see who may write there.") from None
    columns = ["submission", *(_column(row) for row in rubric.rows), "note"]
    write_sheet(sheet, columns, [{"submission": one.code} for one in drawn], for_excel=True)
    return [
        f"{len(drawn)} of {len(memos)} memos for {marker}: {page} to read, {sheet} to fill in.",
        "They hold no names and no first marks. In formgrader the first marks are seen: mark from the page.",
    ]


def rubric_of(course_dir: Path, assignment: str) -> Rubric:
    """The assignment's rubric. Errors: ExportError when it has none, ContentError.

    Example: ``rubric_of(Path("my-class"), "01-history").rows``
    """
    rubric = read_rubric(course_dir, assignment)
    if rubric is None:
        raise ExportError(f"{assignment} has no rubric. To mend: write {course_dir / 'rubrics' / assignment}.yml.")
    return rubric


def _column(row: Row) -> str:
    return f"{row.title} (0 to {row.most})"


def _page(assignment: str, rubric: Rubric, drawn: Sequence[Marked]) -> str:
    """The memos as letters, not as HTML: nothing that a learner wrote can do anything here."""
    rows = "".join(
        f"<tr><th scope='row'>{html.escape(row.title)}</th><td>{row.most}</td><td>{html.escape(row.levels.full)}</td>"
        f"<td>{html.escape(row.levels.half)}</td><td>{html.escape(row.levels.none)}</td></tr>"
        for row in rubric.rows
    )
    memos = "".join(
        f"<section><h2>Submission {one.code}</h2>"
        + "".join(f"<h3>{html.escape(cell)}</h3><pre>{html.escape(text)}</pre>" for cell, text in one.texts.items())
        + "</section>"
        for one in drawn
    )
    title = html.escape(f"{assignment}: memos for the second marker")
    return (
        f"<!doctype html><html lang='en'><head><meta charset='utf-8'>{tag(policy())}<title>{title}</title><style>"
        "body{font:1rem/1.5 sans-serif;max-width:50rem;margin:2rem auto;padding:0 1rem;color:#222;background:#fff}"
        "pre{white-space:pre-wrap;font:inherit;border-left:3px solid #777;padding-left:1rem}"
        "table{border-collapse:collapse}th,td{border:1px solid #777;padding:.3rem;text-align:left;vertical-align:top}"
        f"</style></head><body><main><h1>{title}</h1><table><thead><tr><th>row</th><th>points</th><th>full</th>"
        f"<th>about half</th><th>none</th></tr></thead><tbody>{rows}</tbody></table>{memos}</main></body></html>\n"
    )


def read_sheets(course_dir: Path, assignment: str, rubric: Rubric) -> list[Second]:
    """Every filled row of every second marker's sheet of the assignment; a row without any mark is left out.

    Errors: ExportError that names each line that cannot be used, PlatformError for a file that is no table.

    Example: ``read_sheets(Path("my-class"), "01-history", rubric)[0].marks``
    """
    folder = course_dir / FOLDER / assignment
    files = sorted(folder.glob("*.csv"))
    if not files:
        raise ExportError(
            f"{folder} holds no sheet of a second marker. To mend: `course class second {assignment} --marker NAME`."
        )
    found: list[Second] = []
    faults: list[str] = []
    for file in files:
        more, wrong = _read_sheet(file, rubric)
        found += more
        faults += [f"- {file.name}, {fault}" for fault in wrong]
    if faults:
        raise ExportError("\n".join(["The second marks were not compared. To mend, in the sheets:", *faults]))
    return found


def _read_sheet(file: Path, rubric: Rubric) -> tuple[list[Second], list[str]]:
    table = rows_of(file)
    head = [_title(name) for name in table[0]] if table else []
    missing = [name for name in ("submission", *(row.title.casefold() for row in rubric.rows)) if head.count(name) != 1]
    if missing:
        return [], [f"the first line must have these columns once each: {', '.join(missing)}"]
    found: list[Second] = []
    faults: list[str] = []
    for number, line in enumerate(table[1:], start=2):
        about = dict(zip(head, (value.strip() for value in line), strict=False))
        code, marks, wrong = about["submission"], {}, []
        for row in rubric.rows:
            value = about.get(row.title.casefold(), "")
            if not value:
                continue
            mark = _points(value, row)
            if mark is None:
                wrong.append(f"row {number}: {value!r} for {row.title} is no whole number from 0 to {row.most}")
            else:
                marks[row.id] = mark
        if marks and any(one.code == code for one in found):
            wrong.append(f"row {number}: submission {code!r} stands there a second time")
        faults += wrong
        if marks:
            found.append(Second(code, file.stem, marks))
    return found, faults


def _title(column: str) -> str:
    return column.partition("(")[0].strip().casefold()


def _points(text: str, row: Row) -> int | None:
    """A mark as a spreadsheet writes it: 3, 3.0 or 3,0."""
    found = re.fullmatch(r"([0-9]{1,3})(?:[.,]0+)?", text)
    return int(found[1]) if found and int(found[1]) <= row.most else None
