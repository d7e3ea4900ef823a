"""The plan of the house: which room may look into which, and whether the examples in docstrings are true."""

from __future__ import annotations

import ast
import doctest
import importlib
import pkgutil
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
"""Which rooms on the same or a lower floor each room may import. cli.py and __init__.py reach everywhere."""

INSIDE = {
    "grading": {
        "notebook": set(),
        "sandbox": set(),
        "repair": {"notebook"},
        "judge": {"notebook", "sandbox"},
        "pipeline": {"notebook", "sandbox", "repair", "judge"},
        "gradebook": {"notebook"},
        "report": {"notebook", "gradebook"},
        "run": {"notebook", "sandbox", "repair", "judge", "pipeline", "gradebook"},
        "simulation": {"notebook", "sandbox", "gradebook", "run"},
    },
    "learning": {
        "record": set(),
        "ui": {"record"},
        "lab": {"record", "ui"},
        "quiz": {"record", "ui"},
        "scenario": {"record", "ui"},
        "ledger": {"record", "ui"},
        "planner": {"record", "ui"},
        "progress": {"record", "ui", "quiz"},
        "certificate": {"record", "progress"},
        "desk": {"record", "ui", "quiz", "scenario", "ledger", "planner", "progress"},
        "workspace": {"record", "ui", "progress"},
    },
    "authoring": {"build": set(), "lint": {"build"}},
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
MODULES = [found.name for found in pkgutil.walk_packages(course.__path__, "course.") if not found.ispkg]


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
    assert rooms == WINGS | GROUND
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


def test_a_notebook_starts_without_the_wings_it_does_not_use():
    """Does the front door import a wing only inside the command that needs it?"""
    tree = ast.parse((content_root() / "course" / "cli.py").read_text(encoding="utf-8"))
    top = [node.module for node in tree.body if isinstance(node, ast.ImportFrom) and node.module]
    assert [name for name in top if name.startswith("course.") and name != "course.errors"] == []


@pytest.mark.parametrize("path", SOURCES, ids=lambda path: path.relative_to(content_root()).as_posix())
def test_a_module_can_be_read_in_one_sitting(path):
    """Is every module of the package under 400 lines, and does it begin by saying what it is for?"""
    text = path.read_text(encoding="utf-8")
    assert len(text.splitlines()) <= 400
    assert ast.get_docstring(ast.parse(text))


@pytest.mark.parametrize("wing", sorted(INSIDE))
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
