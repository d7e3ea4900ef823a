"""The house as the design draws it: which room may look into which, and whether the examples in docstrings are true."""

from __future__ import annotations

import ast
import doctest
import importlib
import pkgutil

import pytest

import course
from course.content.source import content_root

WINGS = ("learning", "grading", "authoring")
SOURCES = sorted((content_root() / "course").rglob("*.py"))
MODULES = [found.name for found in pkgutil.walk_packages(course.__path__, "course.") if not found.ispkg]


def imported(path) -> list[str]:
    """The modules that a file imports, wherever in the file."""
    names = []
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            names += [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom) and node.module:
            names += [node.module, *(f"{node.module}.{alias.name}" for alias in node.names)]
    return names


@pytest.mark.parametrize("path", SOURCES, ids=lambda path: path.relative_to(content_root()).as_posix())
def test_the_arrows_point_one_way(path):
    """Does the ground floor import no wing, and no wing another?"""
    room = path.relative_to(content_root() / "course").parts[0]
    if room in ("cli.py", "__init__.py"):
        # The front door and the list of names reach into every wing; they are tested by what they start.
        return
    forbidden = [wing for wing in WINGS if wing != room]
    assert [name for name in imported(path) for wing in forbidden if name.startswith(f"course.{wing}")] == []


def test_a_notebook_starts_without_the_wings_it_does_not_use():
    """Does the front door import a wing only inside the command that needs it?"""
    tree = ast.parse((content_root() / "course" / "cli.py").read_text(encoding="utf-8"))
    top = [node.module for node in tree.body if isinstance(node, ast.ImportFrom) and node.module]
    assert [name for name in top if name.startswith("course.") and name != "course.errors"] == []


@pytest.mark.parametrize("path", SOURCES, ids=lambda path: path.relative_to(content_root()).as_posix())
def test_a_module_can_be_read_in_one_sitting(path):
    """Is every module of the package under 400 lines?"""
    assert len(path.read_text(encoding="utf-8").splitlines()) <= 400


@pytest.mark.parametrize("name", MODULES)
def test_the_examples_in_docstrings_are_true(name, monkeypatch, tmp_path):
    """Does each example give what its docstring says?"""
    monkeypatch.setenv("COURSE_RECORD", "off")
    monkeypatch.chdir(tmp_path)
    failed, _ = doctest.testmod(importlib.import_module(name), optionflags=doctest.NORMALIZE_WHITESPACE)
    assert failed == 0
