"""The line that tells a learner until when: a cell of its own in the released notebook, below its title.

`nbgrader generate_assignment` writes it where the settings call `install()`; `course class due` writes it into what was
released already. The notebook in source/ never has it. To a repair it is an ordinary cell: nobody loses a point for
deleting it.
"""

from __future__ import annotations

import stat
from pathlib import Path
from typing import Any

import nbformat
from nbconvert.exporters.exporter import ResourcesDict
from nbformat.notebooknode import NotebookNode
from nbgrader.api import Gradebook
from nbgrader.preprocessors import NbGraderPreprocessor

from course.content.hand_in import as_metadata
from course.content.safe_files import write_whole
from course.grading.class_folder.course_file import BY_FILES, CourseFile, read_course_file
from course.grading.notebook.metadata import KEY
from course.grading.schedule.due import Due, take_over
from course.grading.schedule.late import in_words
from course.grading.schedule.moments import kept, local

CELL = "due-date"
"""The cell's id, and how its metadata is marked."""


def line(due: Due, course: CourseFile) -> str:
    """What learners read; "" without a date.

    >>> from datetime import datetime
    >>> print(line(Due("01", None, datetime(2027, 1, 15, 17), "Europe/Vienna"), CourseFile()))
    **Hand in until Friday 15 January 2027, 18:00** (time zone: Europe/Vienna).
    """
    if due.counts is None:
        return ""
    return " ".join(filter(None, [f"**Hand in until {_when(due)}** (time zone: {due.zone}).", in_words(course.late)]))


def _when(due: Due) -> str:
    assert due.counts is not None
    moment = local(due.counts, due.zone)
    return f"{moment:%A} {moment.day} {moment:%B %Y, %H:%M}"


def show(notebook: NotebookNode, due: Due, course: CourseFile) -> None:
    """Put the line into a notebook below its title, in place of an older one; without a date it is taken out.

    The cell's metadata carry the date to the learner's start page.
    """
    notebook.cells = [cell for cell in notebook.cells if cell.metadata.get(KEY) != CELL]
    if due.counts is None:
        return
    about = {KEY: CELL, "editable": False, "deletable": False}
    about |= as_metadata(due.counts, f"{_when(due)} (time zone: {due.zone})")
    made = nbformat.v4.new_markdown_cell(line(due, course), metadata=about)
    if (notebook.nbformat, notebook.nbformat_minor) >= (4, 5):
        made.id = CELL
    else:
        made.pop("id", None)
    first = notebook.cells[:1]
    titled = any(cell.cell_type == "markdown" and cell.source.lstrip().startswith("# ") for cell in first)
    notebook.cells.insert(1 if titled else 0, made)


class ShowDue(NbGraderPreprocessor):
    """The last step of generate_assignment: the line, and a date of course.yml taken over into the gradebook."""

    def preprocess(self, nb: NotebookNode, resources: ResourcesDict) -> tuple[NotebookNode, ResourcesDict]:
        """Put the line into one notebook."""
        converter: Any = self.parent.parent
        course, about = read_course_file(Path(converter.coursedir.root)), resources["nbgrader"]
        if converter.no_database:
            moment = course.due(about["assignment"])
            planned = None if moment is None else kept(moment)
            due = Due(about["assignment"], planned, planned, course.timezone)
        else:
            with Gradebook(about["db_url"], converter.coursedir.course_id) as gradebook:
                due = take_over(gradebook, about["assignment"], course)
        if len(due.lines) > 1:
            self.log.warning("\n".join(due.lines))
        show(nb, due, course)
        return nb, resources


def out_again(assignment: str, course: CourseFile) -> str:
    """What to type so that learners get a released notebook that has changed.

    >>> out_again("01-history", CourseFile(platform="moodle"))
    'course class pack 01-history, upload the zip again'
    """
    if course.platform in BY_FILES:
        way = "send the zip again" if course.platform == "mail" else "upload the zip again"
        return f"course class pack {assignment}, {way}"
    return f"nbgrader release_assignment {assignment} --force, or hand it out again"


def show_in_release(course_dir: Path, due: Due) -> list[str]:
    """Put the line into every released notebook of an assignment; the names of the files that changed.

    Errors: ContentError, OSError.

    Example: ``show_in_release(Path("my-class"), due)``
    """
    course, changed = read_course_file(course_dir), []
    for file in sorted((course_dir / "release" / due.assignment).glob("*.ipynb")):
        before = file.read_text(encoding="utf-8")
        notebook = nbformat.reads(before, as_version=4)
        show(notebook, due, course)
        after = nbformat.writes(notebook)
        after += "" if after.endswith("\n") else "\n"
        if after.strip() != before.strip():
            mode = stat.S_IMODE(file.stat().st_mode)
            write_whole(file, after.encode())
            file.chmod(mode)
            changed.append(file.name)
    return changed
