"""What the page may ask, and the answer: the saved state of views, and the keeping of one thing that was done.

The server's handlers call this; where the page finds no server part (JupyterLite), it asks the kernel to.
"""

from __future__ import annotations

import json
from collections import OrderedDict
from pathlib import Path
from typing import Any

from course.errors import CourseError, ResponseError
from course.learning.desk.lesson import lesson_progress
from course.learning.desk.views import open_view
from course.learning.record.store import open_record

_seen: OrderedDict[str, None] = OrderedDict()
_REMEMBERED = 1000
"""So many receipts are remembered. The page sends again what was not acknowledged, and it must not count twice."""


def states(views: list[Any], folder: Path, notebook: str = "") -> dict[str, Any]:
    """The saved state of each view, in this order; None for one that the course does not know (any more).

    views: [{"kind", "key"}]. folder: where the notebook lies. notebook: its file name, for `lesson`.
    Returns {"states": [...], "lesson": {...} or None}.

    >>> states([{"kind": "quiz", "key": {"items": ["m1-q99"]}}], Path())["states"]
    [None]
    """
    record = open_record(folder)
    return {"states": [_state(view, folder) for view in views], "lesson": lesson_progress(record, folder, notebook)}


def _state(view: Any, folder: Path) -> dict[str, Any] | None:
    try:
        return open_view(*_named(view), open_record(folder), folder).shown_state()
    except CourseError:
        # A lesson of last year may show what has left the course; the others must still be answered.
        return None


def keep(view: Any, message: Any, receipt: str, folder: Path, notebook: str = "") -> dict[str, Any]:
    """Keep one thing that the learner did; the same receipt counts once.

    Returns {"said": "" or why it is not kept, "state": the view's state now, "lesson": ...}.
    Raises UnknownNameError when there is no such view, and ResponseError for a view or message of another shape.
    """
    if not isinstance(message, dict):
        raise ResponseError("a message of the page is an object")
    record = open_record(folder)
    opened = open_view(*_named(view), record, folder)
    said = "" if receipt in _seen else opened.receive(message)
    if not said and receipt:
        _seen[receipt] = None
        while len(_seen) > _REMEMBERED:
            _seen.popitem(last=False)
    return {"said": said, "state": opened.shown_state(), "lesson": lesson_progress(record, folder, notebook)}


def _named(view: Any) -> tuple[str, dict[str, Any]]:
    if not isinstance(view, dict) or not isinstance(view.get("key"), dict):
        raise ResponseError("a view is named by its kind and its key")
    return str(view.get("kind")), view["key"]


class Reply:
    """JSON for the page, as IPython hands out the value of a user expression."""

    def __init__(self, value: dict[str, Any]) -> None:
        self.value = value

    def _repr_mimebundle_(self, **_: Any) -> dict[str, Any]:
        return {"application/json": self.value, "text/plain": "a reply to the page"}


def respond_in_kernel(question: str) -> Reply:
    """The same for a page that has only the kernel to ask; the kernel runs in the notebook's folder.

    question: JSON, {"ask": "states", "views"} or {"ask": "keep", "view", "message", "receipt"}, each with "notebook".
    What makes no sense is replied to with {"refused": why}.

    >>> respond_in_kernel('{"ask": "states", "views": []}').value
    {'states': [], 'lesson': None}
    """
    asked = json.loads(question)
    notebook = str(asked.get("notebook", ""))
    try:
        if asked["ask"] == "states":
            return Reply(states(asked["views"], Path.cwd(), notebook))
        return Reply(keep(asked["view"], asked["message"], str(asked["receipt"]), Path.cwd(), notebook))
    except CourseError as error:
        return Reply({"refused": str(error)})
