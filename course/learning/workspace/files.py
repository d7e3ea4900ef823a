"""The learner's folder: filled from the course, updated without ever overwriting the learner's work.

`.course/manifest.json` remembers a fingerprint of each file as it was delivered. A fingerprint looks
at the text of the cells only, so running a notebook does not count as a change; typing in it does.
An unchanged file is replaced by a new text. A changed one stays, and the new text lands beside it.
Files arrive whole (written aside, then renamed), and a killed update is repaired by the next one.
It also remembers a stamp of the course's own files, so that a second start with the same course and no file missing
reads nothing else: to read the whole course takes seconds.
"""

from __future__ import annotations

import hashlib
import json
import sqlite3
from collections.abc import Iterator
from itertools import chain
from pathlib import Path

from course.content.safe_files import UNFINISHED, write_whole
from course.content.source import content_root
from course.errors import WorkspaceError
from course.learning.record.store import MARKER

START = "start-here.ipynb"
HELP = "help.ipynb"
GLOSSARY = "glossary.ipynb"


def deliveries() -> Iterator[tuple[str, Path]]:
    """(path in the workspace, file of the course) for every file that a learner gets as it is."""
    from course.content.catalog import lesson_order

    modules = content_root() / "modules"
    yield START, modules / START
    yield HELP, modules / HELP
    yield GLOSSARY, modules / GLOSSARY
    for folder, lesson in lesson_order(modules):
        yield f"{folder}/{lesson.file}.ipynb", modules / folder / f"{lesson.file}.ipynb"


def made() -> Iterator[tuple[str, bytes]]:
    """(path in the workspace, content) for what is made for learners: the capstone without its answers."""
    from course.content.catalog import catalog

    if capstone := catalog().capstone:
        source = content_root() / "assessments" / "source" / capstone.notebook
        yield capstone.notebook, without_solutions(source)


def without_solutions(source: Path) -> bytes:
    """An assignment as nbgrader would release it, for someone who learns alone: its tests speak in words.

    source: the instructor's notebook. Returns the notebook's bytes; the same for the same source.
    """
    from nbformat import NO_CONVERT, read, writes
    from nbgrader.preprocessors import ClearHiddenTests, ClearSolutions
    from traitlets.config import Config

    from course.learning.lab.readable_tests import told_in_words

    # The same stubs as in course/grading/pipeline/settings.py: the notebook must run before it is filled in.
    stubs = {"code_stub": {"python": "...  # your answer here"}, "text_stub": "*Write here, in place of this line.*"}
    notebook = read(source, NO_CONVERT)
    for step in (ClearSolutions(config=Config({"ClearSolutions": stubs})), ClearHiddenTests()):
        notebook, _ = step.preprocess(notebook, {})
    for cell in notebook.cells:
        told_in_words(cell)
    return (writes(notebook, indent=1) + "\n").encode()


def stamp() -> str:
    """A digest of the names, sizes and times of the course's files; it changes when any of them may have changed."""
    root = content_root()
    looked_at = [*(root / "modules").rglob("*.*"), *(root / "assessments" / "source").rglob("*.ipynb"), Path(__file__)]
    found = [(path.as_posix(), path.stat().st_size, path.stat().st_mtime_ns) for path in sorted(looked_at)]
    return hashlib.sha256(json.dumps(found).encode()).hexdigest()


def fingerprint(raw: bytes) -> str:
    """A digest of a notebook's cells without outputs and counters; of the bytes when it is no notebook."""
    try:
        cells = json.loads(raw)["cells"]
        text = json.dumps([[cell["cell_type"], "".join(cell["source"])] for cell in cells])
    except (ValueError, KeyError, TypeError, RecursionError):
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
    manifest, seen = _read_manifest(folder)
    now = stamp()
    if manifest and seen == now and all(_is_there(folder / name) for name in manifest):
        # Each file was delivered from these very sources, so whatever the learner made of it stays.
        return [f"{folder} is up to date."]
    try:
        lines = _deliver(folder, manifest, now)
    except PermissionError:
        if manifest:
            return [f"{folder} is read-only: it was not updated, and your answers will not be kept."]
        raise WorkspaceError(f"{folder} cannot be written. Choose another folder: course learn DIR") from None
    except OSError as error:
        raise WorkspaceError(
            f"{folder} could not be filled: {error.strerror}. Free some space and run it again."
        ) from error
    return lines or [f"{folder} is up to date."]


def _deliver(folder: Path, manifest: dict[str, str], now: str) -> list[str]:
    from course.content.describe import version

    (folder / MARKER).parent.mkdir(exist_ok=True)
    for partial in folder.rglob(f"*{UNFINISHED}"):
        partial.unlink()
    added, lines = 0, []
    everything = chain(((name, source.read_bytes()) for name, source in deliveries()), made())
    for name, raw in everything:
        new, target = fingerprint(raw), folder / name
        if not target.exists():
            put(target, raw)
            added += 1
        elif not _is_there(target):
            put(target, raw)
            lines.append(f"{name} was empty; it is as it came again.")
        else:
            have = fingerprint(target.read_bytes())
            if have == new:
                pass
            elif have == manifest.get(name):
                put(target, raw)
                lines.append(f"updated {name}")
            elif manifest.get(name) != new:
                lines.append(_beside(target, raw, new, name))
        manifest[name] = new
    put(folder / MARKER, json.dumps({"course": version(), "stamp": now, "files": manifest}, indent=1).encode())
    if added:
        lines.insert(0, f"{folder}: {added} notebook{'s' if added != 1 else ''} added.")
    return lines


def _is_there(file: Path) -> bool:
    """Whether a file has anything in it. A full disk or a broken copy leaves an empty one, which is nobody's work."""
    try:
        return file.stat().st_size > 0
    except OSError:
        return False


def _beside(target: Path, raw: bytes, new: str, name: str) -> str:
    number = 1
    while True:
        suffix = ".new" if number == 1 else f".new-{number}"
        place = target.with_name(f"{target.stem}{suffix}.ipynb")
        if not place.exists():
            put(place, raw)
            break
        if fingerprint(place.read_bytes()) == new:
            break
        number += 1
    return f"kept your own {name}; the new text is beside it as {place.name}"


def _read_manifest(folder: Path) -> tuple[dict[str, str], str]:
    """What was delivered, name -> fingerprint, and the stamp of the course it came from."""
    try:
        kept = json.loads((folder / MARKER).read_text(encoding="utf-8"))
        return dict(kept["files"]), str(kept.get("stamp", ""))
    except (OSError, ValueError, KeyError, TypeError, RecursionError):
        # Without it every existing file counts as the learner's own, which loses nothing.
        return {}, ""


def put(target: Path, raw: bytes) -> None:
    """Write a file of the course so that it is there whole or not at all; a notebook is marked as trusted.

    raw: what the course delivers, and nothing that lay in a learner's folder: JupyterLab runs the scripts in a trusted
    notebook's outputs. Raises OSError when the folder cannot be written.
    """
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
