"""`explore("m1-e2")` shows an explorer: menus or sliders, and a chart or table that follows them.

What the choices show is worked out beforehand and lies in the output, so that an explorer works in a notebook that
somebody only opens, without Python and without a network. Where that would be too much, only what is shown first lies
there, and the page asks the course for the rest (`state` with a choice in the key).
"""

from __future__ import annotations

import functools
import json
from typing import Any, ClassVar

import pandas as pd

from course.charts.figure import Figure
from course.charts.table import as_lines, format_cell, is_missing, readable, table_html
from course.content.explorers import Explorer, find_explorer
from course.errors import CourseError, ResponseError
from course.learning.record.store import Record, open_record
from course.learning.ui.message import Message
from course.learning.ui.view import View

AHEAD = 60_000
"""So many bytes of results lie in the output of one explorer; what needs more is asked for."""
MOST_CHOICES = 500
"""So many are worked out when a cell runs; with more a learner would wait."""
_MISSING = "–"
_MISSING_SAID = f"{_MISSING} = the table has no entry here."


def explore(name: str = "") -> Explore | Message:
    """Show an explorer; the last line of a cell.

    name: its id, for example "m1-e2". Returns the view, or a message with the nearest ids when it is unknown.

    >>> explore("m1-e2").kind
    'explorer'
    """
    if not isinstance(name, str) or not name:
        advice = 'Write its name between the round brackets, in quotation marks, for example `explore("m1-e2")`.'
        return Message("note", "Which explorer?", (advice,))
    try:
        return Explore(find_explorer(name), open_record())
    except CourseError as error:
        return Message("wrong", "This explorer cannot be opened", (str(error),))


class Explore(View):
    """One explorer on the page. Nothing of it goes into the record.

    explorer: what to show. record: as every view has it. choice: places of options whose result `state` holds.
    """

    kind: ClassVar[str] = "explorer"

    def __init__(self, explorer: Explorer, record: Record, choice: Any = None) -> None:
        super().__init__(record)
        self._explorer = explorer
        self._choice = choice

    def key(self) -> dict[str, Any]:
        return {"explorer": self._explorer.id}

    def data(self) -> dict[str, Any]:
        controls = [
            {"label": control.label, "options": list(control.options), "slider": control.slider}
            for control in self._explorer.controls
        ]
        return {"words": self._explorer.words, "controls": controls, **_shown_ahead(self._explorer)}

    def state(self) -> dict[str, Any]:
        if self._choice is None:
            return {}
        return {"choice": self._choice, "result": plain_result(self._explorer.at(self._choice))}

    def keep(self, message: dict[str, Any]) -> None:
        """A page without the course's extension asks for a choice in this way; the next state answers."""
        plain_result(self._explorer.at(message["choice"]))
        self._choice = message["choice"]

    def plain_text(self) -> str:
        offered = [f"{control.label}: {', '.join(control.options)}" for control in self._explorer.controls]
        first = _first(self._explorer)
        shown = str(first) if isinstance(first, Figure) else plain_result(first)["table"].replace("\t", " | ")
        return "\n".join([self._explorer.words, *offered, "", shown])

    def as_html(self) -> str:
        """What is shown first, for pages that can draw no view."""
        first = _first(self._explorer)
        if isinstance(first, Figure):
            return first.html(with_table=False)
        columns, rows, note = _told(first)
        return table_html(columns, rows, caption=self._explorer.words, text=range(len(columns)), note=note)


def plain_result(result: Any) -> dict[str, Any]:
    """A chart or a table as plain JSON. Raises ResponseError for what is neither.

    >>> plain_result(pd.DataFrame({"so_far": [1]}))["table"]
    'so far\\n1'
    """
    if isinstance(result, Figure):
        return result.plain()
    if isinstance(result, pd.DataFrame):
        columns, rows, note = _told(result)
        return {"table": as_lines(columns, rows)} | ({"note": note} if note else {})
    raise ResponseError(f"an explorer gives a chart or a table, and not {type(result).__name__}")


def _told(table: pd.DataFrame) -> tuple[list[str], list[list[str]], str]:
    """Headings in words, rows as text without NaN, and a note where an entry is missing.

    The index is shown where it has a name; without one it only counts the rows.
    """
    if table.index.names != [None]:
        table = table.reset_index()
    columns = [str(column) for column in table.columns]
    rows = [
        [
            _MISSING if is_missing(value) else format_cell(value, column)
            for value, column in zip(row, columns, strict=True)
        ]
        for row in table.itertuples(index=False)
    ]
    return [readable(column) for column in columns], rows, _MISSING_SAID if any(_MISSING in r for r in rows) else ""


@functools.cache
def _first(explorer: Explorer) -> Any:
    return explorer.at(next(explorer.choices()))


@functools.cache
def _shown_ahead(explorer: Explorer) -> dict[str, Any]:
    """`results`, each once, and `shown`: for each choice, in order, the place of its result.

    Without `shown` there is the first result alone.
    """
    choices = list(explorer.choices())
    results: dict[str, int] = {json.dumps(plain_result(_first(explorer))): 0}
    shown = [0]
    size = len(next(iter(results)))
    for choice in choices[1:] if len(choices) <= MOST_CHOICES else []:
        text = json.dumps(plain_result(explorer.at(choice)))
        size += 0 if text in results else len(text)
        shown.append(results.setdefault(text, len(results)))
        if size > AHEAD:
            break
    if size > AHEAD or len(shown) < len(choices):
        return {"results": [json.loads(next(iter(results)))]}
    # As text, because in a notebook file each number of a list would stand on a line of its own.
    return {"results": [json.loads(text) for text in results], "shown": " ".join(map(str, shown))}
