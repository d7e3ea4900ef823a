"""The rules of explorers: each is shown in a lesson, each that is shown exists, each gives a chart or a table.

What explorers.py can break on its own is told by its reader (course/content/explorers.py).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path

import pandas as pd

from course.charts.figure import Figure
from course.content.catalog import Module
from course.content.explorers import Explorer, module_explorers
from course.content.usage import LessonUse
from course.errors import ContentError, Fault


def explorer_faults(module: Module, uses: Mapping[str, LessonUse], root: Path) -> Iterator[Fault]:
    """Every rule that the explorers of a module break. uses: lesson file name -> what it uses.

    Example: a lesson with `explore("m1-e99")`, which explorers.py does not have, is a fault, and so is an explorer that
    no lesson of its module shows.
    """
    folder = f"modules/{module.folder}"
    try:
        explorers = module_explorers(root / "modules" / module.folder, root)
    except ContentError as error:
        yield from error.faults
        return
    known = {explorer.id for explorer in explorers}
    for file, use in uses.items():
        for stray in [name for name in use.explorers if name not in known]:
            yield Fault(f"{folder}/{file}.md", stray, "there is no such explorer", "correct the id in explore(...)")
    shown = {name for use in uses.values() for name in use.explorers}
    for explorer in explorers:
        if explorer.id not in shown:
            rule = "no lesson of this module shows it"
            yield Fault(f"{folder}/explorers.py", explorer.id, rule, f'write explore("{explorer.id}") or delete it')
        yield from _known_result_faults(explorer, f"{folder}/explorers.py", root)


_KNOWN: dict[tuple[str, str, str], tuple[Fault, ...]] = {}
"""The name and text of an explorers.py and an explorer's id -> what is wrong with its first view.

To draw the first views is half of the work of a check. They depend on this text alone: its functions take their tables
from the course that is installed, wherever the checked one stands.
"""


def _known_result_faults(explorer: Explorer, file: str, root: Path) -> tuple[Fault, ...]:
    key = (file, (root / file).read_text(encoding="utf-8"), explorer.id)
    if key not in _KNOWN:
        _KNOWN[key] = tuple(_result_faults(explorer, file))
    return _KNOWN[key]


def _result_faults(explorer: Explorer, file: str) -> Iterator[Fault]:
    """What is wrong with the view that is shown first; the lessons' tests look at every other one."""
    try:
        result = explorer.at(next(explorer.choices()))
    except Exception as error:  # noqa: BLE001  (an author's function may fail in any way; the others go on)
        yield Fault(
            file, explorer.id, f"it does not run: {type(error).__name__}: {error}", "call its function in Python"
        )
        return
    if not isinstance(result, Figure | pd.DataFrame):
        rule = f"it gives a {type(result).__name__}"
        yield Fault(file, explorer.id, rule, "return a chart of course.charts, or a DataFrame")
    elif isinstance(result, pd.DataFrame) and result.empty:
        yield Fault(file, explorer.id, "its first table has no rows", "put a choice first that has some")
