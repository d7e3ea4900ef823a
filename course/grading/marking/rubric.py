"""The rubric of an assignment as data: rubrics/NN-name.yml in a class's folder, or the one that the course brings.

    memo:                         # the graded cell, by its nbgrader id
      - id: claim
        title: Claim
        most: 4                   # whole points
        levels: {full: Chooses one., half: "Chooses, without a reason.", none: Does not choose.}
        comments:                 # optional: sentences that a marker can put into the comment
          - Your first sentence says what you choose and why.

The guide beside it, NN-name.md, says the rest: points of fact, usual slips, marked examples.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from pathlib import Path

import attrs
from cattrs.errors import ClassValidationError

from course.content.source import content_root, converter, faults_of, read_yaml
from course.errors import ContentError, Fault

_TITLE = re.compile(r"[^\W\d_]+(?:[ -][^\W\d_]+)*")


def _is_title(_one: object, _field: object, value: str) -> None:
    # The title stands in the comment's first line, between numbers, slashes and semicolons.
    if not _TITLE.fullmatch(value):
        raise ValueError(f"{value!r} is no title of a row: letters, single spaces and hyphens only")


def _is_most(_one: object, _field: object, value: int) -> None:
    if not 1 <= value <= 100:
        raise ValueError(f"{value!r} is not between 1 and 100 points")


@attrs.frozen(kw_only=True)
class Levels:
    """What earns all points of a row, about half of them (where that can be said) and none."""

    full: str
    half: str = ""
    none: str


@attrs.frozen(kw_only=True)
class Row:
    """One row of a rubric. most: whole points. comments: sentences that a marker can put into the comment."""

    id: str
    title: str = attrs.field(validator=_is_title)
    most: int = attrs.field(validator=_is_most)
    levels: Levels
    comments: tuple[str, ...] = ()


@attrs.frozen
class Rubric:
    """The rows of each marked cell of an assignment, by the cell's nbgrader id."""

    cells: dict[str, tuple[Row, ...]]

    @property
    def rows(self) -> tuple[Row, ...]:
        """All rows, in the file's order; their titles differ.

        Example: ``read_rubric(Path("my-class"), "01-history").rows[0].title``
        """
        return tuple(row for rows in self.cells.values() for row in rows)

    def points(self, cell: str) -> int:
        """How many points the rows of a cell add up to.

        Example: ``read_rubric(Path("my-class"), "01-history").points("memo")``
        """
        return sum(row.most for row in self.cells[cell])


def read_rubric(course_dir: Path, assignment: str) -> Rubric | None:
    """The rubric of an assignment: the class's own, else the course's; None where neither has one.

    Errors: ContentError with every fault of the file.

    >>> read_rubric(Path("nowhere"), "01-history").points("memo")
    20
    """
    if Path(assignment).name != assignment:  # no assignment of nbgrader's is called so
        return None
    for root in (course_dir, content_root() / "assessments"):
        path = root / "rubrics" / f"{assignment}.yml"
        if path.is_file():
            return _structured(read_yaml(path, root), f"rubrics/{assignment}.yml")
    return None


def table(rows: tuple[Row, ...]) -> str:
    """The rows as the Markdown table that stands in the guide.

    >>> print(table((Row(id="a", title="Claim", most=4, levels=Levels(full="Chooses.", none="Does not.")),)))
    | row | points | full | about half | none |
    | --- | --- | --- | --- | --- |
    | Claim | 4 | Chooses. | | Does not. |
    """
    lines = ["| row | points | full | about half | none |", "| --- | --- | --- | --- | --- |"]
    for row in rows:
        half = f" {row.levels.half} " if row.levels.half else " "
        lines.append(f"| {row.title} | {row.most} | {row.levels.full} |{half}| {row.levels.none} |")
    return "\n".join(lines)


def _structured(value: object, file: str) -> Rubric:
    if not isinstance(value, Mapping) or not value:
        raise ContentError([Fault(file, "file", "it names no marked cell", "begin with 'memo:'")])
    try:
        rubric = converter().structure({"cells": value}, Rubric)
    except ClassValidationError as error:
        raise ContentError(faults_of(error, file)) from None
    if faults := list(_faults(rubric.cells, file)):
        raise ContentError(faults)
    return rubric


def _faults(cells: Mapping[str, tuple[Row, ...]], file: str) -> Iterator[Fault]:
    seen: set[str] = set()
    for cell, rows in cells.items():
        if not rows:
            yield Fault(file, cell, "it has no rows", "give it rows, or take the cell out")
        for row in rows:
            names = {row.id.casefold(), row.title.casefold()}
            for name in sorted(names & seen):
                yield Fault(file, f"{cell}: {row.title}", f"{name!r} names two rows", "give each a name of its own")
            seen |= names
