"""A fresh lesson in place of the learner's own, which is kept beside it: nothing is lost.

`course restore 1A` does it in a terminal, `restore("1A")` in a notebook.
"""

from __future__ import annotations

import datetime
from itertools import chain, count
from pathlib import Path

from course.content.safe_files import write_whole
from course.errors import CourseError, UnknownNameError, WorkspaceError
from course.learning.record.store import workspace_record
from course.learning.ui.message import Message
from course.learning.workspace.files import deliveries, made, put


def restore_in(folder: Path, name: str, today: datetime.date) -> str:
    """Put the fresh text of one notebook into the workspace at `folder`; returns a sentence that says what was done.

    name: how the notebook's name begins, e.g. "1A", "09-capstone" or "start-here". today: stands in the name under
    which the learner's version is kept. Raises UnknownNameError when no notebook begins so, WorkspaceError when the
    folder cannot be written; then nothing has changed.

    Example: `restore_in(Path("my-course"), "1A", datetime.date.today())`
    """
    place, raw = _fresh(name)
    target = folder / place
    try:
        have = target.read_bytes() if target.exists() else None
        if have == raw:
            return f"{place} is as it came. Nothing was changed."
        if have is None:
            put(target, raw)
            return f"{place} is back."
        kept = _free(target, today)
        # First the copy, whole; then the fresh text in the old place. Stopped in between, both are the learner's.
        # The copy is not marked as trusted: it may be a classmate's, with a script in a saved output.
        write_whole(kept, have)
        put(target, raw)
    except OSError as error:
        raise WorkspaceError(
            f"{place} could not be restored: {error.strerror}. Close other programs that use it and try again."
        ) from error
    return f"{place} is fresh again. Your version is beside it as {kept.name}; your answers are kept in any case."


def restore(name: str) -> Message:
    """Bring a lesson back as it came; your own version is kept beside it.

    name: for example "1A". Returns a message that says what was done, or what to write in place of an unknown name.

    >>> restore("9Z").title
    'Nothing was restored'
    """
    try:
        said = restore_in(workspace_record(None).folder, name, datetime.date.today())
    except CourseError as error:
        return Message("wrong", "Nothing was restored", (str(error),))
    reload = "If it is open: choose Reload Notebook from Disk in the menu File."
    return Message("right", "Restored", (said, reload))


def _fresh(name: str) -> tuple[str, bytes]:
    everything = chain(((place, source.read_bytes()) for place, source in deliveries()), made())
    known = {}
    for place, raw in everything:
        stem = place.rpartition("/")[2].removesuffix(".ipynb")
        known[stem.partition("-")[0] if stem[0].isdigit() else stem] = place, raw
        known[stem] = place, raw
    wanted = str(name).strip().removesuffix(".ipynb").rpartition("/")[2]
    if wanted.upper() in known:
        wanted = wanted.upper()
    if wanted not in known:
        raise UnknownNameError("lesson", name, sorted(known, key=len))
    return known[wanted]


def _free(target: Path, today: datetime.date) -> Path:
    """A name beside `target` that no file has: 1A-pacts.mine-2026-11-27.ipynb, then -2, -3 ..."""
    for number in count(1):
        more = "" if number == 1 else f"-{number}"
        place = target.with_name(f"{target.stem}.mine-{today.isoformat()}{more}.ipynb")
        if not place.exists():
            return place
    raise AssertionError("count() never ends")
