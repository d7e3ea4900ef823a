"""Mark one answer to one task the way nbgrader does, in this process and in milliseconds.

nbgrader runs a whole notebook in a kernel, about four seconds each. Some two hundred answers need something faster:
the cells of one task run here with exec, their outputs are written down as a kernel would send them, and nbgrader's
own `determine_grade` turns them into points. test_classroom.py checks that both ways give the same points.
"""

from __future__ import annotations

import ast
import contextlib
import io
import warnings
from functools import cache
from typing import Any

import attrs
import nbformat
from nbformat.notebooknode import NotebookNode
from nbgrader.utils import determine_grade

from course.content.extra import is_extra
from tests.support import ROOT

ASSESSMENTS = ROOT / "assessments"
ASSIGNMENTS = tuple(sorted(path.name for path in (ASSESSMENTS / "source").glob("[0-9][0-9]-*") if any(path.iterdir())))


def tasks_of(assignment: str) -> tuple[str, ...]:
    """The names of an assignment's autograded core tasks, in order."""
    return tuple(name for name in _groups(assignment, by_hand=False) if not is_extra(name))


def stretch_of(assignment: str) -> tuple[str, ...]:
    """The names of an assignment's stretch tasks, in order."""
    return tuple(name for name in _groups(assignment, by_hand=False) if is_extra(name))


def manual_of(assignment: str) -> tuple[str, ...]:
    """The names of the parts that a person marks: the memo, and in the capstone the design before it."""
    return _groups(assignment, by_hand=True)


def _groups(assignment: str, by_hand: bool) -> tuple[str, ...]:
    graded = [cell for cell in source(assignment).cells if settings(cell).get("grade")]
    chosen = [cell for cell in graded if bool(settings(cell)["solution"]) == by_hand]
    return tuple(dict.fromkeys(cell.id.split("-")[0] for cell in chosen))


@cache
def source(assignment: str) -> NotebookNode:
    """The instructor's notebook of an assignment."""
    return nbformat.read(ASSESSMENTS / "source" / assignment / f"{assignment}.ipynb", 4)


def settings(cell: NotebookNode) -> dict[str, Any]:
    """What nbgrader keeps in a cell's metadata; empty for an ordinary cell."""
    return dict(cell.metadata.get("nbgrader", {}))


def graded_cells(notebook: NotebookNode, task: str) -> list[NotebookNode]:
    """The test cells of a task, or its memo cell, in order."""
    return [c for c in notebook.cells if settings(c).get("grade") and c.id.split("-")[0] == task]


def answer_cell(notebook: NotebookNode, task: str) -> NotebookNode:
    """The cell in which a learner answers a task."""
    (cell,) = [c for c in notebook.cells if settings(c).get("solution") and c.id.split("-")[0] == task]
    return cell


@attrs.frozen
class Marks:
    """Points for one answer: what the learner can see, what comes after hand-in, and the first complaint."""

    visible: float
    hidden: float
    complaint: str

    @property
    def total(self) -> float:
        """Points for the task, of 5."""
        return self.visible + self.hidden


def run(text: str, names: dict[str, Any]) -> tuple[list[NotebookNode], str]:
    """Run a cell's code; its outputs as a kernel would report them, and the last line of an error."""
    outputs: list[NotebookNode] = []
    complaint = ""
    errors = io.StringIO()
    value = None
    tree = ast.parse(text)
    last = tree.body.pop() if tree.body and isinstance(tree.body[-1], ast.Expr) else None
    # Warnings are off in the class's kernels as well: see assessments/nbgrader_config.py.
    with contextlib.redirect_stderr(errors), contextlib.redirect_stdout(io.StringIO()), warnings.catch_warnings():
        warnings.simplefilter("ignore")
        try:
            exec(compile(tree, "<cell>", "exec"), names)
            if last is not None:
                value = eval(compile(ast.Expression(last.value), "<cell>", "eval"), names)
        except Exception as error:  # a learner's code may fail in any way; nbgrader counts each as no points
            complaint = f"{type(error).__name__}: {error}"
            outputs.append(nbformat.v4.new_output("error", ename=type(error).__name__, evalue=str(error), traceback=[]))
    if errors.getvalue():
        outputs.append(nbformat.v4.new_output("stream", name="stderr", text=errors.getvalue()))
    if value is not None:
        outputs.append(nbformat.v4.new_output("execute_result", data={"text/plain": repr(value)}))
    return outputs, complaint


def mark(notebook: NotebookNode, task: str, answer: str) -> Marks:
    """The points that an answer earns in a task of `notebook`."""
    names: dict[str, Any] = {"__name__": "__main__"}
    for cell in notebook.cells:
        if cell.cell_type == "code" and settings(cell).get("locked") and not settings(cell).get("grade"):
            run(cell.source, names)
    run(answer, names)
    points, complaints = [], []
    for cell in graded_cells(notebook, task):
        tested = nbformat.v4.new_code_cell(cell.source, metadata=cell.metadata)
        tested.outputs, complaint = run(cell.source, names)
        points.append(determine_grade(tested)[0])
        complaints.append(complaint)
    visible, hidden = points
    return Marks(visible, hidden, next((text for text in complaints if text), ""))
