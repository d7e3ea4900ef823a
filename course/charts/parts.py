"""The joints of a chart: shaping the data, setting the axes, making room for the labels.

Each function does one of these steps; the files of the chart kinds put them together. Axes are matplotlib's.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import pandas as pd

from course.charts.figure import COLOURS, SMALLEST
from course.charts.table import format_cell
from course.errors import CourseError, UnknownNameError

MOST_SERIES = len(COLOURS)


def need(data: pd.DataFrame, *columns: str) -> None:
    """Refuse a column that the data do not have, with the nearest names."""
    for column in columns:
        if column not in data.columns:
            raise UnknownNameError("column", column, [str(c) for c in data.columns])


def label_of(value: Any) -> str:
    """A label as text: years without commas, blanks in words."""
    return format_cell(value, "year") if not isinstance(value, str) else value


def by_series(data: pd.DataFrame, x: str, y: str | Sequence[str], by: str | None) -> pd.DataFrame:
    """One row for each x and one column of numbers for each series, in the order in which the data give them."""
    columns = [y] if isinstance(y, str) else list(y)
    need(data, x, *columns, *([by] if by else []))
    if by is None:
        wide = data.set_index(x)[columns]
        if wide.index.has_duplicates:
            raise CourseError(
                f"Column {x!r} repeats values, so each x has several points. To mend: name the series with by=."
            )
        wide = wide.apply(pd.to_numeric).astype("Float64")
    else:
        if len(columns) != 1:
            raise CourseError("Give one column as y= when by= names the series.")
        data = data.dropna(subset=[by])
        names = list(dict.fromkeys(data[by]))
        if isinstance(data[by].dtype, pd.CategoricalDtype):
            names = [name for name in data[by].cat.categories if name in set(names)]
        if data.duplicated([x, by]).any():
            raise CourseError(
                f"Some pairs of {x!r} and {by!r} stand in several rows. To mend: group and sum them first."
            )
        flat = data[[x, by, columns[0]]].astype({by: "object"})
        order = list(dict.fromkeys(data[x]))
        wide = flat.pivot(index=x, columns=by, values=columns[0]).reindex(index=order, columns=names)
        wide = wide.apply(pd.to_numeric).astype("Float64")
        wide.columns.name = None
    if len(wide.columns) > MOST_SERIES:
        raise CourseError(
            f"{len(wide.columns)} series are too many to tell apart. To mend: keep {MOST_SERIES} or fewer."
        )
    if pd.api.types.is_numeric_dtype(wide.index.dtype) or pd.api.types.is_datetime64_any_dtype(wide.index.dtype):
        wide = wide.sort_index()
    if pd.api.types.is_integer_dtype(wide.index.dtype):
        wide.index = pd.Index(wide.index.astype("int64"), name=x)
    return wide


def as_years(column: pd.Series) -> pd.Series:
    """Dates as decimal years (2011-07-01 is 2011.5), so that dates and plain years share one axis."""
    if not pd.api.types.is_datetime64_any_dtype(column.dtype):
        return pd.to_numeric(column).astype("float64")
    return column.dt.year + (column.dt.day_of_year - 1) / 365.25


def number_axis(axis: Any) -> None:
    """Few ticks, thousands with commas."""
    from matplotlib.ticker import FuncFormatter, MaxNLocator

    axis.set_major_locator(MaxNLocator(6))
    axis.set_major_formatter(FuncFormatter(lambda value, _place: f"{value:,.10g}"))


def year_axis(axes: Any) -> None:
    """Whole years on the horizontal axis, without commas."""
    from matplotlib.ticker import FuncFormatter, MaxNLocator

    axes.xaxis.set_major_locator(MaxNLocator(8, integer=True))
    axes.xaxis.set_major_formatter(FuncFormatter(lambda value, _place: f"{value:.0f}"))


def time_axis(axes: Any, index: pd.Index) -> None:
    """Years or dates on the horizontal axis, as the index holds them; labels are left as they are."""
    if pd.api.types.is_datetime64_any_dtype(index.dtype):
        from matplotlib.dates import AutoDateLocator, ConciseDateFormatter

        locator = AutoDateLocator(maxticks=9)
        axes.xaxis.set_major_locator(locator)
        axes.xaxis.set_major_formatter(ConciseDateFormatter(locator))
    elif pd.api.types.is_numeric_dtype(index.dtype):
        year_axis(axes)


def every_label(axes: Any, labels: list[str]) -> None:
    """One tick for each column, or for each second or third when there are many."""
    step = 1 + (len(labels) - 1) // 14
    places = list(range(0, len(labels), step))
    axes.set_xticks(places, [labels[place] for place in places])


def fit_left(drawing: Any, axes: Any) -> None:
    """Move the left edge so that the longest label fits, and let the axes fill the width."""
    # Texts are measured without drawing the picture, which would take as long as making it.
    pen = drawing.canvas.get_renderer()
    wide = drawing.get_size_inches()[0] * drawing.dpi
    room = max((text.get_window_extent(pen).width for text in axes.get_yticklabels()), default=0) / wide + 0.03
    box = axes.get_position()
    left = min(max(room, 0.06), 0.55)
    axes.set_position((left, box.y0, 0.96 - left, box.height))


def stretch_down(drawing: Any, axes: Any) -> None:
    """Use the strip below the axes when no labels stand there."""
    box = axes.get_position()
    low = 0.1 / drawing.get_size_inches()[1]
    axes.set_position((box.x0, low, box.width, box.y0 + box.height - low))


def legend_above(drawing: Any, axes: Any, handles: list[Any] | None = None) -> None:
    """A legend between title and axes, in as many columns as fit; the axes shrink by its height."""
    wide, high = drawing.get_size_inches() * drawing.dpi
    box = axes.get_position()
    count = len(handles) if handles else len(axes.get_legend_handles_labels()[0])
    for columns in range(count, 0, -1):
        keys = {"handles": handles} if handles else {}
        legend = drawing.legend(
            loc="lower left",
            bbox_to_anchor=(0.004, 1.0),
            ncols=columns,
            frameon=False,
            fontsize=SMALLEST,
            handlelength=1.6,
            **keys,
        )
        extent = legend.get_window_extent(drawing.canvas.get_renderer())
        if extent.width <= 0.99 * wide or columns == 1:
            break
        legend.remove()
    tall = extent.height / high
    legend.set_bbox_to_anchor((0.004, box.y1 - tall))
    axes.set_position((box.x0, box.y0, box.width, box.height - tall))


def label_ends(drawing: Any, axes: Any, ends: list[tuple[float, str, str]]) -> None:
    """Name each line at its right end; push names apart where they would overlap."""
    if not ends:
        return
    low, high = axes.get_ylim()
    gap = 0.19 / (axes.get_position().height * drawing.get_size_inches()[1])
    spots: list[float] = []
    for value, _name, _colour in sorted(ends):
        spot = (value - low) / (high - low)
        spots.append(max(spot, spots[-1] + gap) if spots else max(spot, 0.02))
    over = spots[-1] - 1.0
    for place in reversed(range(len(spots))):
        limit = 1.0 if place == len(spots) - 1 else spots[place + 1] - gap
        spots[place] = min(spots[place], limit) if over > 0 else spots[place]
    beside = {"xycoords": "axes fraction", "xytext": (6, 0), "textcoords": "offset points", "va": "center"}
    names = [
        axes.annotate(name, (1.0, spot), color=colour, fontsize=9.5, **beside)
        for spot, (_value, name, colour) in zip(spots, sorted(ends), strict=True)
    ]
    pen = drawing.canvas.get_renderer()
    wide = drawing.get_size_inches()[0] * drawing.dpi
    room = max(name.get_window_extent(pen).width for name in names) / wide + 0.025
    box = axes.get_position()
    axes.set_position((box.x0, box.y0, max(1 - room - box.x0, 0.3), box.height))
