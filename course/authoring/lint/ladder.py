"""Does code that learners see use only what was taught before: in lessons told anew, and in assignments' core tasks?

What is taught where stands in modules/skills.yml. Cells with the tag `machinery` are not for reading, and an
assignment's stretch tasks ("stretch1-answer") are free. What stands in modules/not-yet-retold.yml is left alone.
"""

from __future__ import annotations

import contextlib
import json
from collections.abc import Iterable, Iterator
from pathlib import Path

import attrs

from course.authoring.build import read_text
from course.authoring.ladder import idioms
from course.authoring.passages import CODE, MACHINERY, Passage, passages
from course.content.catalog import Catalog, Module
from course.content.extra import is_extra
from course.content.retelling import lesson_head, not_yet_retold
from course.content.skills import FILE, Skill, read_skills
from course.content.source import relative
from course.errors import BuildError, ContentError, Fault

NEW_IN_A_LESSON = 2
FIRST_MODULE = "00"
"""It may teach more than NEW_IN_A_LESSON, as many as it can teach well, and nothing hard."""
USED_AGAIN_WITHIN = 2
"""Lessons after the one that teaches a piece of code: what is not used again by then is forgotten."""
LIMIT = "new-idioms"
"""The name by which a lesson may argue NEW_IN_A_LESSON away under `allow`."""
ON_PURPOSE = "raises-exception"
"""Jupyter's own tag for a cell that is meant to fail; it may hold what is no Python."""

_MEND = f"use what is known, teach it first (a line in {FILE}), or fold the cell with the tag {MACHINERY}"


@attrs.frozen(kw_only=True)
class _Lesson:
    """A lesson's code as learners see it. waits: not told anew yet, or not to be read. allow: limits argued away."""

    code: str
    file: str
    module: str
    cells: tuple[Passage, ...]
    waits: bool
    allow: frozenset[str]

    def uses(self, skills: Iterable[Skill]) -> frozenset[str]:
        return frozenset().union(*(_known(cell.text, skills) for cell in self.cells))


def ladder_faults(course: Catalog, root: Path) -> Iterator[Fault]:
    """Every place where code stands on what was not taught, and every piece that is taught and left.

    Example: `list(ladder_faults(catalog(), content_root()))`
    """
    try:
        skills = read_skills(root)
    except ContentError as error:
        yield from error.faults
        return
    if not skills:
        return
    lessons = list(_lessons(course, root))
    order = {lesson.code: number for number, lesson in enumerate(lessons)}
    yield from _plan_faults(skills, lessons, order)
    for number, lesson in enumerate(lessons):
        if not lesson.waits:
            taught = {skill.id for skill in skills if order.get(skill.lesson, len(lessons)) <= number}
            yield from _code_faults(lesson.cells, lesson.file, skills, taught)
            yield from _new_faults(lesson, lessons[number + 1 : number + 1 + USED_AGAIN_WITHIN], skills)
    yield from _assignment_faults(course, root, skills, order)


def _lessons(course: Catalog, root: Path) -> Iterator[_Lesson]:
    waiting = not_yet_retold(root).lessons
    for module in course.modules:
        for entry in module.head.lessons:
            path = root / "modules" / module.folder / f"{entry.file}.md"
            code = entry.file.split("-")[0]
            pieces: list[Passage] = []
            head = None
            if code not in waiting:
                # A text or a head that cannot be read is told once already, by the rules about it.
                with contextlib.suppress(BuildError, ContentError):
                    pieces, head = passages(read_text(path).cells), lesson_head(path, root)
            yield _Lesson(
                code=code,
                file=relative(path, root),
                module=module.id,
                cells=tuple(piece for piece in pieces if piece.kind == CODE and MACHINERY not in piece.tags),
                waits=not pieces,
                allow=frozenset(head.allow if head else ()),
            )


def _plan_faults(skills: list[Skill], lessons: list[_Lesson], order: dict[str, int]) -> Iterator[Fault]:
    """Easy before hard: what skills.yml says about itself."""
    by_id = {skill.id: skill for skill in skills}
    first = {lesson.code for lesson in lessons if lesson.module == FIRST_MODULE}
    for skill in skills:
        if skill.lesson not in order:
            mend = f"name one of {', '.join(order)}"
            yield Fault(FILE, skill.id, f"there is no lesson {skill.lesson!r}", mend)
            continue
        if skill.level == "hard" and skill.lesson in first:
            rule = f"it is hard, and module {FIRST_MODULE} teaches it"
            yield Fault(FILE, skill.id, rule, "teach it in a later lesson")
        for base in skill.after:
            if order.get(by_id[base].lesson, -1) > order[skill.lesson]:
                rule = f"lesson {skill.lesson} teaches it before {base!r}, which it stands on ({by_id[base].lesson})"
                yield Fault(FILE, skill.id, rule, "teach it later, or what it stands on earlier")


def _code_faults(cells: Iterable[Passage], file: str, skills: list[Skill], taught: set[str]) -> Iterator[Fault]:
    by_id = {skill.id: skill for skill in skills}
    for cell in cells:
        try:
            found = idioms(cell.text, skills)
        except SyntaxError as error:
            if ON_PURPOSE not in cell.tags:
                mend = f"correct it, or give the cell the tag {ON_PURPOSE} if it is meant to fail"
                yield Fault(file, cell.place, f"this is not Python: {error.msg}", mend)
            continue
        for mark in sorted(found.unknown):
            yield Fault(file, cell.place, f"it uses {mark}, which no lesson teaches", _MEND)
        for late in sorted(found.known - taught):
            skill = by_id[late]
            yield Fault(file, cell.place, f"it uses {skill.name}, which lesson {skill.lesson} teaches", _MEND)


def _new_faults(lesson: _Lesson, following: list[_Lesson], skills: list[Skill]) -> Iterator[Fault]:
    new = [skill for skill in skills if skill.lesson == lesson.code]
    if len(new) > NEW_IN_A_LESSON and lesson.module != FIRST_MODULE and LIMIT not in lesson.allow:
        rule = f"lesson {lesson.code} teaches {len(new)} new pieces of code ({', '.join(skill.id for skill in new)})"
        mend = f"move all but {NEW_IN_A_LESSON} to other lessons, or say under `allow: {{{LIMIT}: ...}}` why not"
        yield Fault(FILE, lesson.code, rule, mend)
    here, later = lesson.uses(skills), [other.uses(skills) for other in following]
    for skill in new:
        if skill.id not in here:
            rule = f"lesson {lesson.code} should teach it, and no code that learners read there uses it"
            yield Fault(FILE, skill.id, rule, "use it there, or name the lesson that teaches it")
        # As long as one of the next lessons is still to be written, it may be used there.
        elif later and not any(other.waits for other in following) and not any(skill.id in uses for uses in later):
            rule = f"it is not used again in {' or '.join(other.code for other in following)}"
            yield Fault(FILE, skill.id, rule, "let a learner use it there, or teach it later")


def _known(source: str, skills: Iterable[Skill]) -> frozenset[str]:
    try:
        return idioms(source, skills).known
    except SyntaxError:
        return frozenset()


def _assignment_faults(course: Catalog, root: Path, skills: list[Skill], order: dict[str, int]) -> Iterator[Fault]:
    waiting = not_yet_retold(root).assignments
    names = [(module.head.assignment.name, _until(module)) for module in course.modules]
    if course.capstone:
        names.append((course.capstone.name, list(order)[-1]))
    for name, last in names:
        taught = {skill.id for skill in skills if order.get(skill.lesson, len(order)) <= order[last]}
        for path in sorted((root / "assessments" / "source" / name).glob("*.ipynb")):
            if name not in waiting:
                yield from _code_faults(_core(path), relative(path, root), skills, taught)


def _until(module: Module) -> str:
    return module.head.lessons[-1].file.split("-")[0]


def _core(path: Path) -> Iterator[Passage]:
    """The given code and the model solutions of the core tasks; tests are not for reading."""
    for number, cell in enumerate(json.loads(path.read_text(encoding="utf-8"))["cells"], 1):
        about, tags = cell["metadata"].get("nbgrader", {}), cell["metadata"].get("tags", ())
        test = about.get("grade") and not about.get("solution")
        if (
            cell["cell_type"] == "code"
            and not test
            and MACHINERY not in tags
            and not is_extra(about.get("grade_id", ""))
        ):
            yield Passage(
                cell=number, kind=CODE, section="", more=False, text="".join(cell["source"]), tags=frozenset(tags)
            )
