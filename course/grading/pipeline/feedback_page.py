"""The pieces of HTML that a feedback page gets from us: the summary on top and the box for a failed check.

Every text that comes from a notebook is escaped. Colour never stands alone: each state is also a word.
"""

from __future__ import annotations

import html
from collections.abc import Sequence

import attrs

from course.content.extra import is_extra
from course.grading.notebook.lateness import Lateness
from course.grading.notebook.metadata import Notes

_BOX = "border-left: 4px solid {colour}; background: {ground}; color: #1a1a1a; padding: 0.5em 0.8em; margin: 0.3em 0;"
_BAD = _BOX.format(colour="#a12622", ground="#fdf3f2")
_NOTE = _BOX.format(colour="#8a5a00", ground="#fdf8ec")


@attrs.frozen
class Row:
    """One task of the summary: its grade cell's id, the points earned and possible, and what the checks say.

    waits: whether a person still has to look at it, so that the points are not the last word.
    """

    name: str
    score: float
    most: float
    says: str
    waits: bool = False


def points(number: float) -> str:
    """A number of points without needless zeros.

    >>> points(2.0), points(3.25), points(1 / 3)
    ('2', '3.25', '0.33')
    """
    return f"{number:.2f}".rstrip("0").rstrip(".")


def failed(message: str, quote: str = "") -> str:
    """The box for a check that failed. quote: the line of the test, when the learner may see it.

    >>> "&lt;b&gt;" in failed("use <b> here")
    True
    """
    line = f"<div><code>{html.escape(quote)}</code></div>" if quote else ""
    return f'<div class="tex2jax_ignore" style="{_BAD}"><b>Not passed:</b> {_text(message)}{line}</div>'


def left_out() -> str:
    """What stands in the place of an output that quotes a hidden test."""
    return f'<div style="{_NOTE}">This output is left out: it holds a piece of a test that is not shown.</div>'


_IN_TIME = Lateness()
# For the page's head. nbgrader's own list of cells says the same without names, and calls an unread memo a 0.
NO_LIST = "<style>#toc { display: none; }</style>"


def summary(rows: Sequence[Row], notes: Notes, late: Lateness = _IN_TIME, marks: str = "") -> str:
    """The top of the page: a table of the tasks, and what happened on the way to these points.

    marks: the word by which the page is known to be out of date; see `course.grading.notebook.marks`. Returns Markdown
    that is one block of HTML.
    """
    body = "".join(_line(row) for row in rows)
    parts = [
        f'<div class="tex2jax_ignore peace-summary" data-marks="{marks}">',
        "<h2>Your points, task by task</h2>",
    ]
    if any(row.waits for row in rows):
        parts.append(
            f'<div style="{_NOTE}"><b>These are not all your points yet:</b> see what is not marked below.</div>'
        )
    if notes.ended:
        parts.append(
            f'<div style="{_NOTE}"><b>Your notebook did not run to its end:</b> {_text(notes.ended)}. '
            "What ran before counts.</div>"
        )
    if notes.repairs:
        told = "".join(f"<li>{_text(repair)}</li>" for repair in notes.repairs)
        parts.append(f'<div style="{_NOTE}"><b>Mended before grading:</b><ul>{told}</ul></div>')
    head = '<tr><th scope="col">Task</th><th scope="col">Points</th><th scope="col">What the checks say</th></tr>'
    parts.append(f'<table class="table"><thead>{head}</thead><tbody>{body}</tbody></table>')
    if str(late):
        parts.append(f"<p>Handed in {_text(str(late))}.</p>")
    return "".join([*parts, "</div>"])


def _line(row: Row) -> str:
    name = html.escape(row.name, quote=True)
    extra = " (extra)" if is_extra(row.name) else ""
    # Nothing yet is no nought.
    earned = "?" if row.waits and not row.score else points(row.score)
    return (
        f'<tr style="white-space: nowrap"><td><a href="#{name}">{name}</a></td>'
        f"<td>{earned} of {points(row.most)}{extra}</td>"
        f'<td style="white-space: normal; width: 100%">{_text(row.says)}</td></tr>'
    )


def _text(text: str) -> str:
    """Escaped, on one line: a blank line would end the block of HTML in Markdown."""
    return "<br>".join(html.escape(line) for line in text.splitlines() if line.strip())
