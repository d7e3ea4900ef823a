"""Two witnesses of one test cell: the judge, who sees copies, and the shadow, who sees everything and can be fooled.

The judge's process holds none of the learner's code, so what it pays is earned; but a test that asks for the identity
of a list, for a file or for a module in memory says nothing there. The shadow is a second, throw-away run of the same
notebook in one process, as nbgrader runs it; all that it says of a cell is how it ended. For honest work the shadow's
word is nbgrader's grade. So:

    both pass                        -> paid
    the judge passes, the shadow not -> not paid, as in nbgrader
    the judge cannot see the value   -> the shadow's word counts for now, and a person looks
    the judge fails, the shadow not  -> not paid, and a person looks

A test that the instructor's own solution fails before the judge (`shared`) has the shadow's word alone.

The shadow knows the hidden tests, and whatever it says the learner's code may have made it say. So nothing that it says
is shown: what is shown of an error comes from one more run, which holds no hidden line; of a number, a simple fraction.
"""

from __future__ import annotations

import ast
import builtins
from fractions import Fraction
from typing import Any

from course.grading.judge.messages import Seen
from course.grading.judge.refused import OWN_CLASS
from course.grading.judge.test_outputs import ended, error_output, points_output
from course.grading.judge.test_plan import TestPlan
from course.grading.notebook.cells import hidden_lines
from course.grading.notebook.verdicts import BESIDE, CONFIRMED, SHADOW_ONLY, SUSPICIOUS, Verdict

Outputs = list[dict[str, Any]]
_NEARLY = 1e-9
_PARTS = 100
"""Points are halves, thirds, tenths; finer ones have room for a message."""
FULL = float("inf")
"""What a test that gives no number is worth: all of its cell's points."""


def weigh(
    name: str, source: str, outputs: Outputs, refused: str, seen: Seen | None, told: Seen | None, plan: TestPlan
) -> tuple[Outputs, Verdict]:
    """What a test cell shows in the end, and how sure that is.

    name, source: the cell and the instructor's text of it. outputs: what the judge made of it; refused: why the judge
    could not see it, or "". seen: how it ended in the shadow; None when the shadow did not get there. told: the same
    without hidden lines, which may be shown.
    """
    if name in plan.shared:
        said = "This test looks at what only the learner's own process has."
        return _as_seen(source, seen, told), Verdict(BESIDE, said)
    judge, shadow = earned(outputs), points_of(seen, source)
    if abs(judge - shadow) < _NEARLY or judge == shadow:
        return outputs, Verdict(CONFIRMED)
    if judge > shadow and seen is None:
        said = "Passed before the judge; but run as nbgrader runs it, the learner's program ended before this test."
        return _as_seen(source, seen, told), Verdict(SUSPICIOUS, said)
    if judge > shadow:
        said = f"Not paid, as in nbgrader: run beside the learner's code, it ends with {_ending(seen)}."
        return _as_seen(source, seen, told), Verdict(CONFIRMED, said)
    if refused and refused != OWN_CLASS and not plan.strict:
        said = f"Paid for now: it passes as nbgrader runs it, but the judge could not see all of it ({refused})."
        return _as_seen(source, seen, told), Verdict(SHADOW_ONLY, said)
    why = refused or _said(outputs)
    said = f"Not paid: it passes as nbgrader runs it, where the learner's code can reach it, but not here ({why})."
    return outputs, Verdict(SUSPICIOUS, said)


def is_told(name: str, outputs: Outputs, seen: Seen | None, plan: TestPlan) -> bool:
    """Whether a learner will be shown how a test has failed in the shadow. The arguments are those of `weigh`."""
    failed = seen is not None and not seen.passed
    return failed and (name in plan.shared or earned(outputs) > 0)


def earned(outputs: Outputs) -> float:
    """What nbgrader gives for these outputs of a test cell: a number, or `FULL` for all the points of the cell.

    >>> earned([]), earned([error_output("AssertionError", "no")]), earned([points_output("1.5")])
    (inf, 0.0, 1.5)
    """
    passed, text = ended(outputs)
    return _points(text) if passed else 0.0


def points_of(seen: Seen | None, source: str) -> float:
    """What a test cell is worth as the shadow has seen it, as `earned` says it.

    source: the test. One that ends without a value gives no number, whatever the shadow says.

    >>> points_of(None, ""), points_of(Seen(0, True), "1 / 2"), points_of(Seen(0, True, "0.5"), "1 / 2")
    (0.0, inf, 0.5)
    >>> points_of(Seen(0, True, "0.5"), "x = 1 / 2")
    inf
    """
    if seen is None or not seen.passed:
        return 0.0
    number = _points(seen.points)
    return number if number != FULL and _has_value(source) else FULL


def _has_value(source: str) -> bool:
    """Whether a cell's last line may show a value."""
    try:
        body = ast.parse(source).body
    except (SyntaxError, ValueError):  # magics
        return True
    return bool(body) and isinstance(body[-1], ast.Expr)


def _points(text: str) -> float:
    try:
        number = float(text)
    except ValueError:
        return FULL
    return number if number >= 0 else FULL


def _as_seen(source: str, seen: Seen | None, told: Seen | None) -> Outputs:
    """What the learner is shown of the shadow's word: built from the instructor's text, never from the shadow's."""
    if seen is None:
        return [error_output("ProgramEnded", "the program ended before this test")]
    if seen.passed:
        points = points_of(seen, source)
        return [] if points == FULL else [points_output(repr(float(Fraction(points).limit_denominator(_PARTS))))]
    if told is None or told.passed or not 0 < told.line <= len(source.splitlines()):
        return [error_output("AssertionError", _hidden_words(source) or "a check that you cannot see failed")]
    shown = error_output(_kind(told.kind), _message(source, told.line))
    shown["traceback"].insert(0, f"line {told.line}: {source.splitlines()[told.line - 1].strip()}")
    return [shown]


def _hidden_words(source: str) -> str:
    """What the hidden lines say when they fail, where they all say the same: which of them it was, nobody is told."""
    hidden = hidden_lines(source)
    try:
        tree = ast.parse(source)
    except (SyntaxError, ValueError):
        return ""
    said = {
        _message(source, node.lineno)
        for node in ast.walk(tree)
        if isinstance(node, ast.Assert) and node.lineno in hidden
    }
    return said.pop() if len(said) == 1 else ""


def _message(source: str, line: int) -> str:
    """The words that an assert on this line says when it fails, where they are plain text."""
    try:
        tree = ast.parse(source)
    except (SyntaxError, ValueError):
        return ""
    for node in ast.walk(tree):
        if isinstance(node, ast.Assert) and node.lineno <= line <= (node.end_lineno or node.lineno):
            return str(node.msg.value) if isinstance(node.msg, ast.Constant) else ""
    return ""


def _kind(name: str) -> str:
    found = getattr(builtins, name, None) if name.isidentifier() else None
    return name if isinstance(found, type) and issubclass(found, BaseException) else "Exception"


def _ending(seen: Seen | None) -> str:
    if seen is None or not seen.kind:
        return "a warning, or with fewer points"
    return f"{_kind(seen.kind)} in line {seen.line}" if seen.line else _kind(seen.kind)


def _said(outputs: Outputs) -> str:
    return next((f"{o['ename']}: {o['evalue']}"[:300] for o in outputs if o["output_type"] == "error"), "fewer points")
