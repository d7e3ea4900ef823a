"""An nbgrader course folder as `course grade` sees it: settings, who handed in what, where results go.

The settings are read by nbgrader's own program, so every nbgrader_config.py means here what it means there.
"""

from __future__ import annotations

import contextlib
import functools
import os
import re
import shutil
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import attrs
import nbformat
from nbformat.notebooknode import NotebookNode
from nbgrader.apps.autogradeapp import AutogradeApp
from nbgrader.converters.base import NbGraderException
from nbgrader.preprocessors import Execute as NbgraderExecute
from nbgrader.utils import find_all_files

from course.errors import CourseError, GradingError, UnknownNameError
from course.grading.gradebook.place import require_class
from course.grading.notebook.read import texts_of
from course.grading.pipeline.autograde import Autograde
from course.grading.pipeline.execute import Execute
from course.grading.pipeline.save_grades import GRADED_BEFORE, SAFE_FEEDBACK
from course.grading.run.feedback_settings import watched
from course.grading.sandbox.files import remove
from course.grading.submission.files import OtherFiles, Survey, copy_ordinary, linked, own_levels, survey
from course.grading.submission.time import read_time


@attrs.frozen
class HandedIn:
    """One submission: the student's id, its folder, its notebook files, and which folder of its path is a link."""

    student: str
    folder: Path
    notebooks: tuple[Path, ...]
    linked: Path | None = None


class Converter(Autograde):
    """nbgrader's converter, whose results go to a folder that is put in place only when it is complete."""

    stage: Path | None = None

    def _format_dest(self, assignment_id: str, student_id: str, escape: bool = False) -> str:
        if self.stage is not None:
            return str(self.stage)
        return super()._format_dest(assignment_id, student_id, escape)


def _newest(files: Iterable[Path]) -> float:
    """When the last of these files was written; 0 for none."""
    return max((file.lstat().st_mtime for file in files), default=0.0)


class CourseFolder:
    """The course's folders and steps for one assignment.

    assignment: its name. root: the course folder; None for the one that nbgrader would take. student: a student's id
    or pattern; "" for what the settings say. force: grade again what is graded. Errors: GradingError, GradebookError.
    """

    def __init__(self, assignment: str, root: Path | None, student: str, force: bool) -> None:
        self.assignment = assignment
        # A command line may call twice, and a traitlets program is a singleton only when asked to be one.
        program = AutogradeApp()
        place = [] if root is None else [f"--course-dir={root.resolve()}"]
        try:
            with watched() as watch:
                program.initialize([*place, "--log-level=CRITICAL"])
        except SystemExit:
            raise GradingError("nbgrader cannot read its settings: see above. To mend: correct them.") from None
        self.feedback_is_safe = watch.installed
        program.coursedir.assignment_id = assignment
        if student:
            program.coursedir.student_id = student
        self.dir = program.coursedir
        self.converter = Converter(coursedir=self.dir, parent=program)
        if force:
            self.converter.force = True
        if not self.source.parent.is_dir():
            require_class(Path(self.dir.root) if root is None else root)
        self.converter.exporter = self.converter.exporter_class(parent=self.converter, config=self.converter.config)
        self.sanitizing = self._steps(self.converter.sanitize_preprocessors)
        steps = self._steps(self.converter.autograde_preprocessors)
        place_of_execute = [isinstance(step, Execute) for step in steps].index(True)
        self.execute: Execute = steps[place_of_execute]
        self.before, self.after = steps[:place_of_execute], steps[place_of_execute + 1 :]

    def _steps(self, kinds: list[Any]) -> list[Any]:
        self.converter.exporter._preprocessors = []
        for kind in kinds:
            self.converter.exporter.register_preprocessor(Execute if kind is NbgraderExecute else kind)
        return list(self.converter.exporter._preprocessors)

    # -- who handed in -------------------------------------------------------------------------------------------------

    @property
    def source(self) -> Path:
        """The folder with the instructor's version."""
        return Path(self.dir.format_path(self.dir.source_directory, ".", self.assignment))

    def originals(self, notebook: str) -> tuple[Path, Path]:
        """The instructor's and the released version of a notebook; either may be missing."""
        folders = (self.dir.source_directory, self.dir.release_directory)
        source, release = (Path(self.dir.format_path(folder, ".", self.assignment)) for folder in folders)
        return source / f"{notebook}.ipynb", release / f"{notebook}.ipynb"

    def not_in_gradebook(self) -> CourseError:
        """Why the gradebook does not know the assignment: it was not generated yet, or its name is another."""
        if self.source.is_dir():
            return GradingError(
                f"The gradebook has no assignment {self.assignment!r}. "
                f"To mend: run `nbgrader generate_assignment {self.assignment}`."
            )
        folders = self.source.parent.glob("*")
        return UnknownNameError("assignment", self.assignment, [place.name for place in folders if place.is_dir()])

    def result(self, student: str) -> Path:
        """Where a student's graded assignment goes."""
        return Path(os.path.normpath(self.dir.format_path(self.dir.autograded_directory, student, self.assignment)))

    def handed_in(self) -> list[HandedIn]:
        """Every submission that the settings choose, by the student's id. Errors: GradingError when there is none."""
        try:
            self.converter.init_notebooks()
        except NbGraderException as error:
            # A folder without a notebook is a submission, too; nbgrader passes over it without a word.
            if not list(self._folders()):
                raise GradingError(
                    f"Nobody has handed in: {error} To mend: run `nbgrader collect {self.assignment}`, "
                    "or name the course folder with --course-dir."
                ) from None
        excluded = self.dir.student_id_exclude.split(",") if self.dir.student_id_exclude else []
        levels = own_levels(self.dir.directory_structure)
        found = []
        for folder, student in self._folders():
            notebooks = tuple(Path(path) for path in sorted(self.converter.assignments.get(str(folder), [])))
            if student not in excluded:
                found.append(HandedIn(student, folder, notebooks, linked(folder, levels)))
        return sorted(found, key=lambda one: one.student)

    def _folders(self) -> Iterator[tuple[Path, str]]:
        import glob

        # nbgrader's own pattern for a folder, the student's id in it.
        pattern = re.compile(
            self.converter._format_source(re.escape(self.assignment), "(?P<student>.*)", escape=True), re.DOTALL
        )
        for place in glob.glob(self.converter._format_source(self.assignment, self.dir.student_id)):
            match = pattern.fullmatch(place)
            if match and os.path.isdir(place):
                yield Path(place), match["student"]

    def wanted(self, one: HandedIn) -> bool:
        """Whether it is to be graded: not yet, or handed in again, or all are (`force`).

        Again is a later time of hand-in. Where only one of the two versions has a time, they are two; where none has
        (work that came by mail), the notebook on the disk is newer than its grading.
        """
        done = self.result(one.student)
        if self.dir.notebook_id == "*":
            exists = os.path.lexists(done)
        else:
            exists = all((done / path.name).exists() for path in one.notebooks)
        if not exists or self.converter.force:
            return True
        new, old = read_time(one.folder).time, read_time(done).time
        if new is not None and old is not None:
            return new > old
        return new != old or _newest(one.notebooks) > _newest(done.glob("*.ipynb"))

    def resources(self, one: HandedIn, notebook: str, stage: Path) -> dict[str, Any]:
        """What nbgrader tells its steps about a notebook."""
        about = {
            "student": one.student,
            "assignment": self.assignment,
            "notebook": notebook,
            "db_url": self.dir.db_url,
            SAFE_FEEDBACK: self.feedback_is_safe,
            GRADED_BEFORE: texts_of(self.result(one.student) / f"{notebook}.ipynb"),
        }
        return {
            "unique_key": notebook,
            "output_files_dir": f"{notebook}_files",
            "nbgrader": about,
            "metadata": {"name": notebook, "path": str(stage)},
        }

    # -- the folder of a result ----------------------------------------------------------------------------------------

    def _aside(self, student: str, what: str) -> Path:
        done = self.result(student)
        return done.with_name(f".{done.name}.{what}")

    def prepare(self, one: HandedIn) -> tuple[Path, Survey]:
        """A new folder beside the result's place with all files except the notebooks, and what was handed in.

        Errors: OSError.
        """
        stage = self._aside(one.student, "grading")
        self._remove(stage)
        done = self.result(one.student)
        stage.mkdir(parents=True)
        if self.dir.notebook_id != "*" and done.exists():
            copy_ordinary(survey(done), stage, leave=())
        self.converter.stage, self.converter.notebooks = stage, [str(path) for path in one.notebooks]
        self.converter.run_pre_convert_hook()
        found = copy_ordinary(survey(one.folder, self.dir.ignore, self._others), stage)
        kept = {self.source / name for name in self.converter.exclude_overwriting.get(self.assignment, [])}
        for name in find_all_files(str(self.source), [*self.dir.ignore, "*.ipynb"]):
            if Path(name) not in kept:
                copy = stage / os.path.relpath(name, self.source)
                copy.parent.mkdir(parents=True, exist_ok=True)
                copy.unlink(missing_ok=True)
                shutil.copy(name, copy)
        return stage, found

    @functools.cached_property
    def handed_out(self) -> frozenset[Path]:
        """The files that come with the assignment, relative to its folder: nobody's work."""
        names = find_all_files(str(self.source), [*self.dir.ignore, "*.ipynb"])
        return frozenset(Path(os.path.relpath(name, self.source)) for name in names)

    @functools.cached_property
    def _others(self) -> OtherFiles:
        return OtherFiles(Path(self.dir.root), [Path(self.dir.root) / self.dir.release_directory])

    def write(self, stage: Path, name: str, notebook: NotebookNode) -> None:
        """Write a graded notebook into the prepared folder."""
        text = nbformat.v4.writes(notebook)
        (stage / f"{name}.ipynb").write_text(text if text.endswith("\n") else f"{text}\n", encoding="utf-8")

    def publish(self, one: HandedIn, stage: Path) -> None:
        """Give the files their permissions and put the folder in its place. Errors: OSError."""
        self.converter.stage = stage
        self.converter.set_permissions(self.assignment, one.student)
        done, old = self.result(one.student), self._aside(one.student, "old")
        self._remove(old)
        if done.exists():
            done.rename(old)
        stage.rename(done)
        self._remove(old)
        self.converter.stage = None
        self.converter.notebooks = [str(path) for path in one.notebooks]
        self.converter.run_post_convert_hook()

    def clear(self, students: Iterable[str]) -> None:
        """Remove what runs that were killed have left half done; nobody else may be at work."""
        for student in students:
            for what in ("grading", "old"):
                with contextlib.suppress(OSError):
                    self._remove(self._aside(student, what))

    def give_up(self, student: str) -> None:
        """Remove the prepared folder of a submission that could not be graded."""
        self._remove(self._aside(student, "grading"))

    def _remove(self, folder: Path) -> None:
        if os.path.lexists(folder) and not remove(folder):
            raise OSError(f"{folder} cannot be removed")
