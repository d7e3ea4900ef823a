"""The plan of the house: which room may look into which, and whether the examples in docstrings are true."""

from __future__ import annotations

import ast
import doctest
import importlib
import pkgutil
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

import course
from course.content.source import content_root

WINGS = {"learning", "grading", "authoring"}
GROUND = {"content", "charts", "planning", "kernels"}
MAY_IMPORT = {
    "errors": set(),
    "content": {"errors"},
    "charts": {"content", "errors"},
    "planning": {"content", "charts", "errors"},
    "kernels": {"errors"},
    **{wing: GROUND | {"errors"} for wing in WINGS},
}
"""Which rooms on the same or a lower floor each room may import. cli/ and __init__.py reach everywhere."""

INSIDE = {
    "grading": {
        "notebook": set(),
        "sandbox": set(),
        "repair": {"notebook"},
        "submission": {"notebook", "repair"},
        "judge": {"notebook", "sandbox"},
        "viewing": {"notebook"},
        "pipeline": {"notebook", "sandbox", "repair", "submission", "judge", "viewing"},
        "gradebook": {"notebook"},
        "run": {"notebook", "sandbox", "repair", "submission", "judge", "pipeline", "gradebook"},
        "class_folder": {"notebook", "sandbox", "viewing", "gradebook", "run"},
        "platform": {"notebook", "repair", "submission", "gradebook", "class_folder"},
        "schedule": {"notebook", "gradebook", "class_folder"},
        "regrade": {"notebook", "submission", "gradebook", "run"},
        "marking": {"notebook", "gradebook", "viewing", "class_folder"},
        "report": {"notebook", "gradebook", "class_folder"},
        "simulation": {"notebook", "sandbox", "gradebook", "run", "class_folder", "marking"},
    },
    "learning": {
        "record": set(),
        "ui": {"record"},
        "lab": {"record", "ui"},
        "errors_in_words": {"ui"},
        "quiz": {"record", "ui"},
        "scenario": {"record", "ui"},
        "ledger": {"record", "ui"},
        "planner": {"record", "ui"},
        "progress": {"record", "ui", "quiz"},
        "certificate": {"record", "progress"},
        "desk": {"record", "ui", "lab", "quiz", "scenario", "ledger", "planner", "progress"},
        "workspace": {"record", "ui", "progress", "lab"},
    },
    "authoring": {
        "navigation": set(),
        "passages": set(),
        "prose": set(),
        "ladder": set(),
        "links": set(),
        "notes": set(),
        "words": {"notes"},
        "build": {"navigation", "notes", "passages", "words"},
        "slides": {"passages"},
        "lint": {"build", "passages", "prose", "ladder"},
    },
}
"""The same within a wing. A public name of before (course/grading/export.py) lies in no room and points into one."""

PUBLIC_NAMES = {
    "content/planning.py",
    "content/agreement.py",
    "grading/autograde.py",
    "grading/export.py",
}
"""Modules that only keep a name which notebooks and course folders of before import."""

SOURCES = sorted((content_root() / "course").rglob("*.py"))
MODULES = ["course", *(found.name for found in pkgutil.walk_packages(course.__path__, "course."))]


def imported(path: Path) -> Iterator[tuple[str, ...]]:
    """The parts of each name that a file imports from this package, wherever in the file."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        names = []
        if isinstance(node, ast.Import):
            names = [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom) and node.module:
            assert node.level == 0, f"{path}: imports are written out in full"
            names = [f"{node.module}.{alias.name}" for alias in node.names]
        yield from (tuple(name.split(".")[1:]) for name in names if name.split(".")[0] == "course")


def forbidden_arrows(package: Path) -> list[str]:
    """Every import below a package folder that the plan does not allow, as "room/file -> name"."""
    found = []
    for path in sorted(package.rglob("*.py")):
        place = path.relative_to(package)
        room = place.parts[0].removesuffix(".py")
        if room in ("cli", "__init__") or place.as_posix() in PUBLIC_NAMES:
            continue
        inner = place.parts[1].removesuffix(".py") if len(place.parts) > 1 else ""
        for target in imported(path):
            if not target or (package / f"{target[0]}.py").exists() is (package / target[0]).is_dir():
                continue  # the package itself
            known = INSIDE.get(room, {})
            wrong_floor = target[0] != room and target[0] not in MAY_IMPORT.get(room, set())
            through_wall = (
                target[0] == room
                and inner in known
                and len(target) > 1
                and target[1] != inner
                and target[1] not in known[inner]
            )
            if wrong_floor or through_wall:
                found.append(f"{place.as_posix()} -> {'.'.join(target)}")
    return found


def test_the_arrows_point_one_way():
    """Does the ground floor import no wing, no wing another, and no room one that stands on it?"""
    assert forbidden_arrows(content_root() / "course") == []


def test_every_room_is_in_the_plan():
    """Is each folder of the package known to the two tables above, so that no room escapes them?"""
    package = content_root() / "course"
    rooms = {path.name for path in package.iterdir() if path.is_dir() and (path / "__init__.py").exists()}
    assert rooms == WINGS | GROUND | {"cli"}
    for wing, known in INSIDE.items():
        inner = {path.name for path in (package / wing).iterdir() if (path / "__init__.py").exists()}
        inner |= {
            path.stem
            for path in (package / wing).glob("*.py")
            if path.relative_to(package).as_posix() not in PUBLIC_NAMES
        }
        assert inner - {"__init__"} == set(known), wing


@pytest.mark.parametrize(
    ("place", "line"),
    [
        ("content/items.py", "from course.learning.record.store import Record"),
        ("learning/quiz/quiz.py", "from course.grading import Autograde"),
        ("grading/notebook/cells.py", "from course.grading.judge.worker import Worker"),
        ("grading/repair/read.py", "def late():\n    from course.grading.sandbox.files import remove"),
        ("kernels/parent.py", "import course.grading.judge.zygote"),
        ("charts/bars.py", "from course import learning"),
        ("errors.py", "from course.content.data import load"),
    ],
)
def test_a_forbidden_arrow_is_refused(tmp_path, place, line):
    """Would the test of the arrows fail for an import that the plan forbids?"""
    for room in WINGS | GROUND:
        (tmp_path / room).mkdir()
    (tmp_path / "errors.py").write_text("")
    file = tmp_path / place
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(line + "\n")
    (arrow,) = forbidden_arrows(tmp_path)
    assert arrow.startswith(place)


def imported_at_once(path: Path) -> Iterator[str]:
    """The modules of this package that a file imports when it is itself imported, not later inside a function."""
    waiting: list[ast.AST] = [ast.parse(path.read_text(encoding="utf-8"))]
    while waiting:
        node = waiting.pop()
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda):
            continue
        if isinstance(node, ast.If) and ast.unparse(node.test) == "TYPE_CHECKING":
            waiting += node.orelse
            continue
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names if alias.name.split(".")[0] == "course")
        elif isinstance(node, ast.ImportFrom) and (node.module or "").split(".")[0] == "course":
            yield from (f"{node.module}.{alias.name}" for alias in node.names)
        waiting += ast.iter_child_nodes(node)


def too_early(package: Path) -> list[str]:
    """Every import of the front door that does not wait for its command, as "file -> name"."""
    allowed = ("course.errors.", "course.cli.")
    return [
        f"{path.name} -> {name}"
        for path in sorted((package / "cli").rglob("*.py"))
        for name in imported_at_once(path)
        if not f"{name}.".startswith(allowed)
    ]


def test_the_front_door_opens_without_a_wing():
    """Does each file of the front door import a wing only inside the command that needs it?"""
    assert too_early(content_root() / "course") == []


@pytest.mark.parametrize(
    "line",
    [
        "from course.content.catalog import catalog",
        "from course import learning",
        "import course.grading",
        "try:\n    import course.authoring.build\nexcept ImportError:\n    pass",
        "class Early:\n    from course.learning.record.store import Record",
    ],
)
def test_an_import_that_does_not_wait_is_refused(tmp_path, line):
    """Would the test of the front door fail for a wing that is imported with the command line?"""
    (tmp_path / "cli").mkdir()
    (tmp_path / "cli/learner.py").write_text(line + "\n")
    (fault,) = too_early(tmp_path)
    assert fault.startswith("learner.py -> course")


@pytest.mark.parametrize("path", SOURCES, ids=lambda path: path.relative_to(content_root()).as_posix())
def test_a_module_can_be_read_in_one_sitting(path):
    """Is every module of the package under 400 lines, and does it begin by saying what it is for?"""
    text = path.read_text(encoding="utf-8")
    assert len(text.splitlines()) <= 400
    assert ast.get_docstring(ast.parse(text))


@pytest.mark.parametrize("wing", [*sorted(INSIDE), *sorted(GROUND), "cli"])
def test_each_room_says_what_enters_and_what_leaves(wing):
    """Does each room's first page say what goes in, what comes out, and what it must never do?"""
    for page in (content_root() / "course" / wing).rglob("__init__.py"):
        text = ast.get_docstring(ast.parse(page.read_text(encoding="utf-8")))
        if page.parent.name != "grading":
            assert "In: " in text and "Out: " in text and "Never: " in text, page


@pytest.mark.parametrize("name", MODULES)
def test_the_examples_in_docstrings_are_true(name, monkeypatch, tmp_path):
    """Does each example give what its docstring says?"""
    monkeypatch.setenv("COURSE_RECORD", "off")
    monkeypatch.chdir(tmp_path)
    failed, _ = doctest.testmod(importlib.import_module(name), optionflags=doctest.NORMALIZE_WHITESPACE)
    assert failed == 0


def examples_in_words(path: Path) -> list[str]:
    """The code of each "Example: ``...``" in the docstrings of a file."""
    documented = (ast.Module, ast.ClassDef, ast.FunctionDef, ast.AsyncFunctionDef)
    nodes = [node for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))) if isinstance(node, documented)]
    return [found for node in nodes for found in re.findall(r"Example: ``(.+?)``", ast.get_docstring(node) or "")]


@pytest.mark.parametrize("path", [path for path in SOURCES if examples_in_words(path)], ids=lambda path: path.stem)
def test_an_example_that_needs_a_class_calls_what_exists(path):
    """An example that needs a graded class does not run here: is it Python, and does its module have what it calls?"""
    module = importlib.import_module(".".join(path.relative_to(content_root()).with_suffix("").parts))
    for example in examples_in_words(path):
        for node in ast.walk(ast.parse(example)):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
                assert hasattr(module, node.func.id), f"{example}: {node.func.id}"


def test_no_example_is_only_for_show():
    """Does no docstring hold an example that looks as if it ran, and does not?"""
    silent = re.compile(r">>> *#|doctest: *\+SKIP|Example::")
    root = content_root()
    files = [*SOURCES, *(root / "data").rglob("*.py"), *(root / "scripts").glob("*.py")]
    assert [path.name for path in files if silent.search(path.read_text(encoding="utf-8"))] == []
