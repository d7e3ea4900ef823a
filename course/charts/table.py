"""A table as HTML that a screen reader can walk: caption, one row of headings with scope, a heading for each row.

Used for the table behind a figure and for the tables that a learner's cell shows. It takes the colours of the page, so
it can be read in a dark theme.
"""

from __future__ import annotations

import html
import math
from collections.abc import Collection, Iterable, Sequence
from typing import Any

import pandas as pd

__all__ = ["as_lines", "as_number", "folded", "format_cell", "is_missing", "readable", "table_html"]

_LEFT = ' style="text-align:left"'
_TEXT = ' style="text-align:left;max-width:32em;overflow-wrap:break-word"'
_WHOLE = ' style="white-space:nowrap"'


def table_html(
    columns: Sequence[str],
    rows: Iterable[Sequence[str] | str],
    *,
    caption: str,
    headings: int = 1,
    text: Collection[int] = (),
    dates: Collection[int] = (),
    note: str = "",
    height: int | None = None,
) -> str:
    """A table in a region that scrolls by itself, where it is too wide, and can be reached with the keyboard.

    columns: the headings, none empty. rows: the cells of each row as text, not escaped; a plain string is a remark
    across the whole table. caption: what the table is. headings: how many cells at the start of a row name it.
    text: the places of columns that hold words and are set to the left. dates: of those that must not be broken.
    note: a sentence below the table. height: CSS pixels after which it scrolls downwards, too.

    >>> table_html(["country", "troops"], [["Italy", "1,300"]], caption="Troops").count("scope")
    3
    """
    rows = list(rows)
    head = "".join(
        f'<th scope="col"{_width(rows, place) if place in text else ""}>{html.escape(name)}</th>'
        for place, name in enumerate(columns)
    )
    body = []
    for row in rows:
        if isinstance(row, str):
            body.append(f'<tr><td colspan="{len(columns)}"{_LEFT}>{html.escape(row)}</td></tr>')
            continue
        styles = (_TEXT if place in text else _WHOLE if place in dates else "" for place in range(len(row)))
        cells = (_cell(value, style, n < headings) for n, (value, style) in enumerate(zip(row, styles, strict=True)))
        body.append(f"<tr>{''.join(cells)}</tr>")
    below = f'<p style="margin:4px 0;font-size:13px">{html.escape(note)}</p>' if note else ""
    name, high = html.escape(caption), f"max-height:{height}px;" if height else ""
    return (
        f'<div role="group" aria-label="Table: {name}" tabindex="0" style="{high}overflow:auto">'
        '<table style="border-collapse:collapse;font-size:13px;text-align:right;margin:0">'
        f'<caption style="text-align:left;font-weight:bold;padding:4px 0;white-space:nowrap">{name}</caption>'
        f"<thead><tr>{head}</tr></thead><tbody>{''.join(body)}</tbody></table>{below}</div>"
    )


def folded(summary: str, inner: str) -> str:
    """What is one click away: closed at first, opened by mouse or Enter. inner: HTML.

    >>> folded("Show the table", "<p>1934</p>").endswith("</summary><p>1934</p></details>")
    True
    """
    opener = f'<summary style="min-height:24px;cursor:pointer">{html.escape(summary)}</summary>'
    return f'<details style="margin-top:4px;font-size:14px">{opener}{inner}</details>'


def _width(rows: Sequence[Sequence[str] | str], place: int) -> str:
    # A browser would squeeze a column of words until each word stands on its own line.
    longest = max((len(row[place]) for row in rows if not isinstance(row, str)), default=0)
    letters = max(min(longest, 28), min(longest / 4, 56))
    return f' style="text-align:left;min-width:{letters * 0.55:.2g}em"'


def _cell(value: str, style: str, is_heading: bool) -> str:
    tag, opened = ("th", 'th scope="row"') if is_heading else ("td", "td")
    return f"<{opened}{style}>{html.escape(value)}</{tag}>"


def as_lines(columns: Sequence[str], rows: Iterable[Sequence[str] | str]) -> str:
    """A table as text: a line of headings, a line for each row, tabs between cells. A remark is a line without a tab.

    In a notebook file a list of lists would put each cell on a line of its own, and most of the file would be spaces.

    >>> as_lines(["country", "troops"], [["Italy", "1,300"], "and others"]).splitlines()
    ['country\\ttroops', 'Italy\\t1,300', 'and others']
    """
    lines = [[row] if isinstance(row, str) else row for row in rows]
    return "\n".join("\t".join(" ".join(cell.split()) for cell in line) for line in [columns, *lines])


def readable(name: object) -> str:
    """A column's code name as words.

    >>> readable("women_feel_safe"), readable("agreements")
    ('women feel safe', 'agreements')
    """
    return str(name).replace("_", " ").strip() or "no name"


def is_missing(value: Any) -> bool:
    """Whether a cell holds none of Python's values: None, NaN, NA or NaT.

    >>> is_missing(float("nan")), is_missing("")
    (True, False)
    """
    return value is None or value is pd.NA or value is pd.NaT or (isinstance(value, float) and math.isnan(value))


def as_number(value: Any) -> float | None:
    """The value as a number, or None where it is text, a date, a truth value, or missing.

    >>> as_number(3), as_number("3"), as_number(True)
    (3.0, None, None)
    """
    if is_missing(value) or isinstance(value, str | bool | pd.Timestamp):
        return None
    try:
        return float(value)
    except (TypeError, ValueError):
        return None


def format_cell(value: Any, column: object = "") -> str:
    """One value as a reader expects it: thousands with commas, years without, dates in ISO form, blanks in words.

    >>> format_cell(107805), format_cell(2015, "year"), format_cell(float("nan")), format_cell(45.31722)
    ('107,805', '2015', 'no figure', '45.3')
    """
    if is_missing(value):
        return "no figure"
    if isinstance(value, pd.Timestamp):
        return value.strftime("%Y-%m-%d")
    number = as_number(value)
    if number is None:
        return str(value)
    if number.is_integer():
        whole = int(number)
        is_year = str(column).lower() in {"year", "decade"} and 1000 <= whole <= 2999
        return str(whole) if is_year else f"{whole:,}"
    return f"{number:,.1f}" if abs(number) >= 1 else f"{number:.3g}"
