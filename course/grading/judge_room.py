"""The judge's side of a submission: walks through the notebook, has the learner's cells run elsewhere, runs the tests.

The tests run in this process, which holds none of the learner's code. A name that a test looks at is fetched as data
from the learner's process; a learner's function is called across the boundary (see `functions`). What comes out is the
executed notebook: a test cell's output is an error with the message that its author wrote, or nothing, or the points it
gives; nbgrader's own rules turn that into a score.
"""

from __future__ import annotations

import ast
import builtins
import contextlib
import io
import os
import sys
import types
from typing import Any

from course.grading import values_tables  # noqa: F401  (registers numpy's and pandas' types)
from course.grading.exam import Exam, hidden_lines, is_locked, is_test, name_of, visible_part
from course.grading.functions import Shelf
from course.grading.learner_link import LearnerGone, LearnerLink
from course.grading.refused import Refused, give_back
from course.grading.wire import Wire

_KEPT = 200_000


class Judge:
    """Judges one notebook.

    link: the learner's process. exam: who owns which name. seconds: the time of one cell.
    """

    def __init__(self, link: LearnerLink, exam: Exam, seconds: float | None) -> None:
        self.link, self.exam, self.seconds = link, exam, seconds
        self.names: dict[str, Any] = {"__name__": "__main__", "__builtins__": builtins}
        self.notes: list[str] = []
        self._locked: dict[str, str] = {}
        self._run_here: set[str] = set()
        self._count = 0

    def walk(self, notebook: dict[str, Any]) -> None:
        """Execute every code cell of the notebook in place."""
        for place, cell in enumerate(notebook["cells"]):
            if cell["cell_type"] != "code":
                continue
            if not cell["source"].strip():
                cell["outputs"], cell["execution_count"] = [], None
                continue
            self._count += 1
            cell["execution_count"] = self._count
            name = name_of(cell)
            if is_locked(cell):
                self._locked[name] = cell["source"]
            if is_test(cell) and name not in self.exam.shared:
                cell["outputs"] = self._test(name, cell["source"])
                if name in self.exam.lend:
                    self._learner(visible_part(cell["source"]), place)
            else:
                cell["outputs"] = self._learner(cell["source"], place)
                if is_test(cell):
                    cell["outputs"] = [_without_tests(output) for output in cell["outputs"]]
            self._number(cell)

    def _number(self, cell: dict[str, Any]) -> None:
        for output in cell["outputs"]:
            if output["output_type"] == "execute_result":
                output["execution_count"] = self._count

    def _learner(self, source: str, place: int) -> list[dict[str, Any]]:
        try:
            return self.link.run(source, self.seconds, place + 1)
        except LearnerGone as gone:
            return [_error("ProgramEnded", gone.reason)]

    # -- tests -----------------------------------------------------------------------------------------------------

    def _test(self, name: str, source: str) -> list[dict[str, Any]]:
        hidden = hidden_lines(source)
        out, err = io.StringIO(), io.StringIO()
        outputs: list[dict[str, Any]] = []
        try:
            body, value = _compiled(source, name)
            self._prepare(name, source)
            with contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
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
        return streams + outputs

    def _prepare(self, name: str, source: str) -> None:
        """Lay out the names that a cell uses."""
        from course.grading.exam import uses

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
            elif kind == "learner":
                ask.append(used)
            elif kind == "builtin":
                self.names.pop(used, None)
        for used, value in self.link.values(ask).items():
            self.names[used] = value
        for used in ask:
            if used not in self.link.last_seen:
                self.names.pop(used, None)

    def _own(self, used: str, where: str) -> bool:
        """Run the instructor's locked cell here; whether it made a function, a class or a module of that name."""
        if where not in self._run_here:
            self._run_here.add(where)
            source = self._locked.get(where, "")
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
    line, frames = 0, error.__traceback__
    while frames is not None:
        if frames.tb_frame.f_code.co_filename == f"<test {name}>":
            line = frames.tb_lineno
        frames = frames.tb_next
    if isinstance(error, SyntaxError) and not line:
        line = error.lineno or 0
    kind = type(error).__name__
    theirs = getattr(error, "__learner__", None)
    visible = line > 0 and line not in hidden
    if theirs is not None:
        text = f"your code raised {kind}: {theirs['text']}" if theirs["text"] else f"your code raised {kind}"
        if theirs["line"]:
            text += f" (line {theirs['line']} of your cell)"
    elif isinstance(error, Refused.Error):
        kind, text = "AssertionError", str(error)
    elif isinstance(error, AssertionError) and error.args:
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


def judge(message: dict[str, Any], link: LearnerLink) -> dict[str, Any]:
    """Judge one submission: {"notebook", "exam", "seconds"} -> {"notebook", "notes"}."""
    exam = Exam(**message["exam"])
    link.open(exam.modules, Shelf, give_back)
    room = Judge(link, exam, message["seconds"])
    os.chdir(message.get("folder") or "/")
    sys.path[:] = [entry for entry in sys.path if entry]  # nothing of the learner's folder is importable here
    room.walk(message["notebook"])
    return {"notebook": message["notebook"], "notes": room.notes, "ended": link.ended}


def serve_judge(grader: Wire, learner: Wire) -> None:
    """In the judge's fork: one submission in, its result out."""
    message = grader.receive()
    grader.send(judge(message, LearnerLink(learner)))
