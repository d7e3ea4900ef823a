"""The course put into words: an outline for people, and the machine form that other tools read."""

from __future__ import annotations

from importlib import metadata
from typing import Any

from course.content.catalog import TITLE, Capstone, Catalog, Module
from course.content.items import Item, Match, Multiple, Numeric, Order, Single
from course.content.scenarios import as_form


def version() -> str:
    """The installed version, or "unknown" in a tree that was never installed."""
    try:
        return metadata.version("military-partnerships-for-peace")
    except metadata.PackageNotFoundError:
        return "unknown"


def as_machine_form(course: Catalog) -> dict[str, Any]:
    """The whole course as plain lists and mappings; the format is fixed in the design and read by other tools.

    >>> from course.content.catalog import catalog
    >>> sorted(as_machine_form(catalog()))
    ['capstone', 'modules', 'title', 'version']
    """
    return {
        "title": TITLE,
        "version": version(),
        "modules": [_module(module, course) for module in course.modules],
        "capstone": _capstone(course.capstone) if course.capstone else None,
    }


def _capstone(capstone: Capstone) -> dict[str, Any]:
    return {
        "name": capstone.name,
        "title": capstone.title,
        "hours": capstone.hours,
        "points_auto": capstone.points_auto,
        "points_manual": capstone.points_manual,
        "objectives": list(capstone.objectives),
    }


def _module(module: Module, course: Catalog) -> dict[str, Any]:
    head = module.head
    return {
        "id": head.id,
        "slug": module.folder,
        "title": head.title,
        "hours": head.hours,
        "objectives": [{"id": o.id, "text": o.text, "bloom": o.bloom} for o in head.objectives],
        "lessons": [
            {
                "path": f"modules/{module.folder}/{lesson.file}.ipynb",
                "title": lesson.title,
                "minutes": lesson.minutes,
                "objectives": list(lesson.objectives),
            }
            for lesson in head.lessons
        ],
        "items": [item_form(item) for item in module.items],
        "facts": [
            {
                "id": fact.id,
                "claim": fact.claim,
                "as_of": fact.as_of,
                "source": _source(fact.ref, fact.at, course),
                "checked": fact.checked,
            }
            for fact in module.facts
        ],
        "checks": [{"id": task.id, "objective": task.objective} for task in module.tasks],
        "scenario": as_form(module.scenario) if module.scenario else None,
        "assignment": {
            "name": head.assignment.name,
            "points_auto": head.assignment.points_auto,
            "points_manual": head.assignment.points_manual,
        },
    }


def _source(ref: str, at: str, course: Catalog) -> str:
    reference = course.references.get(ref)
    return (str(reference) if reference else ref) + (f" ({at})" if at else "")


def item_form(item: Item) -> dict[str, Any]:
    """One item as plain lists and mappings, with its key."""
    form: dict[str, Any] = {
        "id": item.id,
        "kind": item.kind,
        "use": item.use,
        "stem": item.stem,
        "objective": item.objective,
        "bloom": item.bloom,
        "facts": list(item.facts),
        "lesson": item.lesson,
        "certainty": item.certainty,
    }
    if isinstance(item, Single | Multiple):
        form["options"] = [
            {"id": o.id, "text": o.text, "correct": o.correct, "feedback": o.feedback} for o in item.options
        ]
        if isinstance(item, Multiple):
            form["choose"] = item.choose
    elif isinstance(item, Numeric):
        form |= {
            "options": [],
            "answer": item.answer,
            "tolerance": item.tolerance,
            "unit": item.unit,
            "feedback": item.feedback,
            "wrong": [{"value": slip.value, "feedback": slip.feedback} for slip in item.wrong],
            "otherwise": item.otherwise,
        }
    elif isinstance(item, Order | Match):
        form["options"] = [{"id": o.id, "text": o.text, "feedback": o.feedback} for o in item.options]
        form["answer"] = dict(item.answer) if isinstance(item, Match) else list(item.answer)
        if isinstance(item, Match):
            form["targets"] = [{"id": t.id, "text": t.text} for t in item.targets]
    return form


def as_outline(course: Catalog) -> str:
    """A text outline: modules with hours, lessons, objectives and how much there is of everything."""
    lines = [TITLE, ""]
    for module in course.modules:
        head = module.head
        lines.append(f"{head.id}  {head.title} ({head.hours:g} h)")
        lines += [f"    {lesson.file}: {lesson.title} ({lesson.minutes:g} min)" for lesson in head.lessons]
        lines += [f"    {objective.id} {objective.text}" for objective in head.objectives]
        counts = f"{len(module.items)} quiz items, {len(module.tasks)} lab tasks, {len(module.facts)} facts"
        lines += [f"    {counts}; assignment {head.assignment.name}", ""]
    if course.capstone:
        points = course.capstone.points_auto + course.capstone.points_manual
        lines.append(f"{course.capstone.title} ({course.capstone.hours:g} h, {points:g} points)")
    return "\n".join(lines).rstrip()
