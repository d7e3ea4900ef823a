"""The course as a wheel for learners: without solutions, hidden tests, rubrics, teaching notes and played answers.

The wheel that `make build` makes carries the assignments as instructors have them. Here each assignment in it becomes
what nbgrader would release: the learner's course reads its points and its capstone from there.
"""

from __future__ import annotations

import base64
import functools
import hashlib
import importlib.metadata
import importlib.util
import subprocess
import sys
import tempfile
import zipfile
from collections.abc import Mapping
from pathlib import Path, PurePosixPath

import nbformat
from nbgrader.preprocessors import ClearHiddenTests, ClearMarkScheme

from course.content.source import content_root
from course.errors import PlatformError
from course.grading.platform.plain_zip import zipped

NAME = "military-partnerships-for-peace"
_BEGIN, _END = "BEGIN SOLUTION", "END SOLUTION"
_ASSIGNMENTS = "course/_content/assessments/source/"
_FOR_INSTRUCTORS = ("course/_content/assessments/rubrics/", "course/grading/simulation/")
_NOTES = "/teaching.md"


def learner_wheel() -> tuple[str, bytes]:
    """The wheel's file name and content; the same bytes for the same course.

    Errors: PlatformError when the course cannot be packed here.

    Example: ``learner_wheel()[0]``
    """
    files = _built() if (content_root() / "pyproject.toml").is_file() else _installed()
    info = next(PurePosixPath(name).parts[0] for name in files if ".dist-info/" in name)
    made = for_learners({name: data for name, data in files.items() if name != f"{info}/RECORD"})
    made[f"{info}/RECORD"] = _record(made, f"{info}/RECORD")
    return f"{info.removesuffix('.dist-info')}-py3-none-any.whl", zipped(made)


def for_learners(files: Mapping[str, bytes]) -> dict[str, bytes]:
    """The files of the wheel, without what is for instructors only.

    >>> sorted(for_learners({"course/__init__.py": b"", "course/_content/modules/01-history/teaching.md": b""}))
    ['course/__init__.py']
    """
    made = {}
    for name, data in files.items():
        if name.startswith(_FOR_INSTRUCTORS) or name.endswith(_NOTES):
            continue
        released = name.startswith(_ASSIGNMENTS) and name.endswith(".ipynb")
        made[name] = _released(data) if released else data
    return made


@functools.cache
def _released(data: bytes) -> bytes:
    """An assignment's notebook as learners may have it; nbgrader's own steps still make the same release of it."""
    notebook = nbformat.reads(data.decode(), nbformat.NO_CONVERT)
    for cell in notebook.cells:
        if cell.metadata.get("nbgrader", {}).get("solution"):
            cell.source = without_answer(cell.source)
    for step in (ClearHiddenTests(), ClearMarkScheme()):
        notebook, _ = step.preprocess(notebook, {})
    return (nbformat.writes(notebook, indent=1) + "\n").encode()


def without_answer(source: str) -> str:
    """An answer cell with nothing between its marks, which stay: nbgrader puts its line of dots there.

    >>> without_answer("def f():\\n    ### BEGIN SOLUTION\\n    return 1\\n    ### END SOLUTION\\nf()").count("return")
    0
    """
    if _BEGIN not in source:
        return ""
    kept, inside = [], False
    for line in source.split("\n"):
        inside = inside and _END not in line
        if not inside:
            kept.append(line)
        inside = inside or _BEGIN in line
    return "\n".join(kept)


def _built() -> dict[str, bytes]:
    """The wheel of this clone."""
    if importlib.util.find_spec("hatchling") is None:
        raise PlatformError(
            "The course cannot be packed here, because hatchling is missing. To mend: make setup; or name the page "
            "where your learners find the course with --site."
        )
    with tempfile.TemporaryDirectory() as folder:
        command = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", folder]
        done = subprocess.run(command, cwd=content_root(), capture_output=True, text=True, check=False)
        found = list(Path(folder).glob("*.whl"))
        if done.returncode != 0 or not found:
            last = (done.stderr.strip() or done.stdout.strip() or "no word").splitlines()[-1]
            raise PlatformError(f"The course cannot be packed here: hatchling says {last}. To mend: make build.")
        with zipfile.ZipFile(found[0]) as wheel:
            return {entry.filename: wheel.read(entry) for entry in wheel.infolist() if not entry.is_dir()}


def _installed() -> dict[str, bytes]:
    """The files of the wheel that was installed here, under the names that they had in it."""
    about = importlib.metadata.distribution(NAME)
    info = next((file.parts[0] for file in about.files or () if file.name == "METADATA"), "")
    left_out = {"INSTALLER", "REQUESTED", "RECORD", "direct_url.json", "uv_cache.json"}
    found = {}
    for file in about.files or ():
        up = next((place for place, part in enumerate(file.parts) if part != ".."), 0)
        below = "/".join(file.parts[up:])
        if (
            file.suffix == ".pyc"
            or below.startswith(("bin/", "Scripts/"))
            or (file.parts[0] == info and file.name in left_out)
        ):
            continue
        name = f"{info.removesuffix('.dist-info')}.data/data/{below}" if up else below
        found[name] = Path(str(file.locate())).read_bytes()
    if not info or not any(name.startswith("course/") for name in found):
        raise PlatformError("The installed course has no list of its files. To mend: install it again from its wheel.")
    return found


def _record(files: Mapping[str, bytes], own: str) -> bytes:
    lines = []
    for name in sorted(files):
        digest = base64.urlsafe_b64encode(hashlib.sha256(files[name]).digest()).rstrip(b"=").decode()
        lines.append(f"{name},sha256={digest},{len(files[name])}")
    return "\n".join([*lines, f"{own},,", ""]).encode()
