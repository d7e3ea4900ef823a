"""How nbval reads our lessons: explorers are compared too, nothing is recorded, and tests/support/sanitize.cfg applies.

nbval knows no Output widget. What an explorer (ipywidgets' interact) first shows is sent by the kernel as an ordinary
output, but is saved in the notebook's widget state, so nbval calls it unexpected. Here it is taken from the widget
state and put before the outputs that nbval expects from that cell. So the first view of every explorer is compared,
strictly, like any other output. And nbval runs cells without history, in which a final `;` hides nothing; here it does.
"""

from __future__ import annotations

import functools
import json
import os
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import nbformat
import pytest

from course.kernels.choice import fast_kernel

VIEW = "application/vnd.jupyter.widget-view+json"
STATE = "application/vnd.jupyter.widget-state+json"


def pytest_configure(config: pytest.Config) -> None:
    """Settings that every nbval run of the lessons needs, and the programs that nbgrader calls by their bare names."""
    os.environ["PATH"] = os.pathsep.join([str(Path(sys.executable).parent), os.environ.get("PATH", os.defpath)])
    if config.option.nbval:
        os.environ["COURSE_RECORD"] = "off"
        # As in a build: the notebooks hold plain data and no widget for the course's own views.
        os.environ["COURSE_PAGE_DRAWS_VIEWS"] = "1"
        if not config.option.nbval_kernel_name and not config.option.current_env:
            config.option.nbval_kernel_name = fast_kernel()
        if not config.option.nbval_sanitize_with:
            config.option.nbval_sanitize_with = str(Path(__file__).parent / "tests" / "support" / "sanitize.cfg")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Give each cell that shows an explorer the outputs that its widget state holds."""
    states: dict[Path, dict[str, Any]] = {}
    for item in items:
        cell = getattr(item, "cell", None)
        if cell is None:
            continue
        if item.path not in states:
            metadata = json.loads(item.path.read_text(encoding="utf-8"))["metadata"]
            states[item.path] = metadata.get("widgets", {}).get(STATE, {}).get("state", {})
        views = [output["data"][VIEW]["model_id"] for output in cell.outputs if VIEW in output.get("data", {})]
        inner = [output for view in views for output in _shown_inside(view, states[item.path])]
        cell.outputs = [*map(nbformat.from_dict, inner), *cell.outputs]
        if cell.source.rstrip().endswith(";"):
            item.compare_outputs = functools.partial(_compare_without_value, item.compare_outputs)  # type: ignore


def _compare_without_value(compare: Callable[..., bool], test: list[Any], reference: list[Any]) -> bool:
    return compare([output for output in test if output.output_type != "execute_result"], reference)


def _shown_inside(model: str, state: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """The saved outputs of every Output widget at or below `model`."""
    held = state.get(model, {}).get("state", {})
    yield from held.get("outputs", ())
    for child in held.get("children", ()):
        yield from _shown_inside(child.removeprefix("IPY_MODEL_"), state)
