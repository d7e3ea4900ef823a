"""The card of a lab task: the question, the verdict on the learner's value, and help that waits to be asked for.

Python decides (check.py); the card shows it. Hints and the solution travel in base64, as a quiz's key does, so that
nobody reads them by accident in a notebook file. Nothing of them is on the page before a button is pressed.
"""

from __future__ import annotations

import base64
import json
from typing import Any, ClassVar

import attrs

from course.content.tasks import Task
from course.errors import ResponseError
from course.learning.record.state import TaskState
from course.learning.record.store import Record
from course.learning.ui.message import Message
from course.learning.ui.view import View


class Card(View):
    """One task with what `check` said of a value.

    task: its words. record: where attempts and hints are kept. verdict: what `check` said; None when the server opens
    the card again, which needs only its state. typed_help: what to type for help where no buttons can be drawn.

    >>> from course.content.tasks import find_task
    >>> Card(find_task("m1-t3"), Record(None), Message("note", "Not answered yet")).state()
    {'attempts': 0, 'solved': False, 'hints': 0}
    """

    kind: ClassVar[str] = "task"

    def __init__(self, task: Task, record: Record, verdict: Message | None = None, typed_help: str = "") -> None:
        super().__init__(record)
        self._task = task
        self._verdict = verdict
        self._typed_help = typed_help

    def key(self) -> dict[str, Any]:
        return {"task": self._task.id}

    def data(self) -> dict[str, Any]:
        verdict = self._verdict and {
            "kind": self._verdict.kind,
            "title": self._verdict.title,
            "lines": list(self._verdict.lines),
        }
        return {"task": self._task.id, "prompt": self._task.prompt, "verdict": verdict, "help": _help(self._task)}

    def state(self) -> dict[str, Any]:
        """How often the learner tried, whether a value was right, and how many hints were shown."""
        return attrs.asdict(self._record.state().tasks.get(self._task.id, TaskState()))

    def keep(self, message: dict[str, Any]) -> None:
        """Keep that one more hint was shown."""
        number = message["number"]
        if not isinstance(number, int) or not 1 <= number <= len(self._task.hints):
            raise ResponseError(f"{self._task.id} has no hint {number!r}")
        self._record.hinted(self._task.id, number)

    def _message(self) -> Message:
        verdict = self._verdict or Message("note", "Not answered yet")
        return attrs.evolve(verdict, lines=tuple(filter(None, (*verdict.lines, self._typed_help))))

    def plain_text(self) -> str:
        return str(self._message())

    def as_html(self) -> str:
        return self._message()._repr_html_()


def _help(task: Task) -> str:
    # Plain ASCII inside, because the browser's atob() gives bytes and not letters.
    text = json.dumps({"hints": list(task.hints), "solution": task.solution.strip()})
    return base64.b64encode(text.encode("ascii")).decode("ascii")
