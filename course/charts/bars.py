"""Amounts side by side, and parts of a whole."""

from __future__ import annotations

from typing import Any

import pandas as pd

from course.charts.figure import COLOURS, HATCHES, INK, PANEL, SMALLEST, SOFT, Figure, draw
from course.charts.parts import (
    by_series,
    every_label,
    fit_left,
    label_of,
    legend_above,
    need,
    number_axis,
    stretch_down,
)
from course.charts.table import format_cell, readable


def bar(
    data: pd.DataFrame,
    *,
    x: str,
    y: str,
    title: str,
    finding: str,
    unit: str = "",
    source: str = "",
    synthetic: bool = False,
) -> Figure:
    """Amounts side by side: columns when x holds years or decades, else horizontal bars in the order of the rows.

    data: one row for each bar. x: the column of labels. y: the column of amounts. The rest is as in `line`.
    The value stands at the end of each bar; a missing value has no bar and says "no figure". The axis starts at zero.

    >>> table = pd.DataFrame({"country": ["Sweden", "Italy"], "troops": [260, 1300]})
    >>> bar(table, x="country", y="troops", title="Troops", finding="Italy sent 1,300, Sweden 260 (1934).")
    Troops: Italy sent 1,300, Sweden 260 (1934).
    """
    need(data, x, y)
    table = data[[x, y]].reset_index(drop=True)
    values = table[y].astype("float64")
    upright = pd.api.types.is_numeric_dtype(table[x]) and len(table) > 1

    def paint(drawing: Any, axes: Any) -> None:
        axes.margins(**({"y": 0.12} if upright else {"x": 0.14}))
        places = range(len(table))
        if upright:
            axes.bar(places, values.fillna(0), width=0.72, color=COLOURS[0])
            every_label(axes, [format_cell(v, "year") for v in table[x]])
            number_axis(axes.yaxis)
            axes.grid(axis="y")
        else:
            axes.barh(places, values.fillna(0), height=0.68, color=COLOURS[0])
            axes.set_yticks(list(places), [label_of(v) for v in table[x]])
            axes.set_ylim(len(table) - 0.4, -0.6)
            axes.xaxis.set_visible(False)
            axes.spines["bottom"].set_visible(False)
            axes.tick_params(axis="y", length=0)
            stretch_down(drawing, axes)
        few = len(table) <= 16
        for place, value in enumerate(values):
            if not few and upright:
                continue
            text = format_cell(float(value)) if pd.notna(value) else "no\nfigure" if upright else "no figure"
            spot = 0.0 if pd.isna(value) else float(value)
            xy = (place, spot) if upright else (spot, place)
            where = {"xytext": (0, 3), "ha": "center"} if upright else {"xytext": (4, 0), "va": "center"}
            axes.annotate(
                text, xy, textcoords="offset points", fontsize=SMALLEST, color=INK if pd.notna(value) else SOFT, **where
            )
        fit_left(drawing, axes)

    height = 3.9 if upright else 0.75 + 0.3 * max(len(table), 2)
    return draw(
        paint, title=title, finding=finding, source=source, table=table, height=height, unit=unit, synthetic=synthetic
    )


def share(
    data: pd.DataFrame,
    *,
    x: str,
    y: str,
    by: str,
    title: str,
    finding: str,
    unit: str = "per cent",
    source: str = "",
    synthetic: bool = False,
) -> Figure:
    """How a whole is divided: one stacked bar of 100 per cent for each value of x, one part for each value of `by`.

    data: one row for each x and by. x: years or labels. y: the column of amounts (not per cent). by: the column of
    parts. Parts of 6 per cent or more show their per cent. A missing amount counts as no part, and an x whose
    amounts are all missing or zero has no bar. The table gives the shares in per cent. The rest is as in `line`.

    >>> table = pd.DataFrame({"year": [1993, 1993], "who": ["UN", "other"], "people": [3, 1]})
    >>> share(table, x="year", y="people", by="who", title="Shares", finding="The UN had 75 per cent in 1993.")
    Shares: The UN had 75 per cent in 1993.
    """
    wide = by_series(data, x, y, by).fillna(0)
    totals = wide.sum(axis=1)
    parts = wide.div(totals.where(totals > 0), axis=0) * 100

    def paint(drawing: Any, axes: Any) -> None:
        base = pd.Series(0.0, index=parts.index)
        places = range(len(parts))
        for number, name in enumerate(parts.columns):
            values = parts[name].fillna(0)
            axes.barh(
                places,
                values,
                left=base,
                height=0.72,
                label=readable(name),
                color=COLOURS[number],
                hatch=HATCHES[number],
                edgecolor=PANEL,
                linewidth=0.8,
            )
            for place, (value, left) in enumerate(zip(values, base, strict=True)):
                if value >= 6:
                    box = {"boxstyle": "round,pad=0.15", "facecolor": PANEL, "edgecolor": "none"}
                    axes.text(
                        left + value / 2, place, f"{value:.0f}", ha="center", va="center", fontsize=SMALLEST, bbox=box
                    )
            base = base + values
        axes.set_yticks(list(places), [label_of(v) for v in parts.index])
        axes.set_ylim(len(parts) - 0.4, -0.6)
        axes.set_xlim(0, 100)
        axes.xaxis.set_major_formatter("{x:.0f}%")
        axes.tick_params(axis="y", length=0)
        fit_left(drawing, axes)
        legend_above(drawing, axes)

    height = 1.6 + 0.3 * max(len(wide), 2)
    return draw(
        paint,
        title=title,
        finding=finding,
        source=source,
        table=parts.round(1).reset_index(),
        height=height,
        unit=unit,
        synthetic=synthetic,
    )
