"""What the course's three widgets (quiz, ledger, ticks) share: loading, saving and plain text.

Mechanism. A widget is an anywidget: its traits travel to the browser, where one ES module draws it.
That module is made here by joining the readable files of `static/` (no build step): their imports of
one another and the word `export` are dropped. Each thing the learner does comes back as a message of
its own, because changes of state may be merged on the way and an attempt would be lost. Python keeps
it in the record and replies with the message's receipt, so "Saved." on the page means saved.
"""

from __future__ import annotations

import functools
import re
from pathlib import Path
from typing import Any, ClassVar

import anywidget
import traitlets

from course.errors import CourseError
from course.learning.record.store import Record

STATIC = Path(__file__).with_name("static")
_IMPORT = re.compile(r'^import \{[^}]*\} from "\./[a-z]+\.js";\n', re.MULTILINE)
_EXPORT = re.compile(r"^export (?!default)", re.MULTILINE)
_COMMENT = re.compile(r"^ *(//|/\*\*| \*).*\n", re.MULTILINE)
_INDENT = re.compile(r"^ +|\n(?=\n)", re.MULTILINE)


@functools.cache
def bundle(*names: str) -> str:
    """One ES module out of static/<name>.js, in this order; the last one holds `export default`.

    Comments and indents are left out: a saved notebook holds the module once for each widget, and the
    files themselves are where people read.

    >>> "export default" in bundle("common", "ticks")
    True
    """
    text = "\n".join((STATIC / f"{name}.js").read_text(encoding="utf-8") for name in names)
    return _INDENT.sub("", _COMMENT.sub("", _EXPORT.sub("", _IMPORT.sub("", text))))


@functools.cache
def style() -> str:
    """The style sheet of all three widgets."""
    return _INDENT.sub("", (STATIC / "course.css").read_text(encoding="utf-8"))


class CourseWidget(anywidget.AnyWidget):
    """A widget with a record behind it. Subclasses give `_esm`, `plain_text` and `keep`."""

    _css: ClassVar[str] = style()

    notice = traitlets.Unicode("").tag(sync=True)

    def __init__(self, record: Record, **traits: Any) -> None:
        self._record = record
        super().__init__(notice=record.notice, **traits)
        self.on_msg(self._receive)

    def plain_text(self) -> str:
        """What stands in the notebook where no widget can be shown. The same in every run."""
        raise NotImplementedError

    def keep(self, message: dict[str, Any]) -> None:
        """Put what the learner did into the record; CourseError when it makes no sense."""
        raise NotImplementedError

    def __repr__(self) -> str:
        # anywidget takes the plain text of the cell from here. An object's address or a model id
        # would differ in every run, and a reader without widgets could do nothing with it.
        return self.plain_text()

    def _receive(self, _widget: Any, message: Any, _buffers: Any) -> None:
        if not isinstance(message, dict) or "receipt" not in message:
            return
        try:
            self.keep(message)
            said = not_kept(self._record)
        except (CourseError, KeyError, TypeError, ValueError) as error:
            said = f"Not saved: {error}"
        self.send({"receipt": message["receipt"], "said": said})


def not_kept(record: Record) -> str:
    """Empty when the record is on disk; otherwise one sentence that says what is lost."""
    if record.notice:
        return record.notice
    if record.path is None:
        return "Not saved on disk: no record is kept here. It is gone when the kernel stops."
    return ""
