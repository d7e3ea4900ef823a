"""What each lesson uses: the quiz items, lab tasks, explorers and facts named in its text.

A lesson's text is the only place that says which items it shows, so this is read from there and
written down nowhere else.
"""

from __future__ import annotations

import functools
import re
from pathlib import Path

import attrs

from course.content.catalog import Module
from course.content.source import content_root

_CALL = re.compile(r"\b(quiz|check|explore)\(([^)]*)\)", re.DOTALL)
_QUOTED = re.compile(r"""["'](m\d-[qte]\d+)["']""")
_FACTS = re.compile(r"<!--([^>]*)-->")
_FACT = re.compile(r"F\d\.\d+[a-z]?")


@attrs.frozen
class LessonUse:
    """Ids in the order of the text."""

    lesson: str
    items: tuple[str, ...]
    tasks: tuple[str, ...]
    facts: tuple[str, ...]
    explorers: tuple[str, ...] = ()


def use_of_text(lesson: str, text: str) -> LessonUse:
    """What one lesson text uses.

    >>> use_of_text("1A", 'quiz("m1-q03")\\ncheck("m1-t2", x)\\nA claim. <!-- F1.2 -->').items
    ('m1-q03',)
    """
    ids = [name for call in _CALL.finditer(text) for name in _QUOTED.findall(call[2])]
    facts = [fact for mark in _FACTS.findall(text) for fact in _FACT.findall(mark)]
    return LessonUse(
        lesson,
        tuple(dict.fromkeys(name for name in ids if "-q" in name)),
        tuple(dict.fromkeys(name for name in ids if "-t" in name)),
        tuple(dict.fromkeys(facts)),
        tuple(dict.fromkeys(name for name in ids if "-e" in name)),
    )


def module_use(module: Module, root: Path | None = None) -> dict[str, LessonUse]:
    """Lesson file name -> what it uses, for the lessons whose text exists."""
    folder = (root or content_root()) / "modules" / module.folder
    found = {}
    for lesson in module.head.lessons:
        path = folder / f"{lesson.file}.md"
        if path.is_file():
            found[lesson.file] = use_of_text(lesson.file, path.read_text(encoding="utf-8"))
    return found


@functools.cache
def course_use() -> dict[tuple[str, str], LessonUse]:
    """(module folder, lesson file) -> what it uses, for the installed course, in course order."""
    from course.content.catalog import catalog

    return {(module.folder, file): use for module in catalog().modules for file, use in module_use(module).items()}
