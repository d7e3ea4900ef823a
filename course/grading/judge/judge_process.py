"""The judge's side of a submission: walks through the notebook, has the learner's cells run elsewhere, runs the tests.

The tests run in this process, which holds none of the learner's code. A name that a test looks at is fetched as data
from the learner's process; a learner's function is called across the boundary (see `proxies`). What comes out is the
executed notebook: a test cell's output is an error with the message that its author wrote, or nothing, or the points it
gives; nbgrader's own rules turn that into a score.
"""

from __future__ import annotations

import builtins
import contextlib
import io
import json
import os
import signal
import socket
import sys
import tempfile
import types
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

from course.grading.judge import codec_more  # noqa: F401  (it registers types in codec)
from course.grading.judge.apart import Apart
from course.grading.judge.later import Names, Waiting
from course.grading.judge.layout import Layout, compiled
from course.grading.judge.learner_client import GRACE, LearnerClient, LearnerGone
from course.grading.judge.messages import CellDone, Done, GoOn, Shown, Submission
from course.grading.judge.own_words import own_words
from course.grading.judge.remember import stand_alone
from course.grading.judge.test_folder import TestFolder
from course.grading.judge.test_outputs import KEPT, error_output, failure, result_output
from course.grading.judge.test_plan import TestPlan
from course.grading.judge.watch import PLAIN, Watch
from course.grading.judge.witnesses import earned
from course.grading.notebook.cells import hidden_lines, name_of, visible_part
from course.grading.notebook.outputs import clean
from course.grading.sandbox.messages import plain, read
from course.kernels.channel import Channel

_UNSEEN = "[Something was printed while a check ran that you cannot see.]\n"


class CheckTimeoutError(BaseException):
    """A test cell had its time. A BaseException, so that a test's `except Exception` does not swallow it."""


MOST_OF_NOTEBOOK = 20_000_000
"""Characters that all answers and ordinary cells of a notebook may show together, as they are written to its file."""
_ASKED = ("learner", "answer", "locked", "star")
_SHOWN = 50
"""Letters of a cell's first line by which it is named."""


class JudgeProcess:
    """Judges one notebook.

    learner: the learner's process. plan: who owns which name. seconds: the time of one cell. folder: the tests' folder.
    ends: connections to forks of the learner's process. forks: whether every hidden test that asks for functions gets
    one. `again`: whether that must be tried, because the program has ended while hidden tests waited. `changes`: the
    tests in which a learner's function has changed what it was given.
    """

    def __init__(
        self,
        learner: LearnerClient,
        plan: TestPlan,
        seconds: float | None,
        folder: TestFolder,
        ends: Sequence[Channel] = (),
        forks: bool = False,
    ) -> None:
        self.learner, self.plan, self.seconds, self.folder = learner, plan, seconds, folder
        self.first, self.ends = learner, list(ends)
        learner.say, learner.in_hidden = self._printed, self._in_hidden
        self._names = Names()
        self.names = self._names.now
        self.names.update({"__name__": "__main__", "__builtins__": builtins})
        self._hidden: tuple[str, set[int]] = ("", set())
        self._streams = (sys.stdout, sys.stderr)
        self.layout = Layout(plan, self.names)
        self._refused = ""
        self._count = 0
        self._room = MOST_OF_NOTEBOOK
        self._forked, self._always_fork = False, forks
        self.again = False
        self.changes: list[str] = []
        self._alone = False
        self._apart = Apart(plan.transparent)

    @property
    def clear(self) -> bool:
        """Whether the second witness can say nothing that the judge has not seen."""
        # What a test does to a fork would matter to later cells, when all run in one process.
        return self.first.watch.clear and self._apart.so_far and not self.first.ended and not self._forked

    def walk(self, notebook: dict[str, Any]) -> Iterator[CellDone | Shown]:
        """Execute every code cell of the notebook, and say of each when it is done; hidden tests come last.

        Says `Shown` before the hidden tests that waited, if there are any.
        """
        waiting: list[Waiting] = []
        self._alone = not self._always_fork and bool(self.plan.later) and stand_alone(self._learners(notebook))
        for place, cell in enumerate(notebook["cells"]):
            if cell["cell_type"] != "code":
                continue
            name = name_of(cell)
            # The instructor's text counts, and the instructor's word on what this cell is.
            source = self.plan.tests.get(name) or cell["source"]
            if not source.strip():
                yield CellDone(place, [], None)
                continue
            self._count += 1
            self._refused = ""
            if name not in self.plan.tests:
                code = self.plan.locked.get(name) or source
                outputs = self._learner(code, _words(self._count, source))
                self._apart.cell(code, ended_well=all(output["output_type"] != "error" for output in outputs))
                outputs = self._fitting(outputs)
            else:
                self._apart.test(source)
                shared = name in self.plan.shared
                if name in self.plan.later and not shared and (one := self._wait(place, name, source)) is not None:
                    waiting.append(one)
                    continue
                outputs = [] if shared else self._test(name, source)
                if name in self.plan.lend:
                    self._learner(visible_part(source), _words(self._count, name))
            yield self._done(place, outputs)
        if self.first.ended and any(one.learner is None for one in waiting) and not self._always_fork:
            self.again = True  # forks that were made in time are still there then
            return
        if waiting:
            yield Shown()
        for one in waiting:
            self._count, self._refused = one.count, ""
            self.layout.begin_anew()
            if one.learner is not None:
                self.learner = one.learner
            with self._names.as_they_were(one.names):
                yield self._done(one.place, self._test(one.name, one.source, ready=one.learner is None))
            self.learner = self.first

    def _learners(self, notebook: dict[str, Any]) -> Iterator[str]:
        """The text of each cell that runs on the learner's side."""
        for cell in notebook["cells"]:
            name = name_of(cell)
            if cell["cell_type"] == "code" and name not in self.plan.tests:
                yield self.plan.locked.get(name) or cell["source"]

    def _done(self, place: int, outputs: list[dict[str, Any]]) -> CellDone:
        for output in outputs:
            if output["output_type"] == "execute_result":
                output["execution_count"] = self._count
        return CellDone(place, outputs, self._count, self._refused)

    def _wait(self, place: int, name: str, source: str) -> Waiting | None:
        """Let a hidden test wait; None where it cannot, and must run at once."""
        about = (place, self._count, name, source)
        try:
            if set(self._asked_of_learner(name)) <= set(self.plan.public):
                self.first.begin(self.seconds, _words(self._count, name))
                self.first.watch.begin(name)
                self.layout.prepare(self.learner, name, source)
                if self._alone or self.first.last_kinds <= PLAIN:
                    return Waiting(*about, None, dict(self.names))
            if self.ends:
                self._forked = True
                return Waiting(*about, self.first.fork(self.ends.pop(0)), dict(self.names))
        except Exception:  # noqa: BLE001  (what goes wrong here is told when the test runs)
            pass
        return None

    def _asked_of_learner(self, name: str) -> list[str]:
        """The names that a test takes from the learner's side, or may take from there."""
        known = self.plan.sources.get(name, {})
        return [used for used in self.plan.used.get(name, ()) if known.get(used, ["learner"])[0] in _ASKED]

    def _learner(self, source: str, cell: str) -> list[dict[str, Any]]:
        try:
            return self.learner.run(source, self.seconds, cell)
        except LearnerGone as gone:
            return [error_output("ProgramEnded", gone.reason)]

    def _fitting(self, outputs: list[dict[str, Any]]) -> list[dict[str, Any]]:
        """What a cell shows, as long as all cells together do not show too much."""
        size = len(json.dumps(outputs))
        if size <= self._room:
            self._room -= size
            return outputs
        note = (
            f"[The notebook's cells show more than {MOST_OF_NOTEBOOK:,} characters: this cell's output was dropped.]\n"
        )
        return [{"output_type": "stream", "name": "stdout", "text": note}]

    # -- tests -----------------------------------------------------------------------------------------------------

    def _test(self, name: str, source: str, ready: bool = False) -> list[dict[str, Any]]:
        """The outputs of a test cell. ready: whether the names that it uses are laid out."""
        hidden = hidden_lines(source)
        out, err = io.StringIO(), io.StringIO()
        self._hidden, self._streams = (f"<test {name}>", hidden), (out, err)
        self.learner.proxies.test = (f"<test {name}>", source, hidden)
        outputs: list[dict[str, Any]] = []
        self.learner.begin(self.seconds, _words(self._count, name))
        self.learner.watch.begin(name)
        self.learner.gives_back = name in self.plan.changes
        changed, self.learner.changed = self.learner.changed, False
        timed_out = False
        try:
            body, value = compiled(source, name)
            with self._limited(), contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
                self.folder.refresh()
                if not ready:
                    self.layout.prepare(self.learner, name, source)
                before, imports = dict(self.names), self.layout.other_imports(self.learner, name)
                outputs += self._ran(body, value)
                if imports and earned(outputs):
                    self.names.clear()
                    self.names.update(before | imports)
                    with contextlib.redirect_stdout(io.StringIO()):
                        outputs = min(outputs, self._ran(body, value), key=earned)
        except LearnerGone as gone:
            timed_out = True
            outputs.append(error_output("ProgramEnded", gone.reason))
        except BaseException as error:  # noqa: BLE001  (a test may raise anything, SystemExit too)
            timed_out = isinstance(error, (CheckTimeoutError, TimeoutError))
            outputs.append(failure(error, name, source, hidden, self._words_of(name, source)))
        if self.learner.changed:
            self.changes.append(name)
        self.learner.changed = self.learner.changed or changed
        if self.learner is not self.first:
            with contextlib.suppress(LearnerGone):
                self.learner.finish()
        self._refused = self.learner.refused(timed_out)
        if err.getvalue() or timed_out or self._refused:
            self.learner.watch.unclear()
        # A test that prints what the learner's functions give, prints what these may know of hidden checks.
        knows = self.learner.calls_of_hidden
        streams = [
            {"output_type": "stream", "name": kind, "text": _UNSEEN if knows else text[:KEPT]}
            for kind, text in (("stdout", out.getvalue()), ("stderr", err.getvalue()))
            if text
        ]
        return clean(streams + outputs)

    def _ran(self, body: types.CodeType, value: types.CodeType | None) -> list[dict[str, Any]]:
        """Run a test's text; the output for its value, if it has one."""
        exec(body, self.names)
        result = None if value is None else eval(value, self.names)
        return [] if result is None else [result_output(result)]

    def _words_of(self, name: str, source: str) -> Callable[[BaseException], str] | None:
        """How a message is told when the learner's code knows of hidden checks; None when it does not."""
        if not self.learner.calls_of_hidden:
            return None
        # A function of an earlier test may call the learner's, too.
        mine = {used for used, (kind, _) in self.plan.sources.get(name, {}).items() if kind == "test"}
        functions = {used for used in {*self._asked_of_learner(name), *mine} if callable(self.names.get(used))}
        changed = self.learner.changed
        return lambda error: own_words(error, f"<test {name}>", source, functions, changed)

    @contextlib.contextmanager
    def _limited(self) -> Iterator[None]:
        """End a test whose own work on the learner's values never ends."""

        def stop(*_: Any) -> None:
            raise CheckTimeoutError(f"the check took longer than {self.seconds:g} seconds")

        signal.signal(signal.SIGALRM, stop)
        signal.setitimer(signal.ITIMER_REAL, 0 if self.seconds is None else self.seconds + GRACE + 1)
        try:
            yield
        finally:
            signal.setitimer(signal.ITIMER_REAL, 0)

    def _printed(self, stream: str, text: str) -> None:
        """A learner's function has printed: to the test, or into its output, but not what a hidden check gave it."""
        now = sys.stderr if stream == "stderr" else sys.stdout
        if text and now in self._streams and self._in_hidden():
            text = "" if _UNSEEN in now.getvalue() else _UNSEEN  # type: ignore[union-attr]
        now.write(text)

    def _in_hidden(self) -> bool:
        name, hidden = self._hidden
        frame: types.FrameType | None = sys._getframe()
        while frame is not None:
            if frame.f_code.co_filename == name and frame.f_lineno in hidden:
                return True
            frame = frame.f_back
        return False


def judge(
    submission: Submission,
    learner: Channel,
    report: Callable[[CellDone | Shown | Done], None],
    ends: Sequence[Channel] = (),
) -> None:
    """Judge one submission; `learner` is the connection to the learner's process, `ends` those to forks of it.

    Reports each code cell when it is done, so that what was judged counts whatever happens later, and then the end.
    """
    plan = submission.plan
    client = LearnerClient(learner, plan.modules, Watch(plan.transparent))
    top = Path(tempfile.mkdtemp(prefix="tests-"))
    handed_out = Path(submission.handed_out)
    folder = TestFolder(top, handed_out, plan.given, Path(submission.folder))
    os.chdir(top)
    # Nothing of the learner's folder is importable here; modules that the instructor hands out are.
    sys.path[:] = [str(handed_out), *(entry for entry in sys.path if entry)]
    judging = JudgeProcess(client, plan, submission.seconds, folder, ends, submission.forks)
    for done in judging.walk(submission.notebook):
        report(done)
    with contextlib.suppress(LearnerGone):
        client.finish()
    report(Done(client.ended, judging.clear, judging.again, judging.changes))


def serve_judge(grader: Channel, learner: Channel, ends: Sequence[socket.socket] = ()) -> None:
    """In the judge's fork: one submission in, its result out."""
    forks = [Channel(end) for end in ends]

    def report(message: CellDone | Shown | Done) -> None:
        grader.send(plain(message))
        if isinstance(message, Shown):
            read(grader.receive(), GoOn)

    judge(read(grader.receive(), Submission), learner, report, forks)


def _words(count: int, text: str) -> str:
    """What people call a cell: the number that Jupyter shows beside it when all are run, and how it begins.

    >>> _words(3, "\\n# mine\\nx = 1")
    'cell [3] (# mine)'
    """
    first = next((line.strip() for line in text.splitlines() if line.strip()), "")
    shown = "".join(letter if letter.isprintable() else "?" for letter in first[:_SHOWN])
    return f"cell [{count}] ({shown}{'...' if len(first) > _SHOWN else ''})"
