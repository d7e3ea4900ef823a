"""Two readers of one paper: how far their marks agree, row by row.

With ten rows a kappa would be a number without meaning, so plain counts are given: rows marked the same, rows within
one point, the difference of the totals, and the rows to talk about first.
"""

from __future__ import annotations

from collections.abc import Mapping

import attrs

from course.errors import ResponseError

TALK_FROM = 4
"""Totals that differ by this many points or more are talked over, as in every rubric of the course."""


@attrs.frozen(repr=False)
class Agreement:
    """rows: marked by both. same, near: rows with the same mark, and within one point. first, second: totals.

    apart: row -> second minus first, for the rows that differ by more than one point, largest first.
    """

    rows: int
    same: int
    near: int
    first: float
    second: float
    apart: dict[str, float]

    @property
    def talk(self) -> bool:
        """Whether the two readers should talk before a mark is given."""
        return abs(self.second - self.first) >= TALK_FROM or bool(self.apart)

    def __repr__(self) -> str:
        if not self.rows:
            return "No row has been marked by both readers yet. Fill in both columns and run the cell again."
        lines = [
            f"{self.rows} rows marked by both; {self.same} the same, {self.near} within one point.",
            f"Totals: first reader {self.first:g}, second reader {self.second:g}.",
        ]
        if self.apart:
            shown = ", ".join(f"{row} ({gap:+g})" for row, gap in self.apart.items())
            lines.append(f"Talk about these rows first: {shown}.")
        if self.talk:
            lines.append("Talk, agree on one mark for each row, and write down what changed your mind.")
        else:
            lines.append("Close enough to let stand. Close marks can still be wrong together.")
        return "\n".join(lines)


def agreement(
    possible: Mapping[str, float], first: Mapping[str, float | None], second: Mapping[str, float | None]
) -> Agreement:
    """How far two readers agree on the rows that both have marked; a blank is None.

    possible: row -> the most points. first, second: row -> points. Raises ResponseError for a row that the rubric
    does not have, and for points outside 0 to the most.

    >>> agreement({"Exit": 4}, {"Exit": 3}, {"Exit": 1}).apart
    {'Exit': -2}
    """
    for who, marks in (("first", first), ("second", second)):
        for row, points in marks.items():
            if row not in possible:
                raise ResponseError(f"The rubric has no row {row!r} ({who} reader). Rows: {', '.join(possible)}.")
            if points is not None and not 0 <= points <= possible[row]:
                raise ResponseError(f"{row}: {points} is not between 0 and {possible[row]:g} ({who} reader).")
    pairs = {
        row: (one, other)
        for row in possible
        if (one := first.get(row)) is not None and (other := second.get(row)) is not None
    }
    gaps = {row: other - one for row, (one, other) in pairs.items()}
    apart = dict(sorted(((r, gap) for r, gap in gaps.items() if abs(gap) > 1), key=lambda pair: -abs(pair[1])))
    return Agreement(
        rows=len(pairs),
        same=sum(gap == 0 for gap in gaps.values()),
        near=sum(abs(gap) <= 1 for gap in gaps.values()),
        first=sum(one for one, _ in pairs.values()),
        second=sum(other for _, other in pairs.values()),
        apart=apart,
    )
