"""Where an objective is taught: the lessons, and in each the sections that ask for it.

Nothing is written down for this. A lesson's text says which questions and tasks stand in which section, and each of
these names its objective.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path

import attrs

from course.content.catalog import Catalog
from course.content.coursemap import parts_by_objective
from course.content.source import content_root
from course.content.usage import use_of_text

_CODE = re.compile(r"^(```+|~~~+).*?^\1", re.MULTILINE | re.DOTALL)
_HEADING = re.compile(r"^## +(.+?)\s*$", re.MULTILINE)
_TEACHES_NOTHING = frozenset({"Before you start", "Module quiz"})
MORE = "More:"


@attrs.frozen
class Place:
    """A lesson that teaches an objective.

    module: the module's folder. lesson: its short name, "1A". sections: the headings of those parts that ask for the
    objective, in the lesson's order and without what can be skipped; empty where no question or task names it.
    """

    module: str
    lesson: str
    title: str
    sections: tuple[str, ...]


def taught_at(course: Catalog, root: Path | None = None) -> dict[str, tuple[Place, ...]]:
    """Every objective of the course with the places that teach it, in course order.

    root: the folder that holds modules/; by default the course's own.

    >>> from course.content.catalog import catalog
    >>> taught_at(catalog())["1.4"][0].lesson
    '1A'
    """
    found: dict[str, tuple[Place, ...]] = {}
    for module in course.modules:
        folder = (root or content_root()) / "modules" / module.folder
        objectives = {item.id: item.objective for item in module.items}
        objectives |= {task.id: task.objective for task in module.tasks}
        for lesson in module.head.lessons:
            path = folder / f"{lesson.file}.md"
            asked = _asked(path.read_text(encoding="utf-8"), objectives) if path.is_file() else {}
            for objective in lesson.objectives:
                sections = tuple(heading for heading, names in asked.items() if objective in names)
                short = lesson.file.partition("-")[0]
                place = Place(module.folder, short, lesson.title, sections)
                found[objective] = (*found.get(objective, ()), place)
    return found


def _asked(text: str, objectives: Mapping[str, str]) -> dict[str, set[str]]:
    """The headings of a lesson's text, each with the objectives that it asks for."""
    # A comment of the code may look like a heading.
    bare = _CODE.sub(lambda block: block[0].replace("\n#", "\n "), text)
    asked: dict[str, set[str]] = {}
    headings = list(_HEADING.finditer(bare))
    for heading, after in zip(headings, [*headings[1:], None], strict=True):
        name = heading[1]
        if name in _TEACHES_NOTHING or name.startswith(MORE):
            continue
        use = use_of_text("", bare[heading.end() : after.start() if after else len(bare)])
        asked[name] = {objectives[one] for one in (*use.items, *use.tasks) if one in objectives}
    return asked


def objectives_in(assignment: str, root: Path | None = None) -> dict[str, tuple[str, ...]]:
    """The tasks of an assignment of the course ("task1", "memo"), each with the objectives that its text names.

    root: the folder that holds assessments/; by default the course's own. {} for an assignment that is not there.

    >>> objectives_in("01-history")["task6"]
    ('1.3', '1.2')
    >>> objectives_in("somebody-elses")
    {}
    """
    notebook = (root or content_root()) / "assessments" / "source" / assignment / f"{assignment}.ipynb"
    found: dict[str, tuple[str, ...]] = {}
    for objective, parts in parts_by_objective(notebook).items():
        for part in parts:
            # "## Task 1" is "1", and its cells are called task1-...; "## Memo" is the cell memo.
            task = f"task{part}" if part.isdigit() else part.lower()
            found[task] = (*found.get(task, ()), objective)
    return found
