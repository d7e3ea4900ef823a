"""What the judge lets into a notebook: outputs in nbformat's shape, of bounded size, and text that can be written.

The learner's process may send anything in place of an output. What is not one is dropped; what is too long is cut.

>>> clean([{"output_type": "stream", "name": "stdout", "text": "4\\n"}, {"output_type": "surprise"}, 7])
[{'output_type': 'stream', 'name': 'stdout', 'text': '4\\n'}]
"""

from __future__ import annotations

import json
import re
from typing import Any

MOST = 500
"""Outputs kept of one cell."""
KEPT = 4_000_000
"""Characters kept of one cell."""
_LINE = 20_000
_MIME = re.compile(r"[\w-]+/[\w.+-]+")
_SCRIPT = re.compile(r"(application|text)/(x-)?(java|ecma)script|application/vnd\.jupyter\.widget.*")


def clean(outputs: Any) -> list[dict[str, Any]]:
    """The outputs among `outputs`, in order; scripts, which would run in the reader's browser, are left out."""
    found: list[dict[str, Any]] = []
    left = KEPT
    for output in outputs if isinstance(outputs, list) else []:
        made = _clean(output) if isinstance(output, dict) else None
        if made is None:
            continue
        left -= len(json.dumps(made))
        if left < 0 or len(found) >= MOST:
            note = "[There was more output: the rest was dropped.]\n"
            found.append({"output_type": "stream", "name": "stdout", "text": note})
            break
        found.append(made)
    return found


def text_of(value: Any, most: int = KEPT) -> str:
    """`value` as a text that can be written as UTF-8, cut to `most` characters.

    >>> text_of("odd \\ud800", 5)
    'odd ?'
    """
    text = value if type(value) is str else str(value)
    return text[:most].encode("utf-8", "replace").decode("utf-8")


def _clean(output: dict[str, Any]) -> dict[str, Any] | None:
    kind = output.get("output_type")
    match kind:
        case "stream":
            name, text = output.get("name"), output.get("text")
            if name in ("stdout", "stderr") and type(text) is str:
                return {"output_type": kind, "name": name, "text": text_of(text)}
        case "error":
            name, value, lines = output.get("ename"), output.get("evalue"), output.get("traceback")
            if type(name) is str and type(value) is str and isinstance(lines, list):
                shown = [text_of(line, _LINE) for line in lines[:200] if type(line) is str]
                return {
                    "output_type": kind,
                    "ename": text_of(name, 200),
                    "evalue": text_of(value, _LINE),
                    "traceback": shown,
                }
        case "display_data" | "execute_result":
            data = output.get("data")
            if isinstance(data, dict):
                forms = {mime: form for mime, form in ((m, _form(m, f)) for m, f in data.items()) if form is not None}
                made = {"output_type": kind, "data": forms, "metadata": {}}
                return {**made, "execution_count": None} if kind == "execute_result" else made
    return None


def _form(mime: Any, form: Any) -> Any:
    if type(mime) is not str or len(mime) > 100 or not _MIME.fullmatch(mime) or _SCRIPT.fullmatch(mime):
        return None
    if mime == "application/json" or mime.endswith("+json"):
        return json.loads(text_of(json.dumps(form)))
    if isinstance(form, list) and all(type(line) is str for line in form):
        form = "".join(form)
    return text_of(form) if type(form) is str else None
