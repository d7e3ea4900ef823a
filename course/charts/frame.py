"""How a table or a column shows itself below a learner's cell: with a caption, a heading everywhere, and no NaN.

pandas' own HTML has an empty heading in its corner, cuts words, and says NaN, <NA> and NaT for the same thing. Here the
columns keep their code names, because a learner types them, and what the columns mean is one click away. Numbers are
written as pandas writes them, without commas, because a learner copies them into code. The plain text of an output
stays pandas' own; a program that compares outputs reads that.
"""

from __future__ import annotations

import html
from typing import Any

import pandas as pd

from course.charts.table import folded, is_missing, table_html

__all__ = ["frame_html", "series_html"]

_MISSING = "–"
_LEGEND = f"{_MISSING} = missing. Python writes NaN, <NA> or NaT."


def series_html(column: pd.Series) -> str:
    """A Series as a table of two columns: its index and its values.

    >>> "<th scope=\\"col\\">troops</th>" in series_html(pd.Series([1300], name="troops"))
    True
    """
    name = "value" if column.name is None else column.name
    frame = column.to_frame(name)
    frame.attrs = dict(column.attrs)
    return frame_html(frame)


def frame_html(frame: pd.DataFrame) -> str:
    """A DataFrame as an accessible table.

    As many rows are shown as pandas' option `display.max_rows` allows; of a longer table the first and the last, and
    a line says how many stand between. Where the table came from `load()`, the caption names it, and its columns are
    explained.

    >>> frame_html(pd.DataFrame({"troops": [1300, None]})).count("–")
    2
    """
    shown, between = _shown_rows(frame)
    index = [name if name is not None else "row" for name in shown.index.names]
    names = [*index, *frame.columns]
    cells = [_texts(shown.index.get_level_values(n).to_series()) for n in range(len(index))]
    cells += [_texts(shown.iloc[:, n]) for n in range(len(frame.columns))]
    rows: list[list[str] | str] = [list(row) for row in zip(*cells, strict=True)]
    if between:
        rows.insert(len(rows) // 2, f"… {between:,} more rows …")
    kinds = [*(shown.index.get_level_values(n).dtype for n in range(len(index))), *frame.dtypes]
    dates = [n for n, kind in enumerate(kinds) if pd.api.types.is_datetime64_any_dtype(kind)]
    text = [n for n, kind in enumerate(kinds) if n not in dates and not pd.api.types.is_numeric_dtype(kind)]
    missing = any(_MISSING in column for column in cells)
    return table_html(
        [_heading(name) for name in names],
        rows,
        caption=_caption(frame),
        headings=len(index),
        text=text,
        dates=dates,
        note=_LEGEND if missing else "",
    ) + _meanings(frame)


def _shown_rows(frame: pd.DataFrame) -> tuple[pd.DataFrame, int]:
    most = pd.get_option("display.max_rows") or len(frame)
    if len(frame) <= most:
        return frame, 0
    half = max((pd.get_option("display.min_rows") or most) // 2, 1)
    ends = [*range(half), *range(len(frame) - half, len(frame))]
    return frame.iloc[ends], len(frame) - 2 * half


def _texts(column: pd.Series) -> list[str]:
    if pd.api.types.is_float_dtype(column.dtype):
        return _numbers(column)
    if pd.api.types.is_datetime64_any_dtype(column.dtype) and (column.dropna() == column.dropna().dt.normalize()).all():
        return [_MISSING if is_missing(value) else f"{value:%Y-%m-%d}" for value in column]
    return [_MISSING if is_missing(value) else str(value) for value in column]


def _numbers(column: pd.Series) -> list[str]:
    """Numbers with the same count of decimals, as few as show them all, as pandas does it."""
    most = pd.get_option("display.precision")
    known = [float(value) for value in column if not is_missing(value)]
    wide = any(value and not 1e-4 <= abs(value) < 1e15 for value in known)
    decimals = next((n for n in range(1, most) if all(round(v, n) == round(v, most) for v in known)), most)
    form = f".{most}g" if wide else f".{decimals}f"
    return [_MISSING if is_missing(value) else f"{float(value):{form}}" for value in column]


def _heading(name: Any) -> str:
    text = " / ".join(map(str, name)) if isinstance(name, tuple) else str(name)
    return text.strip() or "no name"


def _caption(frame: pd.DataFrame) -> str:
    table = frame.attrs.get("table")
    count = f"{len(frame):,} row{'' if len(frame) == 1 else 's'}"
    across = [str(name) for name in frame.columns.names if name is not None]
    parts = f"{count}; columns: {', '.join(across)}" if across else count
    if not table:
        return parts[0].upper() + parts[1:]
    return f"{'SYNTHETIC. ' if str(table).startswith('synthetic_') else ''}From {table}: {parts}"


def _meanings(frame: pd.DataFrame) -> str:
    from course.content.data import contract, names

    table = frame.attrs.get("table")
    if not table or table not in names():
        return ""
    known = {field["name"]: field for field in contract(table)["schema"]["fields"]}
    here = [name for name in [*frame.index.names, *frame.columns] if isinstance(name, str) and name in known]
    if not here:
        return ""
    lines = "".join(
        f"<dt><code>{html.escape(name)}</code></dt><dd>{html.escape(_meaning(known[name]))}</dd>" for name in here
    )
    return folded("What the columns mean", f'<dl style="margin:0">{lines}</dl>')


def _meaning(field: dict[str, Any]) -> str:
    unit = f" ({field['unit']})" if field.get("unit") else ""
    return f"{field.get('description', '')}{unit}"
