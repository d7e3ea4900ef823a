"""The objectives of one lesson as boxes that the learner ticks: what progress("1A") shows."""

from __future__ import annotations

from typing import Any, ClassVar

from course.content.catalog import Catalog, LessonEntry, Objective, catalog
from course.errors import UnknownNameError
from course.learning.record.store import Record, open_record
from course.learning.ui.view import View


class Ticks(View):
    """One lesson's objectives. lesson: its short name, e.g. "1A". record: where ticks are kept and read back from."""

    kind: ClassVar[str] = "ticks"

    def __init__(self, lesson: str, objectives: tuple[Objective, ...], record: Record) -> None:
        super().__init__(record)
        self._lesson = lesson
        self.heading = f"Lesson {lesson}: tick what you can do now"
        self.objectives = [{"id": objective.id, "text": objective.text} for objective in objectives]

    @property
    def ticked(self) -> dict[str, bool]:
        """Objective id -> whether it is ticked; only those that the learner ever touched."""
        known = self._record.state().ticks
        return {entry["id"]: known[entry["id"]] for entry in self.objectives if entry["id"] in known}

    def key(self) -> dict[str, Any]:
        return {"lesson": self._lesson}

    def data(self) -> dict[str, Any]:
        return {"heading": self.heading, "objectives": self.objectives}

    def state(self) -> dict[str, Any]:
        return {"ticked": self.ticked}

    def plain_text(self) -> str:
        return "\n".join([self.heading, *(f"  {entry['id']}  {entry['text']}" for entry in self.objectives)])

    def keep(self, message: dict[str, Any]) -> None:
        name, on = message["objective"], message["on"]
        if name not in [entry["id"] for entry in self.objectives] or not isinstance(on, bool):
            raise UnknownNameError("objective", name, [entry["id"] for entry in self.objectives])
        self._record.ticked(name, on)


def lesson_ticks(lesson: str, record: Record | None = None) -> Ticks:
    """The boxes of one lesson, e.g. lesson_ticks("1A"); UnknownNameError for an unknown lesson.

    record: where ticks are kept; by default the record of the folder we are in.

    >>> lesson_ticks("1A").heading
    'Lesson 1A: tick what you can do now'
    """
    entry, objectives = find_lesson(catalog(), lesson)
    return Ticks(_name(entry), objectives, record or open_record())


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
