"""Files that are made to be slow or large, for the test of their memory and the benchmark of their time."""

from __future__ import annotations

from collections.abc import Callable

from course.grading.notebook.read import LARGEST


def one_cell(source: bytes) -> bytes:
    """A notebook with one code cell; source: as it stands inside the quotation marks."""
    return b'{"cells": [{"cell_type": "code", "source": "' + source + b'"}]}'


HEAVY: dict[str, Callable[[], bytes]] = {
    "too large": lambda: b" " * (LARGEST + 1),
    "100 MB": lambda: b"x" * 100_000_000,
    "100 MB of lists": lambda: b'{"cells": [' + b"[]," * 33_000_000 + b"[]]}",
    "many lists": lambda: b'{"cells": [], "x": [' + b"[]," * 1_990_000 + b"0]}",
    "long text": lambda: b'{"cells": [], "x": "' + b"\\u00e9" * 8_000_000 + b'"}',
    "long code": lambda: one_cell(b"-" * 900_000 + b"1"),
    "deep code": lambda: one_cell(b"(" * 99_000 + b"1"),
    "long sum": lambda: one_cell(b"1+" * 49_000 + b"1"),
    "many cells": lambda: b'{"cells": [' + b'{"cell_type": "code", "source": "x = 1"},' * 1_999 + b"{}]}",
}
"""What each is -> a function that makes it; they are large, so they are made one at a time."""
