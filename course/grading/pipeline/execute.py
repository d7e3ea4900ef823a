"""The step of nbgrader's pipeline that runs a submission: in a sandbox, with the tests out of the learner's reach.

It takes the place of nbgrader.preprocessors.Execute and keeps its settings (`c.Execute.timeout = 30` still works).
What follows in the pipeline, the scores among it, is nbgrader's own.
"""

from __future__ import annotations

import atexit
import contextlib
from pathlib import Path
from typing import Any, ClassVar

import attrs
import nbformat
from nbformat.notebooknode import NotebookNode
from nbgrader.preprocessors import Execute as NbgraderExecute
from traitlets import Bool, Integer, Unicode

from course.errors import GradingError
from course.grading.judge.calibrate import calibrate
from course.grading.judge.test_plan import TestPlan, read_test_plan, refuse_shared, told, warm_code
from course.grading.judge.worker import Worker, nothing_passed
from course.grading.notebook.cells import is_test
from course.grading.notebook.language import language_of
from course.grading.notebook.metadata import KEY, Notes, read_notes, write_notes
from course.grading.notebook.read import source_notebook
from course.grading.notebook.verdicts import write_verdicts
from course.grading.pipeline.repairing import Repairing
from course.grading.pipeline.save_grades import ODD_POINTS
from course.grading.repair.released import as_released
from course.grading.sandbox.bubblewrap import require
from course.grading.sandbox.files import bring_back
from course.grading.sandbox.limits import MB, ResourceLimits

SMALL = 1e-9
"""Points by which a sum may miss the cell's points."""


class Execute(NbgraderExecute):
    """Run the learner's cells in a sandbox and the test cells before the judge."""

    sandbox = Bool(True, help="Whether learners' code runs in bubblewrap; False gives it your own rights.").tag(
        config=True
    )
    strict = Bool(False, help="Refuse to grade when a test cell can only run in the learner's own process.").tag(
        config=True
    )
    warm = Unicode(
        "",
        help="Python code that runs once before all submissions: what every notebook needs. The name `mentioned` is a "
        "set: the words that stand as texts in the assignment's locked cells.",
    ).tag(config=True)
    memory = Integer(2048, help="Megabytes of memory for one submission.").tag(config=True)
    processes = Integer(48, help="Processes that one submission may have at a time.").tag(config=True)
    disk = Integer(256, help="Megabytes of files that one submission may write.").tag(config=True)
    cpu = Integer(600, help="Seconds of processor time for one notebook, of all its processes together.").tag(
        config=True
    )
    total = Integer(1200, help="Seconds that one notebook may take from its first cell to its last.").tag(config=True)

    _workers: ClassVar[dict[tuple[Any, ...], Worker]] = {}
    _plans: ClassVar[dict[tuple[Any, ...], TestPlan]] = {}
    _last: ClassVar[tuple[Path, Worker, Worker] | None] = None

    def preprocess(self, nb: NotebookNode, resources: Any, km: Any = None) -> tuple[NotebookNode, Any]:
        """Execute and judge one sanitized notebook. Errors: GradingError."""
        language = language_of({"kernelspec": nb.metadata.get("kernelspec")})
        if language != "python":
            raise GradingError(
                f"The notebook is in {language}; the sandbox and the judge know Python only. "
                "To mend: grade this assignment with nbgrader's own Execute, on a machine you can spare."
            )
        unreadable = nb.metadata.get(KEY, {}).get("unreadable")
        if unreadable:
            plain = as_plain(nb)
            nothing_passed(plain, unreadable, [n for n, cell in enumerate(nb.cells) if cell.cell_type == "code"])
            give_outputs(nb, plain)
            write_verdicts(nb.metadata, {})
            return nb, resources
        folder = Path(resources.get("metadata", {}).get("path") or ".")
        source_path = self._source_path(resources)
        source = self._source(source_path, resources) if source_path else None
        worker, plan = self.prepare(source if source is not None else as_plain(nb), source_path, source is not None)
        for sentence in told(plan):
            self.log.warning(sentence)
        if plan.shared:
            self.log.warning("Test cells that run in the learner's own process: %s", ", ".join(plan.shared))
        worker = self._for_notebook(folder, worker)
        done = worker.judge(as_plain(nb), folder, plan, self.timeout)
        if done.ended:
            self.log.warning("The submission stopped early: %s", done.ended)
        repairs = read_notes(nb.metadata).repairs
        write_notes(nb.metadata, Notes(repairs=repairs, ended=done.ended, shared=tuple(plan.shared)))
        write_verdicts(nb.metadata, done.verdicts)
        bring_back(done.folder, folder, self.limits().disk)
        give_outputs(nb, done.notebook)
        return nb, resources

    def limits(self) -> ResourceLimits:
        """What one submission may use, from this class's settings."""
        amounts = {"memory": self.memory * MB, "processes": self.processes, "disk": self.disk * MB}
        return ResourceLimits(**amounts, cpu=self.cpu, seconds=self.total)

    def prepare(self, source: dict[str, Any], path: Path | None, calibrated: bool) -> tuple[Worker, TestPlan]:
        """The worker and the test plan for an assignment's notebook; made once and kept. Errors: GradingError."""
        plain = read_test_plan(source, submitted=not calibrated)
        key = (tuple(plain.modules), tuple(plain.unseen), tuple(plain.mentions), self.warm, self.sandbox, self.limits())
        if key not in self._workers:
            if self.sandbox:
                require()
            while self._workers:
                self._workers.popitem()[1].close()
            seen = [module for module in plain.modules if module not in plain.unseen]
            code = warm_code(self.warm, [plain])
            self._workers[key] = Worker(seen, code, self.limits(), self.sandbox, plain.unseen)
        worker = self._workers[key]
        about = (key, str(path), hash(str(source)))
        if about not in self._plans:
            folder = path.parent if path else None
            self._plans[about] = calibrate(worker, source, folder, self.timeout) if calibrated else plain
        plan = attrs.evolve(self._plans[about], strict=self.strict)
        if self.strict:
            refuse_shared([plan])
        return worker, plan

    @staticmethod
    def _for_notebook(folder: Path, first: Worker) -> Worker:
        """The worker for the next notebook in this folder, where `first` executes the first one; see `Worker.after`."""
        worker = first
        if Execute._last is not None and Execute._last[:2] == (folder, first):
            worker = Execute._last[2].after()
        Execute._last = folder, first, worker
        return worker

    def _source(self, path: Path, resources: Any) -> dict[str, Any] | None:
        """The instructor's notebook with the tests that learners got, or None when there is none."""
        source = source_notebook(path)
        converter, about = self.parent.parent, resources["nbgrader"]
        if source is None or not isinstance(converter, Repairing):
            return source
        folder = converter.coursedir.format_path(converter.coursedir.release_directory, ".", about["assignment"])
        original = converter.original(about["assignment"], about["notebook"])
        made, other = as_released(source, source_notebook(Path(folder) / path.name), original)
        if other:
            self.log.warning("%s is not what learners got (changed: %s)", path, ", ".join(other))
        return made

    def _source_path(self, resources: Any) -> Path | None:
        converter = getattr(self.parent, "parent", None)
        about = resources.get("nbgrader", {})
        coursedir = getattr(converter, "coursedir", None)
        if coursedir is None or "assignment" not in about:
            return None
        folder = coursedir.format_path(coursedir.source_directory, ".", about["assignment"])
        return Path(folder) / f"{about['notebook']}.ipynb"


@atexit.register
def _close_workers() -> None:
    while Execute._workers:
        Execute._workers.popitem()[1].close()


def as_plain(nb: NotebookNode) -> dict[str, Any]:
    """The notebook as the judge takes it: cells with type, metadata and source."""
    cells = []
    for cell in nb.cells:
        plain = {"cell_type": cell.cell_type, "metadata": dict(cell.metadata), "source": cell.source}
        cells.append(plain)
    return {"cells": cells}


def give_outputs(nb: NotebookNode, executed: dict[str, Any]) -> None:
    """Take over the outputs of an executed notebook, cell by cell."""
    for cell, new in zip(nb.cells, executed["cells"], strict=True):
        if cell.cell_type == "code":
            cell.outputs = [nbformat.from_dict(output) for output in new["outputs"]]
            cell.execution_count = new["execution_count"]
            _keep_within_points(cell)


def _keep_within_points(cell: NotebookNode) -> None:
    """Hold partial credit to what its cell can give.

    Sums of decimal fractions are off by less than SMALL: 1.1 + 1.3 + 0.6 is 3. What is really more passes nobody, where
    nbgrader would stop without a grade; nor does a negative number, or none (NaN), which give full points in nbgrader.
    """
    most = cell.metadata.get("nbgrader", {}).get("points")
    if not is_test(cell) or most is None:
        return
    for output in cell.outputs:
        with contextlib.suppress(ValueError, TypeError):
            if output.output_type != "execute_result":
                continue
            given, most = float(output.data["text/plain"]), float(most)
            if most < given <= most + SMALL:
                output.data["text/plain"] = repr(most)
            elif not 0 <= given <= most:
                # The number may be the learner's own word, and may say what a hidden test has handed to it.
                text = f"the points that the test gave are not a number from 0 to {most:g}"
                error = {"output_type": "error", "ename": ODD_POINTS, "evalue": text, "traceback": [text]}
                cell.outputs = [nbformat.from_dict(error)]
                return
