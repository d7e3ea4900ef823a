"""Outputs that a submission's own file shows, for grading without executing (`--no-execute`)."""

from __future__ import annotations

from typing import Any

import nbformat
from nbformat.v4.nbbase import validate

from course.grading.repair.read import plain


def not_run(why: str) -> dict[str, Any]:
    """The output of a cell that could not be executed: an error, for which nbgrader gives no points.

    >>> not_run("the file is empty")["evalue"]
    'the file is empty'
    """
    return {"output_type": "error", "ename": "NotRun", "evalue": why, "traceback": [f"NotRun: {why}"]}


def sound_outputs(outputs: list[Any]) -> list[dict[str, Any]]:
    """The outputs as nbformat knows them; one that is not valid becomes an error, so that it cannot give points.

    >>> sound_outputs([{"output_type": "stream", "name": "stdout", "text": ["a", "b"]}, 3])[0]["text"]
    'ab'
    """
    return [_sound(output) for output in outputs]


def _sound(output: Any) -> dict[str, Any]:
    found = plain(output)
    if not isinstance(found, dict):
        return not_run("an output could not be read")
    if found.get("output_type") == "stream":
        found["text"] = _joined(found.get("text"))
    data = found.get("data")
    if isinstance(data, dict):
        found["data"] = {kind: value if kind.endswith("json") else _joined(value) for kind, value in data.items()}
    try:
        validate(nbformat.from_dict(found), "output")
    except nbformat.ValidationError:
        return not_run("an output could not be read")
    return found


def _joined(text: Any) -> Any:
    """Lines of text as one text; anything else as it is."""
    return "".join(text) if isinstance(text, list) and all(isinstance(line, str) for line in text) else text
