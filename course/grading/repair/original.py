"""What an instructor's notebook says about its cells: the truth that a submission is mended with.

Content comes from nbgrader's gradebook, which holds each task, test and locked cell as it was when the assignment was
generated. The gradebook knows neither the order of the cells nor the ordinary cells between them, so these come from
the released notebook or, where there is none, from the source notebook.
"""

from __future__ import annotations

import ast
import functools
import json
import re
from collections.abc import Sequence
from itertools import islice
from pathlib import Path
from typing import Any

import attrs
from nbformat.notebooknode import NotebookNode
from nbgrader.api import Gradebook
from nbgrader.utils import compute_checksum

from course.grading.notebook.cells import name_of, visible_part
from course.grading.notebook.names import binds
from course.grading.notebook.read import source_notebook

LONGEST_CODE = 100_000
"""Letters of a cell whose names are still looked for; no answer to a task is longer."""
_MOST_MAGICS = 30
"""Lines of IPython's own in such a cell: IPython reads the whole cell again for each."""
_MAGIC = re.compile(r"^[ \t]*[%!?]|=[ \t]*[%!]|\?[ \t]*$", re.MULTILINE)


@attrs.frozen
class SourceCell:
    """One task, test or locked cell.

    name: nbgrader's id. kind: "code", "markdown" or "raw". grade, solution, task, locked: nbgrader's settings.
    points: the most it can give, None for a cell without points. text: with the hidden tests, without the solution.
    shown: what learners got. cell_id: Jupyter's id, or "". lead: the text of the ordinary cell right before it.
    """

    name: str
    kind: str
    grade: bool = False
    solution: bool = False
    task: bool = False
    locked: bool = False
    points: float | None = None
    checksum: str = ""
    text: str = ""
    shown: str = ""
    cell_id: str = ""
    lead: str = ""

    @property
    def fixed(self) -> bool:
        """Whether learners may not change the text: tests, locked cells, and the words of a task."""
        return not self.solution

    @property
    def word(self) -> str:
        """What people call such a cell."""
        if self.grade and not self.solution:
            return "test"
        return "answer" if self.solution else "task" if self.task else "locked"


@attrs.frozen
class Original:
    """An instructor's notebook, as far as a repair needs it.

    cells: in the instructor's order. kernelspec: nbgrader's record of it, or None. ordinary: the texts, as `same`
    compares them, of the cells that nbgrader does not know; ordinary_ids: Jupyter's ids of these cells.
    """

    cells: tuple[SourceCell, ...]
    kernelspec: dict[str, Any] | None = None
    ordinary: frozenset[str] = frozenset()
    ordinary_ids: frozenset[str] = frozenset()


def same(text: str) -> str:
    """The text without what an editor changes on its own: line ends, blanks at the end of a line, blank ends.

    >>> same("a  \\r\\nb\\n") == same("a\\nb")
    True
    """
    return "\n".join(line.rstrip() for line in text.splitlines()).strip("\n")


def is_long(text: str) -> bool:
    """Whether a cell's code would take too long to be read.

    >>> is_long("x = 1"), is_long("%time\\n" * 1000)
    (False, True)
    """
    return len(text) > LONGEST_CODE or len(list(islice(_MAGIC.finditer(text), _MOST_MAGICS + 1))) > _MOST_MAGICS


@functools.lru_cache(maxsize=500)
def names_in(text: str) -> frozenset[str]:
    """The names that a cell's code defines, without its imports; none when the code cannot be read.

    >>> sorted(names_in("import math\\ndef area(r): return math.pi * r * r\\nunit = 'm'"))
    ['area', 'unit']
    """
    if is_long(text):
        return frozenset()
    try:
        return frozenset(name for name, statement in binds(text) if not statement)
    except (RecursionError, MemoryError):
        return frozenset()


def parses(text: str) -> bool:
    """Whether the text is complete Python."""
    if len(text) > LONGEST_CODE:
        return False
    try:
        ast.parse(text)
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return False
    return True


def original_of(
    gradebook: Gradebook, assignment: str, notebook: str, source: Path | None = None, release: Path | None = None
) -> Original:
    """Read what the gradebook and the course folder know about an assignment's notebook.

    source, release: the notebook files of these two folders; a file that is missing or unreadable is left out.
    Errors: nbgrader.api.MissingEntry when the gradebook has no such notebook.

    Example: ``original_of(gradebook, "01-history", "01-history", Path("source/01-history/01-history.ipynb"))``
    """
    entry = gradebook.find_notebook(notebook, assignment)
    points = {cell.name: float(cell.max_score) for cell in (*entry.grade_cells, *entry.task_cells)}
    grades = {cell.name for cell in entry.grade_cells}
    solutions = {cell.name for cell in entry.solution_cells}
    tasks = {cell.name for cell in entry.task_cells}
    cells = [
        SourceCell(
            name=cell.name,
            kind=cell.cell_type,
            grade=cell.name in grades,
            solution=cell.name in solutions,
            task=cell.name in tasks,
            locked=bool(cell.locked),
            points=points.get(cell.name),
            checksum=cell.checksum or "",
            text=cell.source or "",
            shown=visible_part(cell.source or ""),
        )
        for cell in entry.source_cells
    ]
    kernelspec = json.loads(entry.kernelspec) if entry.kernelspec else None
    released = source_notebook(release) if release else None
    written = source_notebook(source) if source else None
    return arranged(cells, kernelspec, released, written)


def arranged(
    cells: Sequence[SourceCell],
    kernelspec: dict[str, Any] | None,
    released: dict[str, Any] | None = None,
    written: dict[str, Any] | None = None,
) -> Original:
    """Give the gradebook's cells the order, the Jupyter ids and the neighbours that a notebook shows.

    released, written: the notebooks of release/ and source/ as dicts; the released one is believed first.
    """
    known = {cell.name for cell in cells}
    place: dict[str, int] = {}
    about: dict[str, dict[str, Any]] = {}
    ordinary: list[str] = []
    ordinary_ids: set[str] = set()
    lead = ""
    notebook = released or written
    for position, cell in enumerate(notebook["cells"] if notebook else ()):
        name, text, cell_id = name_of(cell), str(cell["source"]), str(cell.get("id", ""))
        if name in known:
            place[name] = position
            about[name] = {"cell_id": cell_id, "lead": lead}
            if released:
                about[name]["shown"] = text
            lead = ""
        else:
            ordinary.append(same(text))
            ordinary_ids.add(cell_id)
            lead = text
    whole = [attrs.evolve(_with_checksum(cell), **about.get(cell.name, {})) for cell in cells]
    whole.sort(key=lambda cell: place.get(cell.name, len(notebook["cells"]) if notebook else 0))
    return Original(
        cells=tuple(whole),
        kernelspec=kernelspec,
        ordinary=frozenset(ordinary) - {same(cell.shown) for cell in whole},
        ordinary_ids=frozenset(ordinary_ids - {""}),
    )


def _with_checksum(cell: SourceCell) -> SourceCell:
    if cell.checksum:
        return cell
    about = {"grade": cell.grade, "solution": cell.solution, "locked": cell.locked, "grade_id": cell.name}
    node = NotebookNode(cell_type=cell.kind, source=cell.text, metadata=NotebookNode(nbgrader=about))
    if cell.grade:
        node.metadata.nbgrader["points"] = cell.points
    return attrs.evolve(cell, checksum=compute_checksum(node))
