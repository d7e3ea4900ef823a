"""`course check`: every rule a machine can check about the course's content, in one list of faults.

Four rooms: items (the bank as a whole), tasks (values), lessons (shape, words, actions, links, pictures) and the
chain objective -> lesson -> item -> assignment with the facts and references it stands on.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

from course.authoring.build import disagreements, lesson_sources
from course.authoring.lint.clones import clone_faults
from course.authoring.lint.explorers import explorer_faults
from course.authoring.lint.item_sense import sense_faults
from course.authoring.lint.items import item_faults
from course.authoring.lint.ladder import ladder_faults
from course.authoring.lint.lessons import lesson_faults
from course.authoring.lint.readability import readability_faults
from course.authoring.lint.sources import hosts, reference_faults
from course.authoring.lint.symmetry import symmetry_faults
from course.authoring.lint.tasks import card_faults, task_faults
from course.content.catalog import Catalog, Module, read_catalog
from course.content.source import relative
from course.content.usage import module_use
from course.errors import BuildError, ContentError, Fault

LARGEST = 250_000
"""The most bytes of a built lesson."""


def lint(root: Path) -> list[Fault]:
    """All faults of the course under `root`; an empty list means none was found.

    `course check` prints them, each with the file, the place, what is wrong and how to mend it.
    """
    try:
        course = read_catalog(root)
    except ContentError as error:
        # Nothing else can be judged before the files can be read.
        return error.faults
    faults = list(item_faults(course, root))
    for family in (symmetry_faults, clone_faults, sense_faults):
        faults += family(course, root)
    for path in lesson_sources(root, course):
        try:
            faults += [
                Fault(relative(path, root), "notebook", found, f"run: course build {relative(path, root)}")
                for found in disagreements(path, course)
            ]
        except BuildError as error:
            faults.append(Fault(relative(path, root), "text", str(error), "see the lesson shape in CONTRIBUTING.md"))
    for module in course.modules:
        faults += lesson_faults(module, course, root)
        faults += readability_faults(module, root)
        faults += _chain_faults(module, course, root)
        faults += _scenario_faults(module, course)
        faults += card_faults(module, root)
    faults += ladder_faults(course, root)
    faults += _source_faults(course)
    faults += reference_faults(course, hosts(root))
    faults += _capstone_faults(course, root)
    faults += _size_faults(course, root)
    return faults


def _chain_faults(module: Module, course: Catalog, root: Path) -> Iterator[Fault]:
    folder = f"modules/{module.folder}"
    uses = module_use(module, root)
    items, facts = course.items, course.facts
    taught = {objective for lesson in module.head.lessons for objective in lesson.objectives}
    known = {objective.id for objective in module.head.objectives}
    asked = {item.objective for item in module.items if item.use != "pretest"}
    assessed = _assignment_text(module.head.assignment.name, root)
    for objective in module.head.objectives:
        if objective.id not in taught:
            yield Fault(f"{folder}/module.yml", objective.id, "no lesson teaches this objective", "name it in a lesson")
        if objective.id not in asked:
            yield Fault(f"{folder}/items.yml", objective.id, "no item asks for this objective", "write one")
        if assessed and f"Objective {objective.id}" not in assessed:
            place = f"assessments/source/{module.head.assignment.name}"
            yield Fault(
                place, objective.id, "the assignment does not assess it", f"write 'Objective {objective.id}' at a task"
            )
    for stray in sorted(taught - known):
        yield Fault(f"{folder}/module.yml", stray, "a lesson names an objective that does not exist", "correct the id")
    yield from explorer_faults(module, uses, root)
    yield from task_faults(module, {task for use in uses.values() for task in use.tasks})
    for file, use in uses.items():
        for stray in [i for i in use.items if i not in items]:
            yield Fault(f"{folder}/{file}.md", stray, "there is no such item", "correct the id in quiz(...)")
        for stray in [t for t in use.tasks if t not in {task.id for task in module.tasks}]:
            yield Fault(f"{folder}/{file}.md", stray, "there is no such task", "correct the id in check(...)")
        for stray in [f for f in use.facts if f not in facts]:
            yield Fault(f"{folder}/{file}.md", stray, "there is no such fact", "correct the mark or add the fact")
    marked = {fact for use in uses.values() for fact in use.facts}
    for fact in module.facts:
        if fact.id not in marked:
            yield Fault(f"{folder}/facts.yml", fact.id, "no lesson teaches this fact", f"mark it <!-- {fact.id} -->")


def _scenario_faults(module: Module, course: Catalog) -> Iterator[Fault]:
    if module.scenario is None:
        return
    file = f"modules/{module.folder}/scenario.yml"
    named = [(f"{node.id}{choice.id}", choice.fact) for node in module.scenario.nodes for choice in node.choices]
    named += [("history", fact) for fact in module.scenario.history.facts]
    for place, fact in named:
        if fact not in course.facts:
            yield Fault(file, place, f"fact {fact!r} does not exist", "name a fact of some facts.yml, or add it")
    known = {objective.id for objective in module.head.objectives}
    for stray in sorted(set(module.scenario.objectives) - known):
        yield Fault(file, "objectives", f"objective {stray!r} is not one of this module's", "correct the id")


def _capstone_faults(course: Catalog, root: Path) -> Iterator[Fault]:
    if course.capstone is None:
        return
    file, name = "modules/capstone.yml", course.capstone.name
    assessed = _assignment_text(name, root)
    known = {objective.id for module in course.modules for objective in module.head.objectives}
    for objective in course.capstone.objectives:
        if objective not in known:
            yield Fault(file, objective, "no module.yml has this objective", "correct the id")
        elif f"Objective {objective}" not in assessed:
            place = f"assessments/source/{name}"
            yield Fault(place, objective, "the capstone does not assess it", f"write 'Objective {objective}' at a task")


def _size_faults(course: Catalog, root: Path) -> Iterator[Fault]:
    """Learners load lessons over slow lines, and JupyterLab reads all of a notebook before it shows the first cell."""
    for path in lesson_sources(root, course):
        built = path.with_suffix(".ipynb")
        size = built.stat().st_size if built.is_file() else 0
        if size > LARGEST:
            wrong = f"{size:,} bytes; the most is {LARGEST:,}"
            mend = "give the explorers with the most pictures fewer choices, or show fewer rows of a table"
            yield Fault(relative(built, root), "size", wrong, mend)


def _assignment_text(name: str, root: Path) -> str:
    """The prose of an assignment and of its rubric, joined."""
    texts = []
    for path in sorted((root / "assessments" / "source" / name).glob("*.ipynb")):
        cells = json.loads(path.read_text(encoding="utf-8"))["cells"]
        texts += ["".join(cell["source"]) for cell in cells if cell["cell_type"] == "markdown"]
    rubric = root / "assessments" / "rubrics" / f"{name}.md"
    return "\n".join(texts) + (rubric.read_text(encoding="utf-8") if rubric.is_file() else "")


def _source_faults(course: Catalog) -> Iterator[Fault]:
    cited = [(f"modules/{m.folder}/facts.yml", fact.id, fact.ref) for m in course.modules for fact in m.facts]
    cited += [("modules/glossary.yml", term.id, term.ref) for term in course.glossary]
    for file, place, ref in cited:
        if ref not in course.references:
            yield Fault(
                file, place, f"ref {ref!r} is not in modules/references.bib", "add the entry or correct the key"
            )
    for file, ids in (
        ("modules/*/facts.yml", [fact.id for module in course.modules for fact in module.facts]),
        ("modules/claims.yml", [claim.id for claim in course.claims]),
        ("modules/glossary.yml", [term.id for term in course.glossary]),
    ):
        for double in sorted({i for i in ids if ids.count(i) > 1}):
            yield Fault(file, double, "this id is used twice", "keep one entry, or take a free id")
    for claim in course.claims:
        for fact_id in claim.facts:
            # A claim may name facts of a module that is still to be written; a typed wrong id in a written one may not.
            if fact_id not in course.facts and any(fact_id.startswith(f"F{m.id[1]}.") for m in course.modules):
                yield Fault("modules/claims.yml", claim.id, f"fact {fact_id!r} does not exist", "correct the id")
