"""Lives of things that begin and end: operations, pacts, memberships."""

from __future__ import annotations

from typing import Any

import pandas as pd

from course.charts.figure import COLOURS, HATCHES, PANEL, SMALLEST, Figure, draw
from course.charts.parts import (
    MOST_SERIES,
    as_years,
    fit_left,
    label_of,
    legend_above,
    need,
    year_axis,
)
from course.errors import CourseError

# Inches are rows times this: the share of a row that its bar fills, and the share that an arrow's head fills.
_THICK = 0.66
_HEAD = 0.94

_ARROW = ((-0.08, -1), (0, -1), (1, 0), (0, 1), (-0.08, 1))


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

    each = 0.27 if len(table) <= 30 else 0.19

    def paint(drawing: Any, axes: Any) -> None:
        from matplotlib.patches import Patch

        for place in range(len(table)):
            group = groups.index(label_of(table[by][place])) if by else 0
            going = pd.isna(ends[place])
            until = float(reach[place]) if going else float(ends[place])
            began = float(starts[place])
            look = {"color": COLOURS[group], "hatch": HATCHES[group], "edgecolor": PANEL, "linewidth": 0}
            # A few weeks would be too thin to see on an axis of decades.
            axes.barh(place, max(until - began, 0.15), left=began, height=_THICK, **look)
            if going:
                # It begins a hair before the bar ends and points out of the axes, as tall as a row.
                head = {"marker": _ARROW, "markersize": _HEAD * 72 * each, "clip_on": False, "markeredgewidth": 0}
                axes.plot([until], [place], color=COLOURS[group], **head)
        axes.set_yticks(range(len(table)), [label_of(v) for v in table[label]])
        axes.set_ylim(len(table) - 0.4, -0.6)
        axes.set_xlim(right=edge)
        axes.tick_params(axis="y", length=0, labelsize=SMALLEST)
        axes.grid(axis="x")
        year_axis(axes)
        fit_left(drawing, axes)
        if by:
            handles = [
                Patch(facecolor=COLOURS[i], hatch=HATCHES[i], edgecolor=PANEL, label=g) for i, g in enumerate(groups)
            ]
            legend_above(drawing, axes, handles)

    height = 1.15 + each * max(len(table), 3) + (0.24 if by else 0)
    going_note = "an arrow at the end = still going" if ends.isna().any() else ""
    shown = "; ".join(filter(None, [unit, going_note]))
    return draw(
        paint, title=title, finding=finding, source=source, table=table, height=height, unit=shown, synthetic=synthetic
    )
