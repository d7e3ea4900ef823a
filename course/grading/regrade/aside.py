"""A private copy of what grading one assignment needs, to try out what grading again would do.

The copy's settings are the folder's own and two lines more: its root and its gradebook. Whatever settings lie
elsewhere, nothing is graded before nbgrader itself has said that both are the copy's.
"""

from __future__ import annotations

import os
import shutil
import sqlite3
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from pathlib import Path
from urllib.parse import quote

from course.content.safe_files import write_whole
from course.errors import GradingError
from course.grading.gradebook.place import SQLITE, file_of
from course.grading.run.course_folder import CourseFolder, HandedIn
from course.grading.submission.files import copy_ordinary, survey

_SETTINGS = "nbgrader_config.py"
_LINES = """

c = get_config()
c.CourseDirectory.root = {root!r}
c.CourseDirectory.db_url = {db!r}
"""


def database(course: CourseFolder) -> Path:
    """The file of the gradebook. Errors: GradingError for one that is not there, or is no SQLite file.

    Example: ``database(CourseFolder("01-history", Path("my-class"), "", False))``
    """
    url = str(course.dir.db_url)
    file = file_of(Path(course.dir.root), url)
    if file is None:
        raise GradingError(
            f"The gradebook {url} is no SQLite file, so it cannot be tried out beside it. To mend: make a copy of the "
            "whole class by hand, and run `course grade --force` in the copy."
        )
    if not file.is_file():
        raise GradingError(f"There is no gradebook {file}. To mend: name the course folder with --course-dir.")
    return file


def address(course: CourseFolder) -> str:
    """The gradebook's address, whatever folder this process is in. Errors: as `database`.

    Example: ``address(CourseFolder("01-history", Path("my-class"), "", False))``
    """
    return f"{SQLITE}{database(course)}"


def copy_database(file: Path, target: Path) -> None:
    """Copy a SQLite file as it is at one moment, also while others write to it. Errors: GradingError.

    Example: ``copy_database(Path("gradebook.db"), Path("gradebook-copy.db"))``
    """
    try:
        with (
            closing(sqlite3.connect(f"file:{quote(str(file))}?mode=ro", uri=True)) as source,
            closing(sqlite3.connect(target)) as copy,
        ):
            source.backup(copy)
    except sqlite3.Error as error:
        raise GradingError(f"The gradebook {file} cannot be copied: {error}. To mend: close other programs.") from None


@contextmanager
def set_aside(course: CourseFolder, people: Sequence[HandedIn]) -> Iterator[Path]:
    """A copy of the course folder with these submissions alone; it is removed at the end.

    Errors: GradingError, OSError.
    """
    root = Path(course.dir.root).resolve()
    with tempfile.TemporaryDirectory(prefix="regrade-") as place:  # nobody else can read it
        copy = Path(place).resolve() / "class"
        copy.mkdir()
        for file in root.iterdir():
            if file.is_file() and file != database(course) and file.suffix not in (".db", ".zip"):
                shutil.copy(file, copy)
        for folder in (course.source, *(path.parent for path in course.originals("any")[1:])):
            if folder.is_dir():
                _copy_tree(folder, copy / _below(root, folder))
        for header in course.source.parent.glob("*.ipynb"):  # what settings may put before or after each notebook
            shutil.copy(header, copy / _below(root, header))
        for one in people:
            for folder in (one.folder, course.result(one.student)):
                if folder.is_dir() and not folder.is_symlink():
                    (copy / _below(root, folder)).mkdir(parents=True)
                    copy_ordinary(survey(folder), copy / _below(root, folder), leave=())
        copy_database(database(course), copy / "gradebook.db")
        settings = copy / _SETTINGS
        text = settings.read_text(encoding="utf-8") if settings.exists() else ""
        url = f"{SQLITE}{copy / 'gradebook.db'}"
        write_whole(settings, (text + _LINES.format(root=str(copy), db=url)).encode())
        _surely(CourseFolder(course.assignment, copy, "", True), copy, url)
        yield copy


def _below(root: Path, place: Path) -> Path:
    try:
        return Path(os.path.normpath(place)).relative_to(root)
    except ValueError:
        raise GradingError(
            f"{place} does not lie in the course folder {root}, so it cannot be tried out in a copy. To mend: make a "
            "copy of the whole class by hand, and run `course grade --force` in the copy."
        ) from None


def _surely(course: CourseFolder, root: Path, url: str) -> None:
    """Nothing that is graded with these settings may touch the real folder."""
    places = [course.source, course.result("anybody"), course.originals("any")[1]]
    inside = all(Path(os.path.normpath(place)).is_relative_to(root) for place in places)
    if Path(course.dir.root).resolve() != root or course.dir.db_url != url or not inside:
        raise GradingError(
            "nbgrader's settings name the real class also for a copy of it, so nothing can be tried out. To mend: take "
            "CourseDirectory.root and db_url out of your own nbgrader_config.py (see `jupyter --paths`)."
        )


def _copy_tree(source: Path, target: Path) -> None:
    shutil.copytree(source, target, ignore=shutil.ignore_patterns(".ipynb_checkpoints", "__pycache__"))
