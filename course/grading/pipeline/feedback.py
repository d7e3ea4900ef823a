"""What learners read after grading: which check failed and what its author says about it, and no hidden test.

One more step in nbgrader's own GenerateFeedback: page, folder, name and permissions stay nbgrader's, so
release_feedback, fetch_feedback and formgrader serve it as ever. The step works on a copy that only becomes the page;
the autograded notebook, which the instructor reads, keeps everything.
"""

from __future__ import annotations

import functools
import html
import logging
import re
import shutil
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import nbformat
from nbconvert.exporters.exporter import ResourcesDict
from nbconvert.preprocessors import CSSHTMLHeaderPreprocessor
from nbformat.notebooknode import NotebookNode
from nbgrader import converters
from nbgrader import preprocessors as steps
from nbgrader.api import Gradebook, MissingEntry
from nbgrader.preprocessors import ClearHiddenTests, NbGraderPreprocessor
from traitlets import Bool, List, default

from course.content.extra import is_extra
from course.errors import PlatformError
from course.grading.notebook.cells import hidden_lines, is_test, name_of, visible_part
from course.grading.notebook.lateness import Lateness
from course.grading.notebook.marks import marks_on, marks_word, older
from course.grading.notebook.metadata import KEY, handed_in_as, read_notes
from course.grading.pipeline.feedback_folder import fill
from course.grading.pipeline.feedback_page import NO_LIST, Row, failed, left_out, summary
from course.grading.pipeline.late import SECONDS_LATE, LatePenaltiesNow
from course.grading.pipeline.save_grades import FOR_INSTRUCTORS
from course.grading.sandbox.files import remove
from course.grading.submission.remembered import Remembered
from course.grading.viewing.exporter import OURS, SafeHTMLExporter

UNSEEN = "a check that you cannot see failed"
STANDS_FOR_HIDDEN = "# Checks that you cannot see ran here."
WAITS = "peace_waits"
"""Where a cell of the page's copy says that a person still has to look at it; the two ways follow."""
NOT_MARKED, MARKED_BEFORE = "not marked", "marked before"
MARKS = "peace_marks"
"""The entry of nbgrader's resources with the page's word of `course.grading.notebook.marks`."""
OTHER_NAME = "peace_other_name"
"""The entry with the name that the learner gave the file."""
_COLOUR = re.compile(r"\x1b\[[0-9;]*[A-Za-z]")
_QUOTE = re.compile(r"line (\d+): (.*)", re.DOTALL)
_TELLING = 12
"""A line of code shorter than this is no secret: `else:`, `x = 1`."""


class GetGrades(steps.GetGrades):
    """nbgrader's step, which brings points and comments; it also says what still waits, and brings the page's word."""

    def preprocess(self, nb: NotebookNode, resources: ResourcesDict) -> tuple[NotebookNode, ResourcesDict]:
        """As nbgrader's."""
        nb, resources = super().preprocess(nb, resources)
        with Gradebook(self.db_url) as gradebook:
            graded = gradebook.find_submission_notebook(self.notebook_id, self.assignment_id, self.student_id)
            resources["nbgrader"][MARKS] = marks_word(graded)
            marked = {grade.name: grade.manual_score is not None for grade in graded.grades if grade.needs_manual_grade}
        for cell in filter(_is_task, nb.cells):
            cell.metadata.nbgrader.pop(WAITS, None)  # a learner may have written it
            if (name := name_of(cell)) in marked:
                cell.metadata.nbgrader[WAITS] = MARKED_BEFORE if marked[name] else NOT_MARKED
        return nb, resources


class ShowChecks(NbGraderPreprocessor):
    """Turn a graded notebook into what its learner may see. Runs after GetGrades, which brings points and comments."""

    show_printed = Bool(
        False,
        help="Show what a test cell with hidden tests printed. It may tell the hidden tests' values.",
    ).tag(config=True)

    def preprocess(self, nb: NotebookNode, resources: ResourcesDict) -> tuple[NotebookNode, ResourcesDict]:
        """Clean every cell and put the summary first."""
        marks = ClearHiddenTests(parent=self)
        self._begin, self._end = marks.begin_test_delimeter, marks.end_test_delimeter
        secrets = self._secrets(nb.cells)
        self._ours = {left_out()}
        # What is written into a cell below must not count as its code: read the cells first.
        rows = [self._row(cell) for cell in nb.cells if _is_task(cell)]
        self._tell_what_waits(nb.cells, str(resources.get("nbgrader", {}).get("student", "")))
        for cell in nb.cells:
            if cell.cell_type == "code":
                cell.outputs = [one for one in cell.outputs if one.get("metadata", {}).get(KEY) != FOR_INSTRUCTORS]
                cell.outputs = self._outputs(cell, secrets)
            if hidden_lines(cell.source, self._begin, self._end):
                cell.source = self._without_hidden(cell.source)
        graded = resources.get("nbgrader", {})
        if "max_score" in graded:
            # The page's title says "Score: 45 / 50"; nbgrader would add what stretch tasks can earn to the 50.
            graded["max_score"] -= sum(row.most for row in rows if is_extra(row.name))
        late = Lateness(
            seconds=float(graded.get(SECONDS_LATE) or 0),
            off=float(graded.get("late_penalty") or 0),
            earned=sum(row.score for row in rows),
        )
        top = nbformat.v4.new_markdown_cell(summary(rows, read_notes(nb.metadata), late, str(graded.get(MARKS, ""))))
        nb.cells.insert(0, top)
        graded[OTHER_NAME] = handed_in_as(nb.metadata)
        resources[OURS] = frozenset([*self._ours, top.source])
        return nb, resources

    def _tell_what_waits(self, cells: Iterable[NotebookNode], student: str) -> None:
        waiting = [cell for cell in cells if _is_task(cell) and cell.metadata.nbgrader.get(WAITS)]
        for cell in waiting:
            about = cell.metadata.nbgrader
            if about[WAITS] == MARKED_BEFORE and about.get("comment"):
                about.comment = f"Of your earlier text: {about.comment}"
        if waiting:
            names = ", ".join(name_of(cell) for cell in waiting)
            self.log.warning(f"{student}: {names} still to be marked or looked at by a person; the page says so.")

    # -- sources ---------------------------------------------------------------------------------------------------

    def _secrets(self, cells: Iterable[NotebookNode]) -> list[str]:
        """The lines of the hidden tests that stand nowhere in the open."""
        hidden: set[str] = set()
        seen: set[str] = set()
        for cell in cells:
            gone = hidden_lines(cell.source, self._begin, self._end)
            for number, line in enumerate(cell.source.splitlines(), start=1):
                (hidden if number in gone else seen).add(line.strip())
        marks = (self._begin, self._end)
        return sorted(
            line for line in hidden - seen if len(line) >= _TELLING and not any(mark in line for mark in marks)
        )

    def _without_hidden(self, source: str) -> str:
        kept = visible_part(source, self._begin, self._end).rstrip()
        return f"{kept}\n{STANDS_FOR_HIDDEN}" if kept else STANDS_FOR_HIDDEN

    # -- outputs ---------------------------------------------------------------------------------------------------

    def _outputs(self, cell: NotebookNode, secrets: list[str]) -> list[NotebookNode]:
        if not is_test(cell):
            return [_redacted(output, secrets) for output in cell.outputs]
        hidden = hidden_lines(cell.source, self._begin, self._end)
        shown = []
        for output in cell.outputs:
            if output.output_type == "error":
                box = failed(self._message(cell, output, secrets), self._quote(output, hidden))
                self._ours.add(box)
                shown.append(_html(box))
            elif not hidden or (self.show_printed and output.output_type == "stream"):
                shown.append(_redacted(output, secrets))
        return shown

    def _message(self, cell: NotebookNode, output: NotebookNode, secrets: list[str]) -> str:
        """What a failed check says to the learner: its author's words where there are any."""
        kind, text = output.get("ename", "Error"), _COLOUR.sub("", output.get("evalue", "")).strip()
        hidden = hidden_lines(cell.source, self._begin, self._end)
        if any(secret in text for secret in secrets):
            return UNSEEN
        if kind == "AssertionError":
            return text or (UNSEEN if hidden else "the check failed")
        if kind in ("ProgramEnded", "NotRun", "CellTimeoutError"):
            return text or "it took longer than allowed"
        if text.startswith("your code raised"):
            return text
        # The judge has replaced the text of other errors from hidden lines. A test that ran elsewhere has not been
        # through it: an error's text may hold a piece of the test, so only its kind is told.
        if hidden and not self._quote(output, hidden):
            return f"a check that you cannot see stopped with {kind}"
        return f"{kind}: {text}" if text else str(kind)

    def _quote(self, output: NotebookNode, hidden: set[int]) -> str:
        """The line of the visible test that failed, as the judge quotes it, or ""."""
        lines = output.get("traceback") or [""]
        found = _QUOTE.match(lines[0])
        return found[2] if found and len(lines) > 1 and int(found[1]) not in hidden else ""

    # -- the summary -----------------------------------------------------------------------------------------------

    def _row(self, cell: NotebookNode) -> Row:
        about = cell.metadata.nbgrader
        score, most = float(about.get("score") or 0), float(about.get("points") or 0)
        waits = str(about.get(WAITS) or "")
        return Row(name=name_of(cell), score=score, most=most, says=self._says(cell, score, most), waits=bool(waits))

    def _says(self, cell: NotebookNode, score: float, most: float) -> str:
        comment = str(cell.metadata.nbgrader.get("comment") or "").strip()
        if waits := cell.metadata.nbgrader.get(WAITS):
            if is_test(cell):
                return "Your instructor still has to look at this. The points may change."
            if waits == MARKED_BEFORE:
                return "You changed this after it was marked. Your instructor still has to read the new text."
            return "Not marked yet. Your instructor still has to read it."
        if not is_test(cell):
            return comment or "Read and marked by your instructor."
        errors = [output for output in cell.outputs if output.output_type == "error"]
        if errors:
            return self._message(cell, errors[0], self._secrets([cell]))
        warned = any(output.get("name") == "stderr" for output in cell.outputs)
        if warned and score < most:
            return "The check wrote a warning or an error message; such a check gives no points."
        if score >= most:
            return "Passed."
        return "Part of this is right." if score > 0 else "No points from this check."


class GenerateFeedback(converters.GenerateFeedback):
    """nbgrader's GenerateFeedback with two more steps: one brings late work up to date, one hides the hidden tests.

    Beside the page lies only what `course.grading.pipeline.feedback_folder` puts there.
    """

    preprocessors = List([LatePenaltiesNow, GetGrades, ShowChecks, CSSHTMLHeaderPreprocessor]).tag(config=True)

    @default("export_class")
    def _exporter_class_default(self) -> type:
        return SafeHTMLExporter

    def __init__(self, *positional: Any, **named: Any) -> None:
        super().__init__(*positional, **named)
        self.log.addFilter(_worth_saying)

    def init_destination(self, assignment_id: str, student_id: str) -> bool:
        """As nbgrader's; pages that are missing, or older than the grade, are written, too."""
        folder = Path(self._format_dest(assignment_id, student_id))
        if folder.is_dir() and (old := self._out_of_date(folder, assignment_id, student_id)):
            self.log.warning("%s: graded or marked since, or a page is gone; the page is written anew.", student_id)
            for page in old if self.coursedir.notebook_id != "*" else [folder]:
                remove(page)
        return bool(super().init_destination(assignment_id, student_id))

    def _out_of_date(self, folder: Path, assignment: str, student: str) -> list[Path]:
        with Gradebook(self.coursedir.db_url, self.coursedir.course_id) as gradebook:
            try:
                submission = gradebook.find_submission(assignment, student)
            except MissingEntry:
                return []
            words = {notebook.name: marks_word(notebook) for notebook in submission.notebooks}
        there: list[str] = list(self.notebooks)  # type: ignore[has-type]
        pages = {folder / f"{Path(name).stem}.html": Path(name) for name in there}
        return [page for page, graded in pages.items() if not _up_to_date(page, graded, words.get(page.stem, ""))]

    def write_single_notebook(self, output: str, resources: ResourcesDict) -> None:
        """As nbgrader's. The page of work under another name lies there by that name, too: nbgrader's fetch asks so."""
        # The first end of a head is the template's: nothing of a learner's stands before it.
        super().write_single_notebook(output.replace("</head>", f"{NO_LIST}</head>", 1), resources)
        about = resources["nbgrader"]
        page = Path(self._format_dest(about["assignment"], about["student"])) / f"{about['notebook']}.html"
        if (other := about[OTHER_NAME]) and not (copy := page.with_name(f"{other}.html")).exists():
            shutil.copyfile(page, copy)

    def init_assignment(self, assignment_id: str, student_id: str) -> None:
        """In place of nbgrader's, which copies every file of the submission."""
        source, target = self._format_source(assignment_id, student_id), self._format_dest(assignment_id, student_id)
        # What came by a platform has no secret of nbgrader's, and its page goes back by the platform.
        by_platform = self._remembered is not None and self._remembered.get(assignment_id, student_id) is not None
        fill(Path(source), Path(target), self.log.debug if by_platform else self.log.info)

    @functools.cached_property
    def _remembered(self) -> Remembered | None:
        try:
            return Remembered(Path(self.coursedir.root))
        except PlatformError as error:
            self.log.warning("%s", error)
            return None


def _up_to_date(page: Path, graded: Path, word: str) -> bool:
    if not page.is_file() or older(page, graded):
        return False
    return marks_on(page.read_text(encoding="utf-8", errors="replace")) == word


def _worth_saying(record: logging.LogRecord) -> bool:
    """Not that nbgrader does not know a setting which it makes itself, once for each step and person."""
    return "display_data_priority" not in record.getMessage()


def _is_task(cell: NotebookNode) -> bool:
    about = cell.metadata.get("nbgrader", {})
    return bool(about.get("grade") or about.get("task"))


def _html(text: str) -> NotebookNode:
    return nbformat.v4.new_output("display_data", data={"text/html": text})


def _redacted(output: NotebookNode, secrets: list[str]) -> NotebookNode:
    """The output as it is, or a note in its place when it quotes a hidden test.

    Where nbgrader's own Execute has run the notebook, the tests lay beside the learner's code: `print(In)` is enough.
    """
    if not secrets:
        return output
    held = _COLOUR.sub("", "\n".join(_texts(output)))
    # Printed as a list of cells, a program's quotes and line ends are escaped.
    forms = (held, held.replace("\\'", "'").replace('\\"', '"'), html.unescape(re.sub(r"<[^<>]*>", "", held)))
    return _html(left_out()) if any(secret in form for secret in secrets for form in forms) else output


def _texts(value: Any) -> Iterable[str]:
    """Every text in an output, however deep."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for item in value.values():
            yield from _texts(item)
    elif isinstance(value, (list, tuple)):
        for item in value:
            yield from _texts(item)
