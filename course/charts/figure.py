"""What a chart hands to the notebook: a picture with alt text, the finding, the source, and its table one click away.

The picture is a PNG inside HTML, on a solid light panel, because a transparent one cannot be read in a dark theme.
Colours, line styles and markers are fixed here in pairs, so no chart tells its series apart by colour alone.
"""

from __future__ import annotations

import base64
import html
import io
import math
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import attrs
import pandas as pd

from course.errors import CourseError

__all__ = [
    "COLOURS",
    "DASHES",
    "HATCHES",
    "INK",
    "MARKERS",
    "PANEL",
    "SOFT",
    "Figure",
    "canvas",
    "format_cell",
    "png_of",
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
HATCHES = ("", "///", "...", "\\\\\\", "xxx", "ooo", "---", "++")

WIDTH = 7.4
_DOTS = 130
_CSS_DOTS = 100
_MOST_ROWS = 500
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
    "svg.hashsalt": "course",
}


@attrs.frozen(repr=False)
class Figure:
    """A finished chart; as the last value of a cell it shows itself.

    title: what is shown. finding: the sentence a reader should take away, which is also the alt text.
    source: where the figures come from. table: the rows behind the picture. png: the picture.
    width, height: size in CSS pixels. synthetic: True for invented data, said in title, alt text and picture.

    >>> Figure("Troops", "In 1934 Britain sent 1,500 of 3,310 troops.", "", pd.DataFrame(), b"", 10, 10)
    Troops: In 1934 Britain sent 1,500 of 3,310 troops.
    """

    title: str
    finding: str
    source: str
    table: pd.DataFrame
    png: bytes
    width: int
    height: int
    synthetic: bool = False

    def __repr__(self) -> str:
        return f"{_marked(self.title, self.synthetic)}: {self.finding}"

    def _repr_mimebundle_(self, include: Any = None, exclude: Any = None) -> dict[str, str]:
        return {"text/plain": repr(self), "text/html": self.html()}

    def html(self) -> str:
        """The figure as one HTML element: picture, caption and the table in a closed details element."""
        picture = base64.b64encode(self.png).decode("ascii")
        alt = _marked(self.finding, self.synthetic)
        source = f' <span style="color:{SOFT}">Source: {html.escape(self.source)}</span>' if self.source else ""
        return (
            f'<figure style="background:{PANEL};color:{INK};margin:0;padding:12px;max-width:{self.width}px;'
            f'border:1px solid {GRID};border-radius:6px">'
            f'<img alt="{html.escape(alt)}" width="{self.width}" height="{self.height}" '
            f'style="max-width:100%;height:auto;background:{PANEL}" src="data:image/png;base64,{picture}">'
            f'<figcaption style="color:{INK};font-size:14px;line-height:1.45">{html.escape(alt)}{source}</figcaption>'
            f'<details style="color:{INK};margin-top:8px"><summary style="color:{INK};min-height:24px;cursor:pointer">'
            f"Show the table</summary>{self._table_html()}</details></figure>"
        )

    def _table_html(self) -> str:
        name = html.escape(_marked(self.title, self.synthetic))
        shown = self.table.head(_MOST_ROWS)
        left = len(self.table) - len(shown)
        row_style = f'style="background:{PANEL};color:{INK}"'
        head = "".join(f'<th scope="col" style="text-align:left">{html.escape(str(c))}</th>' for c in shown.columns)
        body = []
        for row in shown.itertuples(index=False):
            first, *others = [
                html.escape(format_cell(value, column)) for value, column in zip(row, shown.columns, strict=True)
            ]
            cells = "".join(f'<td style="text-align:right">{cell}</td>' for cell in others)
            body.append(f'<tr {row_style}><th scope="row" style="text-align:left">{first}</th>{cells}</tr>')
        more = f"<p>{left} more rows are not shown here.</p>" if left > 0 else ""
        return (
            f'<div role="region" aria-label="Table: {name}" tabindex="0" style="max-height:320px;overflow:auto">'
            f'<table style="color:{INK};background:{PANEL};border-collapse:collapse;font-size:13px">'
            f'<caption style="color:{INK};text-align:left;font-weight:bold">{name}</caption>'
            f"<thead><tr {row_style}>{head}</tr></thead><tbody>{''.join(body)}</tbody></table>{more}</div>"
        )


def format_cell(value: Any, column: object = "") -> str:
    """One value as a reader expects it: thousands with commas, years without, dates in ISO form, blanks in words.

    >>> format_cell(107805), format_cell(2015, "year"), format_cell(float("nan")), format_cell(45.31722)
    ('107,805', '2015', 'no figure', '45.3')
    """
    if value is None or value is pd.NA or value is pd.NaT or (isinstance(value, float) and math.isnan(value)):
        return "no figure"
    if isinstance(value, pd.Timestamp):
        return value.strftime("%Y-%m-%d")
    if isinstance(value, str | bool):
        return str(value)
    try:
        number = float(value)
    except (TypeError, ValueError):
        return str(value)
    if number.is_integer():
        whole = int(number)
        is_year = str(column).lower() in {"year", "decade"} and 1000 <= whole <= 2999
        return str(whole) if is_year else f"{whole:,}"
    return f"{number:,.1f}" if abs(number) >= 1 else f"{number:.3g}"


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
        drawing = Drawing(figsize=(WIDTH, height), dpi=_DOTS, facecolor=PANEL)
        FigureCanvasAgg(drawing)
        top = 1 - (0.62 if subtitle else 0.42) / height
        axes = drawing.add_axes((0.09, 0.5 / height, 0.72, top - 0.5 / height))
        axes.set_facecolor(PANEL)
        lines = _wrap(_marked(title, synthetic), 78)
        drawing.text(0.012, 1 - 0.10 / height, lines, fontsize=12, fontweight="bold", va="top")
        if subtitle:
            drawing.text(0.012, 1 - 0.36 / height, subtitle, fontsize=9.5, color=SOFT, va="top")
        if synthetic:
            axes.text(
                0.5,
                0.5,
                "SYNTHETIC",
                transform=axes.transAxes,
                fontsize=44,
                color=GRID,
                ha="center",
                va="center",
                zorder=0,
            )
        yield drawing, axes


def _wrap(text: str, width: int) -> str:
    if len(text) > width:
        raise CourseError(
            f"The chart title {text!r} is longer than {width} characters. To mend: put the rest in finding=."
        )
    return text


def png_of(drawing: Any) -> tuple[bytes, int, int]:
    """The picture as PNG bytes, with its width and height in CSS pixels; the same bytes for the same drawing."""
    from PIL import Image

    raw = io.BytesIO()
    drawing.savefig(raw, format="png", dpi=_DOTS, metadata={"Software": None})
    # Few colours are used, so a palette halves the size; the method is fixed, so the bytes are too.
    picture = (
        Image.open(raw).convert("RGB").quantize(colors=128, method=Image.Quantize.MEDIANCUT, dither=Image.Dither.NONE)
    )
    small = io.BytesIO()
    picture.save(small, format="PNG", optimize=True)
    wide, high = drawing.get_size_inches()
    return small.getvalue(), round(wide * _CSS_DOTS), round(high * _CSS_DOTS)


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
) -> Figure:
    """Open a canvas, let `paint(drawing, axes)` fill it, and return the finished Figure.

    Raises CourseError when the finding is empty or holds no number, because the finding is the alt text.
    """
    if not any(character.isdigit() for character in finding):
        raise CourseError(
            "A chart needs finding=: a sentence that says what it shows, with numbers and dates. It is the alt text."
        )
    with canvas(title, height, synthetic=synthetic, subtitle=unit) as (drawing, axes):
        if table.empty:
            # A menu can select nothing; that is an answer, not a fault.
            axes.set_axis_off()
            axes.text(0.5, 0.5, "No rows to show", transform=axes.transAxes, ha="center", va="center", color=SOFT)
        else:
            paint(drawing, axes)
        png, wide, high = png_of(drawing)
    return Figure(title, finding, source, table, png, wide, high, synthetic)
