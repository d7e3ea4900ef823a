"""Where a class is: whether a folder is one, what its settings say, and where its gradebook lies."""

from __future__ import annotations

import shlex
from collections.abc import Iterator
from pathlib import Path

from traitlets.config import Config
from traitlets.config.loader import ConfigFileNotFound, PyFileConfigLoader

from course.errors import GradebookError

SIGNS = ("nbgrader_config.py", "source", "gradebook.db")
"""What an nbgrader course folder has at least one of. nbgrader would make a gradebook in any folder."""
SQLITE = "sqlite:///"
_OFFERED = 3


def is_class(folder: Path) -> bool:
    """Whether a folder shows a sign of an nbgrader course.

    >>> is_class(Path("nowhere"))
    False
    """
    return any((folder / sign).exists() for sign in SIGNS)


def require_class(course_dir: Path) -> None:
    """GradebookError, with the way out, for a folder that is not there or shows no sign of a class.

    >>> require_class(Path("nowhere"))  # doctest: +ELLIPSIS
    Traceback (most recent call last):
    ...
    course.errors.GradebookError: There is no folder nowhere here. To mend: ...
    """
    if is_class(course_dir):
        return
    if course_dir.is_dir():
        wrong = f"{course_dir.resolve()} is no class's folder: it has no {' and no '.join(SIGNS)}."
    else:
        wrong = f"There is no folder {course_dir} here."
    if is_class(Path()):
        raise GradebookError(f"{wrong} To mend: leave --course-dir out; you are in a class's folder.")
    near = list(_classes_in(course_dir if course_dir.is_dir() else Path()))[:_OFFERED]
    which = " or ".join(f"`cd {shlex.quote(name)}`" for name in near) or "`cd` and its name"
    raise GradebookError(f"{wrong} To mend: go into the class's folder ({which}), or name it with --course-dir.")


def _classes_in(folder: Path) -> Iterator[str]:
    try:
        yield from sorted(str(path) for path in folder.iterdir() if path.is_dir() and is_class(path))
    except OSError:
        return


def settings_of(course_dir: Path) -> Config:
    """What the folder's nbgrader_config.py sets; nothing when there is none. Errors: GradebookError.

    >>> settings_of(Path("nowhere"))
    {}
    """
    try:
        return PyFileConfigLoader("nbgrader_config.py", path=str(course_dir)).load_config()
    except ConfigFileNotFound:
        return Config()
    except Exception as error:  # the file is somebody's program and may fail in any way
        raise GradebookError(
            f"{course_dir / 'nbgrader_config.py'} does not run: {type(error).__name__}: {error}. To mend: correct it."
        ) from error


def address_of(course_dir: Path, db: str = "") -> str:
    """The address of a course folder's gradebook. db: another one, which then counts.

    Errors: GradebookError for settings that do not run.

    >>> address_of(Path("/srv/class"))
    'sqlite:////srv/class/gradebook.db'
    """
    return (
        db
        or str(settings_of(course_dir).CourseDirectory.get("db_url", ""))
        or f"{SQLITE}{course_dir.resolve() / 'gradebook.db'}"
    )


def file_of(course_dir: Path, address: str) -> Path | None:
    """The file of a gradebook with this address; None for a database that is no plain SQLite file.

    >>> file_of(Path("/srv/class"), "sqlite:///gradebook.db")
    PosixPath('/srv/class/gradebook.db')
    """
    if not address.startswith(SQLITE) or "?" in address:
        return None
    return (course_dir / address.removeprefix(SQLITE)).resolve()
