"""Fill in a fetched assignment the way a learner does: type into the answer cells and save.

Right answers come from the instructor's own notebook, so that a changed task needs no change here.
"""

from __future__ import annotations

import re
from pathlib import Path

import nbformat

from course.content.extra import is_extra
from course.errors import ClassroomError
from course.grading.notebook.cells import name_of, task_of
from course.grading.simulation.learners import MEMO, SLIPS, Learner

_MARKER = re.compile(r"^\s*### (BEGIN|END) SOLUTION *$\n?", re.MULTILINE)
BROKEN = "This is a letter about the assignment, saved under the notebook's name.\n"


def answers_in(source: Path) -> dict[str, str]:
    """Each core task's right answer, as the instructor's notebook at `source` has it. Nobody here does stretch tasks.

    >>> from course.content.source import content_root
    >>> sorted(answers_in(content_root() / "assessments/source/01-history/01-history.ipynb"))[:2]
    ['task1', 'task2']
    """
    notebook = nbformat.read(source, 4)
    return {
        task_of(name_of(cell)): _MARKER.sub("", cell.source)
        for cell in notebook.cells
        if cell.cell_type == "code"
        and cell.metadata.get("nbgrader", {}).get("solution")
        and not is_extra(name_of(cell))
    }


def fill_in(file: Path, assignment: str, learner: Learner, right: dict[str, str]) -> None:
    """Write a learner's work into the fetched notebook `file`.

    right: what answers_in() gave. Raises ClassroomError when the notebook has a task that nobody can answer.
    """
    work = learner.work[assignment]
    if work.broken:
        file.write_text(BROKEN, encoding="utf-8")
        return
    notebook = nbformat.read(file, 4)
    for cell in notebook.cells:
        task = task_of(name_of(cell))
        if not cell.metadata.get("nbgrader", {}).get("solution") or task in work.blank or is_extra(name_of(cell)):
            continue
        if cell.cell_type == "markdown":
            if work.memo is not None:
                cell.source = MEMO.format(name=learner.name)
        elif task in work.slips:
            cell.source = SLIPS[assignment][task]
        elif task in right:
            cell.source = right[task]
        else:
            raise ClassroomError(
                f"{assignment}: the instructor's notebook has no answer for {task!r}. "
                "To mend: give the answer cell the same nbgrader id in source/ and in the release."
            )
    nbformat.write(notebook, file)
