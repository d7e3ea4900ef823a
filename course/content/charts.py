"""The course's charts, in one house style: line, bar, share, timeline, dots, network and world_map.

Each function takes a DataFrame and the names of its columns, and returns a Figure that shows a picture, its finding
(also the alt text), its source and the table behind it. Series differ by colour and by line style, marker or
hatching, and are named where they end, so a legend has rarely to be looked up. A gap is a missing figure: no line
is drawn across it.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import pandas as pd

from course.content.chart_parts import (
    MOST_SERIES,
    as_years,
    by_series,
    every_label,
    fit_left,
    label_ends,
    label_of,
    legend_above,
    need,
    number_axis,
    stretch_down,
    time_axis,
    year_axis,
)
from course.content.charts_more import dots, network, world_map
from course.content.figure import COLOURS, DASHES, HATCHES, INK, MARKERS, PANEL, SOFT, Figure, draw, format_cell
from course.errors import CourseError

__all__ = ["bar", "dots", "line", "network", "share", "timeline", "world_map"]


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
) -> Figure:
    """Change over time: one line for each value of `by`, or for each column when `y` is a list.

    data: one row for each point. x: a column of years or dates. y: a column of numbers (or several). by: a column
    of labels. title, finding, unit (of y), source: text; the finding says what is seen, with numbers and dates.
    synthetic: True for invented data. Missing values leave a gap in the line.
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
            axes.plot(wide.index.to_numpy(), values.to_numpy(), **style)
            known = values.dropna()
            if several and len(known):
                ends.append((known.iloc[-1], str(name), COLOURS[number]))
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
            text = format_cell(float(value)) if pd.notna(value) else "no figure"
            spot = 0.0 if pd.isna(value) else float(value)
            xy = (place, spot) if upright else (spot, place)
            where = {"xytext": (0, 3), "ha": "center"} if upright else {"xytext": (4, 0), "va": "center"}
            axes.annotate(
                text, xy, textcoords="offset points", fontsize=9, color=INK if pd.notna(value) else SOFT, **where
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
                label=str(name),
                color=COLOURS[number],
                hatch=HATCHES[number],
                edgecolor=PANEL,
                linewidth=0.8,
            )
            for place, (value, left) in enumerate(zip(values, base, strict=True)):
                if value >= 6:
                    box = {"boxstyle": "round,pad=0.15", "facecolor": PANEL, "edgecolor": "none"}
                    axes.text(left + value / 2, place, f"{value:.0f}", ha="center", va="center", fontsize=8.5, bbox=box)
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


def timeline(
    data: pd.DataFrame,
    *,
    label: str,
    start: str,
    end: str,
    by: str | None = None,
    title: str,
    finding: str,
    unit: str = "",
    source: str = "",
    synthetic: bool = False,
) -> Figure:
    """Life spans: one bar from start to end for each row, in the order of the rows; a missing end is still going.

    data: one row for each span. label: its name. start, end: columns of dates (or years). by: labels that colour the
    bars. A span that is still going ends in an arrow on the day the row was checked (its as_of, where the table has
    it), else on the latest date of the table. The rest is as in `line`.

    >>> table = pd.DataFrame({"pact": ["SEATO"], "began": [1954], "ended": [1977]})
    >>> timeline(table, label="pact", start="began", end="ended", title="Pacts", finding="SEATO: 1954 to 1977.")
    Pacts: SEATO: 1954 to 1977.
    """
    need(data, label, start, end, *([by] if by else []))
    table = data[[label, start, end, *([by] if by else [])]].reset_index(drop=True)
    starts, ends = as_years(table[start]), as_years(table[end])
    # How far "still going" is known: the day the row was checked, or else the latest date of the whole table.
    latest = max((float(v.max()) for v in (starts, ends) if v.notna().any()), default=0.0)
    reach = as_years(data["as_of"].reset_index(drop=True)) if "as_of" in data else pd.Series(latest, index=table.index)
    edge = max(latest, float(reach[ends.isna()].max()) if ends.isna().any() else latest)
    groups = list(dict.fromkeys(label_of(v) for v in table[by])) if by else [""]
    if len(groups) > MOST_SERIES:
        raise CourseError(
            f"{len(groups)} groups in {by!r} are too many to tell apart. To mend: use {MOST_SERIES} or fewer."
        )

    def paint(drawing: Any, axes: Any) -> None:
        from matplotlib.patches import Patch

        for place in range(len(table)):
            group = groups.index(label_of(table[by][place])) if by else 0
            going = pd.isna(ends[place])
            until = float(reach[place]) if going else float(ends[place])
            began = float(starts[place])
            look = {"color": COLOURS[group], "hatch": HATCHES[group], "edgecolor": PANEL, "linewidth": 0}
            # A few weeks would be too thin to see on an axis of decades.
            axes.barh(place, max(until - began, 0.15), left=began, height=0.66, **look)
            if going:
                axes.plot([until], [place], marker=">", color=COLOURS[group], markersize=7, clip_on=False)
        axes.set_yticks(range(len(table)), [label_of(v) for v in table[label]])
        axes.set_ylim(len(table) - 0.4, -0.6)
        axes.set_xlim(right=edge)
        axes.tick_params(axis="y", length=0, labelsize=9 if len(table) <= 30 else 7.5)
        axes.grid(axis="x")
        year_axis(axes)
        fit_left(drawing, axes)
        if by:
            handles = [
                Patch(facecolor=COLOURS[i], hatch=HATCHES[i], edgecolor=PANEL, label=g) for i, g in enumerate(groups)
            ]
            legend_above(drawing, axes, handles)

    each = 0.27 if len(table) <= 30 else 0.165
    height = 1.15 + each * max(len(table), 3) + (0.24 if by else 0)
    going_note = "arrow = still going" if ends.isna().any() else ""
    shown = unit or going_note
    return draw(
        paint, title=title, finding=finding, source=source, table=table, height=height, unit=shown, synthetic=synthetic
    )
