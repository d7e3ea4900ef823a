"""From the bytes that somebody handed in to a notebook that is ready to be executed."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

import nbformat
from nbformat.notebooknode import NotebookNode

from course.grading.grade_book import Known, lent


class Unreadable(Exception):
    """The file is no notebook that can be graded; the message says why."""


def sanitized(
    data: bytes, known: Known, steps: Sequence[Any], resources: dict[str, Any]
) -> tuple[NotebookNode, list[str]]:
    """The notebook as nbgrader's sanitizing steps leave it, and what was mended, in words.

    data: the file. known: the assignment's own cells. steps: nbgrader's preprocessors. resources: what nbgrader tells
    them. Errors: Unreadable.
    """
    try:
        notebook = nbformat.reads(data.decode("utf-8"), as_version=4, capture_validation_error={})
        _, notebook = nbformat.validator.normalize(notebook)
        with lent(known):
            for step in steps:
                notebook, resources = step(notebook, resources)
    except (UnicodeDecodeError, json.JSONDecodeError, nbformat.reader.NotJSONError):
        raise Unreadable("the file is not a notebook") from None
    except Exception as error:  # noqa: BLE001  (a damaged file makes nbgrader's steps fail in any way)
        why = str(error).splitlines()[0][:200] if str(error) else type(error).__name__
        raise Unreadable(f"the notebook is damaged ({type(error).__name__}: {why})") from None
    return notebook, []


def in_its_place(reason: str) -> NotebookNode:
    """What stands in the graded folder for a file that could not be read."""
    note = nbformat.v4.new_markdown_cell(f"This notebook could not be graded: {reason}. It got 0 points.", id="note")
    return nbformat.v4.new_notebook(cells=[note])
