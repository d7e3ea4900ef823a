"""The learner's folder: filled from the course, updated without ever overwriting the learner's work.

`.course/manifest.json` remembers a fingerprint of each file as it was delivered. A fingerprint looks
at the text of the cells only, so running a notebook does not count as a change; typing in it does.
An unchanged file is replaced by a new text. A changed one stays, and the new text lands beside it.
Files arrive whole (written aside, then renamed), and a killed update is repaired by the next one.
"""

from __future__ import annotations

import hashlib
import json
import sqlite3
from collections.abc import Iterator
from itertools import chain
from pathlib import Path
from typing import Any

from course.content.catalog import catalog
from course.content.describe import version
from course.content.safe_files import UNFINISHED, write_whole
from course.content.source import content_root
from course.errors import WorkspaceError
from course.learning.record.store import MARKER

START = "start-here.ipynb"


def deliveries() -> Iterator[tuple[str, Path]]:
    """(path in the workspace, file of the course) for every file that a learner gets as it is."""
    modules = content_root() / "modules"
    yield START, modules / START
    for module in catalog().modules:
        for lesson in module.head.lessons:
            yield f"{module.folder}/{lesson.file}.ipynb", modules / module.folder / f"{lesson.file}.ipynb"


def made() -> Iterator[tuple[str, bytes]]:
    """(path in the workspace, content) for what is made for learners: the capstone without its answers."""
    if capstone := catalog().capstone:
        source = content_root() / "assessments" / "source" / capstone.notebook
        yield capstone.notebook, without_solutions(source)


def without_solutions(source: Path) -> bytes:
    """An assignment as nbgrader would release it to someone who learns alone.

    source: the instructor's notebook. Returns the notebook's bytes; the same for the same source.
    """
    from nbformat import NO_CONVERT, read, writes
    from nbgrader.preprocessors import ClearHiddenTests, ClearSolutions
    from traitlets.config import Config

    # The same stubs as in assessments/nbgrader_config.py: the notebook must run before it is filled in.
    stubs = {"code_stub": {"python": "...  # your answer here"}, "text_stub": "*Write here, in place of this line.*"}
    notebook = read(source, NO_CONVERT)
    for step in (ClearSolutions(config=Config({"ClearSolutions": stubs})), ClearHiddenTests()):
        notebook, _ = step.preprocess(notebook, {})
    return (writes(notebook, indent=1) + "\n").encode()


def fingerprint(raw: bytes) -> str:
    """A digest of a notebook's cells without outputs and counters; of the bytes when it is no notebook."""
    try:
        cells = json.loads(raw)["cells"]
        text = json.dumps([[cell["cell_type"], "".join(cell["source"])] for cell in cells])
    except (ValueError, KeyError, TypeError):
        return "raw:" + hashlib.sha256(raw).hexdigest()
    return hashlib.sha256(text.encode()).hexdigest()


def update(folder: Path) -> list[str]:
    """Fill or update the workspace at `folder`; returns what was done, one sentence a line.

    Raises WorkspaceError when the folder cannot be made or is no folder. A workspace that cannot be
    written is left as it is, with a sentence that says so.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except (FileExistsError, NotADirectoryError):
        raise WorkspaceError(f"{folder} is a file. Name a folder, for example: course learn my-course") from None
    except OSError as error:
        raise WorkspaceError(f"{folder} cannot be made: {error.strerror}. Choose another place.") from None
    manifest = _read_manifest(folder)
    try:
        lines = _deliver(folder, manifest)
    except PermissionError:
        if manifest:
            return [f"{folder} is read-only: it was not updated, and your answers will not be kept."]
        raise WorkspaceError(f"{folder} cannot be written. Choose another folder: course learn DIR") from None
    except OSError as error:
        raise WorkspaceError(
            f"{folder} could not be filled: {error.strerror}. Free some space and run it again."
        ) from error
    return lines or [f"{folder} is up to date."]


def _deliver(folder: Path, manifest: dict[str, str]) -> list[str]:
    (folder / MARKER).parent.mkdir(exist_ok=True)
    for partial in folder.rglob(f"*{UNFINISHED}"):
        partial.unlink()
    added, lines = 0, []
    everything = chain(((name, source.read_bytes()) for name, source in deliveries()), made())
    for name, raw in everything:
        new, target = fingerprint(raw), folder / name
        if not target.exists():
            _write(target, raw)
            added += 1
        else:
            have = fingerprint(target.read_bytes())
            if have == new:
                pass
            elif have == manifest.get(name):
                _write(target, raw)
                lines.append(f"updated {name}")
            elif manifest.get(name) != new:
                lines.append(_beside(target, raw, new, name))
        manifest[name] = new
    _write(folder / MARKER, json.dumps({"course": version(), "files": manifest}, indent=1).encode())
    if added:
        lines.insert(0, f"{folder}: {added} notebook{'s' if added != 1 else ''} added.")
    return lines


def _beside(target: Path, raw: bytes, new: str, name: str) -> str:
    number = 1
    while True:
        suffix = ".new" if number == 1 else f".new-{number}"
        place = target.with_name(f"{target.stem}{suffix}.ipynb")
        if not place.exists():
            _write(place, raw)
            break
        if fingerprint(place.read_bytes()) == new:
            break
        number += 1
    return f"kept your own {name}; the new text is beside it as {place.name}"


def _read_manifest(folder: Path) -> dict[str, str]:
    try:
        return dict(json.loads((folder / MARKER).read_text(encoding="utf-8"))["files"])
    except (OSError, ValueError, KeyError, TypeError):
        # Without it every existing file counts as the learner's own, which loses nothing.
        return {}


def _write(target: Path, raw: bytes) -> None:
    target.parent.mkdir(parents=True, exist_ok=True)
    write_whole(target, raw)
    if target.suffix == ".ipynb":
        _trust(raw)


def _trust(raw: bytes) -> None:
    # JupyterLab shows saved HTML (figures, quizzes) only in notebooks it trusts; these are ours.
    from nbformat import reads
    from nbformat.sign import NotebookNotary

    try:
        NotebookNotary().sign(reads(raw.decode("utf-8"), as_version=4))
    except (OSError, ValueError, sqlite3.Error):
        # No signature store on this machine: the learner sees the outputs after running the cells.
        return


def refresh_start(folder: Path, shown: dict[str, Any]) -> None:
    """Put the learner's present state into the start page's output, so that it is right on opening.

    shown: MIME type -> text. A start page that the learner reshaped, or a read-only folder, is left alone.
    """
    path = folder / START
    try:
        notebook = json.loads(path.read_text(encoding="utf-8"))
        cell = next(c for c in notebook["cells"] if c["cell_type"] == "code" and "progress()" in "".join(c["source"]))
        output = {"output_type": "display_data", "metadata": {}, "data": shown}
        if cell["outputs"] != [output]:
            cell["outputs"] = [output]
            _write(path, (json.dumps(notebook, indent=1, ensure_ascii=False) + "\n").encode())
    except (OSError, ValueError, KeyError, TypeError, StopIteration):
        return
