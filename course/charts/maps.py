"""A world map by value, in the Equal Earth projection; places too small to see are drawn as circles."""

from __future__ import annotations

import functools
import json
import math
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd

from course.charts.figure import INK, PANEL, SMALLEST, SOFT, Figure, draw
from course.charts.parts import need
from course.charts.table import format_cell
from course.content.source import content_root
from course.errors import CourseError

# One hue from light to dark: the order reads in grey too. Land without a value is hatched, so it is not a low value.
STEPS = ("#d3e5f5", "#9cc6e6", "#5b9fd0", "#20709f", "#0a3f66")
NO_DATA = "#f3f3f1"
_POINTS = 85  # of the printed map to one radius of the earth


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
            place = {"xytext": (x, y), "fontsize": SMALLEST, "ha": "center", "va": "bottom"}
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
            handles=handles, loc="lower center", ncols=len(handles), frameon=False, fontsize=SMALLEST, handlelength=1.4
        )

    return draw(
        paint, title=title, finding=finding, source=source, table=table, height=4.1, unit=unit, synthetic=synthetic
    )


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
        rings_on_map = [_thin(_equal_earth(ring[:, 0], ring[:, 1])) for ring in points if len(ring) >= 4]
        shapes[code] = [ring for ring in rings_on_map if len(ring) >= 4]
    return {code: rings for code, rings in shapes.items() if rings}


def _thin(ring: np.ndarray) -> np.ndarray:
    """The outline without the points that nobody can see: those less than a third of a point off a straight line."""
    from matplotlib.path import Path as Outline

    path = Outline(ring * _POINTS)
    path.simplify_threshold = 0.35
    kept: Any = path.cleaned(simplify=True, curves=False)
    corners: np.ndarray = kept.vertices[kept.codes != Outline.STOP] / _POINTS
    return corners if len(corners) >= 4 else ring


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
