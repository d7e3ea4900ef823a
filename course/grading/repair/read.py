"""Read a submitted file, whatever it is: its cells, or the reason why it has none. Bounded in time and memory.

A submission's bytes are a stranger's. Nothing here runs or follows what they say; what has the wrong type is left out
and counted. Outputs are never kept, since grading makes them anew.
"""

from __future__ import annotations

import json
import math
from collections import Counter
from typing import Any

import attrs

from course.grading.notebook.read import LARGEST

MOST_MARKS = 4_000_000
"""Brackets and commas of a file that is still read: they, not the bytes, decide what it takes in memory."""
MOST_CELLS = 2_000
LONGEST_TEXT = 1_000_000
"""Letters of one cell that are still kept."""
MOST_CODE = 1_000_000
"""Letters of code of all cells together."""
_MARKS = 2_000
"""Letters of a cell's nbgrader settings that are kept where there is no room for more."""
DEEPEST = 30
MOST_METADATA = 1_000_000
"""Letters, written as JSON, of all metadata in a file; a file with a thousand tasks has a third of it."""
MOST_ATTACHMENTS = 1_000
MOST_MARKDOWN = 60_000
LONGEST_MARKDOWN = 20_000
"""Letters of text cells that are shown as Markdown, in all and in one; embedded pictures do not count. To lay out
Markdown can take the square of its length."""
KINDS = ("code", "markdown", "raw")
_FORMAT_3 = {"heading": "markdown", "html": "markdown", "plaintext": "raw"}


@attrs.define(eq=False)
class Piece:
    """One cell of a submission while it is mended.

    kind: "code", "markdown" or "raw". claim: the nbgrader id that its metadata name, or "". name: the id of the
    instructor's cell that it was found to be, or "". outputs: what a code cell shows, as the file has it.
    """

    kind: str
    text: str
    metadata: dict[str, Any] = attrs.field(factory=dict)
    cell_id: str = ""
    attachments: dict[str, Any] = attrs.field(factory=dict)
    claim: str = ""
    name: str = ""
    outputs: list[Any] = attrs.field(factory=list)
    execution_count: int | None = None


@attrs.define
class Submitted:
    """What a file holds. unreadable: why it holds nothing, or "". notes: what was odd on the way, in words."""

    pieces: list[Piece] = attrs.field(factory=list)
    metadata: dict[str, Any] = attrs.field(factory=dict)
    minor: int = 5
    notes: list[str] = attrs.field(factory=list)
    unreadable: str = ""


def read(data: bytes) -> Submitted:
    """Read a notebook file. Never raises for what the file holds.

    >>> read(b"Dear teacher, ...").unreadable
    'The file is not a notebook: it is not JSON, see line 1.'
    """
    notes: list[str] = []
    notebook = _parsed(data, notes)
    if isinstance(notebook, str):
        return Submitted(unreadable=notebook)
    cells, major = notebook.get("cells"), notebook.get("nbformat")
    if not isinstance(cells, list):
        sheets = notebook.get("worksheets")
        if not isinstance(sheets, list):
            return Submitted(unreadable="The file is not a notebook: it has no list of cells.")
        lists = [sheet.get("cells") for sheet in sheets if isinstance(sheet, dict)]
        cells = [cell for found in lists if isinstance(found, list) for cell in found]
        notes.append("The notebook was in the old format 3; it was read as format 4.")
    elif major != 4 or isinstance(major, bool):
        notes.append("The notebook did not say that it is in format 4; it was read as format 4.")
    if len(cells) > MOST_CELLS:
        return Submitted(unreadable=f"The notebook has {len(cells)} cells; more than {MOST_CELLS} are not read.")
    odd: Counter[str] = Counter()
    room = _Room(MOST_METADATA)
    pieces = [piece for piece in (_piece(cell, odd, room) for cell in cells) if piece is not None]
    if sum(len(piece.text) for piece in pieces if piece.kind == "code") > MOST_CODE:
        return Submitted(unreadable=f"The file is not read: it holds more than {MOST_CODE:,} letters of code.")
    notes += [f"{what} ({count} {'cells' if count > 1 else 'cell'})." for what, count in odd.items()]
    metadata = notebook.get("metadata", {})
    if not isinstance(metadata, dict):
        notes.append("The notebook's metadata could not be read; they were left out.")
        metadata = {}
    metadata.pop("widgets", None)  # the saved look of outputs that are gone
    if not room.has(metadata):
        notes.append(f"The notebook's {_TOO_MUCH}; they were left out.")
        metadata = {}
    minor = notebook.get("nbformat_minor")
    if major != 4 or not isinstance(minor, int) or isinstance(minor, bool) or not 0 <= minor <= 5:
        minor = 5
    return Submitted(pieces=pieces, metadata=metadata, minor=minor, notes=notes)


def _parsed(data: bytes, notes: list[str]) -> dict[str, Any] | str:
    """The file's JSON object, or the reason why there is none."""
    if len(data) > LARGEST:
        # No more than that was read of it, so nobody knows here how large it is.
        return f"The file is larger than {LARGEST // 1_000_000} MB, so it is not read. To mend: clear its outputs."
    if not data.strip():
        return "The file is empty."
    encoding = json.detect_encoding(data)
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError:
        return "The file is not a notebook: it is not text."
    if sum(map(text.count, "[{,")) > MOST_MARKS:
        return "The file is not read: it holds more parts than a notebook has. To mend: clear its outputs."
    try:
        found = json.loads(text, parse_constant=_no_number)
    except RecursionError:
        return "The file is not a notebook: its parts are nested too deep."
    except json.JSONDecodeError as error:
        return f"The file is not a notebook: it is not JSON, see line {error.lineno}."
    except ValueError:
        return "The file is not a notebook: it holds a number that is too long."
    if not isinstance(found, dict):
        return "The file is not a notebook: its JSON holds no notebook object."
    if not encoding.startswith("utf-8"):
        notes.append("The file was not saved in UTF-8; it was read as the encoding that it has.")
    return found


def _no_number(_: str) -> None:
    """JSON has no NaN and no Infinity, although Python reads them."""


_TOO_MUCH = f"metadata are nested too deep, or all metadata together are more than {MOST_METADATA:,} letters"


class _Room:
    """What is left of the letters that a file's metadata may have."""

    def __init__(self, letters: int) -> None:
        self._left = letters

    def has(self, metadata: dict[str, Any]) -> bool:
        """Whether these still fit; then they are counted."""
        try:
            size = len(json.dumps(metadata)) if metadata else 0
        except RecursionError:
            return False
        if size > self._left:
            return False
        self._left -= size
        return True


def _piece(cell: Any, odd: Counter[str], room: _Room) -> Piece | None:
    if not isinstance(cell, dict):
        odd["What was no cell was left out"] += 1
        return None
    kind = cell.get("cell_type")
    text = text_of(cell["source"] if "source" in cell else cell.get("input"))
    if kind == "heading" and text is not None:
        level = cell.get("level")
        text = f"{'#' * (level if isinstance(level, int) and 1 <= level <= 6 else 1)} {text}"
    kind = _FORMAT_3.get(kind, kind) if isinstance(kind, str) else kind
    if kind not in KINDS:
        odd["A cell of an unknown type was read as plain text"] += 1
        kind = "raw"
    if text is None:
        odd["A cell whose text could not be read counts as empty"] += 1
        text = ""
    elif len(text) > LONGEST_TEXT:
        odd[f"A cell of more than {LONGEST_TEXT:,} letters counts as empty"] += 1
        text = ""
    metadata = cell.get("metadata", {})
    if not isinstance(metadata, dict):
        odd["A cell's metadata could not be read; they were left out"] += 1
        metadata = {}
    if not room.has(metadata):
        odd[f"A cell's {_TOO_MUCH}; all but its nbgrader settings were left out"] += 1
        marks = metadata.get("nbgrader")
        metadata = {"nbgrader": marks} if isinstance(marks, dict) and _Room(_MARKS).has(marks) else {}
    about = metadata.get("nbgrader", {})
    claim = about.get("grade_id", "") if isinstance(about, dict) else None
    if not isinstance(claim, str):
        odd["A cell's nbgrader settings could not be read; they were left out"] += 1
        metadata, claim = {key: value for key, value in metadata.items() if key != "nbgrader"}, ""
    attachments, outputs, count = cell.get("attachments"), cell.get("outputs"), cell.get("execution_count")
    if isinstance(attachments, dict) and len(attachments) > MOST_ATTACHMENTS:
        odd[f"A cell's attachments were more than {MOST_ATTACHMENTS:,}; they were left out"] += 1
        attachments = {}
    return Piece(
        kind=kind,
        text=text,
        metadata=plain(metadata),
        cell_id=cell["id"] if isinstance(cell.get("id"), str) else "",
        attachments=plain(attachments) if isinstance(attachments, dict) else {},
        claim=claim,
        outputs=outputs if isinstance(outputs, list) else [],
        execution_count=count if isinstance(count, int) and not isinstance(count, bool) and count >= 0 else None,
    )


def text_of(source: Any) -> str | None:
    """A cell's text, from one string or a list of lines; None when it is neither.

    >>> text_of(["a\\n", "b"])
    'a\\nb'
    """
    if isinstance(source, list) and all(isinstance(line, str) for line in source):
        source = "".join(source)
    return clean(source) if isinstance(source, str) else None


def clean(text: str) -> str:
    """The text without half letters (lone surrogates), which no file can hold."""
    return text.encode("utf-8", "replace").decode("utf-8")


def plain(value: Any, depth: int = 0) -> Any:
    """A copy of a JSON value that can be written again: not too deep, numbers finite, letters whole."""
    if isinstance(value, dict):
        if depth >= DEEPEST:
            return {}
        return {clean(key): plain(inner, depth + 1) for key, inner in value.items()}
    if isinstance(value, list):
        return [] if depth >= DEEPEST else [plain(inner, depth + 1) for inner in value]
    if isinstance(value, str):
        return clean(value)
    if isinstance(value, float) and not math.isfinite(value):
        return None
    return value
