"""nbgrader's own modules, lent the gradebook of a whole class: what exactly is replaced in them, and for how long?"""

from __future__ import annotations

import importlib
import pkgutil
import sys
import tomllib
from importlib.metadata import version
from types import SimpleNamespace
from typing import Any

import jsonschema
import nbgrader
import pytest
from nbgrader.api import Gradebook
from packaging.requirements import Requirement

from course.grading.run.session import LENT, lent
from tests.support import ROOT

OURS = "course.grading.pipeline.repairing"


def names() -> dict[tuple[str, str], Any]:
    """Everything that nbgrader's modules and ours hold now, by module and name."""
    mine = [name for name in sys.modules if name == OURS or name.split(".")[0] == "nbgrader"]
    return {(module, name): value for module in mine for name, value in vars(sys.modules[module]).items()}


def test_exactly_the_named_places_are_replaced() -> None:
    """Over all of nbgrader: are only the places of LENT other things while it lasts, and the same ones afterwards?"""
    for found in pkgutil.iter_modules(nbgrader.preprocessors.__path__, "nbgrader.preprocessors."):
        importlib.import_module(found.name)
    for module, _ in LENT:
        importlib.import_module(module)
    before = names()
    book: Any = SimpleNamespace()
    with pytest.raises(KeyError), lent(book):
        now = names()
        assert sys.modules["nbgrader.preprocessors.saveautogrades"].Gradebook("sqlite://") is book
        raise KeyError("a step fails")
    assert {place for place in now if now[place] is not before[place]} == set(LENT)
    assert {place for place, value in names().items() if value is not before[place]} == set()


@pytest.mark.parametrize(("module", "name"), LENT)
def test_nbgrader_still_has_what_is_replaced(module: str, name: str) -> None:
    """Does each module still open its gradebook, or check metadata, by the name that is replaced?"""
    own = getattr(importlib.import_module(module), name)
    assert own is {"Gradebook": Gradebook, "jsonschema": jsonschema}[name]


def test_a_newer_nbgrader_is_not_installed_unseen() -> None:
    """Does the requirement allow the nbgrader that these tests ran against, and not the next one with changed insides?"""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    (wanted,) = (found for found in map(Requirement, project["dependencies"]) if found.name == "nbgrader")
    assert wanted.specifier.contains(version("nbgrader"))
    assert not wanted.specifier.contains("0.10")
