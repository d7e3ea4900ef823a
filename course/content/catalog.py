"""The course as one object: modules with their lessons, objectives, facts, items and tasks.

`catalog()` reads everything under modules/ once. Reading collects the faults of every file, so that
an author sees them all in one run.
"""

from __future__ import annotations

import functools
from pathlib import Path
from typing import Any

import attrs

from course.content.items import BLOOM, ITEM_ID, Item, read_items
from course.content.references import Reference, read_references
from course.content.scenarios import Scenario, read_scenario
from course.content.source import content_root, read_yaml, relative, structure_rows
from course.content.tasks import Task, module_tasks
from course.errors import ContentError, Fault, UnknownNameError

TITLE = "Military Partnerships for Peace"
CHECKED = ("source", "secondary", "memory")
VERDICTS = ("supported", "contested", "wrong", "too vague")


@attrs.frozen(kw_only=True)
class Objective:
    """What a learner can do afterwards, with a measurable verb. `id` is "1.1"."""

    id: str
    text: str
    bloom: str


@attrs.frozen(kw_only=True)
class LessonEntry:
    """One lesson as module.yml lists it. `file` has no ending: LESSON.md and LESSON.ipynb share it."""

    file: str
    title: str
    minutes: float
    objectives: tuple[str, ...]


@attrs.frozen(kw_only=True)
class Fact:
    """One checked statement. `ref` is a key of references.bib; `checked` says how it was confirmed."""

    id: str
    claim: str
    as_of: str
    ref: str
    checked: str
    at: str = ""


@attrs.frozen(kw_only=True)
class Term:
    """One glossary entry. `avoid` names the word it is often confused with, `also` other forms in the lessons."""

    id: str
    term: str
    meaning: str
    ref: str
    avoid: str = ""
    also: tuple[str, ...] = ()

    @property
    def forms(self) -> frozenset[str]:
        """How the lessons may write it, in small letters: the term, its abbreviation in brackets, the other forms.

        >>> sorted(Term(id="tcc", term="Contributing country (TCC)", meaning="...", ref="x").forms)
        ['contributing country', 'tcc']
        """
        plain, _, short = self.term.removesuffix(")").partition(" (")
        return frozenset(form.lower() for form in (plain, short, *self.also) if form)

    @property
    def abbreviation(self) -> str:
        """The abbreviation in brackets, or nothing.

        >>> Term(id="tcc", term="Contributing country (TCC)", meaning="...", ref="x").abbreviation
        'TCC'
        """
        short = self.term.removesuffix(")").partition(" (")[2]
        return short if short.isupper() else ""


@attrs.frozen(kw_only=True)
class Claim:
    """One sentence of the claims ledger. The verdict is shown only after module `taught_in`."""

    id: str
    text: str
    taught_in: str
    verdict: str
    why: str
    facts: tuple[str, ...] = ()


@attrs.frozen(kw_only=True)
class AssignmentEntry:
    """The module's assignment: its nbgrader name and its points by kind of grading."""

    name: str
    points_auto: float
    points_manual: float


@attrs.frozen(kw_only=True)
class ModuleHead:
    """What module.yml holds."""

    id: str
    title: str
    hours: float
    question: str
    objectives: tuple[Objective, ...]
    lessons: tuple[LessonEntry, ...]
    assignment: AssignmentEntry


@attrs.frozen(kw_only=True)
class Module:
    """One module, read. `folder` is its name under modules/, e.g. "01-history"."""

    head: ModuleHead
    folder: str
    facts: tuple[Fact, ...]
    items: tuple[Item, ...]
    tasks: tuple[Task, ...]
    scenario: Scenario | None

    @property
    def id(self) -> str:
        """Two digits, e.g. "01"."""
        return self.head.id


@attrs.frozen(kw_only=True)
class Capstone:
    """The exercise that closes the course: its nbgrader name, its points, the objectives of any module it serves."""

    name: str
    title: str
    hours: float
    points_auto: float
    points_manual: float
    objectives: tuple[str, ...]

    @property
    def notebook(self) -> str:
        """Its path below assessments/source/ and in a learner's workspace."""
        return f"{self.name}/{self.name}.ipynb"


@attrs.frozen(kw_only=True)
class Catalog:
    """The whole course. capstone: None in a course that has none."""

    modules: tuple[Module, ...]
    references: dict[str, Reference]
    glossary: tuple[Term, ...]
    claims: tuple[Claim, ...]
    capstone: Capstone | None = None

    def module(self, module_id: str) -> Module:
        """The module with this two-digit id; UnknownNameError otherwise."""
        for module in self.modules:
            if module.id == module_id:
                return module
        raise UnknownNameError("module", module_id, [module.id for module in self.modules])

    @property
    def items(self) -> dict[str, Item]:
        """Every item of the course by id."""
        return {item.id: item for module in self.modules for item in module.items}

    @property
    def facts(self) -> dict[str, Fact]:
        """Every fact of the course by id."""
        return {fact.id: fact for module in self.modules for fact in module.facts}


def lesson_order(modules: Path) -> list[tuple[str, LessonEntry]]:
    """(module folder, lesson) in course order, read from the module.yml files alone, so in milliseconds.

    modules: the folder that holds the modules. Raises ContentError when a module.yml is not in order.

    >>> lesson_order(content_root() / "modules")[0][1].file
    '0A-first-answer'
    """
    order, faults = [], []
    for head_file in sorted(modules.glob("[0-9][0-9]-*/module.yml")):
        rows = [read_yaml(head_file, modules.parent)]
        heads, found = structure_rows(rows, relative(head_file, modules.parent), lambda row: ModuleHead)
        faults += found
        order += [(head_file.parent.name, lesson) for head in heads for lesson in head.lessons]
    if faults:
        raise ContentError(faults)
    return order


def _rows(path: Path, root: Path, cls: type[Any], faults: list[Fault]) -> tuple[Any, ...]:
    good: list[Any]
    try:
        good, found = structure_rows(read_yaml(path, root), relative(path, root), lambda row: cls)
    except ContentError as error:
        faults += error.faults
        return ()
    faults += found
    return tuple(good)


def _read_module(folder: Path, root: Path, faults: list[Fault]) -> Module | None:
    head_file = relative(folder / "module.yml", root)
    try:
        heads, found = structure_rows([read_yaml(folder / "module.yml", root)], head_file, lambda row: ModuleHead)
    except ContentError as error:
        heads, found = [], error.faults
    faults += found
    facts = _rows(folder / "facts.yml", root, Fact, faults)
    items: list[Item] = []
    tasks: list[Task] = []
    try:
        items = read_items(folder / "items.yml", root)
    except ContentError as error:
        faults += error.faults
    try:
        tasks = module_tasks(folder, root)
    except ContentError as error:
        faults += error.faults
    scenario = None
    try:
        scenario = read_scenario(folder / "scenario.yml", root)
    except ContentError as error:
        faults += error.faults
    if not heads:
        return None
    head = heads[0]
    if not folder.name.startswith(f"{head.id}-"):
        faults.append(Fault(head_file, "id", f"{head.id!r} does not fit the folder", f"use {folder.name[:2]!r}"))
    for objective in head.objectives:
        if objective.bloom not in BLOOM:
            faults.append(Fault(head_file, objective.id, f"bloom is {objective.bloom!r}", f"one of {', '.join(BLOOM)}"))
    fact_file = relative(folder / "facts.yml", root)
    for fact in facts:
        if fact.checked not in CHECKED:
            faults.append(Fault(fact_file, fact.id, f"checked is {fact.checked!r}", f"one of {', '.join(CHECKED)}"))
    return Module(head=head, folder=folder.name, facts=facts, items=tuple(items), tasks=tuple(tasks), scenario=scenario)


def read_catalog(root: Path) -> Catalog:
    """Read the course under `root`; ContentError with every fault of every file otherwise."""
    faults: list[Fault] = []
    folders = sorted(path for path in (root / "modules").glob("[0-9][0-9]-*") if path.is_dir())
    modules = [module for folder in folders if (module := _read_module(folder, root, faults))]
    glossary = _rows(root / "modules/glossary.yml", root, Term, faults)
    claims = _rows(root / "modules/claims.yml", root, Claim, faults)
    for claim in claims:
        if claim.verdict not in VERDICTS:
            rule = f"verdict is {claim.verdict!r}"
            faults.append(Fault("modules/claims.yml", claim.id, rule, f"one of {', '.join(VERDICTS)}"))
    try:
        references = read_references(root / "modules/references.bib", root)
    except ContentError as error:
        faults += error.faults
        references = {}
    capstone = _read_capstone(root, faults)
    if faults:
        raise ContentError(faults)
    return Catalog(modules=tuple(modules), references=references, glossary=glossary, claims=claims, capstone=capstone)


def _read_capstone(root: Path, faults: list[Fault]) -> Capstone | None:
    path = root / "modules/capstone.yml"
    if not path.is_file():
        return None
    try:
        found, wrong = structure_rows([read_yaml(path, root)], relative(path, root), lambda row: Capstone)
    except ContentError as error:
        found, wrong = [], error.faults
    faults += wrong
    return found[0] if found else None


@functools.cache
def catalog() -> Catalog:
    """The installed course, read once for each process.

    >>> [module.id for module in catalog().modules][:2]
    ['00', '01']
    """
    return read_catalog(content_root())


@functools.cache
def _module_items(digit: str) -> dict[str, Item]:
    root = content_root()
    for folder in sorted((root / "modules").glob(f"0{digit}-*")):
        return {item.id: item for item in read_items(folder / "items.yml", root)}
    return {}


def find_item(item_id: str) -> Item:
    """The item with this id, reading only its module; UnknownNameError with the nearest ids otherwise.

    >>> find_item("m1-q01").module
    '01'
    """
    match = ITEM_ID.fullmatch(str(item_id))
    known = _module_items(match[1]) if match else {}
    if item_id not in known:
        raise UnknownNameError("quiz item", item_id, known or ["m0-q01", "m1-q01"])
    return known[item_id]
