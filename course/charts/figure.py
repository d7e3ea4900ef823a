"""What a chart hands to the notebook: a picture with alt text, the finding, the source, and its table one click away.

The picture is an SVG inside an `img` element, so it is sharp at any zoom, its inner names cannot meet those of another
picture, and a front end that does not trust the notebook yet still shows it. It stands on a solid light panel, because
a transparent one cannot be read in a dark theme; the words around it take the colours of the page.
Colours, line styles and markers are fixed here in pairs, so no chart tells its series apart by colour alone.
"""

from __future__ import annotations

import html
import math
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import attrs
import pandas as pd

from course.charts.svg import as_data_uri, svg_of, with_shared_styles, without_double_quotes
from course.charts.table import as_lines, folded, format_cell, readable, table_html
from course.errors import CourseError

__all__ = [
    "COLOURS",
    "DASHES",
    "HATCHES",
    "INK",
    "MARKERS",
    "PANEL",
    "SMALLEST",
    "SOFT",
    "WIDTH",
    "Figure",
    "canvas",
    "draw",
]

PANEL = "#ffffff"
INK = "#1f2328"
SOFT = "#59636e"
GRID = "#d8dee4"
# After Okabe and Ito, darkened until each has a contrast of 4.5:1 or more against the panel.
COLOURS = ("#0072b2", "#b84a00", "#00795a", "#9c4a7f", "#7a5c00", "#1f2328", "#4b5fc1", "#8c3b3b")
DASHES: tuple[Any, ...] = (
    "-",
    (0, (6, 2)),
    (0, (2, 1.5)),
    (0, (7, 2, 1.5, 2)),
    (0, (1, 1)),
    "-",
    (0, (6, 2)),
    (0, (2, 1.5)),
)
MARKERS = ("o", "s", "^", "D", "v", "P", "X", "p")
# Of straight lines only: each dot or ring of a hatch would be a path of its own, a hundred kilobytes in all.
HATCHES = ("", "///", "|||", "\\\\\\", "xxx", "---", "+++", "/|")

WIDTH = 6.8
SMALLEST = 9
"""No word in a picture is set smaller, in points; a point is 100/72 of a CSS pixel."""
_LEAST_PIXELS = 11
_CSS_DOTS = 100
_LONGEST_TITLE = 78
_TITLE_LINE = 0.2
_WATERMARK = "#6e7781"
_MOST_ROWS = 500
_MOST_ROWS_OF_MANY = 100
"""Where a page holds a picture for each choice of an explorer, so that the lesson stays small."""
_STYLE: dict[Any, Any] = {
    "font.family": "DejaVu Sans",
    "font.size": 10,
    "axes.edgecolor": SOFT,
    "axes.labelcolor": INK,
    "axes.spines.top": False,
    "axes.spines.right": False,
    "axes.axisbelow": True,
    "grid.color": GRID,
    "grid.linewidth": 0.8,
    "hatch.linewidth": 0.7,
    "text.color": INK,
    "xtick.color": INK,
    "ytick.color": INK,
}


@attrs.frozen(repr=False)
class Figure:
    """A finished chart; as the last value of a cell it shows itself.

    title: what is shown. finding: the sentence a reader should take away, which is also the alt text.
    source: where the figures come from. table: the rows behind the picture. svg: the picture.
    width, height: size in CSS pixels. synthetic: True for invented data, said in title, alt text and picture.
    alt: what the alternative text says after the finding. note: a last sentence below the source.

    >>> Figure("Troops", "In 1934 Britain sent 1,500 of 3,310 troops.", "", pd.DataFrame(), "", 10, 10)
    Troops: In 1934 Britain sent 1,500 of 3,310 troops.
    """

    title: str
    finding: str
    source: str
    table: pd.DataFrame
    svg: str
    width: int
    height: int
    synthetic: bool = False
    alt: str = ""
    note: str = ""

    def __repr__(self) -> str:
        return f"{_marked(self.title, self.synthetic)}: {self.finding}"

    def _repr_mimebundle_(self, include: Any = None, exclude: Any = None) -> dict[str, str]:
        return {"text/plain": repr(self), "text/html": self.html()}

    def html(self, *, with_table: bool = True) -> str:
        """The figure as one HTML element: picture, caption and the table in a closed details element.

        The picture is never drawn so small that its words fall below 11 pixels: where the page is narrower, it scrolls.
        """
        said = _marked(self.finding, self.synthetic)
        alt = f"{said} {self.alt}".strip()
        source = f"<br>Source: {html.escape(self.source)}" if self.source else ""
        note = f"<br>{html.escape(self.note)}" if self.note else ""
        picture = f"display:block;width:100%;min-width:{self._least}px;max-width:{self.width}px;height:auto"
        # `sticky` keeps the words in view when the picture is moved sideways.
        words = "position:sticky;left:0;margin-top:6px;font-size:14px;line-height:1.45"
        table = folded("Show the table", self._table_html()) if with_table else ""
        return (
            f'<figure style="margin:0;max-width:{self.width}px;overflow-x:auto">'
            f'<img alt="{html.escape(alt)}" width="{self.width}" height="{self.height}" '
            f"style=\"{picture};background:{PANEL};border-radius:6px\" src='{as_data_uri(self.svg)}'>"
            f'<figcaption style="{words}">{html.escape(said)}{source}{note}</figcaption>'
            f'<div style="position:sticky;left:0">{table}</div></figure>'
        )

    def plain(self) -> dict[str, Any]:
        """The same as plain JSON, for a page that draws it itself: picture, alt text, source and the table's rows.

        >>> Figure("Troops", "1,500 in 1934.", "", pd.DataFrame(), "<svg/>", 680, 300).plain()["finding"]
        '1,500 in 1934.'
        """
        finding = _marked(self.finding, self.synthetic)
        # Said once: an explorer holds this for each of its choices.
        more = {"alt": f"{finding} {self.alt}"} if self.alt else {}
        more |= {"note": self.note} if self.note else {}
        return {
            "svg": without_double_quotes(with_shared_styles(self.svg)),
            "finding": finding,
            **more,
            "source": self.source,
            "size": [self.width, self.height, self._least],
            "caption": _marked(self.title, self.synthetic),
            "table": as_lines([readable(column) for column in self.table.columns], self._rows(_MOST_ROWS_OF_MANY)),
        }

    @property
    def _least(self) -> int:
        """The width in pixels below which the words in the picture would be too small to read."""
        return min(math.ceil(self.width * _LEAST_PIXELS / (SMALLEST * _CSS_DOTS / 72)), self.width)

    def _rows(self, most: int = _MOST_ROWS) -> list[list[str] | str]:
        rows: list[list[str] | str] = [
            [format_cell(value, column) for value, column in zip(row, self.table.columns, strict=True)]
            for row in self.table.head(most).itertuples(index=False)
        ]
        left = len(self.table) - most
        if left > 0:
            rows.append(f"… {left:,} more rows …")
        return rows

    def _table_html(self) -> str:
        text = frozenset(
            n
            for n, kind in enumerate(self.table.dtypes)
            if not pd.api.types.is_numeric_dtype(kind) and not pd.api.types.is_datetime64_any_dtype(kind)
        )
        return table_html(
            [readable(column) for column in self.table.columns],
            self._rows(),
            caption=_marked(self.title, self.synthetic),
            text=text,
            height=420,
        )


def _marked(text: str, synthetic: bool) -> str:
    return f"SYNTHETIC: {text}" if synthetic else text


@contextmanager
def canvas(title: str, height: float, *, synthetic: bool = False, subtitle: str = "") -> Iterator[tuple[Any, Any]]:
    """A matplotlib figure and its axes in the house style, with the title already set; yields (figure, axes).

    title: bold line at the top left. height: inches. subtitle: the unit, in smaller type below the title. Uses the
    Agg canvas directly, so nothing of pyplot is touched and no window or global state stays behind.

    >>> with canvas("Troops", 3.0) as (figure, axes):
    ...     _ = axes.plot([1, 2], [3, 4])
    """
    import matplotlib
    from matplotlib.backends.backend_agg import FigureCanvasAgg
    from matplotlib.figure import Figure as Drawing

    with matplotlib.rc_context(_STYLE):
        drawing = Drawing(figsize=(WIDTH, height), dpi=_CSS_DOTS, facecolor=PANEL)
        # Agg measures words, so that labels fit; the picture itself is written as SVG.
        FigureCanvasAgg(drawing)
        heading = drawing.text(0.012, 1, _marked(title, synthetic), fontsize=12, fontweight="bold", va="top")
        more = _TITLE_LINE * (_fold(heading, 0.976 * WIDTH * _CSS_DOTS) - 1)
        height += more
        drawing.set_size_inches(WIDTH, height)
        heading.set_y(1 - 0.10 / height)
        below = 0.36 + more
        top = 1 - (below + (0.26 if subtitle else 0.06)) / height
        axes = drawing.add_axes((0.09, 0.4 / height, 0.72, top - 0.4 / height))
        axes.set_facecolor(PANEL)
        if subtitle:
            drawing.text(0.012, 1 - below / height, subtitle, fontsize=9.5, color=SOFT, va="top")
        yield drawing, axes


def _fold(heading: Any, room: float) -> int:
    """Break the title into lines that fit into `room` pixels; gives their number."""
    pen = heading.figure.canvas.get_renderer()
    lines = [""]
    for word in heading.get_text().split(" "):
        longer = f"{lines[-1]} {word}".strip()
        heading.set_text(longer)
        if lines[-1] and heading.get_window_extent(pen).width > room:
            lines.append(word)
        else:
            lines[-1] = longer
    heading.set_text("\n".join(lines))
    return len(lines)


def _watermark(axes: Any) -> None:
    """SYNTHETIC across the axes: over bars and lines, under the words, and never larger than the axes."""
    box = axes.get_window_extent()
    points = 72 / _CSS_DOTS
    # The word is about 7.2 times as wide as its size.
    size = max(min(44, 0.86 * box.width * points / 7.2, 0.6 * box.height * points), SMALLEST)
    look = {"xycoords": "axes fraction", "fontsize": size, "fontweight": "bold", "ha": "center", "va": "center"}
    # Twice, light below dark: the one is seen on a dark bar, the other on the panel. In matplotlib's order of painting
    # lines are 2 and words are 3, so no figure is covered and nothing but words covers the watermark.
    for colour, alpha, offset in ((PANEL, 0.6, 1.2), (_WATERMARK, 0.5, 0.0)):
        axes.annotate(
            "SYNTHETIC",
            (0.5, 0.5),
            xytext=(offset, -offset),
            textcoords="offset points",
            color=colour,
            alpha=alpha,
            zorder=2.9,
            **look,
        )


def draw(
    paint: Callable[[Any, Any], None],
    *,
    title: str,
    finding: str,
    source: str,
    table: pd.DataFrame,
    height: float,
    unit: str = "",
    synthetic: bool = False,
    alt: str = "",
    note: str = "",
) -> Figure:
    """Open a canvas, let `paint(drawing, axes)` fill it, and return the finished Figure.

    Raises CourseError when the finding is empty or holds no number, because the finding is the alt text, and when the
    title does not fit into a line or two.
    """
    if not any(character.isdigit() for character in finding):
        raise CourseError(
            "A chart needs finding=: a sentence that says what it shows, with numbers and dates. It is the alt text."
        )
    if len(title) > _LONGEST_TITLE:
        raise CourseError(
            f"The chart title {title!r} is longer than {_LONGEST_TITLE} characters. To mend: put the rest in finding=."
        )
    # A title is often made from a column's name.
    title = readable(title)
    with canvas(title, height, synthetic=synthetic, subtitle=unit) as (drawing, axes):
        if table.empty:
            # A menu can select nothing; that is an answer, not a fault.
            axes.set_axis_off()
            axes.text(0.5, 0.5, "No rows to show", transform=axes.transAxes, ha="center", va="center", color=SOFT)
        else:
            paint(drawing, axes)
        if synthetic:
            _watermark(axes)
        svg = svg_of(drawing)
    wide, high = (round(inches * _CSS_DOTS) for inches in drawing.get_size_inches())
    return Figure(title, finding, source, table, svg, wide, high, synthetic, alt, note)
