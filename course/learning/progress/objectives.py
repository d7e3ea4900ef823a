"""The objectives of one lesson as boxes that the learner ticks: what progress("1A") shows."""

from __future__ import annotations

from typing import Any

import traitlets

from course.content.catalog import Catalog, LessonEntry, Objective, catalog
from course.errors import UnknownNameError
from course.learning.record.store import Record, open_record
from course.learning.ui.widget import CourseWidget, bundle


class Ticks(CourseWidget):
    """One lesson's objectives. record: where ticks are kept and read back from."""

    _esm = bundle("common", "ticks")

    heading = traitlets.Unicode().tag(sync=True)
    objectives: traitlets.List[Any] = traitlets.List().tag(sync=True)
    ticked = traitlets.Dict().tag(sync=True)

    def __init__(self, heading: str, objectives: tuple[Objective, ...], record: Record) -> None:
        shown = [{"id": objective.id, "text": objective.text} for objective in objectives]
        known = record.state().ticks
        ticked = {entry["id"]: known[entry["id"]] for entry in shown if entry["id"] in known}
        super().__init__(record, heading=heading, objectives=shown, ticked=ticked)

    def plain_text(self) -> str:
        return "\n".join([self.heading, *(f"  {entry['id']}  {entry['text']}" for entry in self.objectives)])

    def keep(self, message: dict[str, Any]) -> None:
        name, on = message["objective"], message["on"]
        if name not in [entry["id"] for entry in self.objectives] or not isinstance(on, bool):
            raise UnknownNameError("objective", name, [entry["id"] for entry in self.objectives])
        self._record.ticked(name, on)
        self.ticked = {**self.ticked, name: on}


def lesson_ticks(lesson: str) -> Ticks:
    """The boxes of one lesson, e.g. lesson_ticks("1A"); UnknownNameError for an unknown lesson.

    >>> lesson_ticks("1A").heading
    'Lesson 1A: tick what you can do now'
    """
    entry, objectives = find_lesson(catalog(), lesson)
    return Ticks(f"Lesson {_name(entry)}: tick what you can do now", objectives, open_record())


def find_lesson(course: Catalog, lesson: str) -> tuple[LessonEntry, tuple[Objective, ...]]:
    """The lesson with this short name and its objectives; UnknownNameError otherwise."""
    names = []
    for module in course.modules:
        for entry in module.head.lessons:
            names.append(_name(entry))
            if names[-1] == lesson:
                chosen = tuple(objective for objective in module.head.objectives if objective.id in entry.objectives)
                return entry, chosen
    raise UnknownNameError("lesson", lesson, names)


def _name(entry: LessonEntry) -> str:
    # The start of the file name is the lesson's id: "1A-pacts-and-forces" -> "1A".
    return entry.file.partition("-")[0]
