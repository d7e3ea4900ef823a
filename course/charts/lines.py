"""Change over time: lines that break where a figure is missing."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import pandas as pd

from course.charts.figure import COLOURS, DASHES, MARKERS, Figure, draw
from course.charts.parts import (
    by_series,
    fit_left,
    label_ends,
    number_axis,
    time_axis,
)
from course.charts.table import readable


def line(
    data: pd.DataFrame,
    *,
    x: str,
    y: str | Sequence[str],
    by: str | None = None,
    title: str,
    finding: str,
    unit: str = "",
    source: str = "",
    synthetic: bool = False,
    steps: bool = False,
) -> Figure:
    """Change over time: one line for each value of `by`, or for each column when `y` is a list.

    data: one row for each point. x: a column of years or dates. y: a column of numbers (or several). by: a column
    of labels. title, finding, unit (of y), source: text; the finding says what is seen, with numbers and dates.
    synthetic: True for invented data. steps: True where a figure holds until the next one, like a count of members;
    a slope would say that it changed in between. Missing values leave a gap in the line.
    Raises UnknownNameError for a column that does not exist, CourseError for a finding without a number or
    for more than eight lines.

    >>> table = pd.DataFrame({"year": [2015, 2024], "people": [161509, 94451]})
    >>> line(table, x="year", y="people", title="People", finding="From 161,509 in 2015 to 94,451 in 2024.")
    People: From 161,509 in 2015 to 94,451 in 2024.
    """
    wide = by_series(data, x, y, by)
    several = len(wide.columns) > 1

    def paint(drawing: Any, axes: Any) -> None:
        marked = len(wide) <= 40
        ends = []
        for number, name in enumerate(wide.columns):
            values = wide[name].astype("float64")
            style = {"color": COLOURS[number], "linestyle": DASHES[number], "linewidth": 2.2}
            if marked or values.notna().sum() < 3:
                style.update(marker=MARKERS[number], markersize=5)
            if steps:
                _steps(axes, values, style)
            else:
                axes.plot(wide.index.to_numpy(), values.to_numpy(), **style)
            known = values.dropna()
            if several and len(known):
                ends.append((known.iloc[-1], readable(name), COLOURS[number]))
        number_axis(axes.yaxis)
        axes.set_ylim(bottom=min(0.0, float(wide.min().min())) if wide.notna().any(axis=None) else 0)
        axes.margins(x=0.02)
        axes.grid(axis="y")
        time_axis(axes, wide.index)
        fit_left(drawing, axes)
        label_ends(drawing, axes, ends)

    return draw(
        paint,
        title=title,
        finding=finding,
        source=source,
        table=wide.reset_index(),
        height=4.1,
        unit=unit,
        synthetic=synthetic,
    )


def _steps(axes: Any, values: pd.Series, style: dict[str, Any]) -> None:
    places, heights = list(values.index), values.to_list()
    axes.plot(places, heights, **dict(style, linestyle="none", marker=style.get("marker", "")))
    if pd.api.types.is_integer_dtype(values.index.dtype) and places:
        # The last figure holds for its whole year, too.
        places, heights = [*places, places[-1] + 1], [*heights, heights[-1]]
    axes.plot(places, heights, drawstyle="steps-post", **dict(style, marker=""))
