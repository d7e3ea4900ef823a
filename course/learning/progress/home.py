"""The start page as a view: what `progress()` shows, drawn by the page from today's record, before any cell is run."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any, ClassVar

from course.content.catalog import TITLE
from course.learning.progress import overview as o
from course.learning.record.store import Record
from course.learning.ui.view import View


class Home(View):
    """The course map with what is done and where to go on.

    record: whose answers. folder: where the notebook lies that shows it, for the links; by default the current one.

    >>> from course.learning.record.store import Record
    >>> Home(Record(None)).key()
    {}
    """

    kind: ClassVar[str] = "overview"

    def __init__(self, record: Record, folder: Path | None = None) -> None:
        super().__init__(record)
        self._folder = folder or Path.cwd()

    def key(self) -> dict[str, Any]:
        return {}

    def data(self) -> dict[str, Any]:
        return {"title": TITLE}

    def state(self) -> dict[str, Any]:
        # The catalogue's paths begin at the workspace; a link begins at the notebook.
        start = os.path.relpath(self._record.folder.resolve(), self._folder.resolve()).replace(os.sep, "/")
        return {"overview": {**as_form(o.overview(self._record)), "start": "" if start == "." else f"{start}/"}}

    def plain_text(self) -> str:
        return str(o.overview(self._record))

    def as_html(self) -> str:
        return o.overview(self._record)._repr_html_()


def as_form(view: o.Overview) -> dict[str, Any]:
    """An overview as plain JSON: the values and sentences that the page shows."""
    going = view.next_lesson
    return {
        "go_on": {"words": o.go_on(view), "path": going.path if going else "", "title": going.title if going else ""},
        "due": o.due_words(view),
        "hand_in": [{"words": words, "path": path} for words, path in o.hand_in_words(view)],
        "done": o.DONE,
        "modules": [_module(view, name) for name in view.objectives if any(i.module.id == name for i in view.lessons)],
        "capstone": {
            "title": view.capstone.title,
            "path": view.capstone.notebook,
            "hours": f"{view.capstone.hours:g} hours, when the modules are behind you",
        }
        if view.capstone
        else None,
        "certainty": [
            {"words": o.certainty_words(line), "share": round(line.share, 4), "worth": o.WORTH[line.level]}
            for line in view.certainty
        ],
    }


def _module(view: o.Overview, name: str) -> dict[str, Any]:
    lines = [line for line in view.lessons if line.module.id == name]
    return {
        "id": name,
        "title": lines[0].module.head.title,
        "share": round(o.share_done(*lines), 4),
        "words": f"questions and tasks: {o.done_words(*lines)}",
        "lessons": [
            {
                "path": line.path,
                "title": line.title,
                "about": f"{line.minutes:g} minutes",
                "sign": o.done_words(line),
            }
            for line in lines
        ],
        "quiz": o.quiz_words(view, name).strip(),
        "objectives": [
            {"id": line.id, "text": line.text, "about": ("✓ ticked by you; " if line.ticked else "") + o.evidence(line)}
            for line in view.objectives[name]
        ],
    }
