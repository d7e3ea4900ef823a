"""Find the test cells that cannot be judged from outside, by giving the judge the instructor's own solution.

A test that the instructor's solution passes in one shared kernel but not before the judge looks at something that
cannot cross: a figure, an object of a class of one's own, a cell magic. Such a cell is *shared*: it runs in the
learner's process as nbgrader runs it, and the grade table says so. The learner's notebook has no say in this.
"""

from __future__ import annotations

import copy
import functools
import json
from pathlib import Path
from typing import Any

import attrs

from course.grading.judge.test_plan import Exam, exam_of, is_test, name_of
from course.grading.judge.worker import Bench, plain_files


def read_notebook(path: Path) -> dict[str, Any]:
    """A notebook file as a dict with each cell's source as one text. Errors: OSError, ValueError."""
    notebook = json.loads(path.read_text(encoding="utf-8"))
    for cell in notebook["cells"]:
        if isinstance(cell.get("source"), list):
            cell["source"] = "".join(cell["source"])
    return dict(notebook)


def calibrate(bench: Bench, source: dict[str, Any], files: Path | None, seconds: float | None) -> Exam:
    """The exam of an instructor's notebook, with the test cells that must be shared.

    source: the notebook with its solutions; it is not changed. files: the folder that it lies in.
    """
    given = [str(name) for _, name in plain_files(files) if name.suffix != ".ipynb"] if files else []
    exam = attrs.evolve(exam_of(source), given=given)
    judged = _failing(bench, source, files, exam, seconds)
    if judged <= set(exam.shared):
        return exam
    everything = attrs.evolve(exam, shared=[name_of(cell) for cell in source["cells"] if is_test(cell)])
    in_one_kernel = _failing(bench, source, files, everything, seconds)
    return attrs.evolve(exam, shared=sorted(set(exam.shared) | (judged - in_one_kernel)))


def _failing(bench: Bench, source: dict[str, Any], files: Path | None, exam: Exam, seconds: float | None) -> set[str]:
    done = bench.judge(copy.deepcopy(source), files, exam, seconds)
    return {
        name_of(cell)
        for cell in done.notebook["cells"]
        if is_test(cell) and any(output["output_type"] == "error" for output in cell["outputs"])
    }


@functools.lru_cache(maxsize=32)
def _read(path: Path, _stamp: int) -> dict[str, Any]:
    return read_notebook(path)


def source_notebook(path: Path) -> dict[str, Any] | None:
    """The instructor's notebook, or None when there is none that can be read."""
    try:
        return _read(path, path.stat().st_mtime_ns)
    except (OSError, ValueError, KeyError, TypeError):
        return None
