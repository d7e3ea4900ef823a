"""Which file of a submission is which notebook, also when it lies under another name or in a folder of its own.

nbgrader takes `two.ipynb` and nothing else: `two.ipynb.txt`, `Two.IPYNB` or `lab/two.ipynb` count as not handed in, and
as a finished 0. Here a file that holds the notebook's own cells is read, whatever its name is. Where only a person can
tell, what was found is named and the grade is left open: also where no notebook is there at all, but a PDF, a picture
or a text. An empty folder, or one with nothing but what was handed out, stays a 0.
"""

from __future__ import annotations

import json
import os
import re
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

import attrs

from course.grading.notebook.read import LARGEST
from course.grading.repair.original import Original
from course.grading.repair.read import read
from course.grading.submission import time
from course.grading.submission.files import Survey, open_ordinary, shown

_ARCHIVES = (".zip", ".tar", ".gz", ".tgz", ".bz2", ".xz", ".7z", ".rar")
_MOST_READ = 100
_TOLD = 3
_ENOUGH = 0.5
"""A file counts as a notebook when it names more than this share of the notebook's nbgrader ids."""
_COPY = re.compile(r"^(copy of |copia de |copie de |kopie von )", re.IGNORECASE)


@attrs.frozen
class Work:
    """What a submission holds for an assignment.

    notebooks: the file of each notebook by the notebook's name, relative to the folder. open: for each notebook that
    was perhaps handed in, but cannot be read without doubt, a sentence that names what was found. missing: the
    notebooks of which there is nothing at all. others: notebook files that belong to no notebook of the assignment.
    instead: what was handed in where there is no notebook at all; all notebooks are then open.
    """

    notebooks: dict[str, Path] = attrs.field(factory=dict)
    open: dict[str, str] = attrs.field(factory=dict)
    missing: tuple[str, ...] = ()
    others: tuple[Path, ...] = ()
    instead: tuple[Path, ...] = ()


def find_work(originals: Mapping[str, Original], found: Survey, handed_out: Iterable[Path] = ()) -> Work:
    """Find every notebook of an assignment in what was handed in.

    originals: the assignment's notebooks by name. found: what lies in the submission's folder. handed_out: files that
    come with the assignment, relative to its folder; they are nobody's work.

    >>> find_work({"lab": Original(cells=())}, Survey(Path("ann"), files=(Path("lab.ipynb"),))).notebooks
    {'lab': PosixPath('lab.ipynb')}
    """
    own = {name: Path(f"{name}.ipynb") for name in originals}
    there = set(found.files)
    notebooks = {name: file for name, file in own.items() if file in there}
    missing = {name: original for name, original in originals.items() if name not in notebooks}
    known = {*own.values(), *handed_out}
    rest = [name for name in found.files if name not in known]
    about = _read(found.folder, rest, originals) if missing else {}
    plainly = _plainly(missing, about)
    notebooks |= {name: file for name, file in plainly.items() if not read(_bytes(found.folder / file)).unreadable}
    used = set(notebooks.values())
    open_ = {}
    for name in missing:
        if name not in notebooks:
            odd = [file for file in found.odd if file.suffix.lower() == ".ipynb" or _named_like(name, file)]
            maybe = [file for file, one in about.items() if file not in used and one.may_be(name, file)]
            if maybe or odd:
                open_[name] = _open(name, [*odd, *maybe])
    others = [file for file in rest if file.suffix.lower() == ".ipynb" and file not in used]
    instead = [file for file in rest if file.name not in (time.FILE, time.SECRET)]
    if not missing or notebooks or open_ or others or any(one.is_notebook for one in about.values()):
        instead = []
    if instead:
        open_ = {name: _no_notebook(name, instead) for name in missing}
    nothing = [name for name in missing if name not in notebooks and name not in open_]
    return Work(notebooks, open_, tuple(nothing), tuple(others), tuple(instead))


def _no_notebook(name: str, files: list[Path]) -> str:
    return (
        f"{name}.ipynb is not there, and no other notebook, but {named(files)}. The grade is left open: ask for the "
        "notebook and grade again with --force. If it shall be a 0, first move what is there to another folder."
    )


def named(files: Sequence[Path]) -> str:
    """The first few files by name, and how many there are more.

    >>> named([Path("essay.pdf"), Path("photo.jpg")])
    "'essay.pdf' and 'photo.jpg'"
    """
    more = f" and {len(files) - _TOLD} more" if len(files) > _TOLD else ""
    return " and ".join(shown(file) for file in files[:_TOLD]) + more


def _open(name: str, files: list[Path]) -> str:
    which = "It was" if len(files) == 1 else "They were"
    return (
        f"{name}.ipynb is not there as a file, but {named(files)} may hold it. {which} not read, and the grade is left "
        f"open: put the notebook there as {name}.ipynb and grade again with --force."
    )


@attrs.frozen
class _File:
    """What a file may be: the share of each notebook's ids that it names, and whether it is a notebook at all."""

    shares: dict[str, float]
    is_notebook: bool

    def may_be(self, name: str, file: Path) -> bool:
        best = max(self.shares.values(), default=0.0)
        if best > _ENOUGH and self.shares.get(name, 0.0) < best:
            return False  # it is another notebook of the assignment
        return self.is_notebook or file.suffix.lower() in (*_ARCHIVES, ".ipynb") or _named_like(name, file)


def _plainly(missing: Mapping[str, Original], about: Mapping[Path, _File]) -> dict[str, Path]:
    """The files that are one of the missing notebooks without doubt."""
    found: dict[str, Path] = {}
    for name in missing:
        best = max((one.shares[name] for one in about.values()), default=0.0)
        if best > _ENOUGH:
            fitting = [file for file, one in about.items() if one.shares[name] == best]
        else:
            # An editor may have dropped all ids; then the name must say it.
            fitting = [file for file, one in about.items() if one.is_notebook and _named_like(name, file)]
        if len(fitting) == 1:
            found[name] = fitting[0]
    # One file cannot be two notebooks; then nobody can say which one it is.
    used = list(found.values())
    return {name: file for name, file in found.items() if used.count(file) == 1}


def _named_like(name: str, file: Path) -> bool:
    return _COPY.sub("", file.name).casefold().startswith(name.casefold())


def _read(folder: Path, files: Iterable[Path], originals: Mapping[str, Original]) -> dict[Path, _File]:
    """Look into the files: at the names that they hold, not at what they say."""
    # What looks like a notebook first, should there be more files than are read.
    ordered = sorted(files, key=lambda file: (".ipynb" not in file.name.lower(), file))
    ids = {name: [json.dumps(cell.name).encode() for cell in one.cells] for name, one in originals.items()}
    about = {}
    for file in ordered[:_MOST_READ]:
        data = _bytes(folder / file)
        shares = {name: sum(one in data for one in all_) / len(all_) if all_ else 0.0 for name, all_ in ids.items()}
        about[file] = _File(shares, data.lstrip(b"\xef\xbb\xbf \t\r\n")[:1] == b"{" and b'"cells"' in data)
    return about


def _bytes(file: Path) -> bytes:
    """The file's bytes, none when it is too large for a notebook or cannot be read."""
    try:
        with open_ordinary(file) as descriptor:
            if os.fstat(descriptor).st_size > LARGEST:
                return b""
            with os.fdopen(os.dup(descriptor), "rb") as opened:
                return opened.read(LARGEST)
    except OSError:
        return b""
