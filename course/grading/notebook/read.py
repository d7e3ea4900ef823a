"""Read notebook files: an instructor's as data, anybody's as bytes."""

from __future__ import annotations

import functools
import json
import os
from pathlib import Path
from typing import Any

from course.grading.notebook.cells import name_of

LARGEST = 50_000_000
"""Bytes of a file that is still read."""


def read_notebook(path: Path) -> dict[str, Any]:
    """A notebook file as a dict with each cell's source as one text. Errors: OSError, ValueError."""
    notebook = json.loads(path.read_text(encoding="utf-8"))
    for cell in notebook["cells"]:
        if isinstance(cell.get("source"), list):
            cell["source"] = "".join(cell["source"])
    return dict(notebook)


def texts_of(file: Path) -> dict[str, str]:
    """The text of each cell with an nbgrader id, by that id; none when there is no such notebook, or a link."""
    try:
        cells = json.loads(read_bytes(file))["cells"]
        return {name_of(cell): "".join(cell["source"]) for cell in cells if name_of(cell)}
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
        return {}


@functools.lru_cache(maxsize=32)
def _read(path: Path, _stamp: int) -> dict[str, Any]:
    return read_notebook(path)


def source_notebook(path: Path) -> dict[str, Any] | None:
    """The instructor's notebook, or None when there is none that can be read."""
    try:
        return _read(path, path.stat().st_mtime_ns)
    except (OSError, ValueError, KeyError, TypeError):
        return None


def read_bytes(file: Path) -> bytes:
    """The file's bytes, one more than is read at the most; a link or an unreadable file counts as empty."""
    try:
        with os.fdopen(os.open(file, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK), "rb") as opened:
            return opened.read(LARGEST + 1)
    except OSError:
        return b""
