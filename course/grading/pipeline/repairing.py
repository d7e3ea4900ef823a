"""Repair inside nbgrader's own pipeline: `nbgrader autograde` and formgrader's button mend what is handed in.

nbgrader opens a submission with nbformat, and a file that nbformat cannot read ends the run. Here the file's bytes go
through `course.grading.repair.repair` instead, and nbgrader's own sanitizing steps then see an honest notebook.
"""

from __future__ import annotations

import logging
from collections.abc import MutableMapping, Sequence
from pathlib import Path
from typing import Any

import nbformat
from nbformat.notebooknode import NotebookNode
from nbgrader.api import Gradebook
from nbgrader.converters.base import BaseConverter, NbGraderException
from nbgrader.preprocessors import ClearOutput, NbGraderPreprocessor
from nbgrader.utils import find_all_files

from course.content.plain_text import plain_lines
from course.errors import GradingError
from course.grading.notebook.language import ran_in
from course.grading.notebook.metadata import COULD_NOT, HANDED_IN_AS, KEY
from course.grading.notebook.read import read_bytes, texts_of
from course.grading.pipeline.save_grades import GRADED_BEFORE
from course.grading.repair.original import Original, original_of
from course.grading.repair.repair import Repaired, repair
from course.grading.submission.files import OtherFiles, copy_ordinary, linked, own_levels, shown, survey
from course.grading.submission.time import read_time
from course.grading.submission.work import find_work

OTHER_LANGUAGE = (
    "{} was run in {}; the sandbox and the judge know Python only. To mend: ask for it in Python, or grade it by hand."
)


def one_message(record: logging.LogRecord) -> bool:
    """A filter for nbgrader's log: names of students and files in a message can forge no other."""
    record.msg, record.args = plain_lines(record.getMessage()), ()
    return True


class Repairing(BaseConverter):
    """The part of Autograde that opens a submission; put it behind nbgrader's Autograde among the base classes."""

    def __init__(self, *words: Any, **named: Any) -> None:
        super().__init__(*words, **named)
        self.log.addFilter(one_message)
        self._files: dict[str, Path] = {}
        self._told: list[str] = []
        self._wrong_times: list[str] = []
        self._graded_before: dict[str, dict[str, str]] = {}
        self._left_open: dict[str, str] = {}
        # nbgrader's own ends with an error at a file that holds no date; see course.grading.submission.time.
        self.coursedir.get_existing_timestamp = lambda folder: read_time(Path(folder)).time

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

    def init_notebooks(self) -> None:
        """As nbgrader's, without submissions whose own folder is a link."""
        super().init_notebooks()
        own = own_levels(self.coursedir.directory_structure)
        for place in [place for place in self.assignments if linked(Path(place), own)]:
            self.log.error("%s is or lies in a link: links are not followed. Put the folder itself there.", place)
            del self.assignments[place]
        if not self.assignments:
            raise NbGraderException("There is no submission that is no link.")

    def convert_notebooks(self) -> None:
        """As nbgrader's. A time that is no date fails the command, as there, but only when everybody is graded."""
        super().convert_notebooks()
        if self._wrong_times:
            raise NbGraderException("\n".join(self._wrong_times))

    def init_assignment(self, assignment_id: str, student_id: str) -> None:
        """Copy the submission's ordinary files, and find its notebooks; nbgrader's own would follow links."""
        folder = Path(self._format_source(assignment_id, student_id))
        root = Path(self.coursedir.root)
        others = OtherFiles(root, [root / self.coursedir.release_directory])
        found = copy_ordinary(
            survey(folder, self.coursedir.ignore, others), Path(self._format_dest(assignment_id, student_id))
        )
        self._told = found.told
        time = read_time(folder)
        if time.wrong:
            self._wrong_times.append(f"{student_id}: {time.told}")
        for sentence in filter(None, [*found.told, time.told]):
            self.log.warning("%s: %s", student_id, sentence)
        there: list[str] = list(self.notebooks)  # type: ignore[has-type]
        with Gradebook(self.coursedir.db_url, self.coursedir.course_id) as gradebook:
            wanted = {entry.name for entry in gradebook.find_assignment(assignment_id).notebooks}
        if self.coursedir.notebook_id != "*":
            wanted &= {Path(path).stem for path in there}
        source = self.coursedir.format_path(self.coursedir.source_directory, ".", assignment_id)
        handed_out = [Path(name).relative_to(source) for name in find_all_files(source, self.coursedir.ignore)]
        work = find_work({name: self.original(assignment_id, name) for name in wanted}, found, handed_out)
        self._files = {str(folder / f"{name}.ipynb"): file for name, file in work.notebooks.items()}
        self._left_open = work.open
        for sentence in work.open.values():
            self.log.error("%s: %s", student_id, sentence)
        self.notebooks = sorted(self._files)

    def convert_single_notebook(self, notebook_filename: str) -> None:
        """Sanitize from the file's bytes; everything else as nbgrader does it."""
        if not self._sanitizing:
            super().convert_single_notebook(notebook_filename)
            return
        resources = self.init_single_notebook_resources(notebook_filename)
        about = resources["nbgrader"]
        folder = Path(notebook_filename).parent
        file = self._files.get(notebook_filename, Path(Path(notebook_filename).name))
        original = self.original(about["assignment"], about["notebook"])
        # `--no-execute` turns ClearOutput off: the outputs that the learner saw are graded.
        done = repair(read_bytes(folder / file), original, keep_outputs=not ClearOutput(parent=self).enabled)
        if done.strangers and not original.cells:
            raise GradingError(
                f"The gradebook knows no task of the notebook {about['notebook']}, but {about['student']} hands some "
                "in. To mend: run `nbgrader generate_assignment` again with the notebook that learners have."
            )
        if (language := ran_in(done.notebook["metadata"])) != "python":
            raise GradingError(OTHER_LANGUAGE.format(shown(file), language))
        tell_new_name(done, file, about["notebook"])
        tell_left_out(done.notebook["metadata"], self._told)
        for one in done.notebook["metadata"][KEY]["repairs"]:
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

    def leave_open(self, assignment: str, student: str) -> None:
        """Take back the 0 of each notebook that was perhaps handed in, but that only a person can find."""
        with Gradebook(self.coursedir.db_url, self.coursedir.course_id) as gradebook:
            for name, reason in self._left_open.items():
                notebook = gradebook.find_submission_notebook(name, assignment, student)
                for grade in notebook.grades:
                    grade.auto_score, grade.needs_manual_grade = None, True
                for comment in notebook.comments:
                    comment.auto_comment = " ".join([COULD_NOT, reason, *self._told])
            gradebook.db.commit()


def tell_new_name(done: Repaired, file: Path, wanted: str) -> None:
    """Note in the repaired notebook that it lay under another name; nothing to note when it did not."""
    about = done.notebook["metadata"][KEY]
    about.pop(HANDED_IN_AS, None)
    if file.suffix == ".ipynb" and file.stem != wanted:
        about[HANDED_IN_AS] = file.stem
    if file != Path(f"{wanted}.ipynb"):
        text = f"The notebook was handed in under another name, {shown(file)}; it was read as {wanted}.ipynb."
        about["repairs"].insert(0, text)


def tell_left_out(metadata: MutableMapping[str, Any], told: Sequence[str]) -> None:
    """Note in a repaired notebook's metadata which files of its submission count as not handed in."""
    if told:
        notes = metadata[KEY]
        notes["repairs"] = [*notes["repairs"], *told]
        notes["left_out"] = list(told)


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
            left_out = list(told.get("left_out", []))
            for comment in notebook.comments:
                texts = [told["repairs"][0]] if told.get("unreadable") else told["cells"].get(comment.name, [])
                texts, left_out = [*texts, *left_out], []  # once, with the first answer
                if texts:
                    said = [comment.auto_comment] if comment.auto_comment and not told.get("unreadable") else []
                    comment.auto_comment = " ".join([*said, *texts])
            gradebook.db.commit()
        return nb, resources
