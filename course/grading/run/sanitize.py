"""From the file that somebody handed in to a notebook that is ready to be executed."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import nbformat
from nbformat.notebooknode import NotebookNode

from course.grading.notebook.language import ran_in
from course.grading.notebook.metadata import COULD_NOT, read_notes
from course.grading.notebook.read import read_bytes
from course.grading.pipeline.repairing import OTHER_LANGUAGE, tell_new_name
from course.grading.repair.original import Original
from course.grading.repair.repair import repair
from course.grading.run.session import Known, lent
from course.grading.submission.files import shown


class Refused(Exception):
    """The submission is not graded as it is, and nothing is recorded; the message says why."""


class Unreadable(Exception):
    """The file is no notebook that can be graded; the message says why."""


def sanitized(
    folder: Path,
    file: Path,
    name: str,
    original: Original,
    known: Known,
    steps: Sequence[Any],
    resources: dict[str, Any],
) -> tuple[NotebookNode, tuple[str, ...]]:
    """The notebook, mended and as nbgrader's sanitizing steps leave it, and what was mended, in words.

    folder, file: a submission's, and where in it lies what was handed in as the notebook `name`. original: the
    instructor's version. known: the assignment's own cells, which nbgrader's `steps` ask for. resources: what nbgrader
    tells them. Errors: Unreadable, Refused.
    """
    done = repair(read_bytes(folder / file), original)
    if done.unreadable:
        raise Unreadable(done.unreadable)
    if done.strangers and not original.cells:
        raise Refused(
            f"The gradebook knows no task of the notebook {name}, but {shown(file)} hands some in. To mend: where "
            "everybody's does, run `nbgrader generate_assignment` again with the notebook that learners have."
        )
    if (language := ran_in(done.notebook["metadata"])) != "python":
        raise Refused(OTHER_LANGUAGE.format(shown(file), language))
    tell_new_name(done, file, name)
    notebook = nbformat.from_dict(done.notebook)
    with lent(known):
        for step in steps:
            notebook, resources = step(notebook, resources)
    return notebook, read_notes(notebook.metadata).repairs


def in_its_place(reason: str) -> NotebookNode:
    """What stands in the graded folder for a file that could not be read."""
    note = nbformat.v4.new_markdown_cell(f"{COULD_NOT} {reason} It got 0 points.", id="note")
    return nbformat.v4.new_notebook(cells=[note])
