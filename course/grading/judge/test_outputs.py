"""What a test cell shows when it is done, to a learner who may see only a part of it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from course.grading.judge.refused import Refused

KEPT = 200_000
"""Characters of one text that are kept."""


def result_output(value: Any) -> dict[str, Any]:
    """The output for the value of a test cell's last line: the points that it gives.

    >>> result_output(2.5)["data"]
    {'text/plain': '2.5'}
    """
    # A number of numpy's prints as np.float64(2.5); nbgrader wants 2.5.
    if type(value).__module__ == "numpy" and getattr(value, "shape", None) == ():
        value = value.item()
    return points_output(repr(value)[:KEPT])


def points_output(text: str) -> dict[str, Any]:
    """The output for a value that is written so.

    >>> points_output("2.5")["data"]
    {'text/plain': '2.5'}
    """
    return {"output_type": "execute_result", "data": {"text/plain": text}, "metadata": {}, "execution_count": None}


def error_output(kind: str, text: str) -> dict[str, Any]:
    """The output for an error that has no code to show.

    >>> error_output("ProgramEnded", "the program ended in cell 3")["traceback"]
    ['ProgramEnded: the program ended in cell 3']
    """
    return {"output_type": "error", "ename": kind, "evalue": text, "traceback": [f"{kind}: {text}"]}


def failure(
    error: BaseException, name: str, source: str, hidden: set[int], words: Callable[[BaseException], str] | None = None
) -> dict[str, Any]:
    """The output for a test that did not pass: the author's message, and the line when learners may see it.

    name: the test cell's id. source: its text. hidden: the numbers of the lines that learners never see. words: gives
    what of the message the learner's code has not said; None where it may say what it likes, for it knows nothing.
    """
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
        # Its text, its kind and its line are the learner's choice, and may say what the hidden check gave to it.
        kind, text = "AssertionError", "your code stopped with an error in a check that you cannot see"
    elif theirs is not None and words is not None:
        kind, text = "AssertionError", "your code stopped with an error"
    elif theirs is not None:
        text = f"your code raised {kind}: {theirs['text']}" if theirs["text"] else f"your code raised {kind}"
        if theirs["line"]:
            text += f" (line {theirs['line']} of your cell)"
    elif isinstance(error, Refused.Error):
        kind = "AssertionError"
        text = "your value has a type of your own, which cannot be handed to the tests"
        text = str(error) if visible and words is None else text
    elif words is not None and (visible or (own and isinstance(error, AssertionError))):
        text = words(error) or ("a check failed" if visible else "a check that you cannot see failed")
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
    return {"output_type": "error", "ename": kind, "evalue": text[:KEPT], "traceback": shown}


def ended(outputs: list[dict[str, Any]]) -> tuple[bool, str]:
    """Whether nbgrader would let a test cell with these outputs pass, and the text of the points that it gives, or "".

    >>> ended([{"output_type": "stream", "name": "stderr", "text": "a warning"}])
    (False, '')
    """
    for output in outputs:
        if output["output_type"] == "error" or output.get("name") == "stderr":
            return False, ""
        if output["output_type"] == "execute_result":
            return True, str(output["data"].get("text/plain", ""))[:100]
    return True, ""
