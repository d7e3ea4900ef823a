"""The judge's side of a submission: walks through the notebook, has the learner's cells run elsewhere, runs the tests.

The tests run in this process, which holds none of the learner's code. A name that a test looks at is fetched as data
from the learner's process; a learner's function is called across the boundary (see proxies.py). What comes out is the
executed notebook: a test cell's output is an error with the message that its author wrote, or nothing, or the points it
gives; nbgrader's own rules turn that into a score.
"""

from __future__ import annotations

import ast
import builtins
import contextlib
import io
import os
import signal
import sys
import tempfile
import types
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from course.grading.judge import codec_tables  # noqa: F401  (registers numpy's and pandas' types)
from course.grading.judge.learner_client import GRACE, LearnerGone, LearnerLink
from course.grading.judge.proxies import Shelf
from course.grading.judge.refused import Refused, give_back
from course.grading.judge.test_folder import Desk
from course.grading.judge.test_plan import Exam
from course.grading.notebook.cells import hidden_lines, name_of, visible_part
from course.grading.notebook.names import uses
from course.grading.notebook.outputs import clean
from course.kernels.channel import Wire

_KEPT = 200_000
_UNSEEN = "[Your code printed something while a check ran that you cannot see.]\n"


class CheckTimeoutError(BaseException):
    """A test cell had its time. A BaseException, so that a test's `except Exception` does not swallow it."""


class Judge:
    """Judges one notebook.

    link: the learner's process. exam: who owns which name. seconds: the time of one cell. desk: the tests' folder.
    """

    def __init__(self, link: LearnerLink, exam: Exam, seconds: float | None, desk: Desk) -> None:
        self.link, self.exam, self.seconds, self.desk = link, exam, seconds, desk
        link.say = self._printed
        self.names: dict[str, Any] = {"__name__": "__main__", "__builtins__": builtins}
        self.notes: list[str] = []
        self._hidden: tuple[str, set[int]] = ("", set())
        self._streams = (sys.stdout, sys.stderr)
        self._run_here: set[str] = set()
        self._count = 0

    def walk(self, notebook: dict[str, Any]) -> Iterator[dict[str, Any]]:
        """Execute every code cell of the notebook; for each its place, its outputs and its execution count."""
        for place, cell in enumerate(notebook["cells"]):
            if cell["cell_type"] != "code":
                continue
            name = name_of(cell)
            # The instructor's text counts, and the instructor's word on what this cell is.
            source = self.exam.tests.get(name) or cell["source"]
            if not source.strip():
                yield {"place": place, "outputs": [], "execution_count": None}
                continue
            self._count += 1
            if name not in self.exam.tests:
                outputs = self._learner((self.exam.locked.get(name) or source), place)
            elif name in self.exam.shared:
                outputs = [_without_tests(output) for output in self._learner(source, place)]
            else:
                outputs = self._test(name, source, place)
                if name in self.exam.lend:
                    self._learner(visible_part(source), place)
            for output in outputs:
                if output["output_type"] == "execute_result":
                    output["execution_count"] = self._count
            yield {"place": place, "outputs": outputs, "execution_count": self._count}

    def _learner(self, source: str, place: int) -> list[dict[str, Any]]:
        try:
            return self.link.run(source, self.seconds, place + 1)
        except LearnerGone as gone:
            return [_error("ProgramEnded", gone.reason)]

    # -- tests -----------------------------------------------------------------------------------------------------

    def _test(self, name: str, source: str, place: int) -> list[dict[str, Any]]:
        hidden = hidden_lines(source)
        out, err = io.StringIO(), io.StringIO()
        self._hidden, self._streams = (f"<test {name}>", hidden), (out, err)
        outputs: list[dict[str, Any]] = []
        self.link.begin(self.seconds, place + 1)
        try:
            body, value = _compiled(source, name)
            with self._limited(), contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
                self.desk.refresh()
                self._prepare(name, source)
                exec(body, self.names)
                if value is not None:
                    result = eval(value, self.names)
                    if result is not None:
                        outputs.append(_result(result))
        except LearnerGone as gone:
            outputs.append(_error("ProgramEnded", gone.reason))
        except BaseException as error:  # noqa: BLE001  (a test may raise anything, SystemExit too)
            outputs.append(_failure(error, name, source, hidden))
        streams = [
            {"output_type": "stream", "name": kind, "text": text[:_KEPT]}
            for kind, text in (("stdout", out.getvalue()), ("stderr", err.getvalue()))
            if text
        ]
        return clean(streams + outputs)

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

    def _prepare(self, name: str, source: str) -> None:
        """Lay out the names that a cell uses."""
        known = self.exam.sources.get(name, {})
        ask = []
        for used in sorted(uses(source)):
            kind, where = known.get(used, ["learner", ""])
            if kind == "import":
                with contextlib.suppress(ImportError):  # then the test's own line fails, as it would anywhere
                    exec(where, self.names)
            elif kind == "locked":
                if not self._own(used, where):
                    ask.append(used)
            elif kind == "star":
                if not self._from_star(used, where) and used not in vars(builtins):
                    ask.append(used)
            elif kind == "learner":
                ask.append(used)
            elif kind == "builtin":
                self.names.pop(used, None)
        for used, value in self.link.values(ask).items():
            self.names[used] = value
        for used in ask:
            if used not in self.link.last_seen:
                self.names.pop(used, None)

    def _from_star(self, used: str, statements: str) -> bool:
        found: dict[str, Any] = {}
        with contextlib.suppress(ImportError):
            exec(statements, found)
        self.names.pop(used, None)
        if used in found and used != "__builtins__":
            self.names[used] = found[used]
        return used in self.names

    def _own(self, used: str, where: str) -> bool:
        """Run the instructor's locked cell here; whether it made a function, a class or a module of that name."""
        if where not in self._run_here:
            self._run_here.add(where)
            source = self.exam.locked.get(where, "")
            try:
                self._prepare(where, source)
                body, _ = _compiled(source, where)
                with contextlib.redirect_stdout(io.StringIO()), contextlib.redirect_stderr(io.StringIO()):
                    exec(body, self.names)
            except LearnerGone:
                raise
            except Exception:  # noqa: BLE001  (it needs what only the learner's side has: that side answers)
                return False
        made = self.names.get(used)
        return isinstance(made, (type, types.ModuleType)) or callable(made)


def _compiled(source: str, name: str) -> tuple[types.CodeType, types.CodeType | None]:
    tree = ast.parse(source)
    last = tree.body[-1] if tree.body else None
    if isinstance(last, ast.Expr):
        tree.body.pop()
    body = compile(tree, f"<test {name}>", "exec")
    return body, None if not isinstance(last, ast.Expr) else compile(
        ast.Expression(last.value), f"<test {name}>", "eval"
    )


def _result(value: Any) -> dict[str, Any]:
    # A number of numpy's prints as np.float64(2.5); nbgrader wants 2.5.
    if type(value).__module__ == "numpy" and getattr(value, "shape", None) == ():
        value = value.item()
    text = repr(value)[:_KEPT]
    return {"output_type": "execute_result", "data": {"text/plain": text}, "metadata": {}, "execution_count": None}


def _error(kind: str, text: str) -> dict[str, Any]:
    return {"output_type": "error", "ename": kind, "evalue": text, "traceback": [f"{kind}: {text}"]}


def _failure(error: BaseException, name: str, source: str, hidden: set[int]) -> dict[str, Any]:
    """The output for a test that did not pass: the author's message, and the line when learners may see it."""
    line, own, frames = 0, False, error.__traceback__
    while frames is not None:
        if frames.tb_frame.f_code.co_filename == f"<test {name}>":
            line = frames.tb_lineno
        own = frames.tb_frame.f_code.co_filename.startswith("<test ")
        frames = frames.tb_next
    if isinstance(error, SyntaxError) and not line:
        line = error.lineno or 0
    kind = type(error).__name__
    theirs = getattr(error, "__learner__", None)
    visible = line > 0 and line not in hidden
    if theirs is not None and not visible:
        # Its text is the learner's, and may say what the hidden check gave to it.
        kind = next(one.__name__ for one in type(error).__mro__ if one.__module__ == "builtins")
        text = f"your code raised {kind} in a check that you cannot see"
        if theirs["line"]:
            text += f" (line {theirs['line']} of your cell)"
    elif theirs is not None:
        text = f"your code raised {kind}: {theirs['text']}" if theirs["text"] else f"your code raised {kind}"
        if theirs["line"]:
            text += f" (line {theirs['line']} of your cell)"
    elif isinstance(error, Refused.Error):
        kind = "AssertionError"
        text = str(error) if visible else "your value has a type of your own, which cannot be handed to the tests"
    elif isinstance(error, AssertionError) and error.args and (own or visible):
        # Of its author. A library's words, such as pandas' on two tables, would show what the check expects.
        text = str(error.args[0]) if len(error.args) == 1 else str(error.args)
    elif visible:
        text = str(error)
    else:
        text = "a check that you cannot see failed"
        if not isinstance(error, AssertionError):
            text = f"a check that you cannot see stopped with {kind}"
            kind = "AssertionError"
    shown = [f"{kind}: {text}"]
    lines = source.splitlines()
    if visible and line <= len(lines):
        shown.insert(0, f"line {line}: {lines[line - 1].strip()}")
    return {"output_type": "error", "ename": kind, "evalue": text[:_KEPT], "traceback": shown}


def _without_tests(output: dict[str, Any]) -> dict[str, Any]:
    """A shared test cell's error without the lines of code that its traceback quotes."""
    if output["output_type"] != "error":
        return output
    return {**output, "traceback": [f"{output['ename']}: {output['evalue']}"]}


def judge(message: dict[str, Any], link: LearnerLink, report: Callable[[dict[str, Any]], None]) -> None:
    """Judge one submission: {"notebook", "exam", "seconds", "folder", "handed_out"}.

    Reports each code cell when it is done, so that what was judged counts whatever happens later, and then "ended".
    """
    exam = Exam(**message["exam"])
    link.open(exam.modules, Shelf, give_back)
    top = Path(tempfile.mkdtemp(prefix="desk-"))
    handed_out = Path(message["handed_out"])
    desk = Desk(top, handed_out, exam.given, Path(message["folder"]))
    os.chdir(top)
    # Nothing of the learner's folder is importable here; modules that the instructor hands out are.
    sys.path[:] = [str(handed_out), *(entry for entry in sys.path if entry)]
    room = Judge(link, exam, message["seconds"], desk)
    for done in room.walk(message["notebook"]):
        report(done)
    report({"ended": link.ended, "notes": room.notes})


def serve_judge(grader: Wire, learner: Wire) -> None:
    """In the judge's fork: one submission in, its result out."""
    judge(grader.receive(), LearnerLink(learner), grader.send)
