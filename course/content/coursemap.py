"""The course-wide map: each objective with the lessons that teach it and everything that asks for it.

Nothing is written down for the map. It is read from where each thing is decided: module.yml, the items, the lab tasks,
the scenario, and the objectives named in the assignments' prose.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from pathlib import Path

import attrs

from course.content.catalog import Catalog, Module
from course.content.source import content_root

_HEADING = re.compile(r"^#{1,3} (?:Task )?([^·:\n(]+)", re.MULTILINE)
_OBJECTIVE = re.compile(r"Objective (\d\.\d+)")


@attrs.frozen
class MapRow:
    """One objective. items: how many of each use. tasks: lab tasks. parts: the parts of the module's assignment."""

    objective: str
    text: str
    bloom: str
    lessons: tuple[str, ...]
    items: Mapping[str, int]
    tasks: int
    scenario: bool
    parts: tuple[str, ...]
    capstone: bool


def course_map(course: Catalog, root: Path | None = None) -> list[MapRow]:
    """Every objective of the course, in order.

    root: the folder that holds assessments/; by default the course's own.

    >>> from course.content.catalog import catalog
    >>> course_map(catalog())[0].lessons
    ('0A',)
    """
    source = (root or content_root()) / "assessments" / "source"
    return [row for module in course.modules for row in _rows(module, course, source)]


def _rows(module: Module, course: Catalog, source: Path) -> list[MapRow]:
    head = module.head
    parts = parts_by_objective(source / head.assignment.name / f"{head.assignment.name}.ipynb")
    rows = []
    for objective in head.objectives:
        uses = [item.use for item in module.items if item.objective == objective.id]
        rows.append(
            MapRow(
                objective=objective.id,
                text=objective.text,
                bloom=objective.bloom,
                lessons=tuple(
                    lesson.file.partition("-")[0] for lesson in head.lessons if objective.id in lesson.objectives
                ),
                items={use: uses.count(use) for use in ("pretest", "inline", "mastery")},
                tasks=sum(task.objective == objective.id for task in module.tasks),
                scenario=module.scenario is not None and objective.id in module.scenario.objectives,
                parts=tuple(parts.get(objective.id, ())),
                capstone=course.capstone is not None and objective.id in course.capstone.objectives,
            )
        )
    return rows


def parts_by_objective(notebook: Path) -> dict[str, list[str]]:
    """Objective -> the parts of an assignment's notebook ("2", "Memo") whose prose names it; {} without the file."""
    if not notebook.is_file():
        return {}
    found: dict[str, list[str]] = {}
    part = "all"
    for cell in json.loads(notebook.read_text(encoding="utf-8"))["cells"]:
        if cell["cell_type"] != "markdown":
            continue
        text = "".join(cell["source"])
        heading = _HEADING.search(text)
        part = heading[1].strip() if heading else part
        for objective in _OBJECTIVE.findall(text):
            if part not in found.setdefault(objective, []):
                found[objective].append(part)
    return found


def as_text(rows: list[MapRow]) -> str:
    """The map as a text table of at most 110 characters a line, with a line of totals."""
    head = (
        f"{'objective':<10}{'Bloom':<6}{'lessons':<16}{'pretest':>8}{'inline':>8}{'mastery':>8}{'lab':>5}  assignment"
    )
    lines = [head, "-" * len(head)]
    for row in rows:
        counts = "".join(f"{row.items[use] or '-':>8}" for use in ("pretest", "inline", "mastery"))
        more = [*row.parts, *(["scenario"] if row.scenario else []), *(["capstone"] if row.capstone else [])]
        where = f"{row.objective:<10}{row.bloom:<6}{' '.join(row.lessons):<16}"
        lines.append(f"{where}{counts}{row.tasks or '-':>5}  {', '.join(more)}")
    totals = "".join(f"{sum(row.items[use] for row in rows):>8}" for use in ("pretest", "inline", "mastery"))
    first = f"{len(rows)} objectives"
    lines += ["-" * len(head), f"{first:<32}{totals}{sum(row.tasks for row in rows):>5}"]
    return "\n".join(lines)
