"""Find a notebook that was handed in under another name, such as `01-history (1).ipynb`."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from pathlib import Path

from course.grading.repair.original import Original

_LONGEST = 50_000_000


def renamed(originals: Mapping[str, Original], files: Iterable[Path]) -> dict[str, Path]:
    """Which file is which missing notebook, as far as that is plain.

    originals: every notebook of the assignment by its name. files: the notebooks of one submission, in one folder.
    Returns {name: file} for notebooks whose own file is missing. A file counts as a notebook when it names more than
    half of its nbgrader ids, and nothing else fits as well; a single file with the notebook's name at its start
    counts too, readable or not, when a single notebook is missing.

    >>> renamed({"lab": Original(cells=())}, [Path("lab (1).ipynb")])
    {'lab': PosixPath('lab (1).ipynb')}
    """
    there = list(files)
    missing = {name: original for name, original in originals.items() if name not in {file.stem for file in there}}
    strangers = [file for file in there if file.stem not in originals]
    if not missing or not strangers:
        return {}
    found: dict[str, Path] = {}
    for name, original in missing.items():
        fitting = {file: _overlap(file, original) for file in strangers}
        best = max(fitting.values())
        chosen = [file for file, share in fitting.items() if share == best]
        if best > 0.5 and len(chosen) == 1:
            found[name] = chosen[0]
        elif best <= 0.5 and len(strangers) == 1 and len(missing) == 1 and strangers[0].stem.startswith(name):
            found[name] = strangers[0]
    # One file cannot be two notebooks; then nobody can say which one it is.
    files_used = list(found.values())
    return {name: file for name, file in found.items() if files_used.count(file) == 1}


def _overlap(file: Path, original: Original) -> float:
    """The share of the notebook's nbgrader ids that the file names."""
    try:
        if file.is_symlink() or not file.is_file() or file.stat().st_size > _LONGEST:
            return 0.0
        data = file.read_bytes()
    except OSError:
        return 0.0
    names = [json.dumps(cell.name).encode() for cell in original.cells]
    return sum(name in data for name in names) / len(names) if names else 0.0
