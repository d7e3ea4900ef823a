"""Maps of regions: where a case happened, with land, water, borders, places, a scale and the north.

A map says where things are and nothing about who is right: a border that is disputed or was never settled is dashed,
and each map carries that sentence.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from typing import Any

import attrs
import numpy as np
import pandas as pd

from course.charts.atlas import Region, Shapes, region
from course.charts.figure import INK, SMALLEST, SOFT, WIDTH, Figure, draw
from course.charts.labels import Labels
from course.errors import UnknownNameError

__all__ = ["map_of"]

NOTE = "Maps show where things are and take no position on borders."
SHAPES = "land, water and borders: Natural Earth 4.1"
WATER = "#cbdcea"
LAND = "#fbfaf6"
FILLED = "#eadfbf"
_COAST = "#7d8b99"
_SEA_NAME = "#24506f"
_SIDE = 0.07  # inches of panel left and right of the map
_STRIP = 0.44  # inches below the map, for the scale and the key
_KILOMETRES = 111.2  # to one degree of latitude

# Each kind differs by its dashes as well: no map needs colour to be read.
LOOKS: dict[str, dict[str, Any]] = {
    "border": {"color": SOFT, "linewidth": 1.0, "linestyle": "-"},
    "contested": {"color": SOFT, "linewidth": 1.2, "linestyle": (0, (4, 2.5))},
    "armistice": {"color": "#8c3b3b", "linewidth": 1.8, "linestyle": (0, (7, 2, 1.5, 2))},
    "inner": {"color": SOFT, "linewidth": 1.0, "linestyle": (0, (1, 1.8))},
    "canal": {"color": "#0a5a91", "linewidth": 2.2, "linestyle": "-"},
    "route": {"color": "#8c3b3b", "linewidth": 1.4, "linestyle": (0, (2, 1.5))},
}
WORDS = {
    "border": "border",
    "contested": "disputed or not settled",
    "armistice": "armistice line",
    "inner": "inside one state",
    "town": "town",
    "capital": "capital",
    "site": "other place",
}
_MARKS: dict[str, dict[str, Any]] = {
    "town": {"marker": "o", "markersize": 4.5, "markerfacecolor": INK},
    "capital": {"marker": "s", "markersize": 6, "markerfacecolor": INK},
    "site": {"marker": "^", "markersize": 6.5, "markerfacecolor": "#b84a00"},
}


def map_of(
    name: str,
    *,
    title: str,
    finding: str,
    source: str,
    show: Sequence[str] | None = None,
    synthetic: bool = False,
) -> Figure:
    """A map of one of the course's regions, with the places and lines of the time of its case.

    name: the region's name in modules/maps.yml, such as "sinai". title, finding, source: as in `charts.line`; the
    finding is the sentence that the map is there for, and with the names of the places it is the alternative text.
    show: the places to name, in place of all. Equal distances are equal in both directions; north is up; the scale bar
    holds for the middle of the map. Disputed borders are dashed.
    Raises UnknownNameError, with the nearest names, for a region or a place that does not exist.

    >>> map_of("sinai", title="Sinai", finding="UNEF stood here from 1956 to 1967.", source="UN")
    Sinai: UNEF stood here from 1956 to 1967.
    """
    told, shapes = region(name)
    if show is not None:
        known = [place.name for place in told.places]
        for wanted in show:
            if wanted not in known:
                raise UnknownNameError(f"place on the map {name!r}", wanted, known)
        told = attrs.evolve(told, places=[place for place in told.places if place.name in show])
    west, south, east, north = told.frame
    squeeze = math.cos(math.radians((south + north) / 2))
    across = WIDTH - 2 * _SIDE
    up = across * (north - south) / ((east - west) * squeeze)
    table = pd.DataFrame(
        [(place.name, place.kind, place.at[1], place.at[0]) for place in told.places],
        columns=["place", "kind", "latitude", "longitude"],
    )

    def paint(drawing: Any, axes: Any) -> None:
        high = drawing.get_size_inches()[1]
        axes.set_position((_SIDE / WIDTH, _STRIP / high, across / WIDTH, up / high))
        axes.set_xlim(west, east)
        axes.set_ylim(south, north)
        axes.set_facecolor(WATER)
        axes.set_xticks([])
        axes.set_yticks([])
        for spine in axes.spines.values():
            spine.set(visible=True, color=_COAST, linewidth=0.8)
        kinds = _ground(axes, told, shapes)
        _names(axes, told)
        left = _scale(drawing, squeeze, (east - west) / across, _STRIP / high)
        _key(drawing, told, kinds, left)

    return draw(
        paint,
        title=title,
        finding=finding,
        source=f"{source}; {SHAPES}." if source else SHAPES,
        table=table,
        height=0.42 + up + _STRIP,
        synthetic=synthetic,
        alt=_alt(told),
        note=NOTE,
    )


def _alt(told: Region) -> str:
    lines = [line.name for line in told.lines]
    return f"Map of {told.title}, {told.years}, with {', '.join([p.name for p in told.places] + lines)}."


def _ground(axes: Any, told: Region, shapes: Shapes) -> list[str]:
    """Land, water and lines; gives the kinds of lines that are on the map."""
    _rings(axes, shapes.land, facecolor=LAND, edgecolor=_COAST, linewidth=0.7, zorder=1)
    for rings in shapes.filled.values():
        _rings(axes, rings, facecolor=FILLED, edgecolor="none", zorder=1.1)
    for area in told.areas:
        _rings(axes, [np.array(area.points)], facecolor="none", edgecolor=SOFT, hatch="///", linewidth=0.8, zorder=1.3)
    _rings(axes, shapes.lakes, facecolor=WATER, edgecolor=_COAST, linewidth=0.6, zorder=1.4)
    _lines(axes, shapes.rivers, color="#86a9c4", linewidth=0.8, zorder=1.2)
    # A border lies in many pieces; one path for each kind keeps the picture small.
    parts: dict[str, list[np.ndarray]] = {}
    for (one, other), lines in shapes.borders.items():
        for line in lines:
            for kind, part in _by_kind(told, one, other, line):
                parts.setdefault(kind, []).append(part)
    for drawn in told.lines:
        parts.setdefault(drawn.kind, []).append(np.array(drawn.points))
    parts.pop("absent", None)
    for kind, lines in parts.items():
        _lines(axes, lines, zorder=1.6, **LOOKS[kind])
    return [kind for kind in LOOKS if kind in parts]


def _by_kind(told: Region, one: str, other: str, line: np.ndarray) -> Iterable[tuple[str, np.ndarray]]:
    """A border in pieces of one kind each."""
    kinds = [told.kind_of_border(one, other, latitude) for latitude in line[:-1, 1]]
    start = 0
    for place, kind in enumerate(kinds, start=1):
        if place == len(kinds) or kinds[place] != kind:
            yield kind, line[start : place + 1]
            start = place


def _rings(axes: Any, rings: Iterable[np.ndarray], **look: Any) -> None:
    from matplotlib.patches import PathPatch
    from matplotlib.path import Path as Outline

    paths = [Outline(np.vstack([ring, ring[:1]]), closed=True) for ring in rings]
    if paths:
        axes.add_patch(PathPatch(Outline.make_compound_path(*paths), **look))


def _lines(axes: Any, lines: Iterable[np.ndarray], **look: Any) -> None:
    from matplotlib.patches import PathPatch
    from matplotlib.path import Path as Outline

    paths = [Outline(line) for line in lines]
    if paths:
        axes.add_patch(PathPatch(Outline.make_compound_path(*paths), fill=False, capstyle="butt", **look))


def _names(axes: Any, told: Region) -> None:
    labels = Labels(axes, LAND)
    for place in told.places:
        axes.plot(
            *place.at, linestyle="none", markeredgecolor=LAND, markeredgewidth=0.8, zorder=2.5, **_MARKS[place.kind]
        )
        labels.keep_free(_point(place.at))
    for area in told.areas:
        labels.across(_point(area.at), area.name, ground=True, color=INK, fontweight="bold")
    for land in told.lands:
        labels.across(_point(land.at), land.name, turn=land.turn, color=SOFT, fontweight="bold")
    for water in told.waters:
        labels.across(_point(water.at), water.name, turn=water.turn, color=_SEA_NAME, fontstyle="italic")
    for line in told.lines:
        labels.beside(_point(line.at), line.name, "right", color=LOOKS[line.kind]["color"])
    # The author's choices first: what has a fixed side cannot give way.
    for place in sorted(told.places, key=lambda place: place.side is None):
        labels.beside(_point(place.at), place.name, place.side)


def _point(at: list[float]) -> tuple[float, float]:
    return at[0], at[1]


def _scale(drawing: Any, squeeze: float, degrees_to_inch: float, top: float) -> float:
    """A bar of a round number of kilometres, a fifth of the map or less, and an arrow to the north; gives their end."""
    from matplotlib.lines import Line2D

    kilometres_to_inch = degrees_to_inch * squeeze * _KILOMETRES
    most = kilometres_to_inch * WIDTH * 0.2
    size = 10 ** math.floor(math.log10(most))
    length = max(step * size for step in (1, 2, 5) if step * size <= most)
    wide = length / kilometres_to_inch / WIDTH
    left, line = _SIDE / WIDTH, top * 0.62
    drawing.add_artist(Line2D((left, left + wide), (line, line), color=INK, linewidth=2.2, solid_capstyle="butt"))
    drawing.text(left, top * 0.42, f"{length:,.0f} km", fontsize=SMALLEST, va="top")
    arrow = left + wide + 0.2 / WIDTH
    drawing.add_artist(Line2D([arrow], [top * 0.66], marker="^", markersize=6, color=INK, linestyle="none"))
    drawing.text(arrow, top * 0.42, "N", fontsize=SMALLEST, fontweight="bold", va="top", ha="center")
    return arrow + 0.15 / WIDTH


def _key(drawing: Any, told: Region, kinds: list[str], left: float) -> None:
    """What the lines and marks mean, in as many columns as fit between `left` and the right edge."""
    from matplotlib.lines import Line2D
    from matplotlib.patches import Patch

    # A line whose name stands on the map needs no other word.
    handles: list[Any] = [Line2D([], [], label=WORDS[kind], **LOOKS[kind]) for kind in kinds if kind in WORDS]
    if told.areas:
        handles.append(Patch(facecolor="none", edgecolor=SOFT, hatch="///", linewidth=0.8, label="drawn roughly"))
    handles += [
        Line2D([], [], linestyle="none", label=WORDS[kind], markeredgewidth=0, **look)
        for kind, look in _MARKS.items()
        if any(place.kind == kind for place in told.places)
    ]
    room = (1 - left) * drawing.get_size_inches()[0] * drawing.dpi
    for columns in range(len(handles), 0, -1):
        legend = drawing.legend(
            handles=handles,
            loc="lower right",
            bbox_to_anchor=(1 - _SIDE / WIDTH, 0),
            ncols=columns,
            frameon=False,
            fontsize=SMALLEST,
            handlelength=2.5,
            columnspacing=1.0,
            borderaxespad=0.1,
            labelspacing=0.25,
        )
        if columns == 1 or legend.get_window_extent(drawing.canvas.get_renderer()).width <= room:
            return
        legend.remove()
