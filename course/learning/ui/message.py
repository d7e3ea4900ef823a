"""One short message to the learner, shown as a box in a notebook and as plain text elsewhere.

The kind is told by a word and a sign as well as by colour, so that it never rests on colour alone.
"""

from __future__ import annotations

import html
import re
from typing import Any

import attrs

SIGNS = {"right": "✓", "wrong": "✗", "note": "→"}

_BOX = "border-left:4px solid {line};padding:.4em .8em;margin:.3em 0;max-width:46em;line-height:1.45"
_LINES = {
    "right": "var(--jp-success-color1,#2e7d32)",
    "wrong": "var(--jp-warn-color1,#b85c00)",
    "note": "var(--jp-info-color1,#0277bd)",
}


@attrs.frozen
class Message:
    """kind: "right", "wrong" or "note". lines: sentences; `code` in backticks. code: shown as a block.

    >>> print(Message("note", "Not yet", ("Try it first.",)))
    → Not yet. Try it first.
    """

    kind: str
    title: str
    lines: tuple[str, ...] = ()
    code: str = ""

    def __str__(self) -> str:
        text = f"{SIGNS[self.kind]} {_ended(self.title)} " + " ".join(self.lines)
        return text.rstrip() + (f"\n\n{self.code.strip()}" if self.code else "")

    def __repr__(self) -> str:
        return str(self)

    def _repr_html_(self) -> str:
        body = "".join(f"<p style='margin:.2em 0'>{marked(line)}</p>" for line in self.lines)
        block = f"<pre style='margin:.4em 0'><code>{html.escape(self.code.strip())}</code></pre>" if self.code else ""
        title = f"<strong>{SIGNS[self.kind]} {marked(_ended(self.title))}</strong>"
        return f"<div role='status' style='{_BOX.format(line=_LINES[self.kind])}'>{title}{body}{block}</div>"


def _ended(title: str) -> str:
    return title if title.endswith("?") else f"{title}."


def marked(text: str) -> str:
    """Escaped HTML of a sentence, with `backticks` as code.

    >>> marked("a < `b`")
    'a &lt; <code>b</code>'
    """
    return re.sub(r"`([^`]+)`", r"<code>\1</code>", html.escape(text, quote=False))


def show(message: Any) -> None:
    """Show a message or a view where the learner is: below the cell, or in the terminal."""
    try:
        from IPython import get_ipython
        from IPython.display import display
    except ImportError:
        print(message)
        return
    if get_ipython() is None:
        print(message)
    else:
        display(message)
