"""Estimates with their intervals, as dots."""

from __future__ import annotations

from typing import Any

import pandas as pd

from course.charts.figure import COLOURS, INK, MARKERS, SMALLEST, SOFT, Figure, draw
from course.charts.parts import MOST_SERIES, fit_left, label_of, legend_above, need, number_axis
from course.charts.table import format_cell
from course.errors import CourseError


def dots(
    data: pd.DataFrame,
    *,
    label: str,
    value: str,
    low: str | None = None,
    high: str | None = None,
    by: str | None = None,
    title: str,
    finding: str,
    unit: str = "",
    source: str = "",
    synthetic: bool = False,
) -> Figure:
    """One dot for each row, with a line from low to high where an interval is known: for estimates side by side.

    data: one row for each dot, first row on top. label: its name. value: the estimate. low, high: the ends of its
    interval. by: labels that give dots another colour and marker. A row with an interval and no value shows the line
    alone; a row with neither says "no figure". A line marks zero where the axis reaches it. The rest is as in
    `charts.line`.

    >>> table = pd.DataFrame({"study": ["A"], "change": [-85.0]})
    >>> dots(table, label="study", value="change", title="Effects", finding="A found a change of -85 per cent.")
    Effects: A found a change of -85 per cent.
    """
    if (low is None) != (high is None):
        raise CourseError("An interval needs both ends. To mend: give low= and high=, or neither.")
    ends = [low, high] if low and high else []
    need(data, label, value, *ends, *([by] if by else []))
    table = data[[label, value, *ends, *([by] if by else [])]].reset_index(drop=True)
    groups = list(dict.fromkeys(label_of(v) for v in table[by])) if by else [""]
    if len(groups) > MOST_SERIES:
        raise CourseError(f"{len(groups)} groups in {by!r} are too many. To mend: use {MOST_SERIES} or fewer.")

    def paint(drawing: Any, axes: Any) -> None:
        numbers = table[[value, *ends]].astype("float64")
        for place in range(len(table)):
            group = groups.index(label_of(table[by][place])) if by else 0
            middle = numbers[value][place]
            if ends and numbers[ends].notna().to_numpy()[place].all():
                span = numbers[ends].to_numpy()[place]
                axes.plot(span, [place, place], color=COLOURS[group], linewidth=2.4, solid_capstyle="butt")
                axes.plot(span, [place, place], color=COLOURS[group], linestyle="none", marker="|", markersize=9)
            elif pd.isna(middle):
                axes.annotate(
                    "no figure",
                    (0.01, place),
                    xycoords=("axes fraction", "data"),
                    color=SOFT,
                    fontsize=SMALLEST,
                    va="center",
                )
            if pd.notna(middle):
                axes.plot(
                    [middle], [place], color=COLOURS[group], marker=MARKERS[group], markersize=8, linestyle="none"
                )
                axes.annotate(
                    format_cell(float(middle)),
                    (middle, place),
                    xytext=(0, 6),
                    textcoords="offset points",
                    fontsize=SMALLEST,
                    ha="center",
                )
        axes.set_yticks(range(len(table)), [label_of(v) for v in table[label]])
        axes.set_ylim(len(table) - 0.4, -0.75)
        axes.margins(x=0.08)
        axes.tick_params(axis="y", length=0, labelsize=SMALLEST)
        axes.grid(axis="x")
        number_axis(axes.xaxis)
        bottom, top = axes.get_xlim()
        if bottom <= 0 <= top:
            axes.axvline(0, color=INK, linewidth=1.2)
        fit_left(drawing, axes)
        if by:
            from matplotlib.lines import Line2D

            handles = [
                Line2D([], [], color=COLOURS[n], marker=MARKERS[n], linestyle="none", label=g)
                for n, g in enumerate(groups)
            ]
            legend_above(drawing, axes, handles)

    height = 1.25 + 0.31 * max(len(table), 2) + (0.25 if by else 0)
    return draw(
        paint, title=title, finding=finding, source=source, table=table, height=height, unit=unit, synthetic=synthetic
    )
