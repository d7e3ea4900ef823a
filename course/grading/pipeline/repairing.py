"""Repair inside nbgrader's own pipeline: `nbgrader autograde` and formgrader's button mend what is handed in.

nbgrader opens a submission with nbformat, and a file that nbformat cannot read ends the run. Here the file's bytes go
through `course.grading.repair.repair` instead, and nbgrader's own sanitizing steps then see an honest notebook.
"""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

import nbformat
from nbformat.notebooknode import NotebookNode
from nbgrader.api import Gradebook
from nbgrader.converters.base import BaseConverter
from nbgrader.preprocessors import ClearOutput, NbGraderPreprocessor

from course.errors import GradingError
from course.grading.notebook.metadata import KEY
from course.grading.notebook.read import read_bytes, texts_of
from course.grading.pipeline.save_grades import GRADED_BEFORE
from course.grading.repair.original import Original, original_of
from course.grading.repair.rename import renamed
from course.grading.repair.repair import Repaired, repair


class Repairing(BaseConverter):
    """The part of Autograde that opens a submission; put it behind nbgrader's Autograde among the base classes."""

    def init_destination(self, assignment_id: str, student_id: str) -> bool:
        """As nbgrader's, which may remove the last grading; what it graded is remembered for the marks."""
        folder = Path(self._format_dest(assignment_id, student_id))
        found: list[str] = list(self.notebooks)  # type: ignore[has-type]
        self._graded_before = {Path(path).stem: texts_of(folder / Path(path).name) for path in found}
        return bool(super().init_destination(assignment_id, student_id))

    def init_single_notebook_resources(self, notebook_filename: str) -> dict[str, Any]:
        """As nbgrader's, with what was graded before."""
        resources: dict[str, Any] = super().init_single_notebook_resources(notebook_filename)
        about = resources["nbgrader"]
        about[GRADED_BEFORE] = self._graded_before.get(about["notebook"], {})
        return resources

    def init_assignment(self, assignment_id: str, student_id: str) -> None:
        """As nbgrader's, which asks this class first to copy the submission's files."""
        super().init_assignment(assignment_id, student_id)
        there: list[str] = list(self.notebooks)  # type: ignore[has-type]
        self._renamed = self._find_renamed(assignment_id, there)
        self.notebooks = sorted({*there, *self._renamed} - set(self._renamed.values()))

    def convert_single_notebook(self, notebook_filename: str) -> None:
        """Sanitize from the file's bytes; everything else as nbgrader does it."""
        if not self._sanitizing:
            super().convert_single_notebook(notebook_filename)
            return
        resources = self.init_single_notebook_resources(notebook_filename)
        about = resources["nbgrader"]
        file = self._renamed.get(notebook_filename, notebook_filename)
        original = self.original(about["assignment"], about["notebook"])
        # `--no-execute` turns ClearOutput off: the outputs that the learner saw are graded.
        done = repair(read_bytes(Path(file)), original, keep_outputs=not ClearOutput(parent=self).enabled)
        if done.strangers and not original.cells:
            raise GradingError(
                f"The gradebook knows no task of the notebook {about['notebook']}, but {about['student']} hands some "
                "in. To mend: run `nbgrader generate_assignment` again with the notebook that learners have."
            )
        tell_new_name(done, Path(file).stem, about["notebook"])
        for one in done.repairs:
            self.log.warning("Repaired %s of %s: %s", about["notebook"], about["student"], one)
        output, resources = self.exporter.from_notebook_node(nbformat.from_dict(done.notebook), resources=resources)
        self.write_single_notebook(output, resources)

    def original(self, assignment: str, notebook: str) -> Original:
        """The instructor's notebook; read once for each assignment and kept."""
        kept: dict[tuple[str, str], Original] = self.__dict__.setdefault("_originals", {})
        if (assignment, notebook) not in kept:
            files = [
                Path(self.coursedir.format_path(folder, ".", assignment)) / f"{notebook}.ipynb"
                for folder in (self.coursedir.source_directory, self.coursedir.release_directory)
            ]
            with Gradebook(self.coursedir.db_url, self.coursedir.course_id) as gradebook:
                kept[assignment, notebook] = original_of(gradebook, assignment, notebook, *files)
        return kept[assignment, notebook]

    def _find_renamed(self, assignment: str, there: list[str]) -> dict[str, str]:
        """Where a notebook that is missing lies under another name: {path that nbgrader looks for: path that is}."""
        with Gradebook(self.coursedir.db_url, self.coursedir.course_id) as gradebook:
            wanted = {entry.name for entry in gradebook.find_assignment(assignment).notebooks}
        folder = os.path.dirname(there[0])
        originals = {name: self.original(assignment, name) for name in wanted}
        names = renamed(originals, [Path(path) for path in there])
        return {os.path.join(folder, f"{name}.ipynb"): str(path) for name, path in names.items()}


def tell_new_name(done: Repaired, stem: str, wanted: str) -> None:
    """Note in the repaired notebook that it lay under another name; nothing to note when it did not."""
    if stem != wanted:
        text = f"The notebook was handed in under another name; it was read as {wanted}.ipynb."
        done.notebook["metadata"][KEY]["repairs"].insert(0, text)


class TellRepairs(NbGraderPreprocessor):
    """Write what was mended in an answer as nbgrader's own automatic comment; it comes after SaveAutoGrades."""

    def preprocess(self, nb: NotebookNode, resources: Any) -> tuple[NotebookNode, Any]:
        """Add the comments to the gradebook; the notebook stays as it is."""
        told = nb.metadata.get(KEY, {})
        if not told.get("repairs"):
            return nb, resources
        about = resources["nbgrader"]
        with Gradebook(about["db_url"]) as gradebook:
            notebook = gradebook.find_submission_notebook(about["notebook"], about["assignment"], about["student"])
            for comment in notebook.comments:
                texts = [told["repairs"][0]] if told.get("unreadable") else told["cells"].get(comment.name, [])
                if texts:
                    said = [comment.auto_comment] if comment.auto_comment and not told.get("unreadable") else []
                    comment.auto_comment = " ".join([*said, *texts])
            gradebook.db.commit()
        return nb, resources
