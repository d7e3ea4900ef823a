"""The pieces of code that learners read or write, and the lesson that teaches each: the only schema of skills.yml."""

from __future__ import annotations

import ast
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import attrs

from course.content.source import read_yaml, structure_rows
from course.errors import ContentError, Fault

FILE = "modules/skills.yml"
LEVELS = ("easy", "hard")


@attrs.frozen(kw_only=True)
class Skill:
    """One piece of code. `aloud` reads `example` in words.

    marks: the constructs by which course.authoring.ladder knows it. lesson: "1B", where it is taught.
    after: ids of what it stands on, taught earlier. level: one of LEVELS.
    """

    id: str
    name: str
    aloud: str
    example: str
    lesson: str
    level: str
    marks: tuple[str, ...]
    after: tuple[str, ...] = ()

    def rules_broken(self) -> Iterator[tuple[str, str]]:
        """What this entry breaks on its own, and how to mend it."""
        if self.level not in LEVELS:
            yield f"level is {self.level!r}", f"choose one of {', '.join(LEVELS)}"
        if not self.marks:
            yield "it has no marks, so it is recognised nowhere", "name its constructs, as ladder.py does"
        if self.level == "hard" and not self.after:
            yield "it is hard, but says not what it stands on", "name what is taught before it under after:"
        try:
            ast.parse(self.example)
        except SyntaxError as error:
            yield f"the example is not Python: {error.msg}", "give a line that a lesson could hold"


def read_skills(root: Path) -> list[Skill]:
    """All pieces of code in the order of modules/skills.yml; none when there is no such file.

    Raises ContentError with every fault of the file at once: piece, rule and mend.

    >>> from course.content.source import content_root
    >>> read_skills(content_root())[0].lesson
    '0A'
    """
    path = root / FILE
    if not path.is_file():
        return []
    skills, faults = structure_rows(read_yaml(path, root), FILE, lambda row: Skill)
    above: set[str] = set()
    for skill in skills:
        faults += [Fault(FILE, skill.id, rule, mend) for rule, mend in skill.rules_broken()]
        for missing in [one for one in skill.after if one not in above]:
            faults.append(
                Fault(FILE, skill.id, f"it stands on {missing!r}, which is not above it", "move or correct it")
            )
        above.add(skill.id)
    for double in _doubles(skill.id for skill in skills):
        faults.append(Fault(FILE, double, "this id is used twice", "take another one"))
    for double in _doubles(mark for skill in skills for mark in skill.marks):
        owners = [skill.id for skill in skills if double in skill.marks]
        faults.append(Fault(FILE, owners[-1], f"the mark {double!r} belongs to {owners[0]}, too", "keep one"))
    if faults:
        raise ContentError(faults)
    return skills


def _doubles(values: Iterator[str]) -> list[str]:
    return sorted(value for value, times in Counter(values).items() if times > 1)
