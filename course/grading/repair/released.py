"""The instructor's notebook with the tests that learners got: those of the last `nbgrader generate_assignment`.

An instructor goes on working in source/. nbgrader grades with what the gradebook kept when the assignment was
generated, so that an unfinished edit changes nobody's grade; the solutions, which only calibrate the tests, and the
ordinary cells come from the files.
"""

from __future__ import annotations

import copy
from typing import Any

from course.grading.notebook.cells import name_of
from course.grading.repair.original import Original, SourceCell, same

_MADE_LATER = "AUTOTEST"
"""What marks a test whose text nbgrader makes when it generates the assignment; the source then has another."""


def as_released(
    source: dict[str, Any] | None, released: dict[str, Any] | None, original: Original
) -> tuple[dict[str, Any] | None, list[str]]:
    """The notebook to judge with, and the cells of the source that are other than the gradebook's, by name.

    source, released: the notebooks of source/ and release/, each cell's source one text; they are not changed.
    original: what the gradebook knows. With no source the notebook has no solutions; with nothing at all it is None.

    >>> as_released(None, None, Original(cells=()))
    (None, [])
    """
    other = _differing(source, original) if source is not None else []
    if source is not None and not other:
        return source, []
    cells = {cell.name: cell for cell in original.cells}
    solutions = {name_of(cell): cell["source"] for cell in source["cells"]} if source is not None else {}
    bases = [base for base in (released, source) if base is not None]
    base = next((base for base in bases if set(cells) <= {name_of(cell) for cell in base["cells"]}), None)
    if base is None:
        if not cells:
            return source, []
        base = {"cells": [_made(cell) for cell in original.cells], "metadata": (bases or [{}])[0].get("metadata", {})}
    made = {**base, "cells": []}
    for cell in base["cells"]:
        known = cells.get(name_of(cell))
        if known is None:
            # A test that the gradebook does not know was never given to anybody.
            if not name_of(cell):
                made["cells"].append(copy.deepcopy(cell))
            continue
        text = known.text if known.fixed else solutions.get(known.name, known.shown)
        made["cells"].append({**copy.deepcopy(cell), "cell_type": known.kind, "source": text})
        made["cells"][-1]["metadata"] = {**cell.get("metadata", {}), "nbgrader": _marks(known)}
    return made, other


def _differing(source: dict[str, Any], original: Original) -> list[str]:
    """The code cells with an nbgrader id whose test, marks or points are not the gradebook's."""
    there = {name_of(cell): cell for cell in source["cells"] if name_of(cell) and cell["cell_type"] == "code"}
    known = {cell.name: cell for cell in original.cells if cell.kind == "code"}
    found = [name for name in there if name not in known]
    for name, cell in known.items():
        if name not in there or _other(there[name], cell):
            found.append(name)
    return found


def _other(found: dict[str, Any], cell: SourceCell) -> bool:
    about, text = found["metadata"]["nbgrader"], found["source"]
    if cell.fixed and same(text) != same(cell.text) and _MADE_LATER not in text:
        return True
    if any(about.get(key, False) != getattr(cell, key) for key in ("grade", "solution")):
        return True
    return cell.points is not None and float(about.get("points") or 0) != cell.points


def _made(cell: SourceCell) -> dict[str, Any]:
    return {"cell_type": cell.kind, "metadata": {"nbgrader": _marks(cell)}, "source": cell.text}


def _marks(cell: SourceCell) -> dict[str, Any]:
    marks = {"grade_id": cell.name, "grade": cell.grade, "solution": cell.solution, "locked": cell.locked}
    marks |= {"task": cell.task, "schema_version": 3, "cell_type": cell.kind}
    return marks if cell.points is None else {**marks, "points": cell.points}
