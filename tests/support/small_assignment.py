"""A small assignment for the tests of the sandbox and the judge, and the points that nbgrader gives for it."""

from __future__ import annotations

import copy
import os
from pathlib import Path
from typing import Any

import nbformat
from nbgrader.utils import determine_grade


def cell(name: str, source: str, kind: str = "answer", points: int = 1) -> dict[str, Any]:
    """A code cell as nbgrader marks it; kind: "answer", "test", "locked" or "plain"."""
    about = {"schema_version": 3, "task": False, "grade_id": name, "cell_type": "code"}
    about |= {"grade": kind == "test", "solution": kind == "answer", "locked": kind in ("test", "locked")}
    if kind == "test":
        about["points"] = points
    return {"cell_type": "code", "metadata": {} if kind == "plain" else {"nbgrader": about}, "source": source}


def notebook(*cells: dict[str, Any]) -> dict[str, Any]:
    """A notebook as a worker takes it."""
    return {"cells": list(cells)}


def answered(source: dict[str, Any], answers: dict[str, str]) -> dict[str, Any]:
    """A submission: the assignment with these answers, and "pass" for all others."""
    made = copy.deepcopy(source)
    for one in made["cells"]:
        about = one["metadata"].get("nbgrader", {})
        if about.get("solution"):
            one["source"] = answers.get(about["grade_id"], "pass")
    return made


def points(judged: dict[str, Any]) -> dict[str, float]:
    """The points of each test cell by nbgrader's own rule; the notebook must be one that nbgrader can write."""
    made = nbformat.from_dict({"nbformat": 4, "nbformat_minor": 4, "metadata": {}, **copy.deepcopy(judged)})
    nbformat.validate(made)
    nbformat.writes(made).encode()
    return {
        one.metadata.nbgrader.grade_id: determine_grade(one)[0]
        for one in made.cells
        if one.metadata.get("nbgrader", {}).get("grade")
    }


def shown(judged: dict[str, Any]) -> str:
    """All text that the notebook's outputs hold, but for tracebacks, which quote code."""
    parts = []
    for one in judged["cells"]:
        for output in one.get("outputs", []):
            parts += [output.get("text", ""), output.get("evalue", ""), str(output.get("data", ""))]
    return "\n".join(parts)


def descendants(top: int) -> set[int]:
    """All processes below `top`; those whose parent died belong to their namespace's first process."""
    parents = {}
    for name in os.listdir("/proc"):
        if name.isdigit():
            try:
                parents[int(name)] = int(Path(f"/proc/{name}/stat").read_text().rpartition(")")[2].split()[1])
            except OSError:
                continue
    found, waiting = set(), [top]
    while waiting:
        parent = waiting.pop()
        children = {one for one, above in parents.items() if above == parent}
        found |= children
        waiting += children
    return found
