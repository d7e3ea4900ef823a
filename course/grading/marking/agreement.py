"""How far a second marker's marks agree with the first ones: for each row of the rubric, and for their sum.

The kappa is Cohen's with quadratic weights: 1 when all marks are the same, 0 when they agree as far as chance would
make them, and a difference of two points weighs four times as much as one of one. Its interval is a bootstrap: classes
of the same size are drawn with replacement from the submissions marked twice, from a fixed seed.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

import attrs
import numpy as np

from course.errors import ExportError
from course.grading.gradebook.read import open_gradebook
from course.grading.marking.first import Marked, marked_by_first
from course.grading.marking.rubric import Row
from course.grading.marking.second import Second, read_sheets, rubric_of
from course.planning.agreement import TALK_FROM

FEWEST = 10
"""Submissions marked twice from which a kappa is given; below, a single one could change it from good to bad."""
WIDE_BELOW = 30
DRAWS = 2000
_SEED = 20260101
_SHOWN = 10


@attrs.frozen
class Line:
    """One row of the rubric, or their sum. n: marked by both. same: share with the same mark. difference: the mean of
    second minus first. kappa, low, high: NaN with few pairs, or when a marker gave all the same.
    """

    title: str
    n: int
    same: float
    difference: float
    kappa: float
    low: float
    high: float


@attrs.frozen
class Apart:
    """A submission to talk about. gaps: row title -> (first, second), for the rows that differ."""

    id: str
    marker: str
    first: int
    second: int
    gaps: dict[str, tuple[int, int]]


@attrs.frozen
class Comparison:
    """lines: one for each row, then the sum. apart: the largest differences first. waiting: what is not in the sum."""

    lines: list[Line]
    apart: list[Apart]
    waiting: list[str]


def weighted_kappa(first: np.ndarray, second: np.ndarray) -> np.ndarray:
    """Cohen's kappa with quadratic weights along the last axis; NaN where chance alone would agree always.

    The usual table of weights is not needed: the mean squared difference that chance gives is the two variances and the
    squared distance of the means.

    >>> float(weighted_kappa(np.array([0, 1, 2, 3]), np.array([0, 1, 2, 2])).round(3))
    0.875
    """
    seen = ((first - second) ** 2).mean(axis=-1)
    chance = first.var(axis=-1) + second.var(axis=-1) + (first.mean(axis=-1) - second.mean(axis=-1)) ** 2
    with np.errstate(invalid="ignore", divide="ignore"):
        return np.where(chance > 0, 1 - seen / chance, np.nan)


def agreement_line(title: str, pairs: Sequence[tuple[int, int]], draws: int = DRAWS) -> Line:
    """How far pairs of a first and a second mark agree.

    >>> found = agreement_line("Claim", [(3, 3), (2, 4)])
    >>> found.n, found.same, found.difference, found.kappa
    (2, 0.5, 1.0, nan)
    """
    if not pairs:
        return Line(title, 0, math.nan, math.nan, math.nan, math.nan, math.nan)
    first, second = np.array(pairs, dtype="float64").T
    kappa = low = high = math.nan
    # Who gives everybody the same mark agrees as chance would, by definition; that says nothing of the two.
    if len(pairs) >= FEWEST and first.var() and second.var():
        kappa = float(weighted_kappa(first, second))
        if not math.isnan(kappa):
            # Not scipy's bootstrap, as in report/item_analysis: it gives no interval when one draw has no kappa.
            chosen = np.random.default_rng(_SEED).integers(0, len(pairs), (draws, len(pairs)))
            again = weighted_kappa(first[chosen], second[chosen])
            again = again[~np.isnan(again)]
            if len(again) > draws / 2:
                low, high = (float(edge) for edge in np.quantile(again, [0.025, 0.975]))
    same = float((first == second).mean())
    return Line(title, len(pairs), same, float((second - first).mean()), kappa, low, high)


def compare(course_dir: Path, assignment: str, db: str = "") -> Comparison:
    """Compare every second marker's sheet with the first marks; nothing is written.

    Errors: ExportError for sheets that cannot be used, GradebookError, ContentError of the rubric.

    Example: ``compare(Path("my-class"), "01-history").lines[-1].kappa``
    """
    rubric = rubric_of(course_dir, assignment)
    seconds = read_sheets(course_dir, assignment, rubric)
    with open_gradebook(course_dir, db) as gradebook:
        firsts = {one.code: one for one in marked_by_first(gradebook, course_dir, assignment, rubric)}
    strangers = [f"- {one.marker}: {one.code}" for one in seconds if one.code not in firsts]
    if strangers:
        words = "These submissions of the sheets are not in the gradebook. To mend: copy the code from the page again."
        raise ExportError("\n".join([words, *strangers]))
    pairs = [(firsts[one.code], one) for one in seconds]
    lines = [agreement_line(row.title, _of_row(row, pairs)) for row in rubric.rows]
    both = [(one, two) for one, two in pairs if _complete(one.marks, rubric.rows) and _complete(two.marks, rubric.rows)]
    totals = [(sum(one.marks.values()), sum(two.marks.values())) for one, two in both]
    apart = _apart(rubric.rows, both)
    return Comparison([*lines, agreement_line("All rows", totals)], apart, list(_waiting(rubric.rows, pairs)))


def _complete(marks: Mapping[str, int], rows: Iterable[Row]) -> bool:
    return all(row.id in marks for row in rows)


def _of_row(row: Row, pairs: Sequence[tuple[Marked, Second]]) -> list[tuple[int, int]]:
    return [(one.marks[row.id], two.marks[row.id]) for one, two in pairs if row.id in one.marks and row.id in two.marks]


def _apart(rows: Sequence[Row], pairs: Sequence[tuple[Marked, Second]]) -> list[Apart]:
    found = []
    for one, two in pairs:
        gaps = {
            row.title: (one.marks[row.id], two.marks[row.id]) for row in rows if one.marks[row.id] != two.marks[row.id]
        }
        first, second = sum(one.marks.values()), sum(two.marks.values())
        if abs(second - first) >= TALK_FROM or any(abs(b - a) > 1 for a, b in gaps.values()):
            found.append(Apart(one.id, two.marker, first, second, gaps))
    return sorted(found, key=lambda pair: (-abs(pair.second - pair.first), pair.id))


def _waiting(rows: Sequence[Row], pairs: Sequence[tuple[Marked, Second]]) -> Iterable[str]:
    for words, who in (
        ("the first marker has not marked every row", [one.code for one, _ in pairs if not _complete(one.marks, rows)]),
        ("the second has not marked every row", [two.code for _, two in pairs if not _complete(two.marks, rows)]),
    ):
        if who:
            yield f"Not in the sum, because {words}: {', '.join(sorted(set(who)))}."


def sentences(found: Comparison) -> list[str]:
    """The comparison as lines for a terminal.

    Example: ``sentences(compare(Path("my-class"), "01-history"))``
    """
    width = max(len(line.title) for line in found.lines)
    told = [f"{'':{width}}  twice  same  second - first  kappa (95 %)"]
    for line in found.lines:
        told.append(f"{line.title:{width}}  {line.n:5}  {_figures(line)}".rstrip())
    n = found.lines[-1].n
    if n < FEWEST:
        told.append(f"{n} marked twice in every row: too few for a kappa (given from {FEWEST} on). Talk instead.")
    elif n < WIDE_BELOW:
        told.append(f"{n} is few: believe the interval, not the kappa. From {WIDE_BELOW} on it says more.")
    told += found.waiting
    if found.apart:
        told.append(f"Talk about these; sums {TALK_FROM} points apart or more, or a row more than one:")
        told += [_one_apart(one) for one in found.apart[:_SHOWN]]
        if len(found.apart) > _SHOWN:
            told.append(f"and {len(found.apart) - _SHOWN} more.")
    return told


def _figures(line: Line) -> str:
    if not line.n:
        return ""
    kappa = "-" if math.isnan(line.kappa) else f"{line.kappa:.2f}"
    if not math.isnan(line.low):
        kappa += f" ({line.low:.2f} to {line.high:.2f})"
    return f"{line.same:4.0%}  {line.difference:+14.2f}  {kappa}"


def _one_apart(one: Apart) -> str:
    rows = ", ".join(f"{title} {first} and {second}" for title, (first, second) in one.gaps.items())
    return f"  /formgrader/submissions/{one.id}/ first {one.first}, {one.marker} {one.second}: {rows}"
