"""One run of `course grade`: the loop that owns the gradebook and the folders. See `course.grading.run.grade`."""

from __future__ import annotations

import contextlib
import os
import random
import unicodedata
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import attrs
import nbformat
from nbformat.notebooknode import NotebookNode
from nbgrader.api import MissingEntry
from sqlalchemy.exc import DataError, IntegrityError, SQLAlchemyError

from course.content.extra import is_extra
from course.errors import GradingError
from course.grading.gradebook.verdicts import NO_WORDS, waits
from course.grading.judge.test_plan import TestPlan, read_test_plan, refuse_shared, told, warm_code
from course.grading.judge.worker import nothing_passed
from course.grading.notebook.language import language_of
from course.grading.notebook.metadata import COULD_NOT, Notes, read_notes, write_notes
from course.grading.notebook.read import source_notebook
from course.grading.notebook.verdicts import read_verdicts, write_verdicts
from course.grading.pipeline.execute import as_plain, give_outputs
from course.grading.pipeline.repairing import tell_left_out
from course.grading.repair.original import original_of
from course.grading.repair.released import as_released
from course.grading.run.course_folder import CourseFolder, HandedIn
from course.grading.run.feedback_settings import NOT_YET, has_hidden_tests, write_settings
from course.grading.run.lock import alone_in
from course.grading.run.result import Graded, GradingReport
from course.grading.run.sanitize import Refused, Unreadable, in_its_place, sanitized
from course.grading.run.session import Known, SharedGradebook, lent, roster_of
from course.grading.run.workers import Executed, Prepared, Setting, Workers
from course.grading.submission.files import Survey, shown
from course.grading.submission.time import read_time
from course.grading.submission.work import find_work

_LINKED = "{} is a link to a folder: links are not followed. To mend: put the folder itself there."
_OTHER_LANGUAGE = (
    "The notebook {} is in {}; the sandbox and the judge know Python only. Nothing was graded. To mend: grade this "
    "assignment with nbgrader's own `nbgrader autograde`, on a machine you can spare."
)
_NEWER = (
    "source/{0}/{1}.ipynb is not what learners got (changed: {2}). The tests and points of the last "
    "`nbgrader generate_assignment` count. To use the new ones: run it again, and release the assignment again."
)
_NOT_LISTED = "nobody with this id was among the gradebook's students; added. Is the folder's name right?"
_DAMAGED = "its outputs are not a notebook's outputs"
_LAST_RESORT = "something in it ends its grading ({}: {}). To mend: look at what was handed in, or grade it by hand."
_NO_TEXT = "The name of its folder is no plain text. To mend: name the folder after the student's id."
_LONGEST = 300


@attrs.frozen
class _Source:
    """A notebook to judge with, if there is any.

    solved: whether it has the instructor's solutions. released: the notebook as learners got it, if there is any.
    """

    notebook: dict[str, Any] | None
    solved: bool
    released: dict[str, Any] | None

    @property
    def plan(self) -> TestPlan:
        """How to judge with it before it is calibrated."""
        return TestPlan() if self.notebook is None else read_test_plan(self.notebook, submitted=not self.solved)


@attrs.define
class _Job:
    one: HandedIn
    stage: Path
    result: Graded
    notebooks: dict[str, NotebookNode] = attrs.field(factory=dict)
    unreadable: dict[str, str] = attrs.field(factory=dict)
    open: dict[str, str] = attrs.field(factory=dict)
    missing: tuple[str, ...] = ()
    told: list[str] = attrs.field(factory=list)


class GradingRun:
    """Grades one assignment; use it in a `with` statement. The arguments are those of `grade.grade`."""

    def __init__(
        self,
        assignment: str,
        root: Path | None,
        student: str,
        force: bool,
        progress: Callable[[int, int], None],
        tell: Callable[[str], None] = lambda text: None,
    ) -> None:
        self.course = CourseFolder(assignment, root, student, force)
        self.progress, self.tell = progress, tell
        self._open = contextlib.ExitStack()
        self.results: list[Graded] = []
        self.notes: list[str] = []

    def __enter__(self) -> GradingRun:
        with contextlib.ExitStack() as opening:
            opening.callback(os.chdir, Path.cwd())
            os.chdir(self.course.dir.root)  # as nbgrader does: settings may name places relative to it
            opening.enter_context(alone_in(Path(self.course.dir.root), self.tell))
            with _gradebook_told(self.course.dir.db_url):
                self.book = SharedGradebook(self.course.dir.db_url, self.course.dir.course_id)
                opening.callback(self.book.close)
                self.roster = roster_of(self.book)
                try:
                    self.known = Known(self.book, self.course.assignment)
                except MissingEntry:
                    raise self.course.not_in_gradebook() from None
                self.originals = {
                    name: original_of(self.book, self.course.assignment, name, *self.course.originals(name))
                    for name in self.known.notebooks
                }
            self._open = opening.pop_all()
        return self

    def __exit__(self, *_: object) -> None:
        self._open.close()

    def grade(
        self, hire: Callable[[], Workers], sandboxed: bool, strict: bool, settings: bool = False
    ) -> GradingReport:
        """Grade everybody who is to be graded. hire: gives the workers, asked only when needed.

        settings: write the lines that keep hidden tests out of nbgrader's feedback, where they are missing.
        """
        with _gradebook_told(self.course.dir.db_url):
            everybody = self.course.handed_in()
            self.course.clear(one.student for one in everybody)
            waiting = [one for one in everybody if self.course.wanted(one)]
            random.SystemRandom().shuffle(waiting)  # nobody can choose whom to come after: see run/doctor.py
            sources = self._sources()
            if has_hidden_tests(self.originals.values()) and not self.course.feedback_is_safe:
                self.notes.append(write_settings(Path(self.course.dir.root)) if settings else NOT_YET)
            plans = self._grade(waiting, sources, hire, sandboxed, strict) if waiting else {}
        shared = sorted({cell for plan in plans.values() for cell in plan.shared})
        self.results.sort(key=lambda one: one.student)
        skipped = len(everybody) - len(waiting)
        unsolved = {name: plan.model_says.get(name, "") for plan in plans.values() for name in plan.model_fails}
        about = (self.results, skipped, self.known.most, shared, self.notes, unsolved)
        return GradingReport(self.course.assignment, *about)

    def _sources(self) -> dict[str, _Source]:
        """The notebooks to judge with, by name. Errors: GradingError for one that is not in Python."""
        found = {}
        for name, original in self.originals.items():
            source, released = (source_notebook(path) for path in self.course.originals(name))
            for metadata in (
                {"kernelspec": original.kernelspec},
                *(one.get("metadata", {}) for one in (source, released) if one),
            ):
                if (language := language_of(metadata)) != "python":
                    raise GradingError(_OTHER_LANGUAGE.format(name, language))
            notebook, other = as_released(source, released, original)
            found[name] = _Source(notebook, source is not None, released)
            if other:
                self.notes.append(_NEWER.format(self.course.assignment, name, ", ".join(other)))
        return found

    def _grade(
        self,
        waiting: list[HandedIn],
        sources: dict[str, _Source],
        hire: Callable[[], Workers],
        sandboxed: bool,
        strict: bool,
    ) -> dict[str, TestPlan]:
        step = self.course.execute
        first = [source.plan for source in sources.values()]
        seen = {module for plan in first for module in plan.modules if module not in plan.unseen}
        unseen = {module for plan in first for module in plan.unseen} - seen
        plans: dict[str, TestPlan] = {}
        code = warm_code(step.warm, first)
        with hire() as workers:
            setting = Setting(tuple(sorted(seen)), code, step.limits(), sandboxed, tuple(sorted(unseen)))
            workers.learn(setting, len(waiting))
            for name, source in sources.items():
                if source.notebook and source.solved and step.enabled:
                    plan = workers.calibrate(source.notebook, self.course.source, step.timeout, source.released)
                    plans[name] = attrs.evolve(plan, strict=strict or step.strict)
                    self.notes += told(plan)
                else:
                    plans[name] = source.plan
            if strict or step.strict:
                refuse_shared(plans.values())
            self._all(waiting, plans, workers)
        return plans

    def _all(self, waiting: list[HandedIn], plans: dict[str, TestPlan], workers: Workers) -> None:
        plain: list[_Job] = []  # what needs no worker

        def works() -> Iterator[tuple[_Key, Prepared]]:
            for one in waiting:
                job = self._prepare(one)
                if job is None:
                    continue
                if job.notebooks and self.course.execute.enabled:
                    notebooks = {name: as_plain(notebook) for name, notebook in job.notebooks.items()}
                    mine = {name: plans[name] for name in notebooks}
                    yield _Key(job), Prepared(notebooks, mine, job.stage, self.course.execute.timeout)
                else:
                    plain.append(job)

        def finish(job: _Job, done: Executed | Exception | None) -> None:
            self._finish(job, done, plans)
            self.progress(len(self.results), len(waiting))

        self.progress(0, len(waiting))
        for key, done in workers.run(works()):
            finish(key.job, done)
        for job in plain:
            finish(job, None)

    # -- one submission ------------------------------------------------------------------------------------------------

    def _prepare(self, one: HandedIn) -> _Job | None:
        result = Graded(one.student)
        try:
            if one.linked is not None:
                raise Refused(_LINKED.format(shown(one.linked.name)))
            if not _is_text(one.student):
                raise Refused(_NO_TEXT)
            stage, found = self.course.prepare(one)
            job = _Job(one, stage, result, told=found.told)
            time = read_time(one.folder).told
            result.flagged += [*found.told, *([time] if time else [])]
            if self.roster and one.student not in self.roster:
                result.flagged.append(_NOT_LISTED)
            for name, path in self._named(job, found).items():
                try:
                    resources = self.course.resources(one, name, job.stage)
                    notebook, repairs = sanitized(
                        one.folder, path, name, self.originals[name], self.known, self.course.sanitizing, resources
                    )
                    tell_left_out(notebook.metadata, found.told)
                    with lent(self.known):
                        for step in self.course.before:
                            notebook, _ = step(notebook, resources)
                except (Unreadable, OSError) as error:
                    job.unreadable[name] = str(error)
                    result.zero.append(f"{path.name}: {error}")
                else:
                    job.notebooks[name] = notebook
                    result.repaired += repairs
        except Exception as error:  # noqa: BLE001  (whatever is in a submission costs that one alone)
            self._failed(result, error)
            return None
        return job

    def _named(self, job: _Job, found: Survey) -> dict[str, Path]:
        """The files by the notebook that they are, relative to the submission's folder."""
        one, result = job.one, job.result
        wanted = set(self.originals)
        if self.course.dir.notebook_id != "*":
            wanted &= {path.stem for path in one.notebooks}
        work = find_work({name: self.originals[name] for name in wanted}, found, self.course.handed_out)
        job.open, job.missing = dict(work.open), work.missing
        result.open += work.open.values()
        result.zero += [f"{name}.ipynb was not handed in" for name in work.missing]
        if wanted == set(self.originals):
            result.flagged += [f"{shown(path)} belongs to no notebook of this assignment" for path in work.others]
        return work.notebooks

    def _failed(self, result: Graded, error: Exception) -> None:
        """Record why a submission could not be graded: its last resort."""
        with contextlib.suppress(Exception):
            self.course.give_up(result.student)
        if isinstance(error, Refused):
            reason = str(error)
        else:
            reason = _LAST_RESORT.format(type(error).__name__, str(error)[:_LONGEST])
        result.failed.append(reason)
        self.results.append(result)

    def _finish(self, job: _Job, done: Executed | Exception | None, plans: dict[str, TestPlan]) -> None:
        one, result = job.one, job.result
        try:
            if isinstance(done, Exception):
                raise done
            for name, notebook in job.notebooks.items():
                if done is not None:
                    _merge(notebook, done.notebooks[name])
                ended = done.ended[name] if done is not None else ""
                if ended:
                    result.flagged.append(f"stopped early: {ended}")
                verdicts = done.verdicts.get(name, {}) if done is not None else {}
                write_verdicts(notebook.metadata, verdicts)
                repairs = read_notes(notebook.metadata).repairs
                write_notes(notebook.metadata, Notes(repairs, ended, tuple(plans[name].shared)))
            with self.book.transaction(), lent(self.book):
                submission = self._rows(one)
                for name in job.notebooks:
                    resources = self.course.resources(one, name, job.stage)
                    for step in self.course.after:
                        job.notebooks[name], resources = step(job.notebooks[name], resources)
                self._zeros(submission, job)
                self.book.db.flush()
                grades = [grade for notebook in submission.notebooks for grade in notebook.grades]
                result.score = sum(grade.auto_score or 0 for grade in grades if not is_extra(grade.name))
                for notebook in submission.notebooks:
                    result.look += self._look(notebook, job)
                for name, notebook in job.notebooks.items():
                    self.course.write(job.stage, name, notebook)
                for name, reason in job.unreadable.items():
                    self.course.write(job.stage, name, in_its_place(reason))
            self.course.publish(one, job.stage)
        except Exception as error:
            if isinstance(error, SQLAlchemyError) and not isinstance(error, (DataError, IntegrityError)):
                raise  # the gradebook is the whole class's
            result.score = None
            self._failed(result, error)
        else:
            self.results.append(result)

    def _rows(self, one: HandedIn) -> Any:
        """The student's and the submission's rows, as nbgrader's init_assignment makes them."""
        if self.course.converter.create_student:
            self.book.update_or_create_student(one.student)
        else:
            self.book.find_student(one.student)
        stamp = read_time(one.folder).time
        more = {"timestamp": stamp} if stamp else {}
        self.book.db.flush()
        # A submission's new rows refer to each other; none may be written before all are there.
        with self.book.db.no_autoflush:
            submission = self.book.update_or_create_submission(self.course.assignment, one.student, **more)
        self.book.db.flush()
        self.book.read_submission(submission)
        return submission

    def _look(self, notebook: Any, job: _Job) -> list[str]:
        """The scores of a notebook that a person has to look at, in words."""
        if notebook.name not in job.notebooks:
            return []
        said = read_verdicts(job.notebooks[notebook.name].metadata)
        waiting = [grade.name for grade in notebook.grades if waits(grade)]
        return [f"{cell}: {said[cell].sentence if cell in said else NO_WORDS}" for cell in waiting]

    def _zeros(self, submission: Any, job: _Job) -> None:
        """No points for a notebook that is missing or cannot be read; none yet for one that a person has to find."""
        for notebook in submission.notebooks:
            name = notebook.name
            left_open = job.open.get(name)
            reason = left_open or job.unreadable.get(name)
            elsewhere = name not in job.missing and (job.one.folder / f"{name}.ipynb").exists()
            if reason is None and (name in job.notebooks or elsewhere):
                continue
            for grade in notebook.grades:
                grade.auto_score = None if left_open else 0
                grade.needs_manual_grade = bool(left_open)
            for comment in notebook.comments if reason else ():
                comment.auto_comment = " ".join([COULD_NOT, str(reason), *job.told])


def _is_text(name: str) -> bool:
    """Whether a name from the disk can be written anywhere else: no half letters, no control characters."""
    return not any(unicodedata.category(letter) in ("Cc", "Cs") for letter in name)


@attrs.frozen(eq=False)
class _Key:
    """A job as a key: two jobs are never the same."""

    job: _Job


@contextlib.contextmanager
def _gradebook_told(address: str) -> Iterator[None]:
    """A fault of the database, in words."""
    try:
        yield
    except SQLAlchemyError as error:
        reason = str(getattr(error, "orig", None) or error).splitlines()[0]
        raise GradingError(
            f"The gradebook {address} cannot be used: {reason}. To mend: close other programs that write to it; after "
            "an update of nbgrader run `nbgrader db upgrade`. What is graded is kept."
        ) from error


def _merge(notebook: NotebookNode, executed: dict[str, Any]) -> None:
    """Take over the outputs. What a learner's process says may be no output at all: then nothing has passed."""
    give_outputs(notebook, executed)
    if not nbformat.validator.isvalid(notebook):
        plain = as_plain(notebook)
        nothing_passed(plain, _DAMAGED, [n for n, cell in enumerate(notebook.cells) if cell.cell_type == "code"])
        give_outputs(notebook, plain)
