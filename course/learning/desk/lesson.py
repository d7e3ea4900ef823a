"""How far a learner is in one lesson: what the bar at the top of its notebook shows."""

from __future__ import annotations

import math
from pathlib import Path
from typing import Any

from course.content.catalog import catalog
from course.content.usage import course_use
from course.learning.record.store import Record


def lesson_progress(record: Record, folder: Path, notebook: str) -> dict[str, Any] | None:
    """Counts of one lesson, or None when the notebook is no lesson of the course.

    folder: its module's folder; notebook: its file name. Returns done, right and total (quiz items and lab tasks: done
    means answered or solved, right means right at the last try), and `minutes`, about how many the rest will take.

    >>> lesson_progress(Record(None), Path("my-course"), "start-here.ipynb")
    """
    lesson = notebook.removesuffix(".ipynb")
    use = course_use().get((folder.name, lesson))
    if use is None:
        return None
    module = next(module for module in catalog().modules if module.folder == folder.name)
    entry = next(entry for entry in module.head.lessons if entry.file == lesson)
    state = record.state()
    items = [state.items[name] for name in use.items if name in state.items]
    solved = sum(name in state.tasks and state.tasks[name].solved for name in use.tasks)
    total = len(use.items) + len(use.tasks)
    done = len(items) + solved
    right = sum(item.last.correct for item in items) + solved
    left = math.ceil(entry.minutes * (total - done) / total) if total else 0
    return {"done": done, "right": right, "total": total, "minutes": left}
