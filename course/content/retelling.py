"""Which lessons are told in the new form: what a lesson says of itself, and what still waits.

A lesson that is told anew names its form and its case at its head, and with them the limits that it argues away.
What is not told anew yet stands in modules/not-yet-retold.yml, and the rules for the new form leave it alone.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import attrs
from ruamel.yaml import YAML
from ruamel.yaml.error import YAMLError

from course.content.source import read_yaml, relative, structure_rows
from course.errors import ContentError, Fault

FORMS = ("inquiry", "trial", "brief", "negotiation", "plan", "workshop")
FILE = "modules/not-yet-retold.yml"


@attrs.frozen(kw_only=True)
class LessonHead:
    """What stands below `lesson:` at a lesson's head. `allow` maps the name of a rule to the reason for breaking it."""

    form: str
    case: str
    allow: dict[str, str] = attrs.field(factory=dict)


@attrs.frozen(kw_only=True)
class Waiting:
    """What is not told anew yet: lessons ("2A"), modules whose items ("02") and assignments ("02-objectives") wait."""

    lessons: tuple[str, ...] = ()
    items: tuple[str, ...] = ()
    assignments: tuple[str, ...] = ()


def lesson_head(path: Path, root: Path) -> LessonHead | None:
    """The head of the lesson at `path` (a .md); None when it has no `lesson:` part.

    Raises ContentError that names the file and the field.
    Example: `lesson_head(root / "modules/01-history/1B-blue-helmets-and-coalitions.md", root).form`
    """
    name = relative(path, root)
    _, _, rest = path.read_text(encoding="utf-8").partition("---\n")
    try:
        whole = YAML(typ="safe").load(rest.partition("\n---")[0]) or {}
    except YAMLError as error:
        fault = Fault(name, "head", f"this is not valid YAML: {error}", "compare another lesson's head")
        raise ContentError([fault]) from None
    if not isinstance(whole, dict) or "lesson" not in whole:
        return None
    return _one(whole["lesson"], name, "head", LessonHead)


def not_yet_retold(root: Path) -> Waiting:
    """What modules/not-yet-retold.yml lists; nothing when there is no such file.

    Raises ContentError. Example: `"3A" in not_yet_retold(content_root()).lessons`
    """
    if not (root / FILE).is_file():
        return Waiting()
    return _one(read_yaml(root / FILE, root), FILE, "file", Waiting)


def _one(value: Any, file: str, place: str, kind: Any) -> Any:
    # `structure_rows` reads lists, and names a row by its number; here there is one row, and its place is known.
    good, faults = structure_rows([value], file, lambda _: kind)
    if faults:
        raise ContentError([attrs.evolve(fault, place=fault.place.replace("entry 1", place)) for fault in faults])
    return good[0]
