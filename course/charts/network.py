"""Who is tied to whom: a network of partners on a circle."""

from __future__ import annotations

import math
from typing import Any

import pandas as pd

from course.charts.figure import COLOURS, PANEL, SMALLEST, Figure, draw
from course.charts.parts import label_of, need
from course.charts.table import format_cell
from course.errors import CourseError

_MOST_NODES = 40


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
                fontsize=SMALLEST,
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
