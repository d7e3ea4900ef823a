"""Formgrader's page of one submission, with the rubric's rows as boxes and, where the class wants it, without a name.

The page is drawn by the exporter that keeps everything of a learner's from running in it. Ours adds three things to its
head: the rows as JSON, the script that makes boxes of them, and their style.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import attrs
from nbformat.notebooknode import NotebookNode
from traitlets import Unicode

from course.errors import ContentError
from course.grading.class_folder.course_file import read_course_file
from course.grading.marking.rubric import Rubric, read_rubric
from course.grading.viewing.exporter import SafeHTMLExporter

_HERE = Path(__file__).parent
HIDE_NAMES = "<style>.glyphicon.name-hidden, .glyphicon.name-shown, #toggle_names {display: none !important}</style>"
"""Takes the eye away with which nbgrader's pages show a name; with `anonymous` there is none on the page."""


def is_anonymous(course_dir: Path) -> bool:
    """Whether the class marks without names; also true while its course.yml cannot be read, which is the safe side.

    >>> is_anonymous(Path("nowhere"))
    False
    """
    try:
        return read_course_file(course_dir).anonymous
    except ContentError:
        return True


def stand_in(index: int) -> str:
    """What stands in place of a name, as nbgrader counts submissions.

    >>> stand_in(0)
    'Submission #1'
    """
    return f"Submission #{index + 1}"


class MarkingExporter(SafeHTMLExporter):
    """Draws a submission for the person who marks it."""

    course_dir = Unicode(help="The class's folder, with course.yml and rubrics/.")

    def from_notebook_node(self, nb: NotebookNode, resources: Any = None, **named: Any) -> tuple[Any, dict[str, Any]]:
        """The page, and nbconvert's resources."""
        resources = dict(resources or {})
        anonymous = is_anonymous(Path(self.course_dir))
        if anonymous:
            # The path of the notebook holds the id, too.
            resources |= {"first_name": None, "last_name": None, "notebook_path": ""}
            resources["student"] = stand_in(int(resources.get("index", 0)))
        page, resources = super().from_notebook_node(nb, resources, **named)
        head = self._rubric_head(_boxes(Path(self.course_dir), str(resources.get("assignment_id", "")), nb), anonymous)
        return page.replace("</head>", f"{head}\n</head>", 1), resources

    def _rubric_head(self, boxes: dict[str, Any], anonymous: bool) -> str:
        # As in a script of any page: no text of the rubric can end it.
        data = json.dumps({**boxes, "anonymous": anonymous}).replace("<", "\\u003c")
        script = (_HERE / "rubric.js").read_text(encoding="utf-8")
        style = (_HERE / "rubric.css").read_text(encoding="utf-8")
        return "\n".join(
            [
                HIDE_NAMES if anonymous else "",
                f"<style>{style}</style>",
                f'<script type="application/json" id="marking-rubric">{data}</script>',
                # A module runs when the page is read and before formgrader starts.
                f'<script type="module" nonce="{self._page_nonce}">{script}</script>',
            ]
        )


def _boxes(course_dir: Path, assignment: str, nb: NotebookNode) -> dict[str, Any]:
    """What the script needs: the rows of each marked cell, or why it gets none."""
    try:
        rubric = read_rubric(course_dir, assignment)
    except ContentError as error:
        return {"cells": {}, "problem": f"The rubric cannot be used. {error}"}
    if rubric is None:
        return {"cells": {}, "problem": ""}
    worth = {
        about.get("grade_id"): about.get("points")
        for about in (cell.metadata.get("nbgrader", {}) for cell in nb.cells)
        if about.get("grade")
    }
    problems = [
        f"The rubric gives {rubric.points(cell)} points for {cell}, and the assignment {worth[cell]:g}: no boxes there."
        for cell in rubric.cells
        if cell in worth and rubric.points(cell) != worth[cell]
    ]
    return {"cells": _rows(rubric, worth), "problem": " ".join(problems)}


def _rows(rubric: Rubric, worth: dict[str, Any]) -> dict[str, Any]:
    return {
        cell: [attrs.asdict(row) for row in rows]
        for cell, rows in rubric.cells.items()
        if worth.get(cell) == rubric.points(cell)
    }
