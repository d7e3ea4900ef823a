"""The report's charts: matplotlib drawings as SVG that stands in the page itself and follows its colours.

The house colours of course.charts.figure are drawn and then replaced by the page's own variables, so a chart is dark
on a dark page, and light on paper. Text stays text. Each chart has its finding as its name for those who cannot see it.
"""

from __future__ import annotations

import itertools
import textwrap
from collections.abc import Callable
from html import escape
from typing import Any

import attrs
import pandas as pd

from course.charts.figure import COLOURS, GRID, HATCHES, INK, PANEL, SOFT, canvas
from course.charts.parts import number_axis
from course.charts.svg import FONTS, svg_of
from course.grading.report.item_analysis import FEW

_VARIABLES = {
    PANEL: "--panel",
    INK: "--ink",
    SOFT: "--soft",
    GRID: "--grid",
    COLOURS[0]: "--full",
    COLOURS[1]: "--part",
    COLOURS[5]: "--ink",
    COLOURS[3]: "--none",
}


@attrs.frozen(kw_only=True)
class Chart:
    """A chart for the page: its SVG, the sentence that says what it shows, and the table it was drawn from."""

    svg: str
    finding: str
    table: pd.DataFrame


def draw(name: str, title: str, unit: str, height: float, finding: str, table: pd.DataFrame, paint: Callable) -> Chart:
    """Let `paint(drawing, axes)` fill a canvas. name: makes the SVG's inner ids differ from those of other charts."""
    with canvas(title, height, subtitle=unit) as (drawing, axes):
        axes.set_position((0.11, 0.62 / height, 0.86, 1 - 1.24 / height))
        paint(drawing, axes)
        svg = svg_of(drawing)
    return Chart(svg=_inline(svg, name, finding), finding=finding, table=table)


def _inline(svg: str, name: str, finding: str) -> str:
    # Several charts share one page, and an id may stand in a page only once.
    for reference in ('id="', "url(#", 'href="#'):
        svg = svg.replace(reference, f"{reference}{name}-")
    for colour, variable in _VARIABLES.items():
        svg = svg.replace(colour, f"var({variable})")
    svg = svg.replace(FONTS, "system-ui, sans-serif")
    return svg.replace("<svg ", f'<svg role="img" aria-label="{escape(finding)}" focusable="false" ', 1)


def scores(totals: pd.Series, most: float) -> Chart:
    """How the totals spread: ten steps from nothing to `most`; above it, one more for extra credit.

    totals: points of everyone who has a score; at least one.
    """
    steps = [most * step / 10 for step in range(11)]
    edges = [*steps, max(float(totals.max()), most) + 1] if (totals > most).any() else steps
    counts = [0] * (len(edges) - 1)
    for total in totals:
        # A step holds its lower border, and the last regular one also the full points.
        place = 9 if total == most else sum(total >= edge for edge in edges[1:-1])
        counts[place] += 1
    labels = [f"{low:g} to {high:g}" for low, high in itertools.pairwise(steps)]
    if len(counts) > 10:
        labels.append(f"above {most:g}")
    table = pd.DataFrame({"points": labels, "students": counts})
    middle = totals.median()
    below = int((totals < most / 2).sum())
    finding = (
        f"Half of the {len(totals)} students with a score have {middle:g} of {most:g} points or more; "
        f"{below} {'has' if below == 1 else 'have'} less than half of the points."
    )

    def paint(drawing: Any, axes: Any) -> None:
        axes.bar(range(len(counts)), counts, width=0.86, color=COLOURS[0])
        axes.set_xticks(range(len(counts)), [label.replace(" to ", "\nto ") for label in labels], fontsize=9)
        number_axis(axes.yaxis)
        axes.yaxis.get_major_locator().set_params(integer=True)
        axes.grid(axis="y")

    return draw("scores", "Points of the class", "students by points", 3.4, finding, table, paint)


def tasks(counts: pd.DataFrame) -> Chart:
    """For each task how many students have full points, part of them, or none; `counts` has these columns."""
    known = counts[counts["answers"] >= FEW]
    if known.empty:
        finding = f"Fewer than {FEW} students have a score in each task, so nothing is said of the class yet."
    else:
        hardest = (known["none"] / known["answers"]).idxmax()
        none, answers = int(known.loc[hardest, "none"]), int(known.loc[hardest, "answers"])
        finding = f"{hardest} was missed most often: {none} of {answers} students earned nothing in it."
        if not none:
            finding = f"In each of the {len(known)} tasks every student with a score earned something."
    table = counts[["full", "part", "none"]].reset_index(names="task")
    styles = {"full": (COLOURS[0], HATCHES[0]), "part": (COLOURS[1], HATCHES[1]), "none": (COLOURS[3], HATCHES[2])}

    def paint(drawing: Any, axes: Any) -> None:
        left = pd.Series(0, index=counts.index)
        places = range(len(counts))
        for name, (colour, hatch) in styles.items():
            axes.barh(
                places,
                counts[name],
                left=left,
                height=0.66,
                label={"full": "full points", "part": "part", "none": "none"}[name],
                facecolor=PANEL if hatch else colour,
                edgecolor=colour,
                hatch=hatch,
                linewidth=1.2,
            )
            left = left + counts[name]
        axes.set_yticks(list(places), [str(task) for task in counts.index])
        axes.set_ylim(len(counts) - 0.4, -0.6)
        longest = max(len(str(task)) for task in counts.index)
        start = min(0.4, 0.03 + 0.0125 * longest)
        box = axes.get_position()
        axes.set_position((start, box.y0, 0.97 - start, box.height))
        number_axis(axes.xaxis)
        axes.xaxis.get_major_locator().set_params(integer=True)
        axes.grid(axis="x")
        axes.legend(loc="lower right", bbox_to_anchor=(1, 1), ncols=3, frameon=False, fontsize=9.5)

    height = 1.4 + 0.34 * len(counts)
    return draw("tasks", "Points by task", "students", height, finding, table, paint)


def times(table: pd.DataFrame, finding: str) -> Chart:
    """When hand-ins arrived; `table` has the columns "when" and "students", in the order of time."""

    def paint(drawing: Any, axes: Any) -> None:
        late = [str(when).startswith("late") for when in table["when"]]
        for place, (count, is_late) in enumerate(zip(table["students"], late, strict=True)):
            # Late is told by hatching too, not by colour alone.
            axes.bar(
                place,
                count,
                width=0.86,
                facecolor=PANEL if is_late else COLOURS[0],
                edgecolor=COLOURS[1] if is_late else COLOURS[0],
                hatch=HATCHES[1] if is_late else "",
            )
        axes.set_xticks(range(len(table)), [textwrap.fill(str(when), 12) for when in table["when"]], fontsize=9)
        number_axis(axes.yaxis)
        axes.yaxis.get_major_locator().set_params(integer=True)
        axes.grid(axis="y")

    return draw("times", "When the work arrived", "students", 3.4, finding, table, paint)
