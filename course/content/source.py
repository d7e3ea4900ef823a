"""Find the course's files and read them as typed objects, collecting every fault of a file at once.

The files lie beside the package in a clone, and inside it (`course/_content`) in an installed wheel.
"""

from __future__ import annotations

import copy
import difflib
import functools
import importlib.util
from collections.abc import Callable
from pathlib import Path
from types import ModuleType
from typing import Any, TypeVar

import attrs
from cattrs import ClassValidationError, Converter, ForbiddenExtraKeysError, transform_error
from cattrs.gen import make_dict_structure_fn

from course.errors import ContentError, CourseError, Fault

T = TypeVar("T")

WHOLE_FILE = "file"
"""The place of a fault that is about all of a file."""

_PACKAGE = Path(__file__).resolve().parent.parent


def content_root() -> Path:
    """The folder that holds modules/, data/ and assessments/.

    Returns: a path; raises CourseError when neither a clone nor a wheel's own copy is there.

    >>> (content_root() / "modules").is_dir()
    True
    """
    for candidate in (_PACKAGE / "_content", _PACKAGE.parent):
        if (candidate / "modules").is_dir() and (candidate / "data").is_dir():
            return candidate
    raise CourseError(
        f"The course's own files are missing: no modules/ and data/ beside or inside {_PACKAGE}. "
        "To mend: install the package again, or run from a full clone."
    )


@functools.lru_cache(maxsize=128)
def _parsed(text: str) -> Any:
    from ruamel.yaml import YAML

    return YAML(typ="safe").load(text)


def read_yaml(path: Path, root: Path) -> Any:
    """The plain Python value of a YAML 1.2 file; ContentError with the line when it is not YAML."""
    from ruamel.yaml.error import YAMLError

    name = relative(path, root)
    try:
        text = path.read_text(encoding="utf-8")
    except FileNotFoundError:
        raise ContentError([Fault(name, "file", "it is missing", "create it")]) from None
    try:
        # By its text, so that a changed file is read anew; a copy, so that nobody changes what the next reader gets.
        return copy.deepcopy(_parsed(text))
    except YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        place = f"line {mark.line + 1}" if mark else "file"
        problem = getattr(error, "problem", None) or "it cannot be read"
        raise ContentError(
            [Fault(name, place, f"this is not valid YAML: {problem}", "look at this line and the one above")]
        ) from None


def run_module(path: Path, file: str) -> ModuleType:
    """The module that an author's Python file makes, for example tasks.py of a module of the course.

    path: the file. file: its name for messages. Raises ContentError that says in Python's words why it does not run.
    Example: `run_module(root / "modules/01-history/tasks.py", "modules/01-history/tasks.py")`
    """
    name = f"course_{path.stem}_{path.parent.name.replace('-', '_')}"
    spec = importlib.util.spec_from_file_location(name, path)
    if spec is None or spec.loader is None:
        raise ContentError([Fault(file, WHOLE_FILE, "Python cannot load it", "check its name and encoding")])
    module = importlib.util.module_from_spec(spec)
    try:
        spec.loader.exec_module(module)
    except Exception as error:
        # Authors' code can fail in any way; the author needs the place, not our stack.
        rule = f"it does not run: {type(error).__name__}: {error}"
        raise ContentError([Fault(file, WHOLE_FILE, rule, "run it with python on its own")]) from error
    return module


def relative(path: Path, root: Path) -> str:
    """`path` as seen from `root`, with forward slashes, for messages."""
    try:
        return path.relative_to(root).as_posix()
    except ValueError:
        return path.as_posix()


def _as_text(value: object, _type: type) -> str:
    # An unquoted 1.1 or 2024 in YAML is a number; for an id or a sentence that is a slip worth naming.
    if not isinstance(value, str):
        raise ValueError(f"{value!r} is not text: put it in quotes")
    if not value.strip():
        raise ValueError("it is empty")
    return value.strip()


def _as_number(value: object, _type: type) -> float:
    if isinstance(value, bool) or not isinstance(value, int | float):
        raise ValueError(f"{value!r} is not a number")
    return float(value)


def _as_whole(value: object, _type: type) -> int:
    if isinstance(value, bool) or not isinstance(value, int):
        raise ValueError(f"{value!r} is not a whole number")
    return value


def _as_flag(value: object, _type: type) -> bool:
    if not isinstance(value, bool):
        raise ValueError(f"{value!r} is neither true nor false")
    return value


@functools.cache
def converter() -> Converter:
    """The one converter: strict types, unknown fields refused."""
    made = Converter(forbid_extra_keys=True, detailed_validation=True)
    made.register_structure_hook(str, _as_text)
    made.register_structure_hook(float, _as_number)
    made.register_structure_hook(int, _as_whole)
    made.register_structure_hook(bool, _as_flag)
    made.register_structure_hook_factory(
        attrs.has, lambda cls: make_dict_structure_fn(cls, made, _cattrs_forbid_extra_keys=True)
    )
    return made


def _message(error: BaseException, _type: Any) -> str:
    if isinstance(error, ForbiddenExtraKeysError):
        fields = [field.name for field in attrs.fields(error.cl)]
        words = []
        for extra in sorted(error.extra_fields):
            near = difflib.get_close_matches(extra, fields, n=1)
            words.append(f"unknown field {extra!r}" + (f" (did you mean {near[0]!r}?)" if near else ""))
        return ", ".join(words)
    if isinstance(error, KeyError):
        return "a required field is missing"
    if isinstance(error, ValueError | TypeError):
        return str(error)
    return f"{type(error).__name__}: {error}"


def structure_rows(
    rows: Any, file: str, choose_class: Callable[[dict[str, Any]], type[T] | Fault]
) -> tuple[list[T], list[Fault]]:
    """Turn a file's list of mappings into typed objects, with every fault of every row.

    rows: what the YAML held. file: its name for messages. choose_class: the class for a row, or a
    Fault when the row does not say what it is. Returns the good objects and all faults.
    """
    if not isinstance(rows, list):
        return [], [Fault(file, "file", "it must be a list of entries, each starting with '- id:'", "add the dashes")]
    good: list[T] = []
    faults: list[Fault] = []
    for number, row in enumerate(rows, start=1):
        place = str(row["id"]) if isinstance(row, dict) and "id" in row else f"entry {number}"
        if not isinstance(row, dict):
            faults.append(Fault(file, place, "it is not a set of 'name: value' lines", "give it fields"))
            continue
        chosen = choose_class(row)
        if isinstance(chosen, Fault):
            faults.append(chosen)
            continue
        try:
            good.append(converter().structure(row, chosen))
        except ClassValidationError as error:
            faults += faults_of(error, file, place)
    return good, faults


def faults_of(error: ClassValidationError, file: str, place: str = "") -> list[Fault]:
    """What the converter found wrong in one value, a fault for each field.

    error: what `converter().structure` raised. file, place: of the value, for messages.
    """
    found = []
    for text in transform_error(error, path="", format_exception=_message):
        rule, _, where = text.rpartition(" @ ")
        found.append(Fault(file, f"{place}{where}".lstrip(".") or "file", rule, "correct this field"))
    return found
