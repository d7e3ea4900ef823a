"""From LESSON.md (what people write and review) to LESSON.ipynb (what learners open), executed.

A build is repeatable: cell ids come from the cell's text, and nothing of the machine stays in the
file. So a changed notebook means a changed lesson, or a changed table.
"""

from __future__ import annotations

import copy
import functools
import hashlib
import os
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import jupytext
import nbformat
from nbclient import NotebookClient
from nbclient.exceptions import CellExecutionError, CellTimeoutError, DeadKernelError
from traitlets.config import Config

from course.authoring.navigation import way_on
from course.authoring.notes import add_notes
from course.authoring.passages import MACHINERY
from course.authoring.words import GLOSSARY, add_words, glossary_cells
from course.content.abbreviations import abbreviations
from course.content.catalog import Catalog, read_catalog
from course.content.safe_files import write_whole
from course.errors import BuildError
from course.kernels.choice import fast_kernel

CELL_SECONDS = 120
"""A cell that runs longer than this in a build has a fault; learners would have left."""


def lesson_sources(root: Path, course: Catalog) -> Iterator[Path]:
    """Every page that becomes a notebook: start page, help page and glossary, then each lesson in course order.

    The glossary has no text of its own: its page is made of glossary.yml and abbreviations.yml.
    """
    yield root / "modules" / "start-here.md"
    yield root / "modules" / "help.md"
    yield root / "modules" / f"{GLOSSARY}.md"
    for module in course.modules:
        for lesson in module.head.lessons:
            yield root / "modules" / module.folder / f"{lesson.file}.md"


def read_text(path: Path) -> Any:
    """The notebook that a MyST text describes, not executed, with stable cell ids.

    Raises BuildError when the file is missing or is no MyST notebook.
    """
    try:
        # By its text, as six rules of `course check` read each lesson; a copy, as a build changes the cells.
        return copy.deepcopy(_parsed(path.read_text(encoding="utf-8")))
    except FileNotFoundError:
        raise BuildError(f"{path.name} is missing. Create it, or take it out of module.yml.") from None
    except Exception as error:
        # jupytext raises whatever its parser raises; the author needs the file's name with it.
        raise BuildError(
            f"{path.name} is not a MyST notebook: {error}. Compare its header with another lesson's."
        ) from error


@functools.lru_cache(maxsize=64)
def _parsed(text: str) -> Any:
    notebook = jupytext.reads(text, fmt="md:myst")
    _identify(notebook.cells)
    _fold(notebook.cells)
    return _as_lesson(notebook)


def _fold(cells: list[Any]) -> None:
    """Close the code that is not for reading; JupyterLab and Notebook show three dots, which open it."""
    for cell in cells:
        if MACHINERY in cell.metadata.get("tags", []):
            cell.metadata["jupyter"] = {"source_hidden": True}


def _as_lesson(notebook: Any) -> Any:
    notebook.metadata = nbformat.from_dict(
        {
            "kernelspec": {"display_name": "Python 3", "language": "python", "name": "python3"},
            "language_info": {"name": "python"},
        }
    )
    notebook.nbformat, notebook.nbformat_minor = 4, 5
    return notebook


def _identify(cells: list[Any]) -> None:
    """Give each cell an id that comes from its text alone."""
    seen: dict[str, int] = {}
    for cell in cells:
        digest = hashlib.sha256(f"{cell.cell_type}\n{cell.source}".encode()).hexdigest()[:12]
        seen[digest] = seen.get(digest, 0) + 1
        cell["id"] = digest if seen[digest] == 1 else f"{digest}-{seen[digest]}"


def with_way_on(path: Path, course: Catalog | None = None) -> Any:
    """What learners get of the page at `path`, not executed: after a lesson come its notes, its words and the way on.

    course: the catalog that holds the page, if the caller has read it; read here otherwise.
    """
    way = way_on(path)
    glossary = path.parent.name == "modules" and path.stem == GLOSSARY
    notebook = _as_lesson(nbformat.v4.new_notebook()) if glossary else read_text(path)
    root = path.parents[2] if way else path.parents[1]
    if way or glossary:
        course = course or read_catalog(root)
    if course and glossary:
        notebook.cells = [nbformat.v4.new_markdown_cell(text) for text in glossary_cells(course, abbreviations(root))]
    if course and way:
        # Words first: those of the notes are not the lesson's.
        notebook.cells = add_notes(add_words(notebook.cells, course, abbreviations(root)), course)
        notebook.cells.append(nbformat.v4.new_markdown_cell(way))
    _identify(notebook.cells)
    return notebook


def build(path: Path, course: Catalog | None = None) -> Path:
    """Execute the lesson at `path` (a .md) and write the notebook beside it; returns the notebook's path.

    course: the catalog, if the caller has read it.
    Raises BuildError naming the cell when one fails, and leaves the old notebook as it was.
    """
    notebook = with_way_on(path, course)
    try:
        with tempfile.TemporaryDirectory(prefix="build-") as sockets:
            client = NotebookClient(
                notebook,
                timeout=CELL_SECONDS,
                kernel_name=fast_kernel(),
                resources={"metadata": {"path": str(path.parent)}},
                record_timing=False,
                config=_local_sockets(sockets),
            )
            client.execute(env=dict(os.environ, COURSE_RECORD="off", COURSE_PAGE_DRAWS_VIEWS="1"))
    except CellExecutionError as error:
        raise BuildError(f"{path.name}: {_failed_cell(notebook)}{error.ename}: {error.evalue}") from None
    except (CellTimeoutError, DeadKernelError) as error:
        raise BuildError(f"{path.name}: {_failed_cell(notebook)}{str(error).splitlines()[0]}") from None
    target = path.with_suffix(".ipynb")
    notebook.metadata["language_info"] = {"name": "python"}
    # Without spaces at the start of lines: a tenth of a lesson would be made of them.
    write_whole(target, (nbformat.writes(notebook, indent=0) + "\n").encode())
    return target


def _local_sockets(folder: str) -> Config:
    """Kernels that are talked to through files in this folder, where the system can.

    A TCP port is open to every account of the machine, and another program may take it before the kernel does.
    """
    settings = Config()
    if os.name == "posix":
        settings.KernelManager.transport = "ipc"
        settings.KernelManager.ip = os.path.join(folder, "kernel")
    return settings


def _failed_cell(notebook: Any) -> str:
    ran = [number for number, cell in enumerate(notebook.cells, start=1) if cell.get("outputs")]
    for number, cell in enumerate(notebook.cells, start=1):
        if any(output.output_type == "error" for output in cell.get("outputs", [])):
            return f"cell {number} fails: {cell.source.splitlines()[0]!r}: "
    return f"after cell {ran[-1]}: " if ran else "in its first cell: "


def _folded(cell: Any) -> bool:
    return bool(cell.metadata.get("jupyter", {}).get("source_hidden"))


def disagreements(path: Path, course: Catalog | None = None) -> list[str]:
    """In what a lesson's text and its notebook differ; empty when they agree. course: as for `build`."""
    target = path.with_suffix(".ipynb")
    if not target.is_file():
        return ["the notebook has not been built"]
    notebook = nbformat.read(target, as_version=4)
    text = with_way_on(path, course)
    if len(text.cells) != len(notebook.cells):
        return [f"the text has {len(text.cells)} cells, the notebook {len(notebook.cells)}"]
    return [
        f"cell {number} differs"
        for number, (wanted, found) in enumerate(zip(text.cells, notebook.cells, strict=True), start=1)
        if (wanted.cell_type, wanted.source, _folded(wanted)) != (found.cell_type, found.source, _folded(found))
    ]
