"""The base of what the course shows in a notebook and keeps answers for: quiz, ledger, scenario, ticks and others.

Mechanism. A view displays plain data under a MIME type of its own. In JupyterLab and Notebook 7 the course's extension
(`labextensions/`) draws it with the readable modules of its `static/` folder, asks the server for the learner's saved
answers, and sends new ones there, so that everything works before a cell is run and without a kernel. Where that
extension is not (VS Code, Colab), `fallback.py` adds an anywidget that draws the same modules and talks to the kernel.

Each thing the learner does is a message of its own. `receive` keeps it in the record and tells what became of it, so
"Saved." on the page means saved; the server, the kernel and the widget all call it.
"""

from __future__ import annotations

import html
import os
import sys
from pathlib import Path
from typing import Any, ClassVar

from course.errors import CourseError
from course.learning.record.store import Record

MIME = "application/vnd.military-partnerships.view+json"
VERSION = 1
DRAWN_BY_PAGE = "COURSE_PAGE_DRAWS_VIEWS"
"""The variable that says that the course's extension is there; the course's server part sets it for all kernels."""

EXTENSIONS = Path(__file__).parent
"""A folder for Jupyter's data path: JupyterLab and Notebook 7 find the course's extension in its `labextensions`."""
STATIC = EXTENSIONS / "labextensions" / "military-partnerships" / "static"


class View:
    """One thing on the page with a record behind it.

    record: where answers are kept and read back from. Subclasses give `kind`, `key`, `data`, `state`, `plain_text` and,
    where there is something to keep, `keep`.
    """

    kind: ClassVar[str]

    def __init__(self, record: Record) -> None:
        self._record = record
        self._fallback: Any = None

    def key(self) -> dict[str, Any]:
        """What another process needs to make this view again, for example the ids of its items."""
        raise NotImplementedError

    def data(self) -> dict[str, Any]:
        """What the learner is shown and cannot change, as plain JSON. The same in every run."""
        raise NotImplementedError

    def state(self) -> dict[str, Any]:
        """What the learner did so far, as plain JSON, read from the record."""
        raise NotImplementedError

    def plain_text(self) -> str:
        """What stands in the notebook where no view can be drawn. The same in every run."""
        raise NotImplementedError

    def keep(self, message: dict[str, Any]) -> None:
        """Put what the learner did into the record; CourseError when it makes no sense."""
        raise CourseError("there is nothing to keep here")

    def receive(self, message: dict[str, Any]) -> str:
        """Keep one message of the page; returns "" when it is on disk, else one sentence that says why not."""
        try:
            self.keep(message)
        except (CourseError, KeyError, TypeError, ValueError) as error:
            return f"Not saved: {error}"
        return not_kept(self._record)

    def shown_state(self) -> dict[str, Any]:
        """The state with the record's notice, if it has one: what the page is given."""
        notice = {"notice": self._record.notice} if self._record.notice else {}
        return {**self.state(), **notice}

    def form(self) -> dict[str, Any]:
        """The value under MIME in the cell's output."""
        return {
            "kind": self.kind,
            "version": VERSION,
            "key": self.key(),
            "data": self.data(),
            "state": self.shown_state(),
        }

    def as_html(self) -> str:
        """The plain text as HTML without a script, for pages made from the notebook."""
        return f'<div style="white-space:pre-wrap;max-width:46em">{html.escape(self.plain_text(), quote=False)}</div>'

    def __repr__(self) -> str:
        return self.plain_text()

    def bundle(self) -> dict[str, Any]:
        """MIME type -> value, without a widget."""
        return {MIME: self.form(), "text/html": self.as_html(), "text/plain": self.plain_text()}

    def _repr_mimebundle_(self, **_: Any) -> tuple[dict[str, Any], dict[str, Any]]:
        bundle = self.bundle()
        if page_draws_views():
            return bundle, {}
        from course.learning.ui.fallback import ViewWidget

        # One model for each view, so that two outputs of the same view follow each other.
        self._fallback = self._fallback or ViewWidget(self)
        shown, metadata = self._fallback._repr_mimebundle_()
        return {**shown, **bundle}, metadata


def page_draws_views() -> bool:
    """Whether the page draws views without a widget: the course's extension is there, or Python runs in the page.

    >>> page_draws_views() in (True, False)
    True
    """
    return bool(os.environ.get(DRAWN_BY_PAGE)) or sys.platform == "emscripten"


def not_kept(record: Record) -> str:
    """Empty when the record is on disk; otherwise one sentence that says what is lost."""
    if record.notice:
        return record.notice
    if record.path is None:
        return "Not saved on disk: no record is kept here. It is gone when the kernel stops."
    return ""
