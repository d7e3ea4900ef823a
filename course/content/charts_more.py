"""More charts in the house style: dots with intervals, a network of partners, a world map by value.

They follow the rules of `charts`: no colour alone, the finding as alt text, the table one click away.
"""

from __future__ import annotations

import functools
import json
import math
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd

from course.content.chart_parts import MOST_SERIES, fit_left, label_of, legend_above, need, number_axis
from course.content.figure import COLOURS, INK, MARKERS, PANEL, SOFT, Figure, draw, format_cell
from course.content.source import content_root
from course.errors import CourseError

__all__ = ["dots", "network", "world_map"]

# One hue from light to dark: the order reads in grey too. Land without a value is hatched, so it is not a low value.
STEPS = ("#d3e5f5", "#9cc6e6", "#5b9fd0", "#20709f", "#0a3f66")
NO_DATA = "#f3f3f1"
_MOST_NODES = 40


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
                    "no figure", (0.01, place), xycoords=("axes fraction", "data"), color=SOFT, fontsize=9, va="center"
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
                    fontsize=8.5,
                    ha="center",
                )
        axes.set_yticks(range(len(table)), [label_of(v) for v in table[label]])
        axes.set_ylim(len(table) - 0.4, -0.75)
        axes.margins(x=0.08)
        axes.tick_params(axis="y", length=0, labelsize=9)
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


def network(
    data: pd.DataFrame,
    *,
    a: str,
    b: str,
    weight: str,
    title: str,
    finding: str,
    unit: str = "",
    source: str = "",
    synthetic: bool = False,
) -> Figure:
    """Who is tied to whom: names on a circle, joined by lines whose width is the strength of the tie.

    data: one row for each pair. a, b: the two names. weight: the strength, above zero. A name's dot grows with the
    sum of its ties; strongly tied names stand near each other. At most 40 names. The table lists the pairs, strongest
    first. The rest is as in `charts.line`.

    >>> table = pd.DataFrame({"one": ["CHN"], "other": ["RUS"], "agreements": [10]})
    >>> network(table, a="one", b="other", weight="agreements", title="Ties", finding="CHN and RUS signed 10.")
    Ties: CHN and RUS signed 10.
    """
    need(data, a, b, weight)
    table = data[[a, b, weight]].dropna().sort_values([weight, a, b], ascending=[False, True, True], ignore_index=True)
    total = pd.concat([table.set_index(a)[weight], table.set_index(b)[weight]]).astype(float).groupby(level=0).sum()
    if len(total) > _MOST_NODES:
        raise CourseError(
            f"{len(total)} names are too many for a network. To mend: keep the strongest ties of {_MOST_NODES} names."
        )
    order = _round_table(table, a, b, total)

    def paint(drawing: Any, axes: Any) -> None:
        from matplotlib.patches import PathPatch
        from matplotlib.path import Path as Curve

        spot = {
            name: (math.sin(2 * math.pi * n / len(order)), math.cos(2 * math.pi * n / len(order)))
            for n, name in enumerate(order)
        }
        strongest = float(table[weight].max())
        for one, other, strength in table.itertuples(index=False):
            # Towards the middle of the circle, but less so for neighbours, so that no line bends back on itself.
            bend = tuple(0.36 * (p + q) for p, q in zip(spot[one], spot[other], strict=True))
            curve = Curve([spot[one], bend, spot[other]], [Curve.MOVETO, Curve.CURVE3, Curve.CURVE3])
            share = float(strength) / strongest
            look = {"edgecolor": COLOURS[0], "linewidth": 0.6 + 5 * share, "alpha": 0.25 + 0.55 * share}
            axes.add_patch(PathPatch(curve, facecolor="none", capstyle="round", **look))
        for name, (x, y) in spot.items():
            axes.plot(
                [x],
                [y],
                marker="o",
                markersize=4 + 9 * math.sqrt(total[name] / total.max()),
                color=COLOURS[1],
                markeredgecolor=PANEL,
            )
            side = "left" if x > 0.05 else "right" if x < -0.05 else "center"
            level = "bottom" if side == "center" and y > 0 else "top" if side == "center" else "center"
            axes.text(
                1.09 * x,
                1.09 * y,
                f"{label_of(name)} {format_cell(float(total[name]))}",
                fontsize=8.5,
                ha=side,
                va=level,
            )
        axes.set_axis_off()
        axes.set_aspect("equal")
        axes.set_position((0.0, 0.01, 1.0, 0.89))
        axes.set_xlim(-1.75, 1.75)
        axes.set_ylim(-1.22, 1.22)

    note = unit or "number = sum of a name's ties"
    return draw(
        paint, title=title, finding=finding, source=source, table=table, height=5.9, unit=note, synthetic=synthetic
    )


def world_map(
    data: pd.DataFrame,
    *,
    iso3: str,
    value: str,
    title: str,
    finding: str,
    unit: str = "",
    source: str = "",
    synthetic: bool = False,
) -> Figure:
    """A world map in five steps from light to dark; up to five highest values are named on it.

    data: one row for each country. iso3: the column of ISO 3166-1 alpha-3 codes. value: the column of numbers. Each
    step holds about as many countries as the next. A country without a row or a value is hatched, not pale. Countries
    too small to see get a dot. Equal Earth projection, so areas compare; borders are Natural Earth's and no statement
    about status. The rest is as in `charts.line`.

    >>> table = pd.DataFrame({"iso3": ["MLI"], "dead": [311]})
    >>> world_map(table, iso3="iso3", value="dead", title="Deaths", finding="311 died in Mali.")
    Deaths: 311 died in Mali.
    """
    need(data, iso3, value)
    table = data[[iso3, value]].dropna().sort_values([value, iso3], ascending=[False, True], ignore_index=True)
    outlines = _outlines()
    unknown = sorted(set(table[iso3]) - set(outlines) - _places_without_outline())
    if unknown:
        raise CourseError(
            f"{', '.join(unknown)} in column {iso3!r}: no such country code. To mend: use the codes of table countries."
        )
    if table[iso3].duplicated().any():
        raise CourseError(f"A country stands in several rows of column {iso3!r}. To mend: group and sum them first.")
    values = table.set_index(iso3)[value].astype(float)
    edges = _steps(values)

    def paint(drawing: Any, axes: Any) -> None:
        from matplotlib.patches import Patch, PathPatch
        from matplotlib.path import Path as Outline

        for code, rings in outlines.items():
            known = code in values.index
            step = int(np.searchsorted(edges[1:-1], values[code], side="right")) if known else 0
            look = (
                {"facecolor": STEPS[step], "edgecolor": PANEL}
                if known
                else {"facecolor": NO_DATA, "edgecolor": "#c4c9ce", "hatch": "////"}
            )
            path = Outline.make_compound_path(*(Outline(ring, closed=True) for ring in rings))
            axes.add_patch(PathPatch(path, linewidth=0.4, **look))
            if known and _is_small(rings):
                x, y = _middle(rings)
                axes.plot(
                    [x], [y], marker="o", markersize=5.5, color=STEPS[step], markeredgecolor=INK, markeredgewidth=0.6
                )
        # Of equal values at the cut none is named: naming some would be arbitrary.
        cut = values.iloc[5] if len(values) > 5 else -math.inf
        named = {code: _middle(outlines[code]) for code in values.index[values > cut] if code in outlines}
        for code, (x, y) in _apart(named).items():
            box = {"boxstyle": "round,pad=0.15", "facecolor": PANEL, "edgecolor": SOFT, "linewidth": 0.5}
            text = f"{code} {format_cell(float(values[code]))}"
            line = {"arrowstyle": "-", "color": INK, "linewidth": 0.6}
            place = {"xytext": (x, y), "fontsize": 8, "ha": "center", "va": "bottom"}
            axes.annotate(text, named[code], bbox=box, arrowprops=line, **place)
        axes.set_aspect("equal")
        axes.set_axis_off()
        axes.set_xlim(-2.72, 2.86)
        axes.set_ylim(-1.12, 1.32)
        axes.set_position((0.01, 0.06, 0.98, 0.84))
        handles = [
            Patch(facecolor=STEPS[n], edgecolor=SOFT, label=_range(values, edges, n)) for n in range(len(edges) - 1)
        ]
        handles.append(Patch(facecolor=NO_DATA, edgecolor="#c4c9ce", hatch="////", label="no figure"))
        drawing.legend(
            handles=handles, loc="lower center", ncols=len(handles), frameon=False, fontsize=8.5, handlelength=1.4
        )

    return draw(
        paint, title=title, finding=finding, source=source, table=table, height=4.1, unit=unit, synthetic=synthetic
    )


def _round_table(table: pd.DataFrame, a: str, b: str, total: pd.Series) -> list[str]:
    """An order of names in which each is next to one it is strongly tied to, so that few lines cross the circle."""
    ties: dict[str, dict[str, float]] = {name: {} for name in total.index}
    for one, other, strength in table.itertuples(index=False):
        ties[one][other] = ties[one].get(other, 0.0) + float(strength)
        ties[other][one] = ties[other].get(one, 0.0) + float(strength)
    left = sorted(total.index, key=lambda name: (-total[name], str(name)))
    order: list[str] = []
    while left:
        near = ties[order[-1]] if order else {}
        nearest = min(left, key=lambda name: (-near.get(name, 0.0), -total[name], str(name)))
        order.append(nearest)
        left.remove(nearest)
    return order


def _equal_earth(longitude: np.ndarray, latitude: np.ndarray) -> np.ndarray:
    """Equal Earth projection (Savric, Patterson and Jenny 2018), in units of the earth's radius."""
    a1, a2, a3, a4 = 1.340264, -0.081106, 0.000893, 0.003796
    theta = np.arcsin(math.sqrt(3) / 2 * np.sin(np.radians(latitude)))
    squared = theta**2
    down = 9 * a4 * theta**8 + 7 * a3 * theta**6 + 3 * a2 * squared + a1
    x = 2 * math.sqrt(3) / 3 * np.radians(longitude) * np.cos(theta) / down
    y = theta * (a1 + a2 * squared + squared**3 * (a3 + a4 * squared))
    return np.column_stack([x, y])


def _outlines() -> dict[str, list[np.ndarray]]:
    path = content_root() / "data" / "world.json"
    return _read_outlines(path, path.stat().st_mtime_ns)


@functools.lru_cache(maxsize=1)
def _read_outlines(path: Path, _changed: int) -> dict[str, list[np.ndarray]]:
    world = json.loads(path.read_text(encoding="utf-8"))
    shapes = {}
    for code, rings in world["shapes"].items():
        points = [np.array(ring, dtype=float).reshape(-1, 2) / world["per_degree"] for ring in rings]
        shapes[code] = [_equal_earth(ring[:, 0], ring[:, 1]) for ring in points if len(ring) >= 4]
    return {code: rings for code, rings in shapes.items() if rings}


def _places_without_outline() -> set[str]:
    # Real codes whose land is too small for the atlas or part of another outline: in the table, not on the map.
    from course.content.data import load

    return set(load("countries")["iso3"])


def _largest(rings: list[np.ndarray]) -> np.ndarray:
    return max(rings, key=lambda ring: np.ptp(ring[:, 0]) * np.ptp(ring[:, 1]))


def _is_small(rings: list[np.ndarray]) -> bool:
    ring = _largest(rings)
    return bool(np.ptp(ring[:, 0]) * np.ptp(ring[:, 1]) < 0.0012)


def _middle(rings: list[np.ndarray]) -> tuple[float, float]:
    ring = _largest(rings)
    return float(ring[:, 0].min() + ring[:, 0].max()) / 2, float(ring[:, 1].min() + ring[:, 1].max()) / 2


def _apart(spots: dict[str, tuple[float, float]]) -> dict[str, tuple[float, float]]:
    """Places for labels a little above their spots, pushed up until no two overlap."""
    placed: dict[str, tuple[float, float]] = {}
    for code, (x, y) in sorted(spots.items(), key=lambda item: item[1][1]):
        level = y + 0.05
        while any(abs(x - other_x) < 0.62 and abs(level - other_y) < 0.13 for other_x, other_y in placed.values()):
            level += 0.02
        placed[code] = (x, level)
    return placed


def _steps(values: pd.Series) -> list[float]:
    """Edges of at most five steps with about as many countries in each."""
    if values.empty:
        return [0.0, 1.0]
    cuts = np.quantile(values, [0, 0.2, 0.4, 0.6, 0.8, 1], method="higher")
    edges = sorted(set(cuts.tolist()))
    return edges if len(edges) > 1 else [edges[0], edges[0]]


def _range(values: pd.Series, edges: list[float], step: int) -> str:
    last = step == len(edges) - 2
    inside = values[(values >= edges[step]) & ((values <= edges[step + 1]) if last else (values < edges[step + 1]))]
    if inside.empty:
        return ""
    low, high = format_cell(float(inside.min())), format_cell(float(inside.max()))
    return low if low == high else f"{low} to {high}"
