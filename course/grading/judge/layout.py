"""The names that a test looks at, laid out on the judge's side: each from where the test plan says.

What instructors wrote is run here; everything else comes from the learner's process, as data.
"""

from __future__ import annotations

import ast
import builtins
import contextlib
import io
import types
from typing import Any

from course.grading.judge.learner_client import LearnerClient, LearnerGone
from course.grading.judge.test_plan import TestPlan
from course.grading.notebook.names import binds, uses, without_magics


class Layout:
    """Lays out names in `names`, the dict in which tests run. plan: who owns which name."""

    def __init__(self, plan: TestPlan, names: dict[str, Any]) -> None:
        self.plan, self.names = plan, names
        self._run_here: set[str] = set()
        self._made: dict[str, dict[str, Any]] = {}  # by locked cell, what it has made here

    def begin_anew(self) -> None:
        """Run the instructor's locked cells again when a test needs them: the names are those of another moment."""
        self._run_here.clear()

    def other_imports(self, learner: LearnerClient, name: str) -> dict[str, Any]:
        """What the solution's own imports give for names of this test that are something else on the learner's side.

        The test has to pass with both: with the learner's, which may be the answer, and with these, which may be the
        test's tools.
        """
        found: dict[str, Any] = {}
        for used, (kind, statement) in self.plan.sources.get(name, {}).items():
            if kind == "answer" and used in self.names:
                own: dict[str, Any] = {}
                with contextlib.suppress(ImportError):
                    exec(statement, own)
                    if own[used] is not self.names[used]:
                        found[used] = own[used]
                        learner.watch.unclear()
        return found

    def prepare(self, learner: LearnerClient, name: str, source: str) -> None:
        """Lay out the names that a cell uses."""
        known = self.plan.sources.get(name, {})
        ask = []
        wanted = self.plan.used.get(name)
        for used in sorted(uses(source)) if wanted is None else wanted:
            kind, where = known.get(used, ["learner", ""])
            if kind == "import":
                with contextlib.suppress(ImportError):  # then the test's own line fails, as it would anywhere
                    exec(where, self.names)
            elif kind == "locked":
                if self._own(learner, used, where, data=name in self.plan.own_data):
                    learner.watch.unclear()
                else:
                    ask.append(used)
            elif kind == "star":
                if not self._from_star(used, where) and used not in vars(builtins):
                    ask.append(used)
            elif kind in ("learner", "answer"):
                ask.append(used)
            elif kind == "builtin":
                self.names.pop(used, None)
        for used, value in learner.values(ask).items():
            self.names[used] = value
        for used in ask:
            if used not in learner.last_seen:
                self.names.pop(used, None)

    def _from_star(self, used: str, statements: str) -> bool:
        found: dict[str, Any] = {}
        with contextlib.suppress(ImportError):
            exec(statements, found)
        self.names.pop(used, None)
        if used in found and used != "__builtins__":
            self.names[used] = found[used]
        return used in self.names

    def _own(self, learner: LearnerClient, used: str, where: str, data: bool = False) -> bool:
        """Run the instructor's locked cell here; whether it made a function, a class or a module of that name.

        data: whether anything else counts, too.
        """
        if where not in self._run_here:
            self._run_here.add(where)
            source = self.plan.locked.get(where, "")
            try:
                self.prepare(learner, where, source)
                body, _ = compiled(without_magics(source), where)
                with contextlib.redirect_stdout(io.StringIO()), contextlib.redirect_stderr(io.StringIO()):
                    exec(body, self.names)
                bound = {bound for bound, _ in binds(source)}
                self._made[where] = {bound: self.names[bound] for bound in bound if bound in self.names}
            except LearnerGone:
                raise
            except Exception:  # noqa: BLE001  (it needs what only the learner's side has: that side answers)
                return False
        made = self._made.get(where, {})
        if used not in made or not (data or callable(made[used]) or isinstance(made[used], types.ModuleType)):
            return False
        self.names[used] = made[used]  # another value may have come from the learner's side for another test
        return True


def compiled(source: str, name: str) -> tuple[types.CodeType, types.CodeType | None]:
    """A cell's code to run, and its last line's value to look at, if it has one; its errors name the cell."""
    tree = ast.parse(source)
    last = tree.body[-1] if tree.body else None
    if isinstance(last, ast.Expr):
        tree.body.pop()
    body = compile(tree, f"<test {name}>", "exec")
    return body, None if not isinstance(last, ast.Expr) else compile(
        ast.Expression(last.value), f"<test {name}>", "eval"
    )
