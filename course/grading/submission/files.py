"""The files of a submission, copied without following a link.

nbgrader copies with shutil, which reads what a link leads to: the gradebook, or the notebook with the hidden tests,
would land in the folder that the learner's code may read. Here only ordinary files are opened. All else counts as
nothing and is named to the instructor and to the learner.
"""

from __future__ import annotations

import contextlib
import fnmatch
import hashlib
import os
import stat
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

import attrs

from course.grading.notebook.read import LARGEST

MOST_FILES = 5_000
MOST_BYTES = 250_000_000
"""Bytes of all files of a submission; what is more counts as not handed in."""
DEEPEST = 60
_TOLD = 20
_LONGEST_NAME = 100
_KINDS = (
    (stat.S_ISLNK, "a link: links are not followed"),
    (stat.S_ISFIFO, "a pipe, not a file"),
    (stat.S_ISSOCK, "a socket, not a file"),
    (stat.S_ISBLK, "a device, not a file"),
    (stat.S_ISCHR, "a device, not a file"),
)


@attrs.frozen
class Survey:
    """What lies in a submission's folder.

    files: its ordinary files, by relative path, in order. odd: what else is there, by relative path, and what it is.
    """

    folder: Path
    files: tuple[Path, ...] = ()
    odd: dict[Path, str] = attrs.field(factory=dict)

    @property
    def told(self) -> list[str]:
        """What is odd, a sentence each.

        >>> Survey(Path("ann"), odd={Path("data.csv"): "a link: links are not followed"}).told
        ["'data.csv' is a link: links are not followed. It counts as not handed in."]
        """
        said = [f"{shown(name)} is {what}. It counts as not handed in." for name, what in self.odd.items()]
        more = len(said) - _TOLD
        return said[:_TOLD] + ([f"{more} more files count as not handed in for such reasons."] if more > 0 else [])


class OtherFiles:
    """The files of a course folder that are no part of a submission, to know a second name of one of them by.

    A hard link is a second name of the same file; nothing but the file's number on the disk tells it from a copy.
    root: the course folder. public: folders whose files everybody may have.
    """

    def __init__(self, root: Path, public: Sequence[Path] = ()) -> None:
        self._root, self._public = root, public
        self._names: dict[tuple[int, int], list[Path]] | None = None

    def other_name(self, about: os.stat_result, own: Path) -> Path | None:
        """Under which name outside the folder `own` the course folder holds this file; None when it does not."""
        if about.st_nlink < 2:
            return None
        if self._names is None:
            self._names = self._read()
        known = self._names.get((about.st_dev, about.st_ino), [])
        return next((path.relative_to(self._root) for path in known if not path.is_relative_to(own)), None)

    def _read(self) -> dict[tuple[int, int], list[Path]]:
        names: dict[tuple[int, int], list[Path]] = {}
        for place, folders, files in os.walk(self._root):
            folders[:] = [name for name in folders if Path(place, name) not in self._public]
            for name in files:
                with contextlib.suppress(OSError):
                    about = os.lstat(os.path.join(place, name))
                    if about.st_nlink > 1 and stat.S_ISREG(about.st_mode):
                        names.setdefault((about.st_dev, about.st_ino), []).append(Path(place, name))
        return names


def survey(
    folder: Path,
    ignore: Sequence[str] = (),
    others: OtherFiles | None = None,
    most_files: int = MOST_FILES,
    most_bytes: int = MOST_BYTES,
) -> Survey:
    """Look at everything in a submission's folder without opening it.

    ignore: nbgrader's patterns of names that are passed over. others: the course's other files. most_files,
    most_bytes: what is more counts as not handed in. Errors: OSError when the folder itself cannot be read.
    """
    files: list[Path] = []
    odd: dict[Path, str] = {}
    waiting = [Path()]
    left = most_bytes
    while waiting:
        inside = waiting.pop()
        try:
            entries = sorted(os.scandir(folder / inside), key=lambda entry: entry.name, reverse=True)
        except OSError:
            if not inside.parts:
                raise
            odd[inside] = "a folder that cannot be read"
            continue
        found = []
        for entry in reversed(entries):
            name = inside / entry.name
            if not _ignored(entry.name, ignore):
                found.append((name, entry.stat(follow_symlinks=False)))
        for name, about in found:
            if stat.S_ISDIR(about.st_mode):
                if len(name.parts) > DEEPEST:
                    odd[name] = f"a folder nested more than {DEEPEST} deep"
                else:
                    waiting.append(name)
            elif what := _odd(about, folder, others):
                odd[name] = what
            elif len(files) >= most_files:
                odd[name] = f"one of more than {most_files} files"
            elif (size := _counts(about, name)) > left:
                odd[name] = f"one of files of more than {most_bytes // 1_000_000} MB together"
            else:
                left -= size
                files.append(name)
    return Survey(folder, tuple(sorted(files)), dict(sorted(odd.items())))


def _counts(about: os.stat_result, name: Path) -> int:
    """Bytes that a file counts for: its whole length, holes too. A notebook that is too large is not read on."""
    return min(about.st_size, LARGEST) if name.suffix.lower() == ".ipynb" else about.st_size


def _odd(about: os.stat_result, folder: Path, others: OtherFiles | None) -> str:
    for is_kind, what in _KINDS:
        if is_kind(about.st_mode):
            return what
    other = others.other_name(about, folder) if others else None
    return f"the same file on the disk as {shown(other)}" if other is not None else ""


def _ignored(name: str, patterns: Iterable[str]) -> bool:
    # As glob, which nbgrader asks: a pattern means hidden files only when it says so.
    return any(fnmatch.fnmatchcase(name, one) and name.startswith(".") <= one.startswith(".") for one in patterns)


def copy_ordinary(found: Survey, target: Path, leave: Sequence[str] = ("*.ipynb",)) -> Survey:
    """Copy a submission's ordinary files to a folder; what lies there under the same name is replaced.

    leave: patterns of names that are not copied. Returns the survey, with what could not be copied among what is odd.
    Nothing that a file is, or becomes meanwhile, raises an error.
    """
    odd = dict(found.odd)
    for name in found.files:
        if _ignored(name.name, leave):
            continue
        try:
            _copy(found.folder / name, target / name)
        except OSError as error:
            odd[name] = f"a file that cannot be copied ({error.strerror})"
    return attrs.evolve(found, files=tuple(name for name in found.files if name not in odd), odd=odd)


def _copy(source: Path, target: Path) -> None:
    target.parent.mkdir(parents=True, exist_ok=True)
    with contextlib.suppress(FileNotFoundError):
        target.unlink()
    with open_ordinary(source) as file, target.open("xb") as copy:
        while piece := os.read(file, 1 << 20):
            copy.write(piece)


@contextlib.contextmanager
def open_ordinary(file: Path) -> Iterator[int]:
    """Open an ordinary file for reading, as a descriptor. Errors: OSError, also for anything else than such a file."""
    descriptor = os.open(file, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK)
    try:
        if not stat.S_ISREG(os.fstat(descriptor).st_mode):
            raise OSError(0, "it is not an ordinary file")
        yield descriptor
    finally:
        os.close(descriptor)


def content_hash(file: Path) -> bytes:
    """What tells one content from another: the SHA-256 of an ordinary file. Errors: OSError, as `open_ordinary`.

    Example: ``content_hash(Path("one.ipynb")).hex()``
    """
    with open_ordinary(file) as descriptor, os.fdopen(os.dup(descriptor), "rb") as opened:
        return hashlib.file_digest(opened, "sha256").digest()


def linked(folder: Path, levels: int) -> Path | None:
    """Which of a folder and the folders around it, `levels` of them in all, is a link; None when none is."""
    return next((place for place in (folder, *folder.parents)[:levels] if place.is_symlink()), None)


def own_levels(structure: str) -> int:
    """How many folders at the end of a submission's path are the student's own. structure: nbgrader's setting for it.

    >>> own_levels("{nbgrader_step}/{student_id}/{assignment_id}")
    2
    """
    parts = Path(structure).parts
    return len(parts) - next((at for at, part in enumerate(parts) if "{student_id}" in part), len(parts) - 1)


def shown(name: Path | str) -> str:
    """A file's name as it can be printed: in quotes, without control characters, not endless.

    >>> shown("a\\nb.csv")
    "'a?b.csv'"
    """
    text = "".join(letter if letter.isprintable() else "?" for letter in str(name))
    return f"'{text[:_LONGEST_NAME]}…'" if len(text) > _LONGEST_NAME else f"'{text}'"
