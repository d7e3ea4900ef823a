"""The tests of source/ made those that count: `nbgrader generate_assignment`, where nbgrader allows it.

Once work is handed in, nbgrader keeps an assignment's cells: their text and points may change, none may come or go. Its
command finds that out half way and has removed release/ by then; so it is asked here first.
"""

from __future__ import annotations

from pathlib import Path

import attrs
from nbgrader.api import Gradebook
from nbgrader.apps import generateassignmentapp

from course.errors import GradingError
from course.grading.notebook.cells import hidden_lines, name_of
from course.grading.notebook.read import source_notebook
from course.grading.regrade.aside import address
from course.grading.run.course_folder import CourseFolder

_KINDS = ("grade", "solution", "locked", "task")


def other_cells(course: CourseFolder) -> list[str]:
    """What nbgrader would refuse: notebooks and cells that came or went since the last time, a sentence for each.

    Example: ``other_cells(CourseFolder("01-history", Path("my-class"), "", False))``
    """
    files = {path.stem: path for path in sorted(course.source.glob("*.ipynb"))}
    said = []
    with Gradebook(address(course), course.dir.course_id) as gradebook:
        known = {
            one.name: {cell.name for cell in one.source_cells}
            for one in gradebook.find_assignment(course.assignment).notebooks
        }
    for name in sorted({*files, *known}):
        if name not in files or name not in known:
            said.append(f"the notebook {name}.ipynb is {'gone' if name in known else 'new'}")
            continue
        made = source_notebook(files[name])
        if made is None:
            said.append(f"the notebook {name}.ipynb cannot be read")
            continue
        there = {
            name_of(cell)
            for cell in made["cells"]
            if any(cell.get("metadata", {}).get("nbgrader", {}).get(kind) for kind in _KINDS)
        }
        for word, cells in (("new", there - known[name]), ("gone", known[name] - there)):
            if cells:
                said.append(f"{name}.ipynb: {word}: {', '.join(sorted(cells))}")
    return said


def refuse_other_cells(course: CourseFolder) -> None:
    """Errors: GradingError when cells or notebooks came or went."""
    if said := other_cells(course):
        lines = "\n".join(f"- {one}" for one in said)
        raise GradingError(
            f"source/{course.assignment} has other cells than the gradebook, and nbgrader allows none to come or go "
            f"once work is handed in:\n{lines}\nNothing was changed. To mend: give a cell its old name back; one whose "
            "name changed is both new and gone. Put new tests into a test cell that is there."
        )


@attrs.frozen
class Changed:
    """A cell whose text or points changed. laid_open: it had hidden tests and has none now.

    >>> str(Changed("01-history", "task2-hidden"))
    '01-history: task2-hidden'
    """

    notebook: str
    cell: str
    laid_open: bool = False

    def __str__(self) -> str:
        lost = " (no hidden tests any more: in the next release learners read all of it)" if self.laid_open else ""
        return f"{self.notebook}: {self.cell}{lost}"


def generate(assignment: str, root: Path) -> list[Changed]:
    """Run `nbgrader generate_assignment --force`; the cells whose text or points it changed.

    Errors: GradingError.

    Example: ``generate("01-history", Path("my-class"))``
    """
    before = _cells(assignment, root)
    program = generateassignmentapp.GenerateAssignmentApp()
    try:
        program.initialize([f"--course-dir={root}", "--force", assignment, "--log-level=CRITICAL"])
        program.start()
    except SystemExit:
        raise GradingError(
            f"`nbgrader generate_assignment {assignment} --force` fails. To mend: run it, and read what it says."
        ) from None
    after = _cells(assignment, root)
    return [
        Changed(notebook, cell, _laid_open(before.get((notebook, cell)), held))
        for (notebook, cell), held in after.items()
        if before.get((notebook, cell)) != held
    ]


def _laid_open(before: tuple[str, float | None] | None, now: tuple[str, float | None]) -> bool:
    """Whether a cell had hidden tests and has none now: its line BEGIN HIDDEN TESTS was lost."""
    return before is not None and bool(hidden_lines(before[0])) and not hidden_lines(now[0])


def _cells(assignment: str, root: Path) -> dict[tuple[str, str], tuple[str, float | None]]:
    """Text and points of every cell that the gradebook keeps."""
    course = CourseFolder(assignment, root, "", False)
    found = {}
    with Gradebook(address(course), course.dir.course_id) as gradebook:
        for one in gradebook.find_assignment(assignment).notebooks:
            points = {cell.name: float(cell.max_score) for cell in (*one.grade_cells, *one.task_cells)}
            for cell in one.source_cells:
                # The text of an answer is the solution or its place; it decides about nobody's points.
                fixed = "" if any(cell.name == other.name for other in one.solution_cells) else cell.source or ""
                found[one.name, cell.name] = (fixed, points.get(cell.name))
    return found
